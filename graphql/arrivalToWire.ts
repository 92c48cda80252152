import type { Pool } from 'pg';
import type { NetworkFigure } from '../workflows/domain/forecast';
import type { Instant, Minutes } from '../workflows/domain/time';
import { COUNTED_MS, standingTimes } from './networkCases';

/** How one hospital's arrivals went; without a case there is no line (clinical.md 10.38). */
export type ArrivalToWire = NetworkFigure & {
  readonly siteId: string;
  readonly shortestMin: Minutes;
  readonly longestMin: Minutes;
};

/**
 * Door to wire of C5's cases: PPCI for STEMI without in-hospital onset (10.26), both ends known and 0 to 24 h apart
 * (3.1, 10.23); drills are nobody’s arrival.
 */
const SQL = `
  WITH standing AS (${standingTimes(['DOOR', 'WIRE'])}
  ), took AS (
    SELECT e.receiving_site_id AS site_id,
           extract(epoch FROM min(s.at) FILTER (WHERE s.code = 'WIRE') - min(s.at) FILTER (WHERE s.code = 'DOOR')) / 60 AS min
      FROM standing s JOIN episode e ON e.id = s.episode_id
     WHERE e.region = $1 AND NOT e.drill AND e.receiving_site_id IS NOT NULL AND e.help_channel <> 'WARD'
       AND e.finding IN ('STEMI', 'STEMI_EQUIVALENT') AND e.strategy IN ('PPCI_ON_SITE', 'PPCI_BY_TRANSFER')
     GROUP BY e.id
  )
  SELECT site_id AS "siteId", count(*)::int AS cases,
         percentile_cont(0.75) WITHIN GROUP (ORDER BY min)::float8 AS "arrivalToWireMin",
         min(min)::float8 AS "shortestMin", max(min)::float8 AS "longestMin"
    FROM took WHERE min BETWEEN 0 AND 1440 GROUP BY site_id ORDER BY site_id`;

type Asked = { readonly pool: Pick<Pool, 'query'>; readonly region: string; readonly now: () => Instant };

/** The 75th percentile of each receiving hospital's last 90 days, and of how many cases. */
export async function arrivalsToWire({ pool, region, now }: Asked): Promise<readonly ArrivalToWire[]> {
  const at = now();
  return (await pool.query<ArrivalToWire>(SQL, [region, new Date(at - COUNTED_MS), new Date(at)])).rows;
}
