import type { Pool } from 'pg';
import { DRILL_LEG_SILENT_AFTER_MIN } from '../workflows/domain/drill';
import type { DrillLeg } from '../workflows/domain/drillLinks';
import { MINUTE_MS } from '../workflows/domain/time';

type Asked = Pick<Pool, 'query'>;
export type DrillEcg = { readonly id: string; readonly siteId: string; readonly openedAt: Date };

/** A cart that was tried comes again after this long, ms: longer than one connection of it lasts. */
const TRIED_AGAIN_MS = 30_000;

const RUNS = `e.drill AND e.closed_at IS NULL AND e.patient_id LIKE 'pt\\_drill\\_%'`;

/** Drills that run and whose ECG has no receipt yet. */
export const unsentDrillEcgs = async (pool: Asked): Promise<readonly DrillEcg[]> =>
  (
    await pool.query<DrillEcg>(
      `SELECT e.id, e.receiving_site_id AS "siteId", e.opened_at AS "openedAt"
         FROM episode e LEFT JOIN drill_ecg d ON d.episode_id = e.id WHERE ${RUNS} AND d.receipt_at IS NULL`,
    )
  ).rows;

/** Whether this gateway is to play the cart now. */
export const claimDrillEcg = async (pool: Asked, id: string, now: Date): Promise<boolean> =>
  (
    await pool.query(
      `INSERT INTO drill_ecg AS d (episode_id, began_at, tried_at) VALUES ($1, $2, $2)
       ON CONFLICT (episode_id) DO UPDATE SET tried_at = excluded.tried_at WHERE d.tried_at <= $3`,
      [id, now, new Date(now.getTime() - TRIED_AGAIN_MS)],
    )
  ).rowCount === 1;

const COLUMN = { ENTERED: 'entered_at', SENT: 'sent_at', RECEIPT: 'receipt_at' } as const;
export type Leg = keyof typeof COLUMN;

/** A leg of the cart's way is done; the first time counts. */
export async function noteDrillLeg(pool: Asked, { id, leg, at }: { id: string; leg: Leg; at: Date }): Promise<void> {
  const column = COLUMN[leg];
  await pool.query(`UPDATE drill_ecg SET ${column} = coalesce(${column}, $2) WHERE episode_id = $1`, [id, at]);
}

/** A page that found nobody or no provider was not silent: its ladder knows and climbs. */
const WENT_OUT = '(p.sent_at IS NOT NULL OR p.fault IS NOT NULL)';

export type SilentDrill = { readonly id: string; readonly siteId: string; readonly leg: DrillLeg };

/** Drills in which some part of the system has not done its part in time: the first leg that stayed silent. */
export const silentDrills = async (pool: Asked, now: Date): Promise<readonly SilentDrill[]> =>
  (
    await pool.query<SilentDrill>(
      `SELECT * FROM (
         SELECT e.id, e.receiving_site_id AS "siteId", CASE
                WHEN NOT EXISTS (SELECT FROM page p WHERE p.subject_id = e.id AND ${WENT_OUT}) THEN 'PAGE'
                WHEN d.entered_at IS NULL THEN 'DOOR'
                WHEN d.receipt_at IS NULL THEN 'RECEIPT'
                WHEN c.id IS NULL THEN 'MATCH'
                WHEN NOT EXISTS (SELECT FROM page p WHERE p.subject_id = c.reading_id AND ${WENT_OUT}) THEN 'READER' END AS leg
           FROM episode e LEFT JOIN drill_ecg d ON d.episode_id = e.id LEFT JOIN ecg c ON c.episode_id = e.id
          WHERE ${RUNS} AND e.opened_at <= $1 AND d.silent_leg IS NULL
       ) looked WHERE leg IS NOT NULL`,
      [new Date(now.getTime() - DRILL_LEG_SILENT_AFTER_MIN * MINUTE_MS)],
    )
  ).rows;

type Silent = { readonly id: string; readonly leg: DrillLeg; readonly incidentId: string };

/** What was silent is on the drill's own line, with its incident. */
export async function noteSilentLeg(db: Asked, { id, leg, incidentId }: Silent): Promise<void> {
  await db.query('UPDATE drill_ecg SET silent_leg = $2, incident_id = $3 WHERE episode_id = $1', [id, leg, incidentId]);
}
