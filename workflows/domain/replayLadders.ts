import type { LadderCode } from './ladderSteps';
import type { Asked } from './ladderSteps';
import { ladderCodes, stepsOf } from './ladderSteps';
import type { Edited } from './pathway';
import type { People } from './replayedPeople';
import { peopleOf } from './replayedPeople';
import { askCode, roleSet } from './stepRoles';
import { stepIn } from './thresholds';
import type { Instant } from './time';
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

type Tally = { readonly pages: number; readonly toTheEnd: number; readonly people: People };

/** One ladder over many climbs: how many pages went out, and how many climbs reached the last person. */
export type ReplayedLadder = {
  readonly ladder: LadderCode;
  readonly climbs: number;
  readonly was: Tally;
  readonly would: Tally;
};

/** The steps that were due in this climb; `undefined` where they were reckoned, and no row has them. */
function asksOf({ ladder, key }: StoredClimb): readonly Asked[] | undefined {
  const { asks, byKey } = stepsOf(ladder);
  if (byKey === undefined) return asks;
  // the longest name first: RESCUE_CENTRE begins with RESCUE
  const names = Object.keys(byKey).toSorted((one, other) => other.length - one.length);
  const name = names.find((begins) => key === begins || key.startsWith(`${begins}:`));
  return name === undefined ? undefined : byKey[name];
}

type Played = { readonly asked: readonly string[]; readonly toTheEnd: boolean };

function play(climb: StoredClimb, edition: Edited, now: Instant): Played {
  const { ladder, startedAt, openedAt, endedAt } = climb;
  const asks = asksOf(climb) ?? [];
  const { unopened = 0 } = stepsOf(ladder);
  const until = endedAt ?? now;
  const looked = earliest([openedAt, until]) ?? until;
  const due = asks.filter(
    ([afterMin], place) => plus(startedAt, stepIn(edition, ladder, afterMin)) < (place < unopened ? looked : until),
  );
  const last = asks.at(-1);
  return {
    asked: due.map(([afterMin, who]) => roleSet(edition, askCode(ladder, afterMin, who)) ?? who),
    toTheEnd: last !== undefined && due.includes(last),
  };
}

const tallyOf = (played: readonly Played[]): Tally => ({
  pages: played.reduce((all, { asked }) => all + asked.length, 0),
  toTheEnd: played.filter(({ toTheEnd }) => toTheEnd).length,
  people: peopleOf(played.flatMap(({ asked }) => asked)),
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
    const was = tallyOf(own.map((one) => play(one, one.edition, now)));
    return [{ ladder, climbs: own.length, was, would: tallyOf(own.map((one) => play(one, changed, now))) }];
  });
