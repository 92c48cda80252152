import type { Episode } from './episode';
import type { Lab } from './lab';
import type { Ladder, LadderRun } from './ladder';
import type { Reading } from './reading';
import { askAll } from './lysisLadders';
import { minutesLadder } from './runs';
import type { LabRole } from './vocabulary';

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
