import { answered } from './climb';
import { clearedBy, clearsAt, conditionBack, conditionEnded } from './clearing';
import type { Action, Decided, Decision } from './decision';
import { applied, noted } from './decision';
import { isRefusal, refuse } from './faults';
import type { Incident, IncidentHappening, Of, OpenIncident } from './incident';
import { known } from './known';
import type { Ladder, LadderRun } from './ladder';
import {
  alarmLadder,
  assessmentLadder,
  doctorLadder,
  doctorNextMorning,
  unreachedLadder,
  welfareLadder,
} from './incidentLadders';
import { troubleLadder } from './ladders';
import { openCheck, STILL_OPEN } from './reach';
import { called, searched, welfareCheckAsked, welfareCheckEnded } from './reachRules';
import { changeRun, decideCommon, endRuns, nextDue, owedPages, pageAll, settleRuns, withRun } from './runs';
import type { Instant } from './time';
import { earliest } from './time';
import type { Priority } from './vocabulary';
import { PRIORITIES } from './vocabulary';

export const subjectOf = ({ id }: Incident) => ({ kind: 'INCIDENT', id }) as const;

export function incidentLadderOf(incident: Incident, run: LadderRun): Ladder | undefined {
  if (run.key.startsWith('ALARM_DOCTOR')) return incident.status === 'NOTIFIED' ? doctorLadder(incident) : undefined;
  if (run.key.startsWith('ALARM')) return incident.status === 'NOTIFIED' ? alarmLadder(incident) : undefined;
  if (run.key === 'ASSESS') return incident.status === 'ACKED' ? assessmentLadder(run, incident) : undefined;
  if (run.key === 'ACT') return incident.status === 'ASSESSED' ? assessmentLadder(run, incident) : undefined;
  if (run.key.startsWith('UNREACHED'))
    return STILL_OPEN.includes(incident.status) ? unreachedLadder(run, incident) : undefined;
  if (run.key === 'WELFARE') return welfareLadder(run, incident);
  return troubleLadder(run, incident.deskSiteId);
}

/** The next moment it tells somebody, or clears itself. */
export const incidentDue = (incident: Incident): Instant | undefined =>
  earliest([nextDue(incident, incidentLadderOf), clearsAt(incident)]);

export const isIncidentClosed = ({ status, runs }: Incident): boolean =>
  status === 'CLOSED' && runs.every((run) => run.endedAt !== undefined);

export function openIncident({ heard, ...open }: OpenIncident): Decision<Incident> {
  const incident: Incident = { ...open, status: 'NOTIFIED', signals: 1, runs: [] };
  return settle(
    {
      next: sounding(incident, 'ALARM', heard.receivedAt),
      actions: tellEpisode(incident, heard.id),
      outcome: 'APPLIED',
    },
    heard.receivedAt,
  );
}

/** The alarm climbs; where the family doctor is asked in the morning only, by a ladder of its own. */
function sounding(incident: Incident, key: string, at: Instant): Incident {
  const climbing = withRun(incident, key, at);
  return doctorNextMorning(incident) === undefined ? climbing : withRun(climbing, 'ALARM_DOCTOR', at);
}

function settle(decision: Decision<Incident>, now: IncidentHappening['receivedAt']): Decision<Incident> {
  const { next, orders } = settleRuns(decision.next, incidentLadderOf, subjectOf(decision.next), now);
  return { ...decision, next, actions: [...decision.actions, ...pageAll(orders)] };
}

export function decideIncident(incident: Incident, happening: IncidentHappening): Decided<Incident> {
  const decided = rule(incident, happening);
  return isRefusal(decided) ? decided : settle(decided, happening.receivedAt);
}

function rule(incident: Incident, happening: IncidentHappening): Decided<Incident> {
  const now = happening.receivedAt;
  // its episode hears where the alarm stands, when that changes
  const told = (next: Incident, ...actions: readonly Action[]): Decision<Incident> =>
    next.status === incident.status && next.priority === incident.priority
      ? applied(next, ...actions)
      : applied(next, ...actions, ...tellEpisode(next, happening.id));

  switch (happening.type) {
    case 'SIGNAL_REPEATED':
      return repeated(incident, happening);

    case 'CONDITION_ENDED':
      return told(conditionEnded(incident, happening.endedAt, now));

    case 'TIME_PASSED':
      return told(clearedBy(incident, happening.by.id, now));

    case 'PAGE_ACKNOWLEDGED': {
      const heard = decideCommon(incident, happening, incidentLadderOf);
      return isRefusal(heard) || !answersAlarm(incident, happening) || heard.outcome !== 'APPLIED'
        ? heard
        : told(acknowledged(heard.next, happening), ...heard.actions);
    }

    case 'INCIDENT_ACKNOWLEDGED':
      return incident.status === 'NOTIFIED' ? told(acknowledged(incident, happening)) : noted(incident);

    case 'INCIDENT_ASSESSED': {
      if (!STILL_OPEN.includes(incident.status)) return refuse('ALREADY_DONE', 'This alarm has been assessed already.');
      const first = incident.status === 'NOTIFIED' ? acknowledged(incident, happening) : incident;
      const assessed: Incident = {
        ...endRuns(first, 'ASSESS', now),
        status: happening.real ? 'ASSESSED' : 'FALSE',
        assessedAt: now,
        assessedBy: happening.by.id,
        assessment: happening.assessment,
      };
      return told(happening.real ? withRun(assessed, 'ACT', incident.ackAt ?? now) : assessed);
    }

    case 'INCIDENT_ACTED':
      if (!STILL_OPEN.includes(incident.status)) return refuse('ALREADY_DONE', 'This alarm has been acted on already.');
      return told(acted(incident, happening, { action: happening.action }));

    case 'UP_REFERRED':
      return upReferred(incident, happening);

    case 'CALL_MADE': {
      const made = called(incident, happening);
      if (isRefusal(made) || incident.status !== 'NOTIFIED') return made;
      // Who rings the patient has taken up the alarm.
      return told(acknowledged(made.next, happening));
    }

    case 'WELFARE_CHECK_ASKED':
      return welfareCheckAsked(incident, happening);

    case 'WELFARE_CHECK_ENDED':
      return welfareCheckEnded(incident, happening);

    case 'INCIDENT_CLOSED':
      if (incident.status === 'CLOSED') return refuse('ALREADY_DONE', 'This alarm is closed.');
      if (STILL_OPEN.includes(incident.status))
        return refuse('WRONG_PHASE', 'Assess the alarm and act on it, or mark it false, before closing it.');
      if (openCheck(incident) !== undefined)
        return refuse('WRONG_PHASE', 'Tell how the welfare check ended before closing the alarm.');
      return told({ ...incident, status: 'CLOSED', closedAt: now, closedBy: happening.by.id });

    default:
      return decideCommon(incident, happening, incidentLadderOf);
  }
}

/**
 * Answering the page of an alarm is answering the alarm: one touch, not two. Who takes on a welfare check or a trouble of
 * our own has not answered it, nor has who was asked before it rose (10.29).
 */
const answersAlarm = ({ id, status }: Incident, { pageId }: Of<'PAGE_ACKNOWLEDGED'>): boolean =>
  status === 'NOTIFIED' && ['ALARM', 'UNREACHED'].some((key) => pageId.startsWith(`${id}:${key}`));

const weight = (priority: Priority): number => PRIORITIES.indexOf(priority);

/** 10.29, 10.43: a rise in priority sounds anew within the same incident; anything else only counts. */
function repeated(incident: Incident, word: Of<'SIGNAL_REPEATED'>): Decision<Incident> {
  const { priority, code = incident.code, value, unit, late, receivedAt, id } = word;
  const isOther = code !== incident.code;
  // What another alarm measured is no value of this one.
  const measured = isOther ? {} : known({ value });
  const counted: Incident = { ...conditionBack(incident), signals: incident.signals + 1, ...measured };
  if (weight(priority) >= weight(incident.priority)) return noted(counted);
  // Whoever is asked now must hear of the button, not of the pulse before.
  const named = isOther ? { ...withoutValue(counted), code, ...known({ value, unit }) } : counted;
  const raised: Incident = {
    ...endRuns({ ...named, ...known({ late }) }, 'A', receivedAt),
    ...{ priority, status: 'NOTIFIED', raisedAt: receivedAt },
  };
  const next = searched(sounding(raised, `ALARM:${priority}`, receivedAt), receivedAt);
  return { next, actions: tellEpisode(next, id), outcome: 'APPLIED' };
}

/** What the first alarm measured is no value of a graver one that gives the incident its name. */
function withoutValue({ value: _value, unit: _unit, ...incident }: Incident): Incident {
  return incident;
}

function acknowledged(incident: Incident, { receivedAt, by }: IncidentHappening): Incident {
  const held: Incident = { ...incident, status: 'ACKED', ackAt: receivedAt, ackBy: by.id };
  const runs = held.runs.filter(({ key }) => key.startsWith('ALARM')).map(({ key }) => key);
  const quiet = runs.reduce((one, key) => changeRun(one, key, (run) => answered(run, by.id, receivedAt)), held);
  return withRun(endRuns(quiet, 'ALARM', receivedAt), 'ASSESS', receivedAt);
}

function acted(
  incident: Incident,
  { receivedAt, by }: IncidentHappening,
  facts: Pick<Incident, 'action' | 'upReferral'>,
): Incident {
  const assessed = incident.assessedAt === undefined ? { assessedAt: receivedAt, assessedBy: by.id } : {};
  const ack = incident.ackAt === undefined ? { ackAt: receivedAt, ackBy: by.id } : {};
  return endRuns(
    { ...incident, ...ack, ...assessed, ...facts, status: 'ACTED', actedAt: receivedAt, actedBy: by.id },
    'A',
    receivedAt,
  );
}

/** One action: the alarm becomes a new episode that knows the old one, and the old plan rests. */
function upReferred(incident: Incident, happening: Of<'UP_REFERRED'>): Decided<Incident> {
  if (incident.upReferral !== undefined) return refuse('ALREADY_DONE', 'This alarm has become an up-referral already.');
  if (incident.status === 'CLOSED') return refuse('WRONG_PHASE', 'This alarm is closed; open a new episode instead.');
  const upReferral = { ...happening.open, heard: { ...happening.open.heard, receivedAt: happening.receivedAt } };
  const next = acted(incident, happening, { action: 'UP_REFERRAL', upReferral });
  return { next, actions: [...refer(next), ...tellEpisode(next, happening.id)], outcome: 'APPLIED' };
}

function refer({ id, region, episodeId, onsetAt, upReferral }: Incident): Action[] {
  if (upReferral === undefined) return [];
  const rest: Action[] =
    episodeId === undefined
      ? []
      : [
          {
            do: 'TELL',
            to: { kind: 'EPISODE', region, id: episodeId },
            message: {
              id: `${id}:UP_REFERRED`,
              by: upReferral.heard.by,
              type: 'UP_REFERRED',
              toEpisodeId: upReferral.id,
              incidentId: id,
              at: onsetAt,
            },
          },
        ];
  return [{ do: 'OPEN_EPISODE', open: upReferral }, ...rest];
}

/** The episode hears of raised, answered and closed, never of every beat. */
function tellEpisode({ id, region, episodeId, code, priority, status }: Incident, cause: string): Action[] {
  if (episodeId === undefined) return [];
  return [
    {
      do: 'TELL',
      to: { kind: 'EPISODE', region, id: episodeId },
      message: {
        id: `${cause}:${status}`,
        by: { kind: 'SYSTEM', id },
        type: 'INCIDENT_CHANGED',
        incidentId: id,
        note: { code, priority, status },
      },
    },
  ];
}

/** What must be done again when it is not known to have been done: every id is the same as the first time. */
export const incidentOwes = (incident: Incident): readonly Action[] => [
  ...owedPages(incident, subjectOf(incident)),
  ...refer(incident),
  ...tellEpisode(incident, `${incident.id}:AGAIN`),
];
