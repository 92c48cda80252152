import type { Pool } from 'pg';
import { endedSuppressions, release } from '../prisma/suppression';
import { inTransaction } from '../prisma/transaction';
import type { AlarmData } from './envelope';
import { raiseMeasured } from './takeUp';

/** Suppressions released in one transaction. */
const AT_ONCE = 20;

/** What was held back and still lasts is raised when its time is over (6.4); answers how many alarms that were. */
export const releaseHeld = (pool: Pool, now: Date): Promise<number> =>
  inTransaction(pool, async (db) => {
    let raised = 0;
    for (const id of await endedSuppressions(db, now, AT_ONCE))
      for (const { deviceId, msgId, data, priority, flags, effectiveAt } of await release<AlarmData>(db, id, now)) {
        const row = {
          device_id: deviceId,
          msg_id: msgId,
          flags: [...flags],
          effective_at: effectiveAt,
          received_at: now,
        };
        await raiseMeasured(db, { row, data, priority }, now);
        raised += 1;
      }
    return raised;
  });
