import type { AskAt } from './asking';
import { askAll, askAt } from './asking';
import { takenAt } from './bedside';
import type { Heard } from './decision';
import type { Episode, Time } from './episode';
import type { Ladder, LadderRun } from './ladder';
import { isStemi } from './findings';
import { isOverridden, standingAgainst } from './lysisGate';
import { when } from './milestones';
import { chainOf, holderOf } from './owners';
import { withRun } from './runs';
import { thresholdOf } from './ruleThresholds';
import type { Instant, Minutes } from './time';
import { DAY_MS, plus } from './time';

/** T29 prompts this long before the hour; an ECG from then on is the one that was asked for. */
const PROMPT_AHEAD_MIN: Minutes = 5;

/** From when an ECG is looked at, and by when lysis is decided, min after the bolus (2.6, T29). */
const lookedAt = ({ pathway }: Episode) => ({
  fromMin: thresholdOf(pathway, 'LYSIS_LOOK_FROM'),
  byMin: thresholdOf(pathway, 'LYSIS_DECIDED_BY'),
});

const ecgSince = (episode: Episode, at: Instant): boolean => takenAt(episode).some((taken) => taken >= at);

/** The artery is being looked at, or nobody is there to look at it. */
const isPast = ({ milestones, lysis }: Episode): boolean =>
  lysis?.result === 'FAILED' ||
  (['ANGIO', 'WIRE', 'DEATH'] as const).some((code) => when(milestones, code) !== undefined);

/** T29: an ECG at 60 and one at 90 min after the bolus, asked of whoever holds the patient. */
function reassessLadder(episode: Episode): Ladder | undefined {
  const startedAt = when(episode.milestones, 'LYSIS_START');
  if (startedAt === undefined || isPast(episode)) return undefined;
  const { fromMin, byMin } = lookedAt(episode);
  const wanted = (minutes: Minutes) => !ecgSince(episode, plus(startedAt, minutes - PROMPT_AHEAD_MIN));
  if (!wanted(byMin)) return undefined;
  const [owner, senior] = chainOf('HOLDER', episode);
  const asks: readonly AskAt[] = [
    [fromMin, owner, 'PUSH'],
    [byMin, owner, 'PUSH'],
    [byMin, senior, 'VOICE'],
  ];
  const ladder = askAt(episode, { from: startedAt, reason: 'REASSESS_ECG' }, asks);
  // the rung of an ECG that was taken stays in its place and asks nobody; one answer does not take the next ECG
  const rungs = ladder.rungs.map((rung, place) => ({
    ...rung,
    when: 'ALWAYS' as const,
    tells: place === 0 && !wanted(fromMin) ? [] : rung.tells,
  }));
  return { ...ladder, rungs };
}

/** T29: 90 min without an ECG is not shown to be successful, and a senior decides. */
function notShownLadder(episode: Episode): Ladder | undefined {
  const startedAt = when(episode.milestones, 'LYSIS_START');
  if (startedAt === undefined || isPast(episode) || episode.lysis !== undefined) return undefined;
  const { fromMin, byMin } = lookedAt(episode);
  if (ecgSince(episode, plus(startedAt, fromMin - PROMPT_AHEAD_MIN))) return undefined;
  const asks: readonly AskAt[] = [
    [byMin, 'ON_CALL_CARDIOLOGIST', 'VOICE'],
    [byMin + 5, 'SECOND_CARDIOLOGIST', 'VOICE'],
    [byMin + 10, 'DUTY_DIRECTOR', 'VOICE'],
  ];
  return askAt(episode, { from: startedAt, reason: 'LYSIS_NOT_SHOWN' }, asks, { answeredBy: 'DEED' });
}

/** 2.6: what reperfused and is STEMI again on a later ECG may have closed again; only an assessment says so or denies it. */
const mayHaveClosed = (episode: Episode): boolean => {
  const { lysis, ecgs, bedside = [] } = episode;
  if (lysis?.result !== 'REPERFUSED' || isPast(episode)) return false;
  const { at } = lysis;
  return (
    ecgs.some(({ acquiredAt, report }) => acquiredAt > at && report !== undefined && isStemi(report.finding)) ||
    bedside.some(({ acquired, finding }) => acquired.at > at && isStemi(finding))
  );
};

/** What was read now puts the success in doubt. */
export const watchReclosure = (episode: Episode, now: Instant): Episode =>
  mayHaveClosed(episode) ? withRun(episode, 'LYSIS_CLOSED_AGAIN', now) : episode;

const closedAgainLadder = (episode: Episode, { startedAt }: LadderRun): Ladder | undefined =>
  mayHaveClosed(episode)
    ? askAll(episode, { from: startedAt, reason: 'LYSIS_CLOSED_AGAIN' }, { answeredBy: 'DEED' })
    : undefined;

/** R15 and T16: calling the lab is put to named people, and only calling it answers them. */
function rescueLadder(episode: Episode, { startedAt }: LadderRun): Ladder | undefined {
  if (episode.lysis?.result !== 'FAILED' || episode.activation !== undefined) return undefined;
  return askAll(episode, { from: startedAt, reason: 'LYSIS_FAILED' }, { answeredBy: 'DEED' });
}

/** R15 where the lab had been called before: its centre hears that this is a rescue now. */
function rescueCentreLadder(episode: Episode, { startedAt }: LadderRun): Ladder | undefined {
  if (episode.lysis?.result !== 'FAILED') return undefined;
  return askAll(episode, { from: startedAt, reason: 'LYSIS_FAILED', key: 'RESCUE_CENTRE' }, { endsWhenAnswered: true });
}

/** R15: the crew on the road is turned to the lab. */
function divertLadder(episode: Episode, { startedAt }: LadderRun): Ladder | undefined {
  if (episode.lysis?.result !== 'FAILED' || holderOf(episode) !== 'EMS') return undefined;
  return askAll(episode, { from: startedAt, reason: 'DIVERT_TO_LAB' }, { endsWhenAnswered: true });
}

/** R12 before the bolus: whoever holds the patient and cardiology hear that lysis is stopped. */
function hardStopLadder(episode: Episode, { startedAt }: LadderRun): Ladder | undefined {
  const { choice, milestones } = episode;
  if (choice?.strategy !== 'LYSIS' || when(milestones, 'LYSIS_START') !== undefined) return undefined;
  if (standingAgainst(episode).length === 0 || isOverridden(episode)) return undefined;
  return askAll(episode, { from: startedAt, reason: 'CONTRAINDICATION_FOUND' });
}

/** R12 after the bolus: the receiving team hears of it. */
function lateFindLadder(episode: Episode, { startedAt }: LadderRun): Ladder | undefined {
  if (standingAgainst(episode).length === 0) return undefined;
  return askAll(
    episode,
    { from: startedAt, reason: 'CONTRAINDICATION_FOUND', key: 'CONTRAINDICATED_LATE' },
    { endsWhenAnswered: true },
  );
}

/** The ladders of the lysis path by key; one whose cause is gone is none. */
export const LYSIS_LADDERS: Readonly<
  Record<string, ((episode: Episode, run: LadderRun) => Ladder | undefined) | undefined>
> = {
  REASSESS_ECG: reassessLadder,
  LYSIS_NOT_SHOWN: notShownLadder,
  LYSIS_CLOSED_AGAIN: closedAgainLadder,
  RESCUE: rescueLadder,
  RESCUE_CENTRE: rescueCentreLadder,
  RESCUE_CREW: divertLadder,
  CONTRAINDICATED: hardStopLadder,
  CONTRAINDICATED_LATE: lateFindLadder,
};

/** An absolute contraindication has come to be known: before the bolus it stops lysis, after it the receiver is told. */
export const contraindicationFound = (episode: Episode, now: Instant): Episode => {
  const found = { ...episode, contraindicatedAt: now };
  if (when(episode.milestones, 'LYSIS_START') !== undefined) return withRun(found, 'CONTRAINDICATED_LATE', now);
  return episode.choice?.strategy === 'LYSIS' ? withRun(found, 'CONTRAINDICATED', now) : found;
};

/** From the bolus on its ECGs are asked for; one entered more than a day later asks nobody (10.18). */
export const watchReperfusion = (
  episode: Episode,
  { at }: Time,
  { receivedAt }: Pick<Heard, 'receivedAt'>,
): Episode => {
  if (receivedAt - at > DAY_MS) return episode;
  const watched = withRun(withRun(episode, 'REASSESS_ECG', receivedAt), 'LYSIS_NOT_SHOWN', receivedAt);
  const unconfirmed = standingAgainst(episode).length > 0 && !isOverridden(episode);
  return unconfirmed ? withRun(watched, 'CONTRAINDICATED_LATE', receivedAt) : watched;
};

/** "Failed" is heard at once by whoever can call the lab and, on the road, by the crew (R15). */
export const askForRescue = (episode: Episode, now: Instant): Episode => {
  const centre = withRun(episode, episode.activation === undefined ? 'RESCUE' : 'RESCUE_CENTRE', now);
  return withRun(centre, 'RESCUE_CREW', now);
};
