import type { PoolClient } from 'pg';
import { Fault } from '../activities/platform/faults';
import type { Context } from './context';
import { onRecord } from './record';

/** What a person asked of the record itself: whole or not at all. */
export const inTransaction = <T>(pool: Context['pool'], work: (client: PoolClient) => Promise<T>): Promise<T> =>
  onRecord(async () => {
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      const done = await work(client);
      await client.query('COMMIT');
      return done;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw understood(error);
    } finally {
      client.release();
    }
  });

/** PostgreSQL: a foreign key violation is a refusal. */
function understood(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === '23503' ? new Fault('NOT_FOUND', 'No such person, site or patient.', { cause: error }) : error;
}
