import type { Pool } from 'pg';

/** Of an alarm a person assessed: whether it was found false. */
export const FOUND_FALSE = "(acted_at IS NULL AND status IN ('FALSE', 'CLOSED'))::int";

/** Patients who alarm most are looked at weekly: so large a share of all who alarmed (clinical.md 6.4). */
const TOP_SHARE = 0.1;

export type AlarmSource = {
  readonly patientId: string;
  readonly alarms: number;
  /** Of all alarms of patients in that time. */
  readonly share: number;
  /** Of those a person assessed. */
  readonly falseShare: number | null;
  /** When a person last set this patient’s own limits. */
  readonly limitsSetAt: Date | null;
  /** The newest look through them since that time began. */
  readonly reviewId: string | null;
  /** Alarms since that look. */
  readonly alarmsSince: number | null;
};

const SOURCES = `
  WITH of_patient AS (
    SELECT patient_id, count(*) AS n,
           avg(${FOUND_FALSE}) FILTER (WHERE assessed_at IS NOT NULL) AS false_share
      FROM incident WHERE patient_id IS NOT NULL AND raised_at >= $1 AND raised_at < $2
       AND ($5::text IS NULL OR site_id = $5) GROUP BY patient_id
  ), ranked AS (
    SELECT *, sum(n) OVER () AS together, count(*) OVER () AS patients,
           row_number() OVER (ORDER BY n DESC, patient_id) AS place
      FROM of_patient
  )
  SELECT r.patient_id AS "patientId", r.n::int AS alarms, (r.n / r.together)::float8 AS share,
         r.false_share::float8 AS "falseShare",
         (SELECT max(a.set_at) FROM alarm_profile a WHERE a.patient_id = r.patient_id) AS "limitsSetAt",
         v.id AS "reviewId",
         CASE WHEN v.id IS NOT NULL THEN (SELECT count(*)::int FROM incident i
               WHERE i.patient_id = r.patient_id AND i.raised_at > v.reviewed_at AND i.raised_at < $2) END AS "alarmsSince"
    FROM ranked r
    LEFT JOIN LATERAL (SELECT id, reviewed_at FROM alarm_review a
                        WHERE a.patient_id = r.patient_id AND a.reviewed_at >= $1 AND a.reviewed_at < $6
                        ORDER BY a.reviewed_at DESC, a.id LIMIT 1) v ON true
   WHERE r.place <= ceil(r.patients * $3::float8) ORDER BY r.place LIMIT $4`;

export type SourcesOf = {
  readonly from: Date;
  readonly to: Date;
  readonly limit: number;
  /** Of one desk alone. */
  readonly siteId?: string;
  /** Until when a look through them counts; absent: within the time itself. */
  readonly reviewedBefore?: Date;
};

/** The tenth of the patients that caused most alarms; at least one, where anybody alarmed. */
export const alarmSources = async (
  pool: Pick<Pool, 'query'>,
  { from, to, limit, siteId, reviewedBefore = to }: SourcesOf,
): Promise<readonly AlarmSource[]> =>
  (await pool.query<AlarmSource>(SOURCES, [from, to, TOP_SHARE, limit, siteId ?? null, reviewedBefore])).rows;
