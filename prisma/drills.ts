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

/** The cart its ECG comes from: no secret opens the door for it, only a token the gateway makes for the drill. */
const DEVICE = `
  INSERT INTO device (id, kind, site_id, secret_hash, model) VALUES ($1, 'ECG_CART', $2, 'none', 'drill')
  ON CONFLICT (id) DO NOTHING`;
export const drillDeviceOf = (siteId: string): string => `dv_drill_${siteId}`;

/** Where a hospital’s drill takes place, with the invented patient it is about; nowhere without a community. */
export async function drillPlace(pool: Asked, siteId: string, now: Instant): Promise<DrillPlace | undefined> {
  const { rows } = await pool.query<PlaceRow>(PLACE, [siteId]);
  const found = rows[0];
  if (found === undefined) return undefined;
  await pool.query(PATIENT, [drillPatientOf(siteId), found.community]);
  await pool.query(DEVICE, [drillDeviceOf(siteId), found.community]);
  const { region, community, ems, referring, utcOffsetMin, daysOff, holidays } = found;
  const edition = await siteEdition(pool, siteId, new Date(now));
  return {
    region,
    sites: { community, ems, receiving: siteId, ...known({ referring: referring ?? undefined }) },
    pathway: versionOf(edition, { utcOffsetMin, daysOff, holidays }),
  };
}

export type OpenDrill = {
  readonly id: string;
  readonly region: string;
  readonly openedAt: Date;
  readonly siteId: string;
  /** The first lab of the hospital: its team is asked, and it stays free. */
  readonly labId: string | null;
  readonly called: boolean;
  /** A person signed its ECG. */
  readonly read: boolean;
  /** Some link has not answered yet. */
  readonly waits: boolean;
  /** A patient of the hospital is on the way to reperfusion: a drill must not stand beside that. */
  readonly disturbs: boolean;
};

const ACUTE = `('STRATEGY', 'LYSIS', 'POST_LYSIS', 'TRANSFER', 'LAB_ACTIVATED', 'IN_LAB')`;
const TREATED = `
  EXISTS (SELECT FROM episode r WHERE NOT r.drill AND r.closed_at IS NULL AND r.receiving_site_id = $1 AND r.phase IN ${ACUTE})`;

const OPEN = `
  SELECT e.id, e.region, e.opened_at AS "openedAt", e.receiving_site_id AS "siteId",
         (SELECT min(l.id) FROM cath_lab l WHERE l.site_id = e.receiving_site_id) AS "labId",
         e.lab_id IS NOT NULL AS called,
         EXISTS (SELECT FROM reading r WHERE r.episode_id = e.id AND r.status = 'SIGNED') AS read,
         EXISTS (SELECT FROM ladder l WHERE l.ended_at IS NULL AND l.status <> 'ANSWERED'
                    AND l.subject_id IN (SELECT e.id UNION SELECT r.id FROM reading r WHERE r.episode_id = e.id)) AS waits,
         ${TREATED.replace('$1', 'e.receiving_site_id')} AS disturbs
    FROM episode e WHERE e.drill AND e.closed_at IS NULL AND e.patient_id LIKE 'pt\\_drill\\_%' ORDER BY e.opened_at`;

/** Drills that still run, and how far each has come. */
export const readOpenDrills = async (pool: Asked): Promise<readonly OpenDrill[]> =>
  (await pool.query<OpenDrill>(OPEN)).rows;

/** Whether a patient of the hospital is on the way to reperfusion now. */
export const isTreating = async (pool: Asked, siteId: string): Promise<boolean> =>
  (await pool.query<{ treats: boolean }>(`SELECT ${TREATED} AS treats`, [siteId])).rows[0]?.treats === true;
