import type { Pool } from 'pg';
import type { Priority } from '../workflows/domain/vocabulary';

export type AlarmBurden = {
  /** `null`: all together. */
  readonly priority: Priority | null;
  readonly alarms: number;
  /** Unknown while all wear together is less than a day: one alarm of an hour's wear is no 24 a day. */
  readonly perPatientDay: number | null;
  /** On how much wear that rests, in hours: from hand-out to return, and once where a patient has two devices. */
  readonly wornHours: number;
  /** Of those a person assessed. */
  readonly falseShare: number | null;
  readonly ackP50S: number | null;
  readonly ackP95S: number | null;
  /** Share that went beyond the desk's own nurse. */
  readonly escalatedShare: number | null;
};

/** Of an alarm a person assessed: whether it was found false. */
export const FOUND_FALSE = "(acted_at IS NULL AND status IN ('FALSE', 'CLOSED'))::int";

/**
 * clinical.md 6.4: alarms for each day a wearable was worn, share found false of those assessed, time to the
 * acknowledgement, share that climbed. Alarms of nobody (a cart, the platform) have no patient and no part in it.
 */
const SQL = `
  WITH of_patient AS (
    SELECT range_agg(tstzrange(greatest(b.bound_from, $1), least(COALESCE(b.bound_to, $2), $2))) AS times
      FROM device_binding b JOIN device d ON d.id = b.device_id
     WHERE d.kind = 'WEARABLE' AND b.bound_from < $2 AND COALESCE(b.bound_to, $2) > greatest(b.bound_from, $1)
     GROUP BY b.patient_id
  ), worn AS (
    SELECT sum(extract(epoch FROM upper(time) - lower(time))) / 86400 AS days
      FROM of_patient CROSS JOIN LATERAL unnest(times) AS time
  ), alarm AS (
    SELECT i.priority, extract(epoch FROM i.ack_at - i.raised_at) AS ack_s,
           CASE WHEN assessed_at IS NOT NULL THEN ${FOUND_FALSE} END AS was_false,
           EXISTS (SELECT 1 FROM page p WHERE p.subject_kind = 'INCIDENT' AND p.subject_id = i.id
                      AND p.role NOT IN ('DESK_NURSE', 'IT_DUTY'))::int AS climbed
      FROM incident i WHERE i.patient_id IS NOT NULL AND i.raised_at >= $1 AND i.raised_at < $2
  )
  SELECT priority, count(*)::int AS alarms, (count(*) / (SELECT days FROM worn WHERE days >= 1))::float8 AS "perPatientDay",
         COALESCE((SELECT days FROM worn), 0)::float8 * 24 AS "wornHours",
         avg(was_false)::float8 AS "falseShare",
         percentile_cont(0.5) WITHIN GROUP (ORDER BY ack_s)::float8 AS "ackP50S",
         percentile_cont(0.95) WITHIN GROUP (ORDER BY ack_s)::float8 AS "ackP95S", avg(climbed)::float8 AS "escalatedShare"
    FROM alarm GROUP BY GROUPING SETS ((priority), ()) ORDER BY priority NULLS LAST`;

/** What alarms cost the people who answer them, by priority and together. */
export const alarmBurden = async (pool: Pick<Pool, 'query'>, from: Date, to: Date): Promise<readonly AlarmBurden[]> =>
  (await pool.query<AlarmBurden>(SQL, [from, to])).rows;
