import type { BedsideReading } from '../workflows/domain/bedside';
import type { Db } from './inbox';

/** An episode an ECG may belong to. */
export type OpenEpisodeRow = {
  readonly id: string;
  readonly region: string;
  readonly patientId: string;
  readonly open: boolean;
  readonly openedAt: number;
  readonly drill: boolean;
  /** What was read at the bedside and may wait for its recording (R5). */
  readonly bedside?: readonly BedsideReading[];
};

const EPISODE = `SELECT id, region, patient_id, closed_at IS NULL AS open, opened_at, drill, facts->'bedside' AS bedside FROM episode`;

type EpisodeLine = {
  id: string;
  region: string;
  patient_id: string;
  open: boolean;
  opened_at: Date;
  drill: boolean;
  bedside: readonly BedsideReading[] | null; // written by the projection alone
};
const episodeOf = ({ id, region, patient_id, open, opened_at, drill, bedside }: EpisodeLine): OpenEpisodeRow => ({
  id,
  region,
  patientId: patient_id,
  open,
  openedAt: opened_at.getTime(),
  drill,
  ...(bedside !== null && { bedside }),
});

export async function episodeById(db: Db, id: string): Promise<OpenEpisodeRow | undefined> {
  const { rows } = await db.query<EpisodeLine>(`${EPISODE} WHERE id = $1`, [id]);
  return rows[0] && episodeOf(rows[0]);
}

/** The patient's open episodes, newest first. */
export async function episodesOfPatient(db: Db, patientId: string): Promise<OpenEpisodeRow[]> {
  const { rows } = await db.query<EpisodeLine>(
    `${EPISODE} WHERE patient_id = $1 AND closed_at IS NULL ORDER BY opened_at DESC LIMIT 5`,
    [patientId],
  );
  return rows.map(episodeOf);
}

/** Open episodes a site takes part in that were opened since then and still wait for an ECG. */
export async function episodesAtSite(db: Db, siteId: string, since: Date): Promise<OpenEpisodeRow[]> {
  const { rows } = await db.query<EpisodeLine>(
    `${EPISODE} WHERE closed_at IS NULL AND opened_at >= $2 AND $1 IN (community_site_id, referring_site_id, receiving_site_id)
        AND phase IN ('HELP_SOUGHT', 'FMC', 'ECG_PENDING_READ') ORDER BY opened_at DESC LIMIT 5`,
    [siteId, since],
  );
  return rows.map(episodeOf);
}
