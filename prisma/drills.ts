import type { Pool } from 'pg';
import type { DrillPlace } from '../workflows/domain/drill';
import { drillPatientOf } from '../workflows/domain/drill';
import { known } from '../workflows/domain/known';
import { versionOf } from '../workflows/domain/pathway';
import type { Instant, Minutes } from '../workflows/domain/time';
import { siteEdition } from './pathway';

type Asked = Pick<Pool, 'query'>;
export type DrillPlan = { readonly siteId: string; readonly atMin: Minutes };

/** Which hospitals drill every day, and when. */
export const readDrillPlans = async (pool: Asked): Promise<readonly DrillPlan[]> =>
  (await pool.query<DrillPlan>('SELECT site_id AS "siteId", at_min AS "atMin" FROM drill_plan ORDER BY site_id')).rows;

type PlaceRow = {
  region: string;
  community: string;
  ems: string;
  referring: string | null;
  utcOffsetMin: number;
  daysOff: number[];
  holidays: string[];
};

/** The first community of a hospital: its doctor is who would have called. */
const PLACE = `
  SELECT c.region, c.id AS community, coalesce(c.ems_site_id, c.hub_site_id) AS ems, c.referring_site_id AS referring,
         c.utc_offset_min AS "utcOffsetMin", c.days_off AS "daysOff", c.holidays
    FROM site c WHERE c.hub_site_id = $1 AND c.kind = 'COMMUNITY_CENTRE' ORDER BY c.id LIMIT 1`;
const PATIENT = `
  INSERT INTO patient (id, name, sex, community_site_id, synthetic)
  VALUES ($1, '测试演练 Test Drill', 'UNKNOWN', $2, true) ON CONFLICT (id) DO NOTHING`;

/** Where a hospital’s drill takes place, with the invented patient it is about; nowhere without a community. */
export async function drillPlace(pool: Asked, siteId: string, now: Instant): Promise<DrillPlace | undefined> {
  const { rows } = await pool.query<PlaceRow>(PLACE, [siteId]);
  const found = rows[0];
  if (found === undefined) return undefined;
  await pool.query(PATIENT, [drillPatientOf(siteId), found.community]);
  const { region, community, ems, referring, utcOffsetMin, daysOff, holidays } = found;
  const edition = await siteEdition(pool, siteId, new Date(now));
  return {
    region,
    sites: { community, ems, receiving: siteId, ...known({ referring: referring ?? undefined }) },
    pathway: versionOf(edition, { utcOffsetMin, daysOff, holidays }),
  };
}

/** Drills that still run, and since when. */
export const readOpenDrills = async (
  pool: Asked,
): Promise<readonly { readonly id: string; readonly region: string; readonly openedAt: Date }[]> =>
  (
    await pool.query<{ id: string; region: string; openedAt: Date }>(
      `SELECT id, region, opened_at AS "openedAt" FROM episode
        WHERE drill AND closed_at IS NULL AND patient_id LIKE 'pt\\_drill\\_%' ORDER BY opened_at`,
    )
  ).rows;
