import type { Pool } from 'pg';
import { known } from '../workflows/domain/known';
import { ladderCodes } from '../workflows/domain/ladderSteps';
import type { Edition } from '../workflows/domain/pathway';
import { editionInForce } from '../workflows/domain/pathway';
import type { StoredClimb } from '../workflows/domain/replayLadders';
import { instantOf } from '../workflows/domain/time';

type ClimbRow = {
  ladder: string;
  key: string;
  edition: string | null;
  started_at: Date;
  opened_at: Date | null;
  ended_at: Date | null;
};

/** A ladder goes by the reason of its first page, an alarm's by its priority; drills are left out. */
const CLIMBS = `
  SELECT CASE WHEN l.subject_kind = 'INCIDENT'
              THEN 'INCIDENT_' || coalesce(nullif(split_part(l.key, ':', 2), ''), i.priority::text)
              WHEN l.subject_kind = 'ROTA_HOLE' THEN 'ROTA_HOLE_' || l.key
              ELSE f.because ->> 'reason' END AS ladder,
         CASE l.key WHEN 'REPEAT_ECG'
              THEN 'REPEAT_ECG:' || CASE e.facts -> 'checklist' ->> 'ONGOING_ISCHAEMIA' WHEN 'NO' THEN 'STABLE' ELSE 'PAIN' END
              ELSE l.key END AS key,
         CASE WHEN l.subject_kind = 'EPISODE' THEN e.pathway_edition END AS edition,
         coalesce(r.acquired_at, l.started_at) AS started_at, r.opened_at,
         coalesce(l.answered_at, l.ended_at) AS ended_at
    FROM ladder l
    JOIN LATERAL (SELECT p.because, p.site_id FROM page p WHERE p.ladder_id = l.id ORDER BY p.asked_at LIMIT 1) f ON true
    LEFT JOIN reading r ON l.subject_kind = 'READING' AND r.id = l.subject_id
    LEFT JOIN incident i ON l.subject_kind = 'INCIDENT' AND i.id = l.subject_id AND l.key LIKE 'ALARM%'
    LEFT JOIN episode e ON e.id = CASE l.subject_kind WHEN 'EPISODE' THEN l.subject_id ELSE coalesce(r.episode_id, i.episode_id) END
   WHERE l.started_at >= $2 AND l.started_at < $3 AND e.drill IS NOT TRUE
     AND CASE WHEN l.subject_kind = 'EPISODE' THEN e.receiving_site_id = $1 ELSE f.site_id = $1 END
   ORDER BY l.started_at DESC LIMIT $4`;

/** More than this are not played in one question. */
export const MOST_CLIMBS = 20_000;

type Window = { readonly siteId: string; readonly from: number; readonly to: number };

/** What a hospital's ladders were climbed for within a time, each with the edition it was climbed under. */
export async function readStoredClimbs(
  pool: Pick<Pool, 'query'>,
  { siteId, from, to }: Window,
  editions: readonly Edition[],
): Promise<readonly StoredClimb[]> {
  const { rows } = await pool.query<ClimbRow>(CLIMBS, [siteId, new Date(from), new Date(to), MOST_CLIMBS]);
  return rows.flatMap((row) => {
    const ladder = ladderCodes.find((code) => code === row.ladder);
    if (ladder === undefined) return [];
    const startedAt = instantOf(row.started_at);
    const edition =
      row.edition === null
        ? editionInForce(editions, siteId, startedAt)
        : editions.find((one) => one.edition === row.edition);
    const at = (date: Date | null) => (date === null ? undefined : instantOf(date));
    return [
      {
        ladder,
        key: row.key,
        edition: edition ?? {},
        startedAt,
        ...known({ openedAt: at(row.opened_at), endedAt: at(row.ended_at) }),
      },
    ];
  });
}
