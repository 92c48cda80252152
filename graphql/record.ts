import type { Pool } from 'pg';
import { Fault } from '../activities/platform/faults';
import { isRecordAway } from '../activities/platform/recordAway';

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
