import type { Episode } from './episode';
import type { Incident } from './incident';
import type { Lab } from './lab';
import type { Ladder, LadderRun } from './ladder';
import type { Reading } from './reading';
import type { Told } from './runs';
import { minutesLadder } from './runs';
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
export const readLadder = ({ acquiredAt, hubSiteId, neighbourSiteId, readAtBedside }: Reading): Ladder => {
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
    { answeredBy: 'DEED' },
  );
};

/** T04: two minutes, call; three, the next vehicle. */
export const dispatchLadder = (run: LadderRun, { sites }: Episode): Ladder =>
  minutesLadder(run.startedAt, 'DISPATCH_AMBULANCE', [
    { afterMin: 0, role: 'EMS_DISPATCHER', siteId: sites.ems, channel: 'PUSH' },
    { afterMin: 2, role: 'EMS_DISPATCHER', siteId: sites.ems, channel: 'VOICE' },
    { afterMin: 3, role: 'DISPATCH_LEAD', siteId: sites.ems, channel: 'VOICE' },
    { afterMin: 5, role: 'COORDINATOR', siteId: sites.receiving, channel: 'VOICE' },
    { afterMin: 10, role: 'DUTY_DIRECTOR', siteId: sites.receiving, channel: 'VOICE' },
  ]);

/** R7 and T17: each role of the team has its own ladder, so each acknowledgement is seen. */
export const labTeamLadder = (run: LadderRun, role: LabRole, siteId: string): Ladder =>
  minutesLadder(run.startedAt, 'LAB_ACTIVATED', [
    { afterMin: 0, role, siteId, channel: 'PUSH' },
    { afterMin: 5, role, siteId, channel: 'VOICE' },
    { afterMin: 15, role: 'COORDINATOR', siteId, channel: 'VOICE' },
    { afterMin: 20, role: 'BACKUP_LAB_TEAM', siteId, channel: 'VOICE' },
    { afterMin: 30, role: 'DUTY_DIRECTOR', siteId, channel: 'VOICE' },
  ]);

/** R6: the lab is held by another patient, and a person decides. */
export const labQueuedLadder = (run: LadderRun, siteId: string): Ladder =>
  minutesLadder(run.startedAt, 'LAB_QUEUED', [
    { afterMin: 0, role: 'COORDINATOR', siteId, channel: 'VOICE' },
    { afterMin: 0, role: 'INTERVENTIONIST', siteId, channel: 'PUSH' },
    { afterMin: 5, role: 'DUTY_DIRECTOR', siteId, channel: 'VOICE' },
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

/** Only a person's acknowledgement of the alarm answers it. */
export function alarmLadder(incident: Incident): Ladder | undefined {
  const { raisedAt, priority, code } = incident;
  const told = [...ALARM_TELLS[priority](incident), ...alsoTold(incident)];
  if (told.length === 0) return undefined;
  const ladder = minutesLadder(raisedAt, 'INCIDENT', told, {
    answeredBy: 'DEED',
    ...(priority === 'HIGH' ? { repeatEveryMs: MINUTE_MS, nobodyAfterMs: MINUTE_MS } : {}),
  });
  return { ...ladder, because: { reason: 'INCIDENT', alarm: code } };
}

/** 10.28: HIGH is assessed within 3 minutes of the acknowledgement and acted on within 5; MEDIUM within 30 minutes and 4 hours. */
export function assessmentLadder(run: LadderRun, { priority, code, status, deskSiteId }: Incident): Ladder | undefined {
  const limits = { HIGH: { assess: 3, act: 5 }, MEDIUM: { assess: 30, act: 240 } };
  if (priority !== 'HIGH' && priority !== 'MEDIUM') return undefined;
  const afterMin = status === 'ACKED' ? limits[priority].assess : limits[priority].act;
  return {
    because: { reason: 'INCIDENT', alarm: code },
    answeredBy: 'DEED',
    nobodyAfterMs: 5 * MINUTE_MS,
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

/** R27: a free lab and several patients; only a person's choice ends the asking. */
const labChoiceLadder = (run: LadderRun, siteId: string): Ladder =>
  minutesLadder(
    run.startedAt,
    'LAB_CHOICE',
    [
      { afterMin: 0, role: 'COORDINATOR', siteId, channel: 'VOICE' },
      { afterMin: 0, role: 'INTERVENTIONIST', siteId, channel: 'PUSH' },
      { afterMin: 5, role: 'DUTY_DIRECTOR', siteId, channel: 'VOICE' },
    ],
    { answeredBy: 'DEED' },
  );

export function labLadder(run: LadderRun, { siteId, status, waiters }: Lab): Ladder | undefined {
  if (run.key !== 'CHOICE') return troubleLadder(run, siteId);
  return status === 'FREE' && waiters.length > 1 ? labChoiceLadder(run, siteId) : undefined;
}
