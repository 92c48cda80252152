import { DEVICE_ALARMS, GROUP_MINUTES, priorityOf } from '../../workflows/domain/deviceAlarms';
import {
  deviceId as toDeviceId,
  episodeId as toEpisodeId,
  incidentId as toIncidentId,
  patientId as toPatientId,
} from '../../workflows/domain/ids';
import type { IncidentMessage, OpenIncident } from '../../workflows/domain/incident';
import type { Calendar, KeptEdition } from '../../workflows/domain/pathway';
import { GOOD_SQI } from '../../workflows/domain/streamRules';
import { isSuppressed, type Standing } from '../../workflows/domain/suppression';
import { instant, MINUTE_MS } from '../../workflows/domain/time';
import { PRIORITIES, type AlarmCode, type Priority } from '../../workflows/domain/vocabulary';
import type { AlarmData } from '../envelope';
import { shortHash } from '../../activities/platform/hash';

/** `end` may overtake its `start` by this much; then it opens and closes at once (devices.md 6.3). */
export const END_WAITS_MS = 30_000;

/** What the gateway knows when an alarm comes up; times are milliseconds of UTC. */
export type AlarmCase = {
  readonly deviceId: string;
  readonly msgId: string;
  readonly data: AlarmData;
  readonly effectiveAt: number;
  readonly receivedAt: number;
  readonly now: number;
  readonly flags: readonly string[];
  readonly place: {
    readonly region: string;
    readonly siteId: string;
    readonly hubSiteId: string;
    readonly calendar?: Calendar;
  };
  readonly binding?: { readonly patientId: string; readonly episodeId?: string };
  /** What the answering hospital's edition sets otherwise for alarms. */
  readonly pathway?: KeptEdition;
  /** How urgent the gateway's own rules found it; else the alarm's own words decide. */
  readonly priority?: Priority;
  /** The device holds an alarm of its own that the electrode is off or the signal poor. */
  readonly noSignal?: boolean;
  /** Alarms of this code from this device within the row's window, without this one. */
  readonly earlier: number;
  /** The same alarm as the device last told of it. */
  readonly known?: { readonly incidentId?: string; readonly ended: boolean; readonly endedAt?: number };
  /** It ends while another alarm of the device that belongs to the same incident still lasts. */
  readonly othersLast?: boolean;
  /** The first days after an infarct, or watched closely. */
  readonly highWatch?: boolean;
  /** What a clinician said of this kind of alarm of this patient. */
  readonly suppression?: Standing;
  /** The group of this patient and cause. */
  readonly group?: { readonly incidentId: string; readonly priority: Priority; readonly lastAt: number };
};

/** What becomes of one alarm message. */
export type AlarmVerdict =
  | { readonly do: 'WAIT'; readonly until: number }
  | { readonly do: 'CLOSE'; readonly rule: string; readonly incidentId?: string }
  | { readonly do: 'HOLD'; readonly rule: string; readonly suppressionId: string; readonly priority: Priority }
  | {
      readonly do: 'OPEN';
      readonly rule: string;
      readonly priority: Priority;
      readonly opening: OpenIncident;
      readonly ended?: IncidentMessage;
    }
  | {
      readonly do: 'JOIN';
      readonly rule: string;
      readonly priority: Priority;
      readonly incidentId: string;
      readonly message: IncidentMessage;
      readonly opening: OpenIncident;
      readonly ended?: IncidentMessage;
    }
  | { readonly do: 'END'; readonly rule: string; readonly incidentId: string; readonly message: IncidentMessage };

/** Patient and cause; a device without a patient is its own. */
export const groupKey = (code: AlarmCode, deviceId: string, patientId?: string): string =>
  `${DEVICE_ALARMS[code].technical || patientId === undefined ? deviceId : patientId}:${DEVICE_ALARMS[code].cause}`;

const heavier = (a: Priority, b: Priority): boolean => PRIORITIES.indexOf(a) < PRIORITIES.indexOf(b);

/** Only a transition becomes word for an incident: an alarm that begins, grows worse or ends. */
export function decideAlarm(alarm: AlarmCase): AlarmVerdict {
  const { data, known, now, receivedAt } = alarm;
  const { ref } = DEVICE_ALARMS[data.code];
  if (data.phase === 'end') {
    if (known?.ended) return { do: 'CLOSE', rule: 'ENDED_BEFORE', ...idOf(known.incidentId) };
    if (known) {
      // It was never one for people (INFO), so neither is its end.
      if (known.incidentId === undefined) return { do: 'CLOSE', rule: ref };
      if (alarm.othersLast === true) return { do: 'CLOSE', rule: 'OTHERS_LAST', incidentId: known.incidentId };
      return { do: 'END', rule: ref, incidentId: known.incidentId, message: ended(alarm) };
    }
    if (now < receivedAt + END_WAITS_MS) return { do: 'WAIT', until: receivedAt + END_WAITS_MS };
  }
  const brief = briefly(alarm);
  if (brief !== undefined) return brief;
  const priority = alarm.priority ?? priorityOf(data.code, facts(alarm));
  if (isHeld(alarm, priority)) return { do: 'CLOSE', rule: 'HELD_TECHNICAL', ...idOf(known?.incidentId) };
  if (priority === 'INFO') return { do: 'CLOSE', rule: ref };
  if (alarm.flags.includes('ARCHIVE') && priority !== 'HIGH') return { do: 'CLOSE', rule: 'TOO_OLD' };
  const { group } = alarm;
  // Of an alarm already told, only that it has grown worse is news: also when that word comes after its end.
  const told = known?.incidentId;
  if (told !== undefined && !(group && heavier(priority, group.priority))) {
    return { do: 'CLOSE', rule: known?.ended === true ? 'ENDED_BEFORE' : 'SAME_ALARM', incidentId: told };
  }
  const { suppression } = alarm;
  if (suppression !== undefined && isSuppressed(data.code, priority, suppression))
    return { do: 'HOLD', rule: 'SUPPRESSED', suppressionId: suppression.id, priority };
  const opening = open(alarm, priority);
  const over = data.phase === 'end' || (told === undefined && known?.ended === true);
  const end = over ? { ended: ended(alarm) } : {};
  const joins = group && (group.incidentId === told || now - group.lastAt <= GROUP_MINUTES * MINUTE_MS);
  if (!joins) return { do: 'OPEN', rule: ref, priority, opening, ...end };
  const message: IncidentMessage = {
    ...said(alarm),
    type: 'SIGNAL_REPEATED',
    priority,
    code: data.code,
    late: opening.late,
    ...(data.value !== undefined && { value: data.value }),
    ...(data.unit !== undefined && { unit: data.unit }),
  };
  return { do: 'JOIN', rule: ref, priority, incidentId: group.incidentId, message, opening, ...end };
}

/** A loose electrode is nobody's before it has lasted: it waits, and ended before its time it is closed (W19, W20). */
function briefly(alarm: AlarmCase): AlarmVerdict | undefined {
  const { data, known, now, effectiveAt, priority } = alarm;
  const { lastsMin } = DEVICE_ALARMS[data.code];
  if (lastsMin === undefined || priority !== undefined || known?.incidentId !== undefined) return undefined;
  const dueAt = Math.min(onsetOf(alarm), effectiveAt - (data.durationMs ?? 0)) + lastsMin * MINUTE_MS;
  const endedAt = data.phase === 'end' ? effectiveAt : known?.endedAt;
  if (endedAt !== undefined) return endedAt < dueAt ? { do: 'CLOSE', rule: 'TOO_SHORT' } : undefined;
  return now < dueAt ? { do: 'WAIT', until: dueAt } : undefined;
}

/** What the gateway's own rules found has been weighed against the signal before; HIGH always goes through. */
const isHeld = ({ data, priority: found, noSignal }: AlarmCase, priority: Priority): boolean =>
  DEVICE_ALARMS[data.code].held === true &&
  found === undefined &&
  priority !== 'HIGH' &&
  (noSignal === true || (data.sqi !== undefined && data.sqi < GOOD_SQI));

const idOf = (incidentId: string | undefined) => (incidentId === undefined ? {} : { incidentId });

const facts = ({ data, earlier, highWatch }: AlarmCase) => ({
  symptoms: data.symptoms ?? [],
  asleep: data.asleep === true,
  claimedHigh: data.priorityClaimed === 'high',
  repeats: earlier + 1,
  ...(highWatch !== undefined && { highWatch }),
  ...(data.durationMs !== undefined && { lastedMin: data.durationMs / MINUTE_MS }),
  ...(data.value !== undefined && { value: data.value }),
});

const said = ({ deviceId, msgId }: AlarmCase) =>
  ({ id: `${deviceId}:${msgId}`, by: { kind: 'DEVICE', id: deviceId } }) as const;

const ended = (alarm: AlarmCase): IncidentMessage => ({
  ...said(alarm),
  id: `${alarm.deviceId}:${alarm.msgId}:ended`,
  type: 'CONDITION_ENDED',
  endedAt: instant(alarm.effectiveAt),
});

/** The same message makes the same incident however often it is handled. */
export const incidentIdOf = (deviceId: string, msgId: string) =>
  toIncidentId(`in_${shortHash(`${deviceId}:${msgId}`)}`);

function open(alarm: AlarmCase, priority: Priority): OpenIncident {
  const { deviceId, msgId, data, binding, place, receivedAt, flags, pathway } = alarm;
  return {
    id: incidentIdOf(deviceId, msgId),
    region: place.region,
    ...(binding && { patientId: toPatientId(binding.patientId) }),
    ...(binding?.episodeId !== undefined && { episodeId: toEpisodeId(binding.episodeId) }),
    deviceId: toDeviceId(deviceId.startsWith('dv_') ? deviceId : `dv_${deviceId}`),
    deskSiteId: place.hubSiteId,
    communitySiteId: place.siteId,
    ...(place.calendar && { calendar: place.calendar }),
    code: data.code,
    priority,
    onsetAt: instant(onsetOf(alarm)),
    raisedAt: instant(receivedAt),
    ...(data.value !== undefined && { value: data.value }),
    ...(data.unit !== undefined && { unit: data.unit }),
    ...(pathway && { pathway }),
    // A pressed button is a person asking for help now, however late the word comes.
    late: data.code !== 'SOS' && (flags.includes('LATE') || flags.includes('ARCHIVE')),
    heard: { id: `${deviceId}:${msgId}`, receivedAt: instant(receivedAt), by: { kind: 'DEVICE', id: deviceId } },
  };
}

/** The onset, moved with the message where its clock was wrong, and never after the word itself. */
const onsetOf = ({ data, effectiveAt, flags }: AlarmCase): number =>
  flags.includes('CLOCK_SUSPECT') ? effectiveAt : Math.min(data.onsetAt, effectiveAt);
