import type { Pool } from 'pg';
import type { Episode, MilestoneEntry, Sites } from '../workflows/domain/episode';
import { episodeId, patientId } from '../workflows/domain/ids';
import { known } from '../workflows/domain/known';
import type { Calendar, Edition } from '../workflows/domain/pathway';
import { DEFAULT_PATHWAY } from '../workflows/domain/pathway';
import { NOTHING_YET } from '../workflows/domain/nothingYet';
import { instantOf } from '../workflows/domain/time';
import type { CloseReason, HelpChannel, Strategy } from '../workflows/domain/vocabulary';

type StoredRow = {
  id: string;
  region: string;
  patient_id: string;
  opened_at: Date;
  closed_at: Date | null;
  close_reason: CloseReason | null;
  help_channel: HelpChannel;
  strategy: Strategy | null;
  pathway_edition: string;
  sites: Sites;
  calendar: Calendar;
  facts: Partial<Episode>;
  milestones: readonly MilestoneEntry[];
  consents: Episode['consents'];
};

const ms = (column: string): string => `round(extract(epoch FROM ${column}) * 1000)::bigint`;

/** Opened within a time, drills left out; at most as many as a person waits for. */
const stored = (where: string): string => `
  SELECT e.id, e.region, e.patient_id, e.opened_at, e.closed_at, e.close_reason, e.help_channel, e.strategy,
         e.pathway_edition, e.facts,
         jsonb_strip_nulls(jsonb_build_object('community', e.community_site_id, 'referring', e.referring_site_id,
           'receiving', e.receiving_site_id, 'ems', coalesce(c.ems_site_id, e.receiving_site_id))) AS sites,
         jsonb_build_object('utcOffsetMin', h.utc_offset_min, 'daysOff', h.days_off, 'holidays', h.holidays) AS calendar,
         coalesce((SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object('n', m.n, 'code', m.code, 'at', ${ms('m.at')},
           'untilAt', ${ms('m.until_at')}, 'precision', m.precision, 'source', m.source, 'recordedBy', m.recorded_by,
           'receivedAt', ${ms('m.received_at')}, 'corrects', m.corrects, 'withdraws', m.withdraws)) ORDER BY m.n)
           FROM milestone m WHERE m.episode_id = e.id), '[]') AS milestones,
         coalesce((SELECT jsonb_object_agg(k.kind, jsonb_strip_nulls(jsonb_build_object('state', k.state,
           'startedAt', ${ms('k.started_at')}, 'signedAt', ${ms('k.signed_at')})))
           FROM consent k WHERE k.episode_id = e.id), '{}') AS consents
    FROM episode e JOIN site c ON c.id = e.community_site_id JOIN site h ON h.id = e.receiving_site_id
   WHERE ${where} AND e.opened_at >= $2 AND e.opened_at < $3 AND NOT e.drill
   ORDER BY e.opened_at DESC LIMIT $4`;

/** The ambulance went: its crew may have taken the first ECG. */
const AMBULANCE = `c.ems_site_id = $1 AND EXISTS (
  SELECT FROM milestone d WHERE d.episode_id = e.id AND d.code IN ('DISPATCH', 'ON_SCENE') AND d.withdraws IS NOT TRUE)`;

/** How it went was told to this person: by name, wherever they are now. */
const TOLD_TO = `EXISTS (
  SELECT FROM page p WHERE p.subject_id = e.id AND p.because->>'reason' = 'FEEDBACK' AND p.person_id = $1)`;

/** Whose episodes: of the hospital that receives, of a site that sent, or those a person was told the outcome of. */
const OF = {
  RECEIVING: stored('e.receiving_site_id = $1'),
  SENDING: stored(`(e.community_site_id = $1 OR e.referring_site_id = $1 OR (${AMBULANCE}))`),
  TOLD: stored(TOLD_TO),
} as const;

/** More episodes than this are not played in one question. */
export const MOST_STORED = 5000;

const closedOf = ({ closed_at: at, close_reason: reason }: StoredRow): Episode['closed'] =>
  at === null || reason === null ? undefined : { at: instantOf(at), reason, by: 'record' };

const choiceOf = (row: StoredRow): Episode['choice'] =>
  row.facts.choice ??
  (row.strategy === null
    ? undefined
    : { strategy: row.strategy, by: 'record', role: 'ON_CALL_CARDIOLOGIST', at: instantOf(row.opened_at) });

/** An episode as far as its clocks ask: times, decisions and places, under the numbers it began with. */
function episodeOf(row: StoredRow, editions: readonly Edition[]): Episode {
  const own = editions.find(({ edition }) => edition === row.pathway_edition);
  const jurisdiction = row.facts.jurisdiction ?? own?.jurisdiction ?? DEFAULT_PATHWAY.jurisdiction;
  return {
    ...NOTHING_YET,
    complaints: [],
    ...row.facts,
    id: episodeId(row.id),
    region: row.region,
    patientId: patientId(row.patient_id),
    sites: row.sites,
    pathway: {
      edition: row.pathway_edition,
      jurisdiction,
      calendar: row.calendar,
      ...known({ thresholds: own?.thresholds }),
    },
    openedAt: instantOf(row.opened_at),
    helpChannel: row.help_channel,
    drill: false,
    milestones: row.milestones,
    jurisdiction,
    consents: row.consents,
    ...known({ choice: choiceOf(row), closed: closedOf(row) }),
  };
}

type Window = {
  /** The site, or the person who was told. */
  readonly of: string;
  readonly as: keyof typeof OF;
  readonly from: number;
  readonly to: number;
};

/** The episodes of one site or person that were opened within a time, newest first, as far as their clocks ask. */
export async function readStoredEpisodes(
  pool: Pick<Pool, 'query'>,
  { of, as, from, to }: Window,
  editions: readonly Edition[],
): Promise<readonly Episode[]> {
  const { rows } = await pool.query<StoredRow>(OF[as], [of, new Date(from), new Date(to), MOST_STORED]);
  return rows.map((row) => episodeOf(row, editions));
}
