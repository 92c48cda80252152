import type { Pool } from 'pg';
import type { Department } from '../workflows/domain/vocabulary';

export type StayYear = {
  /** `null`: all departments together. */
  readonly department: Department | null;
  readonly year: number;
  readonly discharges: number;
  readonly meanDays: number;
  readonly changeDays: number | null;
  readonly readyKnown: number;
  readonly readyToLeftMeanDays: number | null;
};

/**
 * G1 (clinical.md 3.7, 10.24): Σ(discharge date − admission date, the same day = 1) / discharges, by discharging
 * department and year of discharge, both dates by the site's calendar; drills are nobody's stay.
 */
const SQL = `
  WITH local AS (
    SELECT s.department,
           (s.admitted_at + make_interval(mins => site.utc_offset_min)) AT TIME ZONE 'UTC' AS admitted,
           (s.discharged_at + make_interval(mins => site.utc_offset_min)) AT TIME ZONE 'UTC' AS discharged,
           -- a person ready only after leaving is a wrong time, not a negative wait
           CASE WHEN s.ready_at <= s.discharged_at THEN extract(epoch FROM s.discharged_at - s.ready_at) / 86400 END AS waited
      FROM stay s JOIN episode e ON e.id = s.episode_id JOIN site ON site.id = s.site_id
     WHERE e.region = $1 AND e.closed_at IS NOT NULL AND NOT e.drill AND s.discharged_at >= s.admitted_at
  ), years AS (
    SELECT department, extract(year FROM discharged)::int AS year, count(*)::int AS discharges,
           avg(greatest(1, discharged::date - admitted::date)) AS mean,
           count(waited)::int AS ready_known, avg(waited) AS ready_to_left
      FROM local GROUP BY GROUPING SETS ((department, extract(year FROM discharged)), (extract(year FROM discharged)))
  )
  SELECT y.department, y.year, y.discharges, y.mean::float8 AS "meanDays", (y.mean - b.mean)::float8 AS "changeDays",
         y.ready_known AS "readyKnown", y.ready_to_left::float8 AS "readyToLeftMeanDays"
    FROM years y LEFT JOIN years b ON b.department IS NOT DISTINCT FROM y.department AND b.year = y.year - 1
   ORDER BY y.department NULLS LAST, y.year`;

/** Average lengths of stay of a region, exact, from the rows themselves. */
export const lengthsOfStay = async (pool: Pick<Pool, 'query'>, region: string): Promise<readonly StayYear[]> =>
  (await pool.query<StayYear>(SQL, [region])).rows;
