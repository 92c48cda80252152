import { Pool } from 'pg';
import { loadDemoRegion } from '../prisma/demo/region';

/** Loads the demo region where nothing is yet; returns whether it did. */
export async function seedIfEmpty(url: string): Promise<boolean> {
  const pool = new Pool({ connectionString: url });
  pool.on('error', () => undefined); // the statement under way fails with it, and says so
  try {
    const { rows } = await pool.query<{ none: boolean }>('SELECT NOT EXISTS (SELECT FROM site) AS none');
    if (rows[0]?.none !== true) return false;
    await loadDemoRegion(pool);
    return true;
  } finally {
    await pool.end();
  }
}
