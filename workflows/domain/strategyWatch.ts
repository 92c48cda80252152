import type { Episode } from './episode';
import type { Ladder, LadderRun } from './ladder';
import { askAll } from './asking';
import { milestone, when } from './milestones';
import { endRuns, withRun } from './runs';
import type { Advice } from './strategy';
import { recommendFor } from './strategy';
import type { Window } from './strategyRows';
import { stableWindow } from './strategyRows';
import { thresholdOf } from './ruleThresholds';
import type { Instant } from './time';
import { instant, MINUTE_MS } from './time';

/** After any of these the choice cannot be taken back (2.2, 10.9); on the spot the room is what the road is elsewhere. */
const IRREVERSIBLE = [
  'LYSIS_START',
  'REF_DOOR_OUT',
  'LAB_IN',
  'PUNCTURE',
  'WIRE',
  'DEVICE',
  'DISCHARGE',
  'DEATH',
] as const;

const isReversible = ({ milestones }: Episode): boolean =>
  IRREVERSIBLE.every((code) => when(milestones, code) === undefined);

/** Where PCI is done does not make it another recommendation (10.38). */
const kindOf = (advice: Advice): string => (advice.startsWith('PPCI') ? 'PPCI' : advice);

const saysAnother = (episode: Episode, at: Instant): boolean => {
  const advised = episode.choice?.advised;
  const now = recommendFor(episode, at)?.strategy;
  return advised !== undefined && now !== undefined && kindOf(now) !== kindOf(advised);
};

/** Keeps an eye on a choice: after every word the table is asked again, until the step that can't be taken back (2.2). */
export function watchStrategy(episode: Episode, now: Instant): Episode {
  const { choice } = episode;
  if (choice === undefined || !isReversible(episode)) return episode;
  const watched = choice.strategy === 'NONE' ? episode : withRun(episode, 'STRATEGY_AGAIN', now);
  const changed = saysAnother(episode, now);
  if (changed === (choice.changedAt !== undefined)) return watched;
  const { changedAt: _, ...kept } = choice;
  if (changed) return { ...watched, choice: { ...kept, changedAt: now } };
  return { ...endRuns(watched, 'STRATEGY_AGAIN', now), choice: kept };
}

/** When the passing of time alone takes the forecast over its limit (T22, 10.38); absent when a part is not known. */
function forecastOverAt({ forecast, milestones, pathway }: Episode): Instant | undefined {
  const diagnosedAt = when(milestones, 'STEMI_DX');
  if (forecast === undefined || diagnosedAt === undefined || when(milestones, 'DOOR') !== undefined) return undefined;
  const { madeAt, localMin, driveMin, arrivalToWireMin } = forecast;
  if (localMin === undefined || driveMin === undefined || arrivalToWireMin === undefined) return undefined;
  const spentAt = madeAt + localMin * MINUTE_MS;
  const limitAt = diagnosedAt + (thresholdOf(pathway, 'FORECAST_LIMIT') - driveMin - arrivalToWireMin) * MINUTE_MS;
  return instant(Math.max(spentAt, limitAt) + 1);
}

/** When the windows of the reperfusion table end for this patient: of an interval of onset, for both its ends (10.19). */
function windowsOverAt({ milestones, pathway, jurisdiction }: Episode): readonly Instant[] {
  const onset = milestone(milestones, 'ONSET');
  if (onset === undefined) return [];
  const windows: readonly Window[] = ['ONSET_WINDOW', 'ONSET_LATE', stableWindow({ jurisdiction })];
  const over = (from: Instant) =>
    windows.map((window) => instant(from + thresholdOf(pathway, window) * 60 * MINUTE_MS + 1));
  return [...over(onset.at), ...(onset.untilAt === undefined ? [] : over(onset.untilAt))];
}

/** The first moment to come at which time alone makes the table say something else (10.38). */
function turnsAt(episode: Episode, since: Instant): Instant | undefined {
  const over = forecastOverAt(episode);
  const moments = [...(over === undefined ? [] : [over]), ...windowsOverAt(episode).filter((at) => at > since)];
  return moments.toSorted((one, other) => one - other).find((at) => saysAnother(episode, at));
}

/** Both ends are asked to decide again, from the moment the table says something else (2.2, T14, T22). */
export function strategyAgainLadder(episode: Episode, run: LadderRun): Ladder | undefined {
  const { choice } = episode;
  if (choice === undefined || choice.at > run.startedAt || !isReversible(episode)) return undefined;
  const from = choice.changedAt ?? turnsAt(episode, run.startedAt);
  const asked = askAll(episode, { from: from ?? run.startedAt, reason: 'STRATEGY_AGAIN' });
  // nothing has changed and nothing is about to: it waits and asks nobody
  return from === undefined ? { ...asked, rungs: [] } : asked;
}
