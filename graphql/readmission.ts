import type { QueryConfig } from 'pg';
import { isRecordAway } from '../activities/platform/recordAway';
import type { Episode, Index } from '../workflows/domain/episode';
import { episodeId } from '../workflows/domain/ids';
import type { EpisodeId, PatientId } from '../workflows/domain/ids';
import type { Edited } from '../workflows/domain/pathway';
import { thresholdOf } from '../workflows/domain/ruleThresholds';
import type { Instant } from '../workflows/domain/time';
import { DAY_MS, instant } from '../workflows/domain/time';
import type { Context } from './context';
import { present } from './present';

/** Help waits no longer than this (ms) for a database that hangs. */
const LOOK_MS = 1000;

type Before = {
  readonly id: string;
  readonly open: boolean;
  readonly facts: Partial<Pick<Episode, 'index' | 'result' | 'discharge'>> | null;
};

/** The last discharge, or else end, of an episode of the same person before that moment, whatever their records are called (R24). */
const BEFORE = `
  SELECT e.id, e.closed_at IS NULL AND e.continued_by_id IS NULL AS open, e.facts
    FROM episode e
    CROSS JOIN LATERAL (
      SELECT coalesce((e.facts->'discharge'->>'at')::bigint, extract(epoch FROM e.closed_at) * 1000) AS at
    ) went
   WHERE e.patient_id IN (SELECT s.id FROM same_person($1) s) AND e.id <> $2 AND NOT e.drill
     AND (e.close_reason IS NULL OR e.close_reason NOT IN ('DUPLICATE', 'ENTERED_IN_ERROR'))
     AND went.at BETWEEN $3 AND $4
   ORDER BY went.at DESC, e.id LIMIT 1`;

type Coming = {
  readonly patient: PatientId;
  readonly id: EpisodeId;
  readonly soughtAt: Instant;
  /** The edition the new episode begins under says how many days count. */
  readonly edition: Edited;
};

/** What a new episode knows of the event the patient went home from (R19); nothing while the record is away. */
export async function readmissionOf(
  { pool }: Pick<Context, 'pool'>,
  { patient, id, soughtAt, edition }: Coming,
): Promise<Index | undefined> {
  const since = instant(soughtAt - thresholdOf(edition, 'BACK_WITHIN') * DAY_MS);
  const look: QueryConfig & { query_timeout: number } = {
    text: BEFORE,
    values: [patient, id, since, soughtAt],
    query_timeout: LOOK_MS,
  };
  try {
    const { rows } = await pool.query<Before>(look);
    return rows[0] && indexOf(rows[0]);
  } catch (error) {
    if (isRecordAway(error)) return undefined;
    throw error;
  }
}

function indexOf({ id, open, facts }: Before): Index {
  const { index, result, discharge } = facts ?? {};
  return {
    episodeId: episodeId(id),
    readmitted: open ? 'PLAN_RESTS' : 'CLOSED',
    stents: [...(index?.stents ?? []), ...(result?.stents ?? [])],
    drugs: discharge?.drugs ?? index?.drugs ?? [],
    ...present({ culprit: result?.culprit ?? index?.culprit, dischargedAt: discharge?.at }),
  };
}
