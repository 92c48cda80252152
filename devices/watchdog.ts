import type { Pool } from 'pg';
import type { Log } from '../activities/platform/log';
import { placeOf, type Place } from '../prisma/devices';
import type { Role } from '../workflows/domain/vocabulary';
import { GATEWAY_DEVICE } from './ledger';
import { raise } from './raise';
import { incidentIdOf } from './rules/alarm';
import { inTransaction } from './transaction';

/** W23: alarms that reach nobody for this long. */
const AWAY_MS = 60_000;
/** 6.4: HIGH is told again every minute until somebody answers; here until the engine does. */
const AGAIN_MS = 60_000;
const TOLD: readonly Role[] = ['DESK_NURSE', 'IT_DUTY'];

/** Where the screens hear of pages whether or not engine and record are there. */
const DESK_TOPIC = 'wiretime/desk/pages';

type Watching = {
  readonly pool: Pool;
  readonly log: Log;
  readonly clock: () => Date;
  /** Since when nothing could be told to the engine. */
  readonly failingSince: () => Date | undefined;
  readonly publish: (topic: string, payload: string) => void;
};

/**
 * The gateway's watch over the engine. While alarms reach nobody it tells the desk itself, through the broker; the
 * incident waits in the record and is told to the engine like any other when it is back. Answers how many pages it sent.
 */
export function makeWatchdog({ pool, log, clock, failingSince, publish }: Watching): () => Promise<number> {
  let place: Place | undefined;
  let told = 0;
  let raisedFor: number | undefined;
  return async () => {
    place ??= await placeOf(pool, undefined).catch(() => undefined);
    const now = clock();
    const since = failingSince();
    if (!since || now.getTime() - since.getTime() < AWAY_MS) {
      told = 0;
      return 0;
    }
    const id = `engine:${since.getTime()}`;
    if (raisedFor !== since.getTime()) {
      await inTransaction(pool, (db) =>
        raise(db, { deviceId: GATEWAY_DEVICE, id, code: 'PLATFORM_FAULT', at: since, now }),
      ).then(
        () => (raisedFor = since.getTime()),
        () => undefined, // the record is away too: the next look tries again, the desk is told all the same
      );
    }
    if (!place || now.getTime() - told < AGAIN_MS) return 0;
    told = now.getTime();
    log.error('ALARMS_REACH_NOBODY', new Error('the engine does not answer'), { since: since.toISOString() });
    const { hubSiteId } = place;
    for (const role of TOLD) publish(DESK_TOPIC, JSON.stringify(pageOf({ id, role, siteId: hubSiteId, now })));
    return TOLD.length;
  };
}

type Paging = { readonly id: string; readonly role: Role; readonly siteId: string; readonly now: Date };

const pageOf = ({ id, role, siteId, now }: Paging) => ({
  id: `${id}:${role}:${now.getTime()}`,
  subjectKind: 'INCIDENT',
  subjectId: incidentIdOf(GATEWAY_DEVICE, id),
  role,
  siteId,
  channel: 'DESK',
  because: { reason: 'INCIDENT', alarm: 'PLATFORM_FAULT' },
  askedAt: now.getTime(),
  sentAt: now.getTime(),
});
