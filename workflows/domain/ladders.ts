import type { Episode } from './episode';
import type { Lab } from './lab';
import type { Ladder, LadderRun } from './ladder';
import type { Reading } from './reading';
import { askAll } from './asking';
import { LADDER_STEPS } from './ladderSteps';
import { minutesLadder, toldOfRow } from './runs';
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
export function readLadder({ acquiredAt, hubSiteId, neighbourSiteId, readAtBedside, pathway }: Reading): Ladder {
  const { unopened } = LADDER_STEPS.READ_ECG;
  const asked = toldOfRow('READ_ECG', (role) => (role === 'HUB_READER' ? neighbourSiteId : hubSiteId));
  const told = asked.map((one, place) => (place > 0 && place < unopened ? { ...one, when: 'UNOPENED' as const } : one));
  // R5: read where it was taken, it is signed when the reader comes to it
  if (readAtBedside === true)
    return minutesLadder(acquiredAt, 'READ_ECG', told.slice(0, 1), { answeredBy: 'DEED', informs: true });
  const under = { edition: pathway ?? {}, code: 'READ_ECG', siteOf: () => hubSiteId } as const;
  return minutesLadder(acquiredAt, 'READ_ECG', told, { answeredBy: 'DEED', under });
}

/** T04: two minutes, call; three, the next vehicle. */
export const dispatchLadder = (run: LadderRun, episode: Episode): Ladder =>
  askAll(episode, { from: run.startedAt, reason: 'DISPATCH_AMBULANCE' });

/** R7 and T17: each role of the team has its own ladder, so each acknowledgement is seen. */
export const labTeamLadder = (run: LadderRun, role: LabRole, episode: Episode): Ladder =>
  askAll(episode, { from: run.startedAt, reason: 'LAB_ACTIVATED', told: role });

/** R6: the lab is held by another patient, and a person decides. */
export const labQueuedLadder = (run: LadderRun, episode: Episode): Ladder =>
  askAll(episode, { from: run.startedAt, reason: 'LAB_QUEUED' });

/** R27: a free lab and several patients; only a person's choice ends the asking. */
function labChoiceLadder(run: LadderRun, { siteId, pathway }: Lab): Ladder {
  const siteOf = () => siteId;
  return minutesLadder(run.startedAt, 'LAB_CHOICE', toldOfRow('LAB_CHOICE', siteOf), {
    answeredBy: 'DEED',
    under: { edition: pathway ?? {}, code: 'LAB_CHOICE', siteOf },
  });
}

export function labLadder(run: LadderRun, lab: Lab): Ladder | undefined {
  const { siteId, status, waiters } = lab;
  if (run.key !== 'CHOICE') return troubleLadder(run, siteId);
  return status === 'FREE' && waiters.length > 1 ? labChoiceLadder(run, lab) : undefined;
}
