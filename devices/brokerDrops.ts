import type { Pool } from 'pg';
import type { Log } from '../activities/platform/log';
import { GATEWAY_DEVICE } from './ledger';
import type { Persist } from './persist';
import { raise } from './raise';
import { inTransaction } from '../prisma/transaction';

type Deps = {
  readonly pool: Pool;
  readonly log: Log;
  readonly persist: Persist;
  readonly clock: () => Date;
  readonly onWord: () => void;
};

/**
 * A broker that drops messages loses what devices believe delivered: whatever it dropped since we last heard its counter
 * is an incident (W23) that says how many. The first count we hear may be old; a broker that starts anew counts from 0.
 */
export function makeDropWatch({ pool, log, persist, clock, onWord }: Deps): (payload: string) => Promise<void> {
  let before: number | undefined;
  return async (payload) => {
    const count = Number(payload);
    if (!Number.isSafeInteger(count)) return;
    const dropped = count - Math.min(before ?? count, count);
    before = count;
    if (dropped === 0) return;
    log.error('BROKER_DROPPED', new Error('the broker dropped messages'), { count: dropped });
    const now = clock();
    const id = `dropped:${now.getTime()}`;
    await persist.run(() =>
      inTransaction(pool, (db) =>
        raise(db, {
          deviceId: GATEWAY_DEVICE,
          id,
          code: 'PLATFORM_FAULT',
          at: now,
          now,
          value: dropped,
          unit: 'dropped',
        }),
      ),
    );
    onWord();
  };
}
