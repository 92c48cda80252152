import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';

export const MIGRATIONS = join(__dirname, 'migrations');

/** Any number nobody else takes: it lets one process migrate while the others wait. */
const LOCK = 7_202_611;

type Migration = { name: string; sql: string; sha256: string };

function read(folder: string): Migration[] {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names
    .map(({ name }) => {
      const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Applies the folders of `folder` in order, once each, and returns the names of those that were new. */
export async function migrate(url: string, folder = MIGRATIONS): Promise<string[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined); // the statement under way fails with it, and says so
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await client.query(`CREATE TABLE IF NOT EXISTS schema_migration (
      name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`);
    const applied: string[] = [];
    for (const migration of read(folder)) if (await apply(client, migration)) applied.push(migration.name);
    return applied;
  } finally {
    await client.end(); // gives the lock back too
  }
}

async function apply(client: Client, { name, sql, sha256 }: Migration): Promise<boolean> {
  const { rows } = await client.query<{ sha256: string }>('SELECT sha256 FROM schema_migration WHERE name = $1', [
    name,
  ]);
  const before = rows[0];
  if (before !== undefined && before.sha256 !== sha256)
    throw new Error(`${name} was changed after it was applied: write a new migration instead`);
  if (before !== undefined) return false;
  try {
    await client.query('BEGIN');
    await client.query(sql);
    await client.query('INSERT INTO schema_migration (name, sha256) VALUES ($1, $2)', [name, sha256]);
    await client.query('COMMIT');
    return true;
  } catch (error) {
    await client.query('ROLLBACK');
    throw new Error(`Migration ${name} failed: ${String(error)}`, { cause: error });
  }
}
