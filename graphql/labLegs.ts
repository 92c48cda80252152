import type { LabLegs } from '../workflows/domain/labEnd';
import type { Context } from './context';
import { COUNTED_MS, standingTimes } from './networkCases';
import { present } from './present';

type Row = { readonly siteId: string; readonly leg: 'LAB_IN' | 'WIRE'; readonly min: number; readonly cases: number };

/** From the entry, and from the wire, to the end of every intervention. */
const LEGS = `
  WITH standing AS (${standingTimes(['LAB_IN', 'WIRE', 'PCI_END'])}
  ), took AS (
    SELECT e.receiving_site_id AS site_id, s.code, extract(epoch FROM ended.at - s.at) / 60 AS min
      FROM standing s JOIN standing ended ON ended.episode_id = s.episode_id AND ended.code = 'PCI_END' AND s.code <> 'PCI_END'
      JOIN episode e ON e.id = s.episode_id
     WHERE e.region = $1 AND NOT e.drill AND e.receiving_site_id IS NOT NULL
  )
  SELECT site_id AS "siteId", code AS leg, percentile_cont(0.75) WITHIN GROUP (ORDER BY min)::float8 AS min, count(*)::int AS cases
    FROM took WHERE min BETWEEN 0 AND 1440 GROUP BY site_id, code`;

/** What the labs of each hospital have shown in the last 90 days; a leg without a case is not known. */
export async function labLegs({
  pool,
  region,
  now,
}: Pick<Context, 'pool' | 'region' | 'now'>): Promise<(siteId: string) => LabLegs> {
  const at = now();
  const { rows } = await pool.query<Row>(LEGS, [region, new Date(at - COUNTED_MS), new Date(at)]);
  return (siteId) => {
    const legOf = (code: Row['leg']) => {
      const found = rows.find((row) => row.siteId === siteId && row.leg === code);
      return found && { min: found.min, cases: found.cases };
    };
    return present({ labInToEnd: legOf('LAB_IN'), wireToEnd: legOf('WIRE') });
  };
}
