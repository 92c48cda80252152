import type { Pool } from 'pg';
import { Fault } from '../activities/platform/faults';

/** PostgreSQL: connection exceptions, shutting down, cannot connect now, too many connections. */
const AWAY = /^(08...|57P0[123]|53300|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT)$/;
const LOST = /connection terminated|timeout exceeded when trying to connect|connection timeout|query read timeout/i;

export function isRecordAway(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isRecordAway);
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return AWAY.test(code) || LOST.test(error.message);
}

/** Work on the record that a person waits for: its absence is a refusal that may be sent again. */
export async function onRecord<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (isRecordAway(cause))
      throw new Fault('RECORD_UNREACHABLE', 'The record cannot be reached; send the same again.', { cause });
    throw cause;
  }
}

/** Whether a running thing ended, as the record has it. */
export async function isClosed(pool: Pick<Pool, 'query'>, id: string): Promise<boolean> {
  const { rows } = await pool.query<{ closed: boolean }>('SELECT closed FROM subject WHERE id = $1', [id]);
  return rows[0]?.closed === true;
}
