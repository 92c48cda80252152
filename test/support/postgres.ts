import { randomBytes } from 'node:crypto';
import { Client, Pool } from 'pg';

export type Database = { readonly url: string; readonly pool: Pool; drop(): Promise<void> };

function server(): string {
  const url = process.env['WIRETIME_TEST_POSTGRES'];
  if (url === undefined) throw new Error('this test needs PostgreSQL: put it into a folder of the project `services`');
  return url;
}

async function administer(sql: string): Promise<void> {
  const client = new Client({ connectionString: server() });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** A migrated database that nobody else sees; `empty` gives one without any table. */
export async function freshDatabase({ empty = false } = {}): Promise<Database> {
  const name = `t_${randomBytes(6).toString('hex')}`;
  await administer(`CREATE DATABASE ${name}${empty ? '' : ' TEMPLATE pattern'}`);
  const url = server().replace(/wiretime$/, name);
  const pool = new Pool({ connectionString: url, max: 10 });
  pool.on('error', () => undefined); // a session ended by DROP … FORCE is no news
  return {
    url,
    pool,
    drop: async () => {
      await pool.end();
      await administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}
