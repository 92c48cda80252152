import type { Episode } from './episode';
import type { Incident } from './incident';
import type { Lab } from './lab';
import type { Ladder, LadderRun } from './ladder';
import type { Reading } from './reading';
import type { Told } from './runs';
import { openCheck, unreachableFrom } from './reach';
import { askAll } from './lysisLadders';
import { minutesLadder } from './runs';
import { thresholdOf } from './thresholds';
import { MINUTE_MS, plus } from './time';
import type { LabRole, Priority } from './vocabulary';

/** Ladders every running thing can need: something of ours failed, so a person must do it by hand. */
export function troubleLadder(run: LadderRun, siteId: string): Ladder | undefined {
  if (run.key.startsWith('FAILED:'))
    return minutesLadder(
      run.startedAt,
      'ACTION_FAILED',
      [
        { afterMin: 0, role: 'COORDINATOR', siteId, channel: 'PUSH' },
        { afterMin: 5, role: 'DUTY_DIRECTOR', siteId, channel: 'VOICE' },
        { afterMin: 10, role: 'HOSPITAL_DUTY', siteId, channel: 'VOICE' },
      ],
      { detail: run.key.slice('FAILED:'.length), endsWhenAnswered: true },
    );
  if (run.key === 'RECORD')
    return minutesLadder(
      run.startedAt,
      'RECORD_WENT_BACK',
      [
        // Nothing clinical is owed: the record was taken over by itself.
        { afterMin: 0, role: 'IT_DUTY', siteId, channel: 'PUSH' },
        { afterMin: 15, role: 'IT_DUTY', siteId, channel: 'VOICE' },
        { afterMin: 30, role: 'COORDINATOR', siteId, channel: 'PUSH' },
      ],
      { endsWhenAnswered: true },
    );
  return undefined;
}

/** R4 and 10.13: from acquisition; only signing answers it. */
export const readLadder = ({ acquiredAt, hubSiteId, neighbourSiteId, readAtBedside, pathway }: Reading): Ladder => {
  const first = { afterMin: 0, role: 'ECG_READER', siteId: hubSiteId, channel: 'PUSH' } as const;
  // R5: read where it was taken, it is signed when the reader comes to it
  if (readAtBedside === true)
    return minutesLadder(acquiredAt, 'READ_ECG', [first], { answeredBy: 'DEED', informs: true });
  return minutesLadder(
    acquiredAt,
    'READ_ECG',
    [
      first,
      { afterMin: 3, role: 'SECOND_READER', siteId: hubSiteId, channel: 'PUSH', when: 'UNOPENED' },
      { afterMin: 5, role: 'ECG_READER', siteId: hubSiteId, channel: 'VOICE', when: 'UNOPENED' },
      { afterMin: 5, role: 'SECOND_READER', siteId: hubSiteId, channel: 'VOICE', when: 'UNOPENED' },
      { afterMin: 8, role: 'ON_CALL_CARDIOLOGIST', siteId: hubSiteId, channel: 'VOICE' },
      { afterMin: 10, role: 'DUTY_DIRECTOR', siteId: hubSiteId, channel: 'VOICE' },
      { afterMin: 15, role: 'HUB_READER', siteId: neighbourSiteId, channel: 'VOICE' },
    ],
    { answeredBy: 'DEED', under: { edition: pathway ?? {}, code: 'READ_ECG' } },
  );
};

/** T04: two minutes, call; three, the next vehicle. */
export const dispatchLadder = (run: LadderRun, episode: Episode): Ladder =>
  askAll(episode, { from: run.startedAt, reason: 'DISPATCH_AMBULANCE' }, [
    [0, 'EMS_DISPATCHER', 'PUSH'],
    [2, 'EMS_DISPATCHER', 'VOICE'],
    [3, 'DISPATCH_LEAD', 'VOICE'],
    [5, 'COORDINATOR', 'VOICE'],
    [10, 'DUTY_DIRECTOR', 'VOICE'],
  ]);

/** R7 and T17: each role of the team has its own ladder, so each acknowledgement is seen. */
export const labTeamLadder = (run: LadderRun, role: LabRole, episode: Episode): Ladder =>
  askAll(episode, { from: run.startedAt, reason: 'LAB_ACTIVATED' }, [
    [0, role, 'PUSH'],
    [5, role, 'VOICE'],
    [15, 'COORDINATOR', 'VOICE'],
    [20, 'BACKUP_LAB_TEAM', 'VOICE'],
    [30, 'DUTY_DIRECTOR', 'VOICE'],
  ]);

/** R6: the lab is held by another patient, and a person decides. */
export const labQueuedLadder = (run: LadderRun, episode: Episode): Ladder =>
  askAll(episode, { from: run.startedAt, reason: 'LAB_QUEUED' }, [
    [0, 'COORDINATOR', 'VOICE'],
    [0, 'INTERVENTIONIST', 'PUSH'],
    [5, 'DUTY_DIRECTOR', 'VOICE'],
  ]);

/** 6.3 with 10.28 and 10.43: minutes from the raise, by priority. INFO asks nobody. */
const ALARM_TELLS: Readonly<Record<Priority, (incident: Incident) => readonly Told[]>> = {
  HIGH: ({ late, deskSiteId: siteId }) => [
    // A late alarm has no siren any more: the phone instead (devices.md 6.3).
    { afterMin: 0, role: 'DESK_NURSE', siteId, channel: late ? 'VOICE' : 'PUSH' },
    { afterMin: 1, role: 'SECOND_DESK_NURSE', siteId, channel: 'PUSH' },
    { afterMin: 2, role: 'DUTY_DOCTOR', siteId, channel: 'VOICE' },
    { afterMin: 3, role: 'COORDINATOR', siteId, channel: 'VOICE' },
    { afterMin: 4, role: 'COORDINATOR', siteId, channel: 'VOICE' },
    { afterMin: 5, role: 'COORDINATOR', siteId, channel: 'VOICE' },
    { afterMin: 5, role: 'DUTY_DIRECTOR', siteId, channel: 'VOICE' },
  ],
  MEDIUM: ({ deskSiteId: siteId, communitySiteId }) => [
    { afterMin: 0, role: 'DESK_NURSE', siteId, channel: 'PUSH' },
    { afterMin: 10, role: 'DUTY_DOCTOR', siteId, channel: 'VOICE' },
    { afterMin: 20, role: 'FAMILY_DOCTOR', siteId: communitySiteId, channel: 'PUSH' },
    { afterMin: 30, role: 'DESK_LEAD', siteId, channel: 'VOICE' },
  ],
  LOW: ({ deskSiteId: siteId }) => [
    { afterMin: 0, role: 'DESK_NURSE', siteId, channel: 'DESK' },
    { afterMin: 240, role: 'DEVICE_STAFF', siteId, channel: 'PUSH' },
  ],
  INFO: () => [],
};

/** W23: what fails is ours, so whoever is on duty for the system hears it beside the desk. */
const alsoTold = ({ code, deskSiteId: siteId }: Incident): readonly Told[] =>
  code === 'PLATFORM_FAULT' ? [{ afterMin: 0, role: 'IT_DUTY', siteId, channel: 'VOICE' }] : [];

/** 6.4, 10.28: how often, in minutes, the last of the ladder hears it again. */
const AGAIN_MIN: Readonly<Partial<Record<Priority, number>>> = { HIGH: 1, MEDIUM: 10 };
/** 6.4: HIGH that is acknowledged and not assessed is told again after so many minutes. */
const UNASSESSED_AGAIN_MIN = 5;

/** Only a person's acknowledgement of the alarm answers it. */
export function alarmLadder(incident: Incident): Ladder | undefined {
  const { raisedAt, priority, code, pathway } = incident;
  const told = [...ALARM_TELLS[priority](incident), ...alsoTold(incident)];
  if (told.length === 0 || priority === 'INFO') return undefined;
  const again = AGAIN_MIN[priority];
  const ladder = minutesLadder(raisedAt, 'INCIDENT', told, {
    answeredBy: 'DEED',
    under: { edition: pathway ?? {}, code: `INCIDENT_${priority}` },
    ...(again === undefined ? {} : { repeatEveryMs: again * MINUTE_MS }),
    ...(priority === 'HIGH' ? { nobodyAfterMs: MINUTE_MS } : {}),
  });
  return { ...ladder, because: { reason: 'INCIDENT', alarm: code } };
}

/** 10.28: HIGH is assessed within 3 minutes of the acknowledgement and acted on within 5; MEDIUM within 30 minutes and 4 hours. */
export function assessmentLadder(run: LadderRun, incident: Incident): Ladder | undefined {
  const { priority, code, status, deskSiteId, pathway } = incident;
  if (priority !== 'HIGH' && priority !== 'MEDIUM') return undefined;
  const afterMin = thresholdOf(pathway ?? {}, `ALARM_${priority}_${status === 'ACKED' ? 'ASSESS' : 'ACT'}`);
  return {
    because: { reason: 'INCIDENT', alarm: code },
    answeredBy: 'DEED',
    nobodyAfterMs: 5 * MINUTE_MS,
    ...(status === 'ACKED' && priority === 'HIGH' ? { repeatEveryMs: UNASSESSED_AGAIN_MIN * MINUTE_MS } : {}),
    rungs: [
      {
        at: plus(run.startedAt, afterMin),
        when: 'UNANSWERED',
        tells: [{ role: 'DUTY_DOCTOR', siteId: deskSiteId, channel: 'VOICE' }],
      },
      {
        at: plus(run.startedAt, afterMin + 1),
        when: 'UNANSWERED',
        tells: [{ role: 'COORDINATOR', siteId: deskSiteId, channel: 'VOICE' }],
      },
      {
        at: plus(run.startedAt, afterMin + 3),
        when: 'UNANSWERED',
        tells: [{ role: 'DUTY_DIRECTOR', siteId: deskSiteId, channel: 'VOICE' }],
      },
    ],
  };
}

/** R35, 10.28: HIGH’s own minutes again, from when the patient is unreachable, until 120 is asked or somebody is reached. */
export function unreachedLadder(run: LadderRun, incident: Incident): Ladder | undefined {
  const { priority, code, pathway } = incident;
  if (priority !== 'HIGH') return undefined;
  const from = run.key === 'UNREACHED:CALLS' ? unreachableFrom(incident, run.startedAt) : run.startedAt;
  const ladder = minutesLadder(from, 'PATIENT_UNREACHED', ALARM_TELLS.HIGH({ ...incident, late: false }), {
    answeredBy: 'DEED',
    under: { edition: pathway ?? {}, code: 'INCIDENT_HIGH' },
    repeatEveryMs: MINUTE_MS,
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
  const ladder = minutesLadder(
    run.startedAt,
    'WELFARE_CHECK',
    [
      { afterMin: 0, role: 'EMS_DISPATCHER', siteId: ems, channel: 'PUSH' },
      { afterMin: 2, role: 'EMS_DISPATCHER', siteId: ems, channel: 'VOICE' },
      { afterMin: 3, role: 'DISPATCH_LEAD', siteId: ems, channel: 'VOICE' },
      { afterMin: 5, role: 'COORDINATOR', siteId, channel: 'VOICE' },
      { afterMin: 10, role: 'DUTY_DIRECTOR', siteId, channel: 'VOICE' },
    ],
    { under: { edition: pathway ?? {}, code: 'DISPATCH_AMBULANCE' } },
  );
  return { ...ladder, because: { reason: 'WELFARE_CHECK', alarm: code } };
}

/** R27: a free lab and several patients; only a person's choice ends the asking. */
const labChoiceLadder = (run: LadderRun, { siteId, pathway }: Lab): Ladder =>
  minutesLadder(
    run.startedAt,
    'LAB_CHOICE',
    [
      { afterMin: 0, role: 'COORDINATOR', siteId, channel: 'VOICE' },
      { afterMin: 0, role: 'INTERVENTIONIST', siteId, channel: 'PUSH' },
      { afterMin: 5, role: 'DUTY_DIRECTOR', siteId, channel: 'VOICE' },
    ],
    { answeredBy: 'DEED', under: { edition: pathway ?? {}, code: 'LAB_CHOICE' } },
  );

export function labLadder(run: LadderRun, lab: Lab): Ladder | undefined {
  const { siteId, status, waiters } = lab;
  if (run.key !== 'CHOICE') return troubleLadder(run, siteId);
  return status === 'FREE' && waiters.length > 1 ? labChoiceLadder(run, lab) : undefined;
}
