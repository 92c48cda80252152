import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '../../prisma/migrate';
import { temporaryFolder } from '../support/launch';
import { type Database, freshDatabase } from '../support/postgres';

let db: Database;
let folder: string;
beforeEach(async () => {
  db = await freshDatabase({ empty: true });
  folder = temporaryFolder('migrations');
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await db.drop();
});

function write(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'migration.sql'), sql);
}
const tables = async () => {
  const sql = `SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_migration' ORDER BY 1`;
  const { rows } = await db.pool.query<{ tablename: string }>(sql);
  return rows.map(({ tablename }) => tablename);
};

test('each migration is applied once, in the order of its name', async () => {
  write('0002_second', 'ALTER TABLE ward ADD beds int;');
  write('0001_first', 'CREATE TABLE ward (id int);');
  expect(await migrate(db.url, folder)).toEqual(['0001_first', '0002_second']);
  expect(await migrate(db.url, folder)).toEqual([]);
  write('0003_third', 'CREATE TABLE lab (id int);');
  expect(await migrate(db.url, folder)).toEqual(['0003_third']);
  expect(await tables()).toEqual(['lab', 'ward']);
});

test('a migration that fails half-way leaves nothing of itself and says which it was', async () => {
  write('0001_first', 'CREATE TABLE ward (id int);');
  write('0002_broken', 'CREATE TABLE lab (id int); SELECT nonsense;');
  await expect(migrate(db.url, folder)).rejects.toThrow('0002_broken failed');
  expect(await tables()).toEqual(['ward']);
});

test('a migration changed after it was applied is refused', async () => {
  write('0001_first', 'CREATE TABLE ward (id int);');
  await migrate(db.url, folder);
  write('0001_first', 'CREATE TABLE ward (id bigint);');
  await expect(migrate(db.url, folder)).rejects.toThrow('0001_first was changed after it was applied');
});

test('three processes that start at once migrate once', async () => {
  write('0001_first', 'CREATE TABLE ward (id int);');
  const applied = await Promise.all([1, 2, 3].map(() => migrate(db.url, folder)));
  expect(applied.flat()).toEqual(['0001_first']);
});
