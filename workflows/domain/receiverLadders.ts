import type { Episode } from './episode';
import type { Ladder, LadderRun } from './ladder';
import { askAll } from './asking';
import { when } from './milestones';
import { isAccepted } from './receivers';

const knows = ({ milestones }: Episode, ...codes: Parameters<typeof when>[1][]): boolean =>
  codes.some((code) => when(milestones, code) !== undefined);

/** The receiving hospital says yes or no before the door, and makes number and bracelet ready meanwhile. */
function receiverLadder(episode: Episode, { startedAt }: LadderRun): Ladder | undefined {
  if (isAccepted(episode) || knows(episode, 'DOOR', 'DEATH')) return undefined;
  return askAll(episode, { from: startedAt, reason: 'PATIENT_COMING' }, { answeredBy: 'DEED' });
}

/** R9: whoever holds the patient hears at once that the way changes. */
function refusedLadder(episode: Episode, { startedAt }: LadderRun): Ladder | undefined {
  if (knows(episode, 'DOOR', 'DEATH')) return undefined;
  return askAll(episode, { from: startedAt, reason: 'RECEIVER_REFUSED' }, { endsWhenAnswered: true });
}

/** R9 with no agreement left: people find a hospital, and only naming one ends it. */
function noReceiverLadder(episode: Episode, { startedAt }: LadderRun): Ladder | undefined {
  if (isAccepted(episode) || knows(episode, 'DOOR', 'DEATH')) return undefined;
  return askAll(episode, { from: startedAt, reason: 'NO_RECEIVER' }, { answeredBy: 'DEED' });
}

/** 7.1 #3: history, drugs, allergies and the last ECG are with the crew before they are with the patient. */
function summaryLadder(episode: Episode, { startedAt }: LadderRun): Ladder | undefined {
  if (knows(episode, 'ON_SCENE', 'LEAVE_SCENE', 'REF_DOOR_IN', 'DOOR', 'DEATH')) return undefined;
  return askAll(episode, { from: startedAt, reason: 'PATIENT_SUMMARY' }, { endsWhenAnswered: true });
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
