import type { Pool } from 'pg';
import type { Priority } from '../workflows/domain/vocabulary';

export type AlarmBurden = {
  /** `null`: all together. */
  readonly priority: Priority | null;
  readonly alarms: number;
  readonly perPatientDay: number | null;
  /** On how much wear that rests, in hours. */
  readonly wornHours: number;
  /** Of those a person assessed. */
  readonly falseShare: number | null;
  readonly ackP50S: number | null;
  readonly ackP95S: number | null;
  /** Share that went beyond the desk's own nurse. */
  readonly escalatedShare: number | null;
};

/**
 * clinical.md 6.4: alarms for each day a wearable was worn, share found false of those assessed, time to the
 * acknowledgement, share that climbed. Alarms of nobody (a cart, the platform) have no patient and no part in it.
 */
const SQL = `
  WITH worn AS (
    SELECT sum(extract(epoch FROM least(COALESCE(b.bound_to, $2), $2) - greatest(b.bound_from, $1))) / 86400 AS days
      FROM device_binding b JOIN device d ON d.id = b.device_id
     WHERE d.kind = 'WEARABLE' AND b.bound_from < $2 AND COALESCE(b.bound_to, $2) > $1
  ), alarm AS (
    SELECT i.priority, extract(epoch FROM i.ack_at - i.raised_at) AS ack_s,
           CASE WHEN i.assessed_at IS NOT NULL THEN (i.acted_at IS NULL AND i.status IN ('FALSE', 'CLOSED'))::int END AS was_false,
           EXISTS (SELECT 1 FROM page p WHERE p.subject_kind = 'INCIDENT' AND p.subject_id = i.id
                      AND p.role NOT IN ('DESK_NURSE', 'IT_DUTY'))::int AS climbed
      FROM incident i WHERE i.patient_id IS NOT NULL AND i.raised_at >= $1 AND i.raised_at < $2
  )
  SELECT priority, count(*)::int AS alarms, (count(*) / nullif((SELECT days FROM worn), 0))::float8 AS "perPatientDay",
         COALESCE((SELECT days FROM worn), 0)::float8 * 24 AS "wornHours",
         avg(was_false)::float8 AS "falseShare",
         percentile_cont(0.5) WITHIN GROUP (ORDER BY ack_s)::float8 AS "ackP50S",
         percentile_cont(0.95) WITHIN GROUP (ORDER BY ack_s)::float8 AS "ackP95S", avg(climbed)::float8 AS "escalatedShare"
    FROM alarm GROUP BY GROUPING SETS ((priority), ()) ORDER BY priority NULLS LAST`;

/** What alarms cost the people who answer them, by priority and together. */
export const alarmBurden = async (pool: Pick<Pool, 'query'>, from: Date, to: Date): Promise<readonly AlarmBurden[]> =>
  (await pool.query<AlarmBurden>(SQL, [from, to])).rows;
