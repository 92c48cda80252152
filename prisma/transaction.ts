import type { Pool, PoolClient } from 'pg';

/** All of it or nothing; a connection that could not be rolled back is never used again. */
export async function inTransaction<T>(pool: Pool, work: (db: PoolClient) => Promise<T>): Promise<T> {
  const db = await pool.connect();
  // A connection that dies between two statements says so by an event, and an event nobody hears ends the process.
  const died = () => (broken = true);
  let broken = false;
  db.on('error', died);
  try {
    await db.query('BEGIN');
    const answer = await work(db);
    await db.query('COMMIT');
    return answer;
  } catch (error) {
    await db.query('ROLLBACK').catch(() => (broken = true));
    throw error;
  } finally {
    db.off('error', died);
    db.release(broken);
  }
}

/** Whether PostgreSQL itself is away or on its way down, as opposed to a statement it refused. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (!('code' in error) || typeof error.code !== 'string')
    return /terminated|timeout|ended|not queryable/i.test(error.message);
  // 08 connection, 53 resources, 57 operator intervention, 58 system; everything else of PostgreSQL has five characters.
  return /^(08|53|57|58)/.test(error.code) || error.code.length !== 5 || /^E[A-Z]+$/.test(error.code);
}
