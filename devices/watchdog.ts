import type { Pool } from 'pg';
import type { Log } from '../activities/platform/log';
import { placeOf, type Place } from '../prisma/devices';
import type { Role } from '../workflows/domain/vocabulary';
import { GATEWAY_DEVICE } from './ledger';
import { raise } from './raise';
import { incidentIdOf } from './rules/alarm';
import { DESK_TOPIC } from './topics';
import { inTransaction } from '../prisma/transaction';

/** W23: alarms that reach nobody for this long. */
const AWAY_MS = 60_000;
/** 6.4: HIGH is told again every minute until somebody answers; here until the engine does. */
const AGAIN_MS = 60_000;
const TOLD: readonly Role[] = ['DESK_NURSE', 'IT_DUTY'];

type Watching = {
  readonly pool: Pool;
  readonly log: Log;
  readonly clock: () => Date;
  /** Since when nothing could be told to the engine. */
  readonly failingSince: () => Date | undefined;
  readonly publish: (topic: string, payload: string) => void;
};

/**
 * The gateway's watch over the engine. While alarms reach nobody it tells the desk itself, through the broker, and waits
 * for no record; the outage is one incident, written as soon as the record takes it, over or not, and told to the engine
 * like any other. Answers how many pages it sent.
 */
export function makeWatchdog({ pool, log, clock, failingSince, publish }: Watching): () => Promise<number> {
  let place: Place | undefined;
  let told = 0;
  let outage: Outage | undefined;

  const tellDesk = ({ since, incidentId }: Outage, now: Date): number => {
    if (!place || now.getTime() - told < AGAIN_MS) return 0;
    told = now.getTime();
    log.error('ALARMS_REACH_NOBODY', new Error('the engine does not answer'), { since: since.toISOString() });
    const { hubSiteId } = place;
    for (const role of TOLD)
      publish(DESK_TOPIC, JSON.stringify(pageOf({ subjectId: incidentId, role, siteId: hubSiteId, now })));
    return TOLD.length;
  };
  const write = async (one: Outage, now: Date): Promise<void> => {
    const alarm = {
      deviceId: GATEWAY_DEVICE,
      id: wordOf(one.since),
      code: 'PLATFORM_FAULT',
      at: one.since,
      now,
    } as const;
    one.incidentId = await inTransaction(pool, (db) => raise(db, alarm));
    one.written = true;
  };

  return async () => {
    place ??= await placeOf(pool, undefined).catch(() => undefined);
    const now = clock();
    const since = failingSince();
    const isAway = since !== undefined && now.getTime() - since.getTime() >= AWAY_MS;
    if (isAway && outage?.since.getTime() !== since.getTime())
      outage = { since, incidentId: incidentIdOf(GATEWAY_DEVICE, wordOf(since)), written: false };
    if (!isAway) told = 0;
    const sent = isAway && outage ? tellDesk(outage, now) : 0;
    // The record may be away too: then the next look tries again.
    if (outage && !outage.written) await write(outage, now).catch(() => undefined);
    return sent;
  };
}

/** One time without an engine, and the incident it is or, when the record joined it to an earlier one, belongs to. */
type Outage = { readonly since: Date; incidentId: string; written: boolean };

const wordOf = (since: Date): string => `engine:${since.getTime()}`;

type Paging = { readonly subjectId: string; readonly role: Role; readonly siteId: string; readonly now: Date };

const pageOf = ({ subjectId, role, siteId, now }: Paging) => ({
  id: `${subjectId}:${role}:${now.getTime()}`,
  subjectKind: 'INCIDENT',
  subjectId,
  role,
  siteId,
  channel: 'DESK',
  because: { reason: 'INCIDENT', alarm: 'PLATFORM_FAULT' },
  askedAt: now.getTime(),
  sentAt: now.getTime(),
});
