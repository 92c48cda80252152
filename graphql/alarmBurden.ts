import type { Pool } from 'pg';
import { FOUND_FALSE } from '../prisma/alarmSources';
import type { Priority } from '../workflows/domain/vocabulary';

export type AlarmBurden = {
  /** `null`: all together. */
  readonly priority: Priority | null;
  readonly alarms: number;
  /** Unknown while all wear together is less than a day: one alarm of an hour's wear is no 24 a day. */
  readonly perPatientDay: number | null;
  /** On how much wear that rests, in hours, and once where a patient has two devices. */
  readonly wornHours: number;
  /** Of these, hours in which a device itself measured something; the others are from hand-out to return. */
  readonly toldHours: number;
  /** Of those a person assessed. */
  readonly falseShare: number | null;
  readonly ackP50S: number | null;
  readonly ackP95S: number | null;
  /** Share that went beyond the desk's own nurse. */
  readonly escalatedShare: number | null;
};

/**
 * clinical.md 6.4: alarms for each day a wearable was worn, by its own measuring where it tells of it, share found false of those assessed, time to the
 * acknowledgement, share that climbed. Alarms of nobody (a cart, the platform) have no patient and no part in it.
 */
const SQL = `
  WITH of_patient AS (
    SELECT b.patient_id, range_agg(tstzrange(greatest(b.bound_from, $1), least(COALESCE(b.bound_to, $2), $2))) AS times
      FROM device_binding b JOIN device d ON d.id = b.device_id
     WHERE d.kind = 'WEARABLE' AND b.bound_from < $2 AND COALESCE(b.bound_to, $2) > greatest(b.bound_from, $1)
     GROUP BY b.patient_id
  ), told_day AS (
    -- Of the first day only the hours that begin within the time.
    SELECT patient_id, bit_or(CASE WHEN day > ($1 AT TIME ZONE 'UTC')::date THEN hours
             ELSE hours & (16777215 << extract(hour FROM $1 AT TIME ZONE 'UTC')::int) END) AS hours
      FROM worn_day WHERE day BETWEEN ($1 AT TIME ZONE 'UTC')::date AND ($2 AT TIME ZONE 'UTC')::date
     GROUP BY patient_id, day
  ), told AS (
    SELECT coalesce(sum(bit_count(hours::bit(24))), 0) / 24.0 AS days FROM told_day
  ), worn AS (
    -- Where no device of a patient ever told of itself, all the time it was handed out counts.
    SELECT (SELECT days FROM told) + coalesce(sum(extract(epoch FROM upper(time) - lower(time))) / 86400, 0) AS days
      FROM of_patient o CROSS JOIN LATERAL unnest(o.times) AS time
     WHERE NOT EXISTS (SELECT 1 FROM worn_day w WHERE w.patient_id = o.patient_id)
  ), alarm AS (
    SELECT i.priority, extract(epoch FROM i.ack_at - i.raised_at) AS ack_s,
           CASE WHEN assessed_at IS NOT NULL THEN ${FOUND_FALSE} END AS was_false,
           EXISTS (SELECT 1 FROM page p WHERE p.subject_kind = 'INCIDENT' AND p.subject_id = i.id
                      AND p.role NOT IN ('DESK_NURSE', 'IT_DUTY'))::int AS climbed
      FROM incident i WHERE i.patient_id IS NOT NULL AND i.raised_at >= $1 AND i.raised_at < $2
  )
  SELECT priority, count(*)::int AS alarms, (count(*) / (SELECT days FROM worn WHERE days >= 1))::float8 AS "perPatientDay",
         (SELECT days FROM worn)::float8 * 24 AS "wornHours", (SELECT days FROM told)::float8 * 24 AS "toldHours",
         avg(was_false)::float8 AS "falseShare",
         percentile_cont(0.5) WITHIN GROUP (ORDER BY ack_s)::float8 AS "ackP50S",
         percentile_cont(0.95) WITHIN GROUP (ORDER BY ack_s)::float8 AS "ackP95S", avg(climbed)::float8 AS "escalatedShare"
    FROM alarm GROUP BY GROUPING SETS ((priority), ()) ORDER BY priority NULLS LAST`;

/** What alarms cost the people who answer them, by priority and together. */
export const alarmBurden = async (pool: Pick<Pool, 'query'>, from: Date, to: Date): Promise<readonly AlarmBurden[]> =>
  (await pool.query<AlarmBurden>(SQL, [from, to])).rows;
