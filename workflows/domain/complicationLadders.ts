import type { Episode } from './episode';
import type { Ladder, LadderRun } from './ladder';
import { askAll } from './asking';
import { when } from './milestones';
import { SPECIAL_ITEMS } from './strategy';

type Branch = (episode: Episode, run: LadderRun) => Ladder | undefined;

/** R16: whoever holds the patient stops the drugs, cardiology helps, the coordinator finds CT, surgeons and family. */
function bleedingLadder(episode: Episode, { startedAt }: LadderRun): Ladder | undefined {
  if (episode.bleeding === undefined || when(episode.milestones, 'DEATH') !== undefined) return undefined;
  return askAll(episode, { from: startedAt, reason: 'MAJOR_BLEEDING' });
}

/** R20: the contracted doctor hears of it the same day. */
function leftLadder(episode: Episode, { startedAt }: LadderRun): Ladder | undefined {
  if (episode.discharge?.againstAdvice === undefined || when(episode.milestones, 'DEATH') !== undefined)
    return undefined;
  return askAll(episode, { from: startedAt, reason: 'LEFT_AGAINST_ADVICE' }, { endsWhenAnswered: true });
}

/** R20: the risk form is required, and whoever let the patient go still owes it. */
function riskFormLadder(episode: Episode, { startedAt }: LadderRun): Ladder | undefined {
  if (episode.discharge?.againstAdvice?.riskForm !== false) return undefined;
  return askAll(episode, { from: startedAt, reason: 'RISK_FORM' });
}

/** R32: a senior where the patient is, and a cardiologist, decide on the special pathway. */
function specialLadder(episode: Episode, { startedAt }: LadderRun): Ladder | undefined {
  if (SPECIAL_ITEMS.every((item) => episode.checklist[item] !== 'YES')) return undefined;
  return askAll(episode, { from: startedAt, reason: 'SPECIAL_PATHWAY' }, { endsWhenAnswered: true });
}

/** The ladders of complications, by key; one whose cause is gone is none. */
export const COMPLICATION_LADDERS: Readonly<Record<string, Branch | undefined>> = {
  BLEEDING: bleedingLadder,
  LEFT_AGAINST_ADVICE: leftLadder,
  RISK_FORM: riskFormLadder,
  SPECIAL: specialLadder,
};
