import type { Episode } from './episode';
import type { Ladder, LadderRun } from './ladder';
import { askAll } from './lysisLadders';
import { when } from './milestones';
import { chainOf } from './owners';
import { SPECIAL_ITEMS } from './strategy';

type Branch = (episode: Episode, run: LadderRun) => Ladder | undefined;

/** R16: whoever holds the patient stops the drugs, cardiology helps, the coordinator finds CT, surgeons and family. */
function bleedingLadder(episode: Episode, { startedAt }: LadderRun): Ladder | undefined {
  if (episode.bleeding === undefined || when(episode.milestones, 'DEATH') !== undefined) return undefined;
  return askAll(episode, { from: startedAt, reason: 'MAJOR_BLEEDING' }, [
    [0, chainOf('HOLDER', episode)[0], 'VOICE'],
    [0, 'ON_CALL_CARDIOLOGIST', 'VOICE'],
    [0, 'COORDINATOR', 'PUSH'],
    [5, 'SECOND_CARDIOLOGIST', 'VOICE'],
    [10, 'DUTY_DIRECTOR', 'VOICE'],
  ]);
}

/** R20: the contracted doctor hears of it the same day. */
function leftLadder(episode: Episode, { startedAt }: LadderRun): Ladder | undefined {
  if (episode.discharge?.againstAdvice === undefined || when(episode.milestones, 'DEATH') !== undefined)
    return undefined;
  return askAll(
    episode,
    { from: startedAt, reason: 'LEFT_AGAINST_ADVICE' },
    [
      [0, 'FAMILY_DOCTOR', 'PUSH'],
      [60, 'FAMILY_DOCTOR', 'VOICE'],
      [120, 'COMMUNITY_LEAD', 'VOICE'],
      [240, 'COORDINATOR', 'VOICE'],
    ],
    { endsWhenAnswered: true },
  );
}

/** R20: the risk form is required, and whoever let the patient go still owes it. */
function riskFormLadder(episode: Episode, { startedAt }: LadderRun): Ladder | undefined {
  if (episode.discharge?.againstAdvice?.riskForm !== false) return undefined;
  const [owner, lead, above] = chainOf('HOLDER', episode);
  return askAll(episode, { from: startedAt, reason: 'RISK_FORM' }, [
    [0, owner, 'PUSH'],
    [60, lead, 'PUSH'],
    [240, above, 'PUSH'],
  ]);
}

/** R32: a senior where the patient is, and a cardiologist, decide on the special pathway. */
function specialLadder(episode: Episode, { startedAt }: LadderRun): Ladder | undefined {
  if (SPECIAL_ITEMS.every((item) => episode.checklist[item] !== 'YES')) return undefined;
  const [, senior, above] = chainOf('HOLDER', episode);
  return askAll(
    episode,
    { from: startedAt, reason: 'SPECIAL_PATHWAY' },
    [
      [0, senior, 'VOICE'],
      [0, 'ON_CALL_CARDIOLOGIST', 'PUSH'],
      [5, above, 'VOICE'],
      [10, 'DUTY_DIRECTOR', 'VOICE'],
    ],
    { endsWhenAnswered: true },
  );
}

/** The ladders of complications, by key; one whose cause is gone is none. */
export const COMPLICATION_LADDERS: Readonly<Record<string, Branch | undefined>> = {
  BLEEDING: bleedingLadder,
  LEFT_AGAINST_ADVICE: leftLadder,
  RISK_FORM: riskFormLadder,
  SPECIAL: specialLadder,
};
