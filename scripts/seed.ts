import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Pool } from 'pg';

/** Loads the demo region where nothing is yet; returns whether it did. */
export async function seedIfEmpty(url: string): Promise<boolean> {
  if (!(await isEmpty(url))) return false;
  const file = join(__dirname, '..', 'prisma', 'demo', 'region.ts');
  if (!existsSync(file)) return false;
  const { loadDemoRegion }: { loadDemoRegion: (pool: Pool) => Promise<void> } = require(file);
  const pool = new Pool({ connectionString: url });
  try {
    await loadDemoRegion(pool);
  } finally {
    await pool.end();
  }
  return true;
}

async function isEmpty(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ none: boolean }>('SELECT NOT EXISTS (SELECT FROM site) AS none');
    return rows[0]?.none === true;
  } finally {
    await client.end();
  }
}
