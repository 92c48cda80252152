import { sha256 } from '../activities/platform/hash';
import { keepDeadLetter } from '../prisma/inbox';
import { inTransaction } from '../prisma/transaction';
import type { Arrived, IntakeDeps } from './intake';
import { makeBuckets } from './quota';
import { raise } from './raise';
import type { Rejected } from './topics';

/** Bytes of one refused message that are kept. */
const DEAD_BYTES = 64 * 1024;
/** A device may fill the dead letters this fast and no faster; beyond it refusals are only counted. */
const DEAD_LETTERS = { perMinute: 30, burst: 30 };

/** Keeps a refused message; where an alarm or an ECG may be hidden in it, a person is told in the same transaction. */
export function makeBury({
  pool,
  clock,
  log,
  metrics,
  persist,
}: IntakeDeps): (arrived: Arrived, rejected: Rejected) => Promise<void> {
  const mayKeep = makeBuckets();
  return async ({ topic, payload }, { deviceId, kind, code, detail, size, lifeline, msgId }) => {
    log.warn('MESSAGE_REFUSED', { device: deviceId, code, kind, lifeline });
    const now = clock();
    if (!mayKeep.take(deviceId, DEAD_LETTERS, now.getTime())) return metrics.count('dead_letter_not_kept');
    const sum = sha256(payload);
    const alarm = {
      deviceId: deviceId || 'unknown',
      id: `refused:${msgId ?? sum.slice(0, 32)}`,
      at: now,
      now,
    } as const;
    const raised = code === 'unknown-device' ? 'SOS' : 'PLATFORM_FAULT';
    // Of what is too large only the head is kept.
    const bytes = payload.subarray(0, code === 'oversize' ? 256 : DEAD_BYTES);
    await persist.run(() =>
      inTransaction(pool, async (db) => {
        const incident = lifeline ? { subjectId: await raise(db, { ...alarm, code: raised }) } : {};
        const letter = {
          receivedAt: now,
          deviceId,
          topic: topic.slice(0, 200),
          verdict: 'rejected',
          code,
          detail,
          size,
          sha256: sum,
        };
        await keepDeadLetter(db, { ...letter, bytes, ...incident });
      }),
    );
  };
}
