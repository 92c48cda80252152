import { workingHourFrom } from './calendar';
import { clearsAt } from './clearing';
import { DEVICE_ALARMS } from './deviceAlarms';
import type { Incident } from './incident';
import type { Ladder, LadderRun } from './ladder';
import { openCheck, unreachableFrom } from './reach';
import { minutesLadder, tellOf, type Told, toldOfRow } from './runs';
import { quietHours, thresholdOf } from './ruleThresholds';
import { stepIn } from './thresholds';
import type { Instant } from './time';
import { instant, MINUTE_MS, plus } from './time';
import type { Priority, Role } from './vocabulary';
import { inWorkingTime } from './workingTime';

/** Where those who answer for an alarm are: its desk, or the doctor's own. */
const siteFor =
  ({ deskSiteId, communitySiteId }: Pick<Incident, 'deskSiteId' | 'communitySiteId'>) =>
  (role: Role): string =>
    role === 'FAMILY_DOCTOR' ? communitySiteId : deskSiteId;

/** 10.43: the minute of a MEDIUM alarm at which the contracted doctor is asked. */
const DOCTOR_AFTER_MIN = 20;

/** 10.43: out of hours a MEDIUM alarm stays with desk and duty doctor, and the FD is asked the next working morning. */
export function doctorNextMorning({ priority, raisedAt, calendar, pathway }: Incident): Instant | undefined {
  if (priority !== 'MEDIUM' || calendar === undefined) return undefined;
  const edition = pathway ?? {};
  const at = plus(raisedAt, stepIn(edition, 'INCIDENT_MEDIUM', DOCTOR_AFTER_MIN));
  const from = workingHourFrom(calendar, quietHours(edition), at);
  return from === at ? undefined : from;
}

/** The morning's own ladder: the desk goes on being told meanwhile. */
export function doctorLadder(incident: Incident): Ladder | undefined {
  const at = doctorNextMorning(incident);
  if (at === undefined) return undefined;
  const under = { edition: incident.pathway ?? {}, code: 'INCIDENT_MEDIUM', siteOf: siteFor(incident) } as const;
  return {
    because: { reason: 'INCIDENT', alarm: incident.code },
    answeredBy: 'DEED',
    nobodyAfterMs: thresholdOf(incident.pathway ?? {}, 'UNANSWERED') * MINUTE_MS,
    rungs: [
      {
        at,
        when: 'UNANSWERED',
        tells: told('MEDIUM', incident)
          .filter(({ afterMin }) => afterMin === DOCTOR_AFTER_MIN)
          .map((one) => tellOf(one, under)),
      },
    ],
  };
}

/** 6.3 with 10.28 and 10.43: minutes from the raise, by priority. INFO asks nobody. */
const told = (priority: Exclude<Priority, 'INFO'>, incident: Incident): readonly Told[] =>
  toldOfRow(`INCIDENT_${priority}`, siteFor(incident)).map((one) =>
    // A late alarm has no siren any more: the phone instead (devices.md 6.3).
    priority === 'HIGH' && one.afterMin === 0 && incident.late ? { ...one, channel: 'VOICE', fixed: true } : one,
  );

/** Out of hours the doctor of a MEDIUM alarm is asked by the morning's own ladder. */
const toldNow = (priority: Exclude<Priority, 'INFO'>, incident: Incident): readonly Told[] =>
  told(priority, incident).filter(
    ({ afterMin }) =>
      priority !== 'MEDIUM' || afterMin !== DOCTOR_AFTER_MIN || doctorNextMorning(incident) === undefined,
  );

/** W23: what fails is ours, so whoever is on duty for the system hears it beside the desk. */
const alsoTold = ({ code, deskSiteId: siteId }: Incident): readonly Told[] =>
  code === 'PLATFORM_FAULT' ? [{ afterMin: 0, role: 'IT_DUTY', siteId, channel: 'VOICE' }] : [];

/** 6.4, 10.28: how often, in minutes, the last of the ladder hears it again. */
const againMin = ({ priority, pathway }: Incident): number | undefined =>
  priority === 'HIGH' || priority === 'MEDIUM' ? thresholdOf(pathway ?? {}, `ALARM_${priority}_AGAIN`) : undefined;

/** Only a person's acknowledgement of the alarm answers it. */
export function alarmLadder(incident: Incident): Ladder | undefined {
  const { raisedAt, priority, code, calendar, pathway } = incident;
  // While it waits to clear itself nobody has to answer.
  const rests = clearsAt(incident) === undefined ? {} : ({ informs: true } as const);
  if (priority === 'INFO') return undefined;
  const asked = [...toldNow(priority, incident), ...alsoTold(incident)];
  const again = againMin(incident);
  const ladder = minutesLadder(raisedAt, 'INCIDENT', asked, {
    answeredBy: 'DEED',
    under: { edition: pathway ?? {}, code: `INCIDENT_${priority}`, siteOf: siteFor(incident) },
    ...(again === undefined ? {} : { repeatEveryMs: again * MINUTE_MS }),
    ...(priority === 'HIGH' ? { nobodyAfterMs: MINUTE_MS } : {}),
  });
  const inTime = priority === 'LOW' && calendar ? inWorkingTime(ladder, raisedAt, calendar, pathway ?? {}) : ladder;
  return { ...inTime, ...rests, because: { reason: 'INCIDENT', alarm: code } };
}

/** 10.28: HIGH is assessed within 3 minutes of the acknowledgement and acted on within 5; MEDIUM within 30 minutes and 4 hours. */
export function assessmentLadder(run: LadderRun, incident: Incident): Ladder | undefined {
  const { priority, code, status, deskSiteId, pathway } = incident;
  if (priority === 'LOW') return lowLadder(run, incident);
  if (priority === 'INFO') return undefined;
  const afterMin = thresholdOf(pathway ?? {}, `ALARM_${priority}_${status === 'ACKED' ? 'ASSESS' : 'ACT'}`);
  const from = reviewBy(run, incident, afterMin);
  return {
    because: { reason: 'INCIDENT', alarm: code },
    answeredBy: 'DEED',
    nobodyAfterMs: 5 * MINUTE_MS,
    ...(status === 'ACKED' && priority === 'HIGH'
      ? { repeatEveryMs: thresholdOf(pathway ?? {}, 'ALARM_UNASSESSED_AGAIN') * MINUTE_MS }
      : {}),
    rungs: [
      {
        at: from,
        when: 'UNANSWERED',
        tells: [{ role: 'DUTY_DOCTOR', siteId: deskSiteId, channel: 'VOICE' }],
      },
      {
        at: plus(from, 1),
        when: 'UNANSWERED',
        tells: [{ role: 'COORDINATOR', siteId: deskSiteId, channel: 'VOICE' }],
      },
      {
        at: plus(from, 3),
        when: 'UNANSWERED',
        tells: [{ role: 'DUTY_DIRECTOR', siteId: deskSiteId, channel: 'VOICE' }],
      },
    ],
  };
}

/** W6, W10 (10.30): what is MEDIUM is looked at by the minute of its row after the raise; taken up late, as soon as a HIGH one. */
function reviewBy(run: LadderRun, { code, priority, status, raisedAt, pathway }: Incident, afterMin: number): Instant {
  const due = plus(run.startedAt, afterMin);
  const { reviewMin } = DEVICE_ALARMS[code];
  if (reviewMin === undefined || priority !== 'MEDIUM' || status !== 'ACKED') return due;
  const soonest = plus(run.startedAt, thresholdOf(pathway ?? {}, 'ALARM_HIGH_ASSESS'));
  return instant(Math.min(due, Math.max(soonest, plus(raisedAt, reviewMin))));
}

/** Four hours more for each person, as for the alarm itself. */
const LOW_STEP_MIN = 240;

/** 6.3: a LOW alarm somebody has is assessed by the next working day and, found real, acted on within three days; nobody is asked at night. */
function lowLadder(run: LadderRun, { code, status, calendar, deskSiteId: siteId, pathway }: Incident): Ladder {
  const edition = pathway ?? {};
  const afterMin = thresholdOf(edition, status === 'ACKED' ? 'ALARM_LOW_ASSESS' : 'ALARM_LOW_ACT');
  const rung = (min: number, role: Role): Ladder['rungs'][number] => ({
    at: plus(run.startedAt, min),
    when: 'UNANSWERED',
    tells: [{ role, siteId, channel: 'PUSH' }],
  });
  const ladder: Ladder = {
    because: { reason: 'INCIDENT', alarm: code },
    answeredBy: 'DEED',
    nobodyAfterMs: LOW_STEP_MIN * MINUTE_MS,
    rungs: [
      rung(afterMin, 'DESK_NURSE'),
      rung(afterMin + LOW_STEP_MIN, 'DEVICE_STAFF'),
      rung(afterMin + 2 * LOW_STEP_MIN, 'DESK_LEAD'),
    ],
  };
  if (calendar === undefined) return ladder;
  if (status === 'ACKED') return inWorkingTime(ladder, run.startedAt, calendar, edition);
  const awake = (at: Instant) => workingHourFrom(calendar, quietHours(edition), at);
  return { ...ladder, rungs: ladder.rungs.map((one) => ({ ...one, at: awake(one.at) })) };
}

/** R35, 10.28: HIGH’s own minutes again, from when the patient is unreachable, until 120 is asked or somebody is reached. */
export function unreachedLadder(run: LadderRun, incident: Incident): Ladder | undefined {
  const { priority, code, pathway } = incident;
  if (priority !== 'HIGH') return undefined;
  const from = run.key === 'UNREACHED:CALLS' ? unreachableFrom(incident, run.startedAt) : run.startedAt;
  const ladder = minutesLadder(from, 'PATIENT_UNREACHED', told('HIGH', { ...incident, late: false }), {
    answeredBy: 'DEED',
    under: { edition: pathway ?? {}, code: 'INCIDENT_HIGH', siteOf: siteFor(incident) },
    repeatEveryMs: thresholdOf(pathway ?? {}, 'ALARM_HIGH_AGAIN') * MINUTE_MS,
    nobodyAfterMs: MINUTE_MS,
  });
  return { ...ladder, because: { reason: 'PATIENT_UNREACHED', alarm: code } };
}

/** 120 is asked as for an ambulance (T04); taking it on rests the asking until somebody tells how it ended. */
export function welfareLadder(run: LadderRun, incident: Incident): Ladder | undefined {
  const { deskSiteId: siteId, code, pathway } = incident;
  const check = openCheck(incident);
  if (check === undefined) return undefined;
  const ems = check.emsSiteId ?? siteId;
  const siteOf = (role: Role) => (role === 'EMS_DISPATCHER' || role === 'DISPATCH_LEAD' ? ems : siteId);
  const ladder = minutesLadder(run.startedAt, 'WELFARE_CHECK', toldOfRow('DISPATCH_AMBULANCE', siteOf), {
    under: { edition: pathway ?? {}, code: 'DISPATCH_AMBULANCE', siteOf },
  });
  return { ...ladder, because: { reason: 'WELFARE_CHECK', alarm: code } };
}
