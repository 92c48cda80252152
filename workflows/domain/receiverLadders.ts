import type { Episode } from './episode';
import type { Ladder, LadderRun } from './ladder';
import type { Ask } from './lysisLadders';
import { askAll } from './lysisLadders';
import { when } from './milestones';
import { chainOf } from './owners';
import { isAccepted } from './receivers';

const knows = ({ milestones }: Episode, ...codes: Parameters<typeof when>[1][]): boolean =>
  codes.some((code) => when(milestones, code) !== undefined);

/** The receiving hospital says yes or no before the door, and makes number and bracelet ready meanwhile. */
function receiverLadder(episode: Episode, { startedAt }: LadderRun): Ladder | undefined {
  if (isAccepted(episode) || knows(episode, 'DOOR', 'DEATH')) return undefined;
  const asks: readonly Ask<'PATIENT_COMING'>[] = [
    [0, 'ED_DOCTOR', 'PUSH'],
    [5, 'ED_LEAD', 'VOICE'],
    [10, 'COORDINATOR', 'VOICE'],
    [15, 'DUTY_DIRECTOR', 'VOICE'],
  ];
  return askAll(episode, { from: startedAt, reason: 'PATIENT_COMING' }, asks, { answeredBy: 'DEED' });
}

/** R9: whoever holds the patient hears at once that the way changes. */
function refusedLadder(episode: Episode, { startedAt }: LadderRun): Ladder | undefined {
  if (knows(episode, 'DOOR', 'DEATH')) return undefined;
  const [owner, lead] = chainOf('HOLDER', episode);
  const asks: readonly Ask<'RECEIVER_REFUSED'>[] = [
    [0, owner, 'VOICE'],
    [5, lead, 'VOICE'],
    [10, 'COORDINATOR', 'VOICE'],
  ];
  return askAll(episode, { from: startedAt, reason: 'RECEIVER_REFUSED' }, asks, { endsWhenAnswered: true });
}

/** R9 with no agreement left: people find a hospital, and only naming one ends it. */
function noReceiverLadder(episode: Episode, { startedAt }: LadderRun): Ladder | undefined {
  if (isAccepted(episode) || knows(episode, 'DOOR', 'DEATH')) return undefined;
  const asks: readonly Ask<'NO_RECEIVER'>[] = [
    [0, chainOf('HOLDER', episode)[0], 'VOICE'],
    [0, 'COORDINATOR', 'VOICE'],
    [5, 'DUTY_DIRECTOR', 'VOICE'],
    [10, 'HOSPITAL_DUTY', 'VOICE'],
  ];
  return askAll(episode, { from: startedAt, reason: 'NO_RECEIVER' }, asks, { answeredBy: 'DEED' });
}

/** 7.1 #3: history, drugs, allergies and the last ECG are with the crew before they are with the patient. */
function summaryLadder(episode: Episode, { startedAt }: LadderRun): Ladder | undefined {
  if (knows(episode, 'ON_SCENE', 'LEAVE_SCENE', 'REF_DOOR_IN', 'DOOR', 'DEATH')) return undefined;
  const asks: readonly Ask<'PATIENT_SUMMARY'>[] = [
    [0, 'EMS_CREW', 'PUSH'],
    [5, 'EMS_DISPATCHER', 'PUSH'],
  ];
  return askAll(episode, { from: startedAt, reason: 'PATIENT_SUMMARY' }, asks, { endsWhenAnswered: true });
}

/** Who hears what ahead of the patient, by key. */
export const AHEAD_LADDERS: Readonly<
  Record<string, ((episode: Episode, run: LadderRun) => Ladder | undefined) | undefined>
> = {
  RECEIVER: receiverLadder,
  RECEIVER_REFUSED: refusedLadder,
  NO_RECEIVER: noReceiverLadder,
  SUMMARY: summaryLadder,
};
