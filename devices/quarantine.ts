import type { Pool } from 'pg';
import { dispose, type WaitingRow } from '../prisma/inbox';
import { inTransaction } from '../prisma/transaction';
import { raise } from './raise';

/** Why a message that was accepted is a person's: nothing of ours could handle it, or its recording never came. */
export type Unhandled = 'POISON' | 'UPLOAD_NEVER_CAME';

/** An accepted message that cannot be taken up ends before a person, not in a loop (devices.md 6.5 case 7). */
export async function quarantine(pool: Pool, row: WaitingRow, rule: Unhandled, now: Date): Promise<void> {
  await inTransaction(pool, async (db) => {
    const incidentId = await raise(db, {
      deviceId: row.device_id,
      id: row.msg_id,
      code: 'PLATFORM_FAULT',
      at: row.received_at,
      now,
    });
    await dispose(db, row, { disposition: 'QUARANTINED', rule, subjectId: incidentId }, now);
  });
}
