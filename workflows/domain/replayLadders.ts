import type { LadderCode } from './ladderSteps';
import { ladderCodes, stepsOf } from './ladderSteps';
import type { Edited } from './pathway';
import { stepIn } from './thresholds';
import type { Instant } from './time';
import { earliest, plus } from './time';

/** One climb of a ladder as the record holds it: what people did is known, so its steps can be set otherwise. */
export type StoredClimb = {
  readonly ladder: LadderCode;
  /** The edition it was climbed under. */
  readonly edition: Edited;
  readonly startedAt: Instant;
  readonly openedAt?: Instant;
  /** Answered, or its cause was gone; absent while it still climbs. */
  readonly endedAt?: Instant;
};

type Tally = { readonly pages: number; readonly toTheEnd: number };

/** One ladder over many climbs: how many pages went out, and how many climbs reached the last person. */
export type ReplayedLadder = {
  readonly ladder: LadderCode;
  readonly climbs: number;
  readonly was: Tally;
  readonly would: Tally;
};

function tallyOf({ ladder, startedAt, openedAt, endedAt }: StoredClimb, edition: Edited, now: Instant): Tally {
  const { asks, unopened = 0 } = stepsOf(ladder);
  const until = endedAt ?? now;
  const looked = earliest([openedAt, until]) ?? until;
  const asked = asks.filter(
    (step, place) => plus(startedAt, stepIn(edition, ladder, step)) < (place < unopened ? looked : until),
  );
  const last = asks.at(-1);
  return { pages: asked.length, toTheEnd: last !== undefined && asked.includes(last) ? 1 : 0 };
}

const sum = (tallies: readonly Tally[]): Tally => ({
  pages: tallies.reduce((all, { pages }) => all + pages, 0),
  toTheEnd: tallies.reduce((all, { toTheEnd }) => all + toTheEnd, 0),
});

/** Plays stored climbs through changed steps, as if people had answered when they did. */
export const replayLadders = (
  climbs: readonly StoredClimb[],
  changed: Edited,
  now: Instant,
): readonly ReplayedLadder[] =>
  ladderCodes.flatMap((ladder) => {
    const own = stepsOf(ladder).varies ? [] : climbs.filter((one) => one.ladder === ladder);
    if (own.length === 0) return [];
    const was = sum(own.map((one) => tallyOf(one, one.edition, now)));
    return [{ ladder, climbs: own.length, was, would: sum(own.map((one) => tallyOf(one, changed, now))) }];
  });
