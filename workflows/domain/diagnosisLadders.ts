import { readingsDiffer } from './bedside';
import type { Episode } from './episode';
import { FINDING_ROWS, isStemi } from './findings';
import type { Ladder, LadderRun } from './ladder';
import { askAll } from './asking';
import { when } from './milestones';
import { standingOverlay } from './overlays';
import { strategyAgainLadder } from './strategyWatch';
import type { Milestone } from './vocabulary';

type Branch = (episode: Episode, run: LadderRun) => Ladder | undefined;

const isKnown = ({ milestones }: Episode, ...codes: readonly Milestone[]): boolean =>
  codes.some((code) => when(milestones, code) !== undefined);

/** T35: 15 to 30 min after the last ECG while pain goes on or nobody knows, at most 4 h in a stable patient. */
function repeatEcgLadder(episode: Episode, { startedAt }: LadderRun): Ladder | undefined {
  const { report, checklist } = episode;
  if (report === undefined || FINDING_ROWS[report.finding].repeats !== true) return undefined;
  if (isKnown(episode, 'ADMIT', 'ANGIO', 'DISCHARGE', 'LEFT', 'DEATH')) return undefined;
  const key = `REPEAT_ECG:${checklist['ONGOING_ISCHAEMIA'] === 'NO' ? 'STABLE' : 'PAIN'}`;
  return askAll(episode, { from: startedAt, reason: 'REPEAT_ECG', key });
}

/** R3: whoever holds the patient is asked for another ECG, in the minutes of T05. */
function unreadableLadder(episode: Episode, { startedAt }: LadderRun): Ladder | undefined {
  if (episode.unreadable === undefined || isKnown(episode, 'DEATH')) return undefined;
  return askAll(episode, { from: startedAt, reason: 'ECG_UNREADABLE' });
}

/** R14: the scan comes first; T37 and T38 watch it once it is asked for. */
function otherDiagnosisLadder(episode: Episode, { startedAt }: LadderRun): Ladder | undefined {
  const asks = episode.report && FINDING_ROWS[episode.report.finding].asks;
  if (asks === undefined || isKnown(episode, asks === 'CT_NOW' ? 'CT_SCAN_START' : 'ECHO_DONE', 'DEATH'))
    return undefined;
  return askAll(episode, { from: startedAt, reason: asks }, { endsWhenAnswered: true });
}

/** R13, R20: the lab was called for a STEMI that is none, or for a patient who left; a person cancels it or keeps it (2.9). */
function labInDoubtLadder(episode: Episode, { startedAt }: LadderRun): Ladder | undefined {
  const wanted = isStemi(episode.report?.finding) && !isKnown(episode, 'LEFT');
  if (episode.activation === undefined || wanted || isKnown(episode, 'PUNCTURE')) return undefined;
  return askAll(episode, { from: startedAt, reason: 'LAB_IN_DOUBT' }, { endsWhenAnswered: true });
}

/** R5: what was read at the bedside as a STEMI the reader signs as none; people who act on it talk to each other. */
function readingsDifferLadder(episode: Episode, { startedAt }: LadderRun): Ladder | undefined {
  if (!readingsDiffer(episode) || isKnown(episode, 'PUNCTURE', 'DEATH')) return undefined;
  return askAll(episode, { from: startedAt, reason: 'READINGS_DIFFER' }, { endsWhenAnswered: true });
}

/** 2.2#1: shock means angiography at once, so a cardiologist and the receiving site hear of it. */
function shockLadder(episode: Episode, { startedAt }: LadderRun): Ladder | undefined {
  if (standingOverlay(episode, 'SHOCK') === undefined) return undefined;
  return askAll(episode, { from: startedAt, reason: 'SHOCK' });
}

/** R2: before anybody is at the patient it is the caller who is lost; later the crew or the sender (R5, R30). */
function commsLostLadder(episode: Episode, { startedAt }: LadderRun): Ladder | undefined {
  if (standingOverlay(episode, 'COMMS_LOST') === undefined) return undefined;
  if (isKnown(episode, 'FMC')) {
    return askAll(episode, { from: startedAt, reason: 'COMMS_LOST' });
  }
  return askAll(episode, { from: startedAt, reason: 'CALLER_LOST' });
}

/** The ladders of what the case is taken for, by key; one whose cause is gone is none. */
export const DIAGNOSIS_LADDERS: Readonly<Record<string, Branch | undefined>> = {
  REPEAT_ECG: repeatEcgLadder,
  ECG_UNREADABLE: unreadableLadder,
  OTHER_DX: otherDiagnosisLadder,
  LAB_IN_DOUBT: labInDoubtLadder,
  READINGS_DIFFER: readingsDifferLadder,
  STRATEGY_AGAIN: strategyAgainLadder,
  SHOCK: shockLadder,
  COMMS_LOST: commsLostLadder,
};
