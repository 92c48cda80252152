import type { LadderCode } from './ladderSteps';
import { ladderCodes, stepsOf } from './ladderSteps';
import type { Edited } from './pathway';
import { stepIn } from './thresholds';
import type { Instant, Minutes } from './time';
import { earliest, plus } from './time';

/** One climb of a ladder as the record holds it: what people did is known, so its steps can be set otherwise. */
export type StoredClimb = {
  readonly ladder: LadderCode;
  /** The run’s key, where one word stands for several ladders. */
  readonly key: string;
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

/** The steps that were due in this climb; `undefined` where they were reckoned, and no row has them. */
function asksOf({ ladder, key }: StoredClimb): readonly Minutes[] | undefined {
  const { asks, byKey } = stepsOf(ladder);
  if (byKey === undefined) return asks;
  // the longest name first: RESCUE_CENTRE begins with RESCUE
  const names = Object.keys(byKey).toSorted((one, other) => other.length - one.length);
  const name = names.find((begins) => key === begins || key.startsWith(`${begins}:`));
  return name === undefined ? undefined : byKey[name];
}

function tallyOf(climb: StoredClimb, edition: Edited, now: Instant): Tally {
  const { ladder, startedAt, openedAt, endedAt } = climb;
  const asks = asksOf(climb) ?? [];
  const { unopened = 0 } = stepsOf(ladder);
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
    const own = climbs.filter((one) => one.ladder === ladder && asksOf(one) !== undefined);
    if (own.length === 0) return [];
    const was = sum(own.map((one) => tallyOf(one, one.edition, now)));
    return [{ ladder, climbs: own.length, was, would: sum(own.map((one) => tallyOf(one, changed, now))) }];
  });
