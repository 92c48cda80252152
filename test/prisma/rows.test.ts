import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, freshDatabase } from '../support/postgres';

const source = readFileSync(join(__dirname, '..', '..', 'workflows', 'domain', 'rows.ts'), 'utf8');
const snake = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

type RowType = {
  readonly name: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly needed: readonly string[];
};

/** The row types of rows.ts as the compiler's own text has them: a row of a table, and which keys it may leave out. */
const ROW_TYPES: readonly RowType[] = Array.from(
  source.matchAll(/export type (\w+Row) = \{([^}]*)\}/g),
  ([, name = '', body = '']) => {
    const table = /table: '(\w+)'/.exec(body)?.[1] ?? 'happening';
    const keys = Array.from(body.matchAll(/readonly (\w+)(\??):/g), ([, key = '', mark]) => ({ key, mark })).filter(
      ({ key }) => key !== 'table',
    );
    return {
      name,
      table,
      columns: keys.map(({ key }) => snake(key)).sort(),
      needed: keys
        .filter(({ mark }) => mark === '')
        .map(({ key }) => snake(key))
        .sort(),
    };
  },
);

/** What a flush itself adds to a happening. */
const ADDED = ['subject_kind', 'subject_id', 'epoch', 'written_at'];

let db: Database;
beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db.drop());

test('there are row types to compare', () => {
  expect(ROW_TYPES.map(({ table }) => table)).toEqual(
    expect.arrayContaining(['episode', 'milestone', 'page', 'happening']),
  );
  expect(ROW_TYPES).toHaveLength(15);
});

test.each(ROW_TYPES)(
  '$name has a column for each key, and may leave out what may be NULL',
  async ({ table, columns, needed }) => {
    const { rows } = await db.pool.query<{ name: string; needed: boolean }>(
      `SELECT column_name AS name, is_nullable = 'NO' AS needed FROM information_schema.columns
     WHERE table_name = $1 AND table_schema = 'public' ORDER BY column_name`,
      [table],
    );
    const stored = rows.filter(({ name }) => table !== 'happening' || !ADDED.includes(name));
    expect(stored.map(({ name }) => name).sort()).toEqual(columns);
    expect(
      stored
        .filter((column) => column.needed)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(needed);
  },
);
