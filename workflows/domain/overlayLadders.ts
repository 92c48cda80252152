import { takenAt } from './bedside';
import type { Episode } from './episode';
import type { Ladder, LadderRun } from './ladder';
import { askAll, askAt } from './asking';
import { standingOverlay } from './overlays';
import { milestone, when } from './milestones';
import { chainOf } from './owners';
import { thresholdOf } from './ruleThresholds';
import type { Minutes } from './time';
import { between } from './time';
import type { ConsentKind, Role } from './vocabulary';
import { CONSENT_KINDS, ROLES } from './vocabulary';

/** 2.10: the receiving site and a cardiologist who helps from afar hear of an arrest at once. */
function arrestLadder(episode: Episode, { startedAt }: LadderRun): Ladder | undefined {
  if (standingOverlay(episode, 'ARREST') === undefined) return undefined;
  return askAll(episode, { from: startedAt, reason: 'ARREST' });
}

/** 2.10: once circulation is back a new ECG is asked for, in the minutes of T05. */
function ecgAfterArrestLadder(episode: Episode, { startedAt }: LadderRun): Ladder | undefined {
  const last = episode.overlays.findLast(({ overlay }) => overlay === 'ARREST');
  const backAt = last?.until;
  if (backAt === undefined || takenAt(episode).some((at) => at >= backAt)) return undefined;
  return askAll(episode, { from: startedAt, reason: 'ECG_AFTER_ARREST' });
}

/** What is refused may still help until this long after the symptoms began, min (2.2 #4, #5). */
const windowOf = ({ pathway }: Episode): Minutes => thresholdOf(pathway, 'ONSET_WINDOW') * 60;

const isRefusedStill = ({ consents, milestones }: Episode, kind: ConsentKind): boolean =>
  consents[kind]?.state === 'REFUSED' &&
  (['WIRE', 'DEATH'] as const).every((code) => when(milestones, code) === undefined) &&
  !(kind === 'LYSIS' && when(milestones, 'LYSIS_START') !== undefined);

/** 2.8: offered again every 30 min while in the window, whatever was answered before. */
const reofferLadder =
  (kind: ConsentKind) =>
  (episode: Episode, { startedAt }: LadderRun): Ladder | undefined => {
    if (!isRefusedStill(episode, kind)) return undefined;
    const onset = milestone(episode.milestones, 'ONSET');
    const windowMin = windowOf(episode) - (onset === undefined ? 0 : between(onset.untilAt ?? onset.at, startedAt));
    const everyMin = thresholdOf(episode.pathway, 'REOFFER_EVERY');
    const times = Math.max(0, Math.floor(windowMin / everyMin));
    const [owner] = chainOf('HOLDER', episode);
    const asks = Array.from({ length: times }, (_, n) => [(n + 1) * everyMin, owner, 'PUSH'] as const);
    const ladder = askAt(episode, { from: startedAt, reason: 'REOFFER' }, asks);
    return { ...ladder, rungs: ladder.rungs.map((rung) => ({ ...rung, when: 'ALWAYS' })) };
  };

/** 2.8: and at each step of the case. */
const reofferStepLadder =
  (kind: ConsentKind) =>
  (episode: Episode, { startedAt }: LadderRun): Ladder | undefined =>
    isRefusedStill(episode, kind)
      ? askAll(episode, { from: startedAt, reason: 'REOFFER' }, { endsWhenAnswered: true })
      : undefined;

/** The team that was called is the one that stands down, wherever the patient goes now. */
const calledFrom = (episode: Episode): Episode => {
  const { sites, standDowns } = episode;
  return { ...episode, sites: { ...sites, receiving: standDowns.at(-1)?.siteId ?? sites.receiving } };
};

/** 2.9: each who was told of the activation says they know it is off. */
const standDownLadder =
  (role: Role) =>
  (episode: Episode, { startedAt }: LadderRun): Ladder =>
    askAll(calledFrom(episode), { from: startedAt, reason: 'STAND_DOWN', told: role }, { endsWhenAnswered: true });

/** The ladders of overlays by key; one whose cause is gone is none. */
export const OVERLAY_LADDERS: Readonly<
  Record<string, ((episode: Episode, run: LadderRun) => Ladder | undefined) | undefined>
> = {
  ARREST: arrestLadder,
  ECG_AFTER_ARREST: ecgAfterArrestLadder,
  ...Object.fromEntries(CONSENT_KINDS.map((kind) => [`REOFFER:${kind}`, reofferLadder(kind)])),
  ...Object.fromEntries(CONSENT_KINDS.map((kind) => [`REOFFER_STEP:${kind}`, reofferStepLadder(kind)])),
  ...Object.fromEntries(ROLES.map((role) => [`STAND_DOWN:${role}`, standDownLadder(role)])),
};
