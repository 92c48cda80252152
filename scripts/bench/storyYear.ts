import type { Saying } from '../../graphql/engine';
import type { EpisodeMessage, PlanTask } from '../../workflows/domain/episode';
import { incidentId } from '../../workflows/domain/ids';
import type { IncidentMessage, OpenIncident } from '../../workflows/domain/incident';
import type { Instant } from '../../workflows/domain/time';
import { plus } from '../../workflows/domain/time';
import type { AlarmCode, Priority, Role } from '../../workflows/domain/vocabulary';
import { type Cast, DAY, DEVICE, HOUR, person, REGION, script, SITES, type Step } from './story';

/** The hand-over to the community; its acceptance makes the plan. */
export function downReferral(cast: Cast, discharged: Instant): readonly Step[] {
  const { time, say } = script(cast, discharged);
  return [
    say(60, 'WARD_DOCTOR', { type: 'DOWN_REFERRED', siteId: SITES.community, time: time(60) }),
    say(5 * HOUR, 'FAMILY_DOCTOR', { type: 'DOWN_REFERRAL_ACCEPTED', time: time(5 * HOUR) }),
  ];
}

/** The year after: every task of the plan done twelve hours before its last moment, alarms of a wearable between. */
export function followUpYear(cast: Cast, accepted: Instant, plan: readonly PlanTask[]): readonly Step[] {
  const visits = plan.filter(({ kind }) => kind !== 'DRUG_STOP_DECISION');
  const done = plan.map((task): Step => {
    const at = plus(task.dueAt, -12 * HOUR);
    const next = visits.find(({ dueAt }) => dueAt > task.dueAt);
    const nextDueAt = visits.includes(task) && next !== undefined ? { nextDueAt: next.dueAt } : {};
    const answered = {
      time: { at, precision: 'SECOND', source: 'HUMAN' },
      answers: { SYMPTOMS: 'NONE' },
      ...nextDueAt,
    } as const;
    const message: EpisodeMessage = {
      type: 'TASK_DONE',
      taskId: task.id,
      ...answered,
      id: `${task.id}:done`,
      by: person('FAMILY_DOCTOR'),
    };
    return { at, to: 'EPISODE', id: cast.episodeId, message };
  });
  const alarms = [
    ...selfCleared(cast, plus(accepted, 20 * DAY), 1),
    ...answeredAlarm(cast, plus(accepted, 50 * DAY), 2, true),
    ...answeredAlarm(cast, plus(accepted, 120 * DAY), 3, false),
    ...selfCleared(cast, plus(accepted, 200 * DAY), 4),
  ];
  return [...done, ...alarms].sort((a, b) => a.at - b.at);
}

function raised(
  { episodeId, patientId, deviceId }: Cast,
  at: Instant,
  n: number,
  alarm: { code: AlarmCode; priority: Priority },
): Step & { readonly opens: 'INCIDENT'; readonly open: OpenIncident } {
  const id = incidentId(`in_${episodeId}_${n}`);
  const places = { deskSiteId: SITES.receiving, communitySiteId: SITES.community };
  const facts = { region: REGION, patientId, episodeId, deviceId, onsetAt: at, raisedAt: at, late: false };
  return {
    at,
    opens: 'INCIDENT',
    open: { id, ...places, ...facts, ...alarm, heard: { id: `${id}:raised`, receivedAt: at, by: DEVICE } },
  };
}

function selfCleared(cast: Cast, at: Instant, n: number): readonly Step[] {
  const raise = raised(cast, at, n, { code: 'LEAD_OFF', priority: 'LOW' });
  const end = plus(at, 30);
  const ended: IncidentMessage = { id: `${raise.open.id}:ended`, by: DEVICE, type: 'CONDITION_ENDED', endedAt: end };
  return [raise, { at: end, to: 'INCIDENT', id: raise.open.id, message: ended }];
}

/** An alarm whose page is acknowledged (by whoever plays the story), then assessed and, when real, acted on. */
function answeredAlarm(cast: Cast, at: Instant, n: number, real: boolean): readonly Step[] {
  const raise = raised(cast, at, n, { code: 'TACHYCARDIA', priority: 'MEDIUM' });
  const say = (min: number, by: Role, word: Saying<'INCIDENT'>): Step => {
    const message: IncidentMessage = { ...word, id: `${raise.open.id}:${word.type}`, by: person(by) };
    return { at: plus(at, min), to: 'INCIDENT', id: raise.open.id, message };
  };
  return [
    raise,
    say(10, 'DUTY_DOCTOR', { type: 'INCIDENT_ASSESSED', assessment: real ? 'SYMPTOMATIC' : 'MOTION_ARTEFACT', real }),
    ...(real ? [say(20, 'DUTY_DOCTOR', { type: 'INCIDENT_ACTED', action: 'ADVICE' })] : []),
    say(30, 'DESK_NURSE', { type: 'INCIDENT_CLOSED', reason: 'DONE' }),
  ];
}
