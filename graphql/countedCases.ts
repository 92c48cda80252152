import type { Pool } from 'pg';
import { Fault } from '../activities/platform/faults';
import type { CountedCase, CountedTime } from '../workflows/domain/countedCase';
import { didAwaitRetrieval } from '../workflows/domain/countedCase';
import type { Episode } from '../workflows/domain/episode';
import type { Instant } from '../workflows/domain/time';
import { instant } from '../workflows/domain/time';
import type {
  ArrivalClass,
  DelayReason,
  Finding,
  HelpChannel,
  Milestone,
  Strategy,
} from '../workflows/domain/vocabulary';
import { present } from './present';

/** A month or a year of a hospital’s own calendar: the days from which and before which (10.24). */
export type Period = { readonly from: string; readonly before: string };

/** `2026` or `2026-03`. */
export function periodOf(text: string): Period {
  const [, year, month] = /^(\d{4})(?:-(0[1-9]|1[0-2]))?$/.exec(text) ?? [];
  if (year === undefined) throw new Fault('BAD_INPUT', 'A period is a year like 2026 or a month like 2026-03.');
  const first = (months: number) => new Date(Date.UTC(Number(year), months, 1)).toISOString().slice(0, 10);
  return month === undefined
    ? { from: first(0), before: first(12) }
    : { from: first(Number(month) - 1), before: first(Number(month)) };
}

/** Formats that are for eyes only; a photo is never "sent" (10.42). */
const PICTURES = ['PDF', 'IMAGE'];

/** What the figures read of an episode's facts. */
const COUNTED_FACTS = [
  'risk',
  'lysis',
  'standDowns',
  'activation',
  'angiographyEnd',
  'overlays',
  'checklist',
  'killip',
] as const satisfies readonly (keyof Episode)[];

type Row = {
  readonly finding: Finding | null;
  readonly strategy: Strategy | null;
  readonly arrival: ArrivalClass | null;
  readonly helpChannel: HelpChannel;
  readonly bypassEd: boolean | null;
  readonly bypassCcu: boolean | null;
  readonly refused: boolean;
  readonly ended: boolean;
  readonly backAt: number | null;
  readonly didoReason: DelayReason | null;
  readonly isPictured: boolean;
  readonly recordedAt: number | null;
  readonly facts: Partial<Pick<Episode, (typeof COUNTED_FACTS)[number]>>;
  readonly times: Readonly<Partial<Record<Milestone, readonly [at: number, untilAt: number | null]>>>;
};

/**
 * The cases whose door, else first contact, lies in the period by the receiving hospital's clock (3.1). Drills, what was
 * entered in error and what went over into another episode is nobody's case. The days are searched a day wider first:
 * the clock is the hospital's, the index is in UTC.
 */
const SQL = `
  WITH near AS (
    SELECT DISTINCT episode_id FROM milestone
     WHERE code IN ('DOOR', 'FMC') AND at >= $3::date - interval '1 day' AND at < $4::date + interval '1 day'
  )
  SELECT e.finding, e.strategy, e.arrival_class AS arrival, e.help_channel AS "helpChannel", e.bypass_ed AS "bypassEd",
         e.bypass_ccu AS "bypassCcu", told.times,
         jsonb_build_object(${COUNTED_FACTS.map((key) => `'${key}', e.facts -> '${key}'`).join(', ')}) AS facts,
         (SELECT c.delay_reason FROM clock c WHERE c.episode_id = e.id AND c.target = 'T24') AS "didoReason",
         EXISTS (SELECT FROM consent c WHERE c.episode_id = e.id AND c.kind IN ('PCI', 'TRANSFER') AND c.state = 'REFUSED')
           AS refused, back.at AS "backAt", came.pictured AS "isPictured", came.recorded AS "recordedAt",
         e.closed_at IS NOT NULL OR told.times ?| '{DISCHARGE,DEATH}' AS ended
    FROM near JOIN episode e ON e.id = near.episode_id JOIN site ON site.id = e.receiving_site_id
    CROSS JOIN LATERAL (
      SELECT jsonb_object_agg(m.code, jsonb_build_array(extract(epoch FROM m.at) * 1000,
               extract(epoch FROM m.until_at) * 1000)) AS times,
             coalesce(min(m.at) FILTER (WHERE m.code = 'DOOR'), min(m.at) FILTER (WHERE m.code = 'FMC')) AS at
        FROM counting_milestone m WHERE m.episode_id = e.id
    ) told
    LEFT JOIN LATERAL (
      SELECT (extract(epoch FROM min(h.at)) * 1000)::float8 AS at
        FROM same_person(e.patient_id) s JOIN episode n ON n.patient_id = s.id AND n.id <> e.id
        JOIN counting_milestone h ON h.episode_id = n.id AND h.code = 'HELP_SOUGHT'
       WHERE NOT n.drill AND n.merged_into_id IS NULL AND n.close_reason IS DISTINCT FROM 'DUPLICATE'
         AND n.close_reason IS DISTINCT FROM 'ENTERED_IN_ERROR'
         AND h.at > timestamptz 'epoch' + make_interval(secs => (told.times -> 'DISCHARGE' ->> 0)::float8 / 1000)
    ) back ON told.times ? 'DISCHARGE'
    CROSS JOIN LATERAL (
      SELECT coalesce(min(g.received_at) FILTER (WHERE g.format = ANY ($5)) <=
               coalesce(min(g.received_at) FILTER (WHERE g.format <> ALL ($5)), 'infinity'), false) AS pictured,
             (extract(epoch FROM min(g.received_at) FILTER (WHERE g.format <> ALL ($5))) * 1000)::float8 AS recorded
        FROM ecg g WHERE g.episode_id = e.id
    ) came
   WHERE e.region = $1 AND ($2::text IS NULL OR e.receiving_site_id = $2) AND NOT e.drill AND e.merged_into_id IS NULL
     AND (e.close_reason IS NULL OR e.close_reason NOT IN ('DUPLICATE', 'ENTERED_IN_ERROR'))
     AND (told.at + make_interval(mins => site.utc_offset_min)) AT TIME ZONE 'UTC' >= $3::date
     AND (told.at + make_interval(mins => site.utc_offset_min)) AT TIME ZONE 'UTC' < $4::date
   ORDER BY e.id`;

const timeOf = ([at, untilAt]: readonly [number, number | null]): CountedTime => ({
  at: instant(at),
  ...present({ untilAt: untilAt === null ? null : instant(untilAt) }),
});

function caseOf(
  { facts, times, ended, refused, helpChannel, backAt, didoReason, isPictured, recordedAt, ...row }: Row,
  askedAt: Instant,
): CountedCase {
  const { finding, strategy, arrival, bypassEd: ed, bypassCcu: ccu } = row;
  const { risk, lysis, standDowns, activation, angiographyEnd } = facts;
  return {
    helpChannel,
    refused,
    open: !ended,
    askedAt,
    rescue: lysis?.result === 'FAILED',
    standDowns: standDowns?.length ?? 0,
    bypass: present({ ed, ccu }),
    times: Object.fromEntries(Object.entries(times).map(([code, time]) => [code, timeOf(time)])),
    ...present({ backAt: backAt === null ? null : instant(backAt) }),
    ...present({ finding, strategy, arrival, riskClass: risk?.riskClass, activatedAt: activation?.at }),
    ...present({ angiography: angiographyEnd?.end }),
    ...(isPictured && { sentAsPicture: present({ recordedAt: recordedAt === null ? null : instant(recordedAt) }) }),
    ...(didAwaitRetrieval(facts, didoReason ?? undefined) && { awaitedRetrieval: true }),
  };
}

type Asked = { readonly region: string; readonly siteId?: string; readonly period: Period; readonly now: Instant };

/** The cases of a period, and how many of them are still under way. */
export async function countedCases(
  pool: Pick<Pool, 'query'>,
  { region, siteId, period, now }: Asked,
): Promise<readonly CountedCase[]> {
  const { rows } = await pool.query<Row>(SQL, [region, siteId ?? null, period.from, period.before, PICTURES]);
  return rows.map((row) => caseOf(row, now));
}
