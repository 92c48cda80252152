import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import { alarmSources } from '../prisma/alarmSources';
import { siteEdition } from '../prisma/pathway';
import type { DigestReason, OpenDigest } from '../workflows/domain/digest';
import { listedUntil, weekBefore } from '../workflows/domain/digest';
import { digestId } from '../workflows/domain/ids';
import { known } from '../workflows/domain/known';
import { localDay } from '../workflows/domain/calendar';
import type { Calendar, Edition } from '../workflows/domain/pathway';
import { keptOf } from '../workflows/domain/thresholds';
import type { Instant } from '../workflows/domain/time';
import { instantOf, plusDays } from '../workflows/domain/time';
import type { Activities } from './index';
import { startOnce } from './platform/subjects';

/** After an engine that was away for longer, or in a record loaded from before, old alarms are nobody's news. */
const REACHES_BACK_DAYS = 30;
/** More patients of one desk's week are not asked about in one list. */
const MOST_PATIENTS = 100;

type Deps = { readonly pool: Pick<Pool, 'query'>; readonly client: Client };
type Site = { readonly id: string; readonly region: string; readonly hub: string; readonly calendar: Calendar };
type LowAlarm = { id: string; raisedAt: Date; listId: string | null; siteId: string; doctorId: string | null };
/** A site at a time at which its lists may go out. */
type Morning = { readonly site: Site; readonly edition: Edition | undefined; readonly until: Instant };

const SITES = `
  SELECT id, region, coalesce(hub_site_id, id) AS hub,
         jsonb_build_object('utcOffsetMin', utc_offset_min, 'daysOff', days_off, 'holidays', holidays) AS calendar
    FROM site WHERE id = ANY ($1)`;
/** LOW alarms on no list, or on one that never began: the look that made it was cut short. */
const UNLISTED = `
  SELECT i.id, i.raised_at AS "raisedAt", l.digest_id AS "listId",
         p.community_site_id AS "siteId", p.contracted_doctor_id AS "doctorId"
    FROM incident i JOIN patient p ON p.id = i.patient_id LEFT JOIN digest_line l ON l.incident_id = i.id
   WHERE i.priority = 'LOW' AND i.raised_at >= $1
     AND NOT EXISTS (SELECT 1 FROM subject s WHERE s.kind = 'DIGEST' AND s.id = l.digest_id)
   ORDER BY i.raised_at, i.id`;
const DESKS = `SELECT DISTINCT site_id AS id FROM incident WHERE patient_id IS NOT NULL AND raised_at >= $1`;
const SENT = `SELECT id FROM subject WHERE kind = 'DIGEST' AND id = $1`;
const LIST = `INSERT INTO digest_line (incident_id, digest_id) SELECT unnest($1::text[]), $2 ON CONFLICT DO NOTHING`;

/** Sends each doctor the LOW alarms of their patients once a working day, and asks for a week nobody looked through. */
export const makeWatchAlarms =
  (deps: Deps): Activities['watchAlarms'] =>
  async ({ at }) => {
    const since = new Date(plusDays(at, -REACHES_BACK_DAYS));
    const alarms = (await deps.pool.query<LowAlarm>(UNLISTED, [since])).rows;
    const desks = (await deps.pool.query<{ id: string }>(DESKS, [since])).rows.map(({ id }) => id);
    const communities = new Set(alarms.map(({ siteId }) => siteId));
    for (const morning of await mornings(deps, [...new Set([...communities, ...desks])], at)) {
      const own = alarms.filter(({ siteId }) => siteId === morning.site.id);
      await sendLists(deps, morning, own, at);
      if (desks.includes(morning.site.id)) await askForWeek(deps, morning, at);
    }
  };

async function mornings({ pool }: Deps, ids: readonly string[], at: Instant): Promise<readonly Morning[]> {
  const sites = (await pool.query<Site>(SITES, [ids])).rows;
  const all = await Promise.all(
    sites.map(async (site) => ({ site, edition: await siteEdition(pool, site.hub, new Date(at)) })),
  );
  return all.flatMap(({ site, edition }) => {
    const until = listedUntil(site.calendar, edition ?? {}, at);
    return until === undefined ? [] : [{ site, edition, until }];
  });
}

async function sendLists(deps: Deps, morning: Morning, alarms: readonly LowAlarm[], at: Instant): Promise<void> {
  const { site, until } = morning;
  const today = localDay(site.calendar, at);
  const lists = Map.groupBy(
    alarms.filter(({ raisedAt }) => instantOf(raisedAt) < until),
    ({ listId, doctorId }) => listId ?? `dg_low_${site.id}_${doctorId ?? 'duty'}_${today}`,
  );
  for (const [id, listed] of lists) {
    // What was recorded late is on tomorrow's list: today's may have been looked through.
    if (await isSent(deps, id)) continue;
    await deps.pool.query(LIST, [listed.map((alarm) => alarm.id), id]);
    const doctorId = listed[0]?.doctorId ?? undefined;
    await send(
      deps,
      morning,
      { id, reason: 'LOW_ALARMS', toAt: until, lines: listed.length, ...known({ doctorId }) },
      at,
    );
  }
}

async function askForWeek(deps: Deps, morning: Morning, at: Instant): Promise<void> {
  const { id: siteId, calendar } = morning.site;
  const { from, to } = weekBefore(calendar, at);
  const id = `dg_week_${siteId}_${localDay(calendar, from)}`;
  if (await isSent(deps, id)) return;
  const week = { from: new Date(from), to: new Date(to), siteId, reviewedBefore: new Date(at), limit: MOST_PATIENTS };
  const lines = (await alarmSources(deps.pool, week)).filter(({ reviewId }) => reviewId === null).length;
  if (lines > 0) await send(deps, morning, { id, reason: 'WEEK_OF_ALARMS', fromAt: from, toAt: to, lines }, at);
}

const isSent = async ({ pool }: Deps, id: string): Promise<boolean> => (await pool.query(SENT, [id])).rowCount !== 0;

type List = Pick<OpenDigest, 'toAt' | 'fromAt' | 'lines' | 'doctorId'> & {
  readonly id: string;
  readonly reason: DigestReason;
};

async function send({ client }: Deps, { site, edition }: Morning, list: List, at: Instant): Promise<void> {
  const id = digestId(list.id);
  const heard = { id: `${id}:SENT`, receivedAt: at, by: { kind: 'SYSTEM', id: 'engine' } } as const;
  const { region, id: siteId, hub: hubSiteId, calendar } = site;
  const pathway = keptOf(edition, 'DIGEST');
  await startOnce(client, 'DIGEST', {
    open: { ...list, id, region, siteId, hubSiteId, calendar, heard, ...known({ pathway }) },
  });
}
