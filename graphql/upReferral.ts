import { Fault } from '../activities/platform/faults';
import type { Actor } from '../workflows/domain/decision';
import type { Episode, Index, OpenEpisode } from '../workflows/domain/episode';
import type { IncidentId } from '../workflows/domain/ids';
import { episodeId, patientId } from '../workflows/domain/ids';
import { instantOf } from '../workflows/domain/time';
import type { AlarmCode } from '../workflows/domain/vocabulary';
import type { Context } from './context';
import { episodeIdFrom } from './ids';
import { placeOf } from './opening';
import { present } from './present';
import { onRecord } from './record';
import { roadAtFirst } from './roads';

type Alarm = {
  readonly patientId: string | null;
  readonly episodeId: string | null;
  readonly onsetAt: Date;
  readonly code: AlarmCode;
  readonly communitySiteId: string | null;
  readonly facts: Partial<Pick<Episode, 'index' | 'result' | 'discharge'>> | null;
  readonly drill: boolean | null;
};

const ALARM = `
  SELECT i.patient_id AS "patientId", i.episode_id AS "episodeId", i.onset_at AS "onsetAt", i.code, e.facts, e.drill,
         coalesce(e.community_site_id, p.community_site_id) AS "communitySiteId"
    FROM incident i LEFT JOIN episode e ON e.id = i.episode_id LEFT JOIN patient p ON p.id = i.patient_id
   WHERE i.id = $1`;

/** What an alarm's new episode is opened with: the alarm time starts its clocks, and it knows stents and drugs (product 43). */
export async function upReferralOf(
  context: Context,
  incidentId: IncidentId,
  clientId: string,
  by: Actor,
): Promise<OpenEpisode> {
  const { rows } = await onRecord(() => context.pool.query<Alarm>(ALARM, [incidentId]));
  const alarm = rows[0];
  if (alarm === undefined) throw new Fault('NOT_FOUND', 'No such alarm.');
  if (alarm.patientId === null || alarm.communitySiteId === null)
    throw new Fault('WRONG_PHASE', 'The alarm belongs to no patient yet: say whose it is first.');
  const place = placeOf(context.directory, alarm.communitySiteId, context.now());
  const helpChannel = 'WEARABLE_ALARM';
  const heard = { id: clientId, receivedAt: context.now(), by };
  return {
    id: episodeIdFrom(clientId),
    region: context.region,
    patientId: patientId(alarm.patientId),
    ...place,
    helpChannel,
    helpSought: { at: instantOf(alarm.onsetAt), precision: 'SECOND', source: 'DEVICE' },
    complaints: [alarm.code],
    drill: alarm.drill ?? false,
    heard,
    ...(await roadAtFirst(context, { ...place, helpChannel })),
    ...present({ index: indexOf(alarm, incidentId) }),
  };
}

/** The index event, with what an event before it left: a second stent does not hide the first. */
function indexOf({ episodeId: id, facts }: Alarm, incidentId: IncidentId): Index | undefined {
  if (id === null) return undefined;
  const { index, result, discharge } = facts ?? {};
  return {
    episodeId: episodeId(id),
    incidentId,
    stents: [...(index?.stents ?? []), ...(result?.stents ?? [])],
    drugs: discharge?.drugs ?? index?.drugs ?? [],
    ...present({ culprit: result?.culprit ?? index?.culprit, dischargedAt: discharge?.at ?? index?.dischargedAt }),
  };
}
