import { clockLadder } from './clockLadder';
import type { ClockReading } from './clocks';
import { isToldLate, readClock } from './clocks';
import type { Episode } from './episode';
import type { Thresholds } from './pathway';
import type { People } from './replayedPeople';
import { peopleOf } from './replayedPeople';
import type { TargetCode } from './targets';
import { targetCodes, targetOf } from './targets';
import type { Instant } from './time';
import type { Role } from './vocabulary';

/** What one target came to over many episodes. */
type Tally = {
  readonly clocks: number;
  readonly breaches: number;
  readonly pages: number;
  readonly people: People;
};

/** One target under the numbers each episode had, and under changed ones. */
export type Replayed = { readonly target: TargetCode; readonly was: Tally; readonly would: Tally };

/** Times that can be judged; what is void, only reported or uncertain is nobody’s breach. */
const JUDGED: readonly ClockReading['status'][] = ['MET', 'MISSED', 'MET_REPORTED_LATE', 'RUNNING'];

/** As if every time had been told when it happened: memory of what was announced would decide otherwise. */
const bare = (episode: Episode, thresholds: Thresholds | undefined): Episode => {
  const { thresholds: _, ...pathway } = episode.pathway;
  return { ...episode, clocks: {}, runs: [], pathway: { ...pathway, ...(thresholds && { thresholds }) } };
};

/**
 * The pages a clock sends whatever is answered, up to its end. Those that go out only because nobody answered, and a
 * ladder of its own (the read), are left out: nothing in the record says what people would have done.
 */
function toldOf(code: TargetCode, episode: Episode, reading: ClockReading, until: Instant): readonly Role[] {
  const quiet = targetOf(code).servedBy !== undefined || isToldLate(code, episode);
  const { rungs } = clockLadder(code, episode, { ...reading, quiet });
  const endedAt = reading.endedAt ?? until;
  const due = rungs.filter(({ at, when }) => when === 'ALWAYS' && at < endedAt);
  return due.flatMap(({ tells }) => tells.map(({ role }) => role));
}

type Played = { readonly late: boolean; readonly told: readonly Role[] };

/** `undefined`: nothing to be judged. */
function play(code: TargetCode, episode: Episode, until: Instant): Played | undefined {
  const reading = readClock(code, episode, until);
  if (reading === undefined || !JUDGED.includes(reading.status)) return undefined;
  const late = reading.status === 'MISSED' || (reading.endedAt === undefined && (reading.dueAt ?? until) < until);
  return { late, told: toldOf(code, episode, reading, until) };
}

function tallyOf(all: readonly (Played | undefined)[]): Tally {
  const played = all.filter((one) => one !== undefined);
  const told = played.flatMap((one) => one.told);
  return {
    clocks: played.length,
    breaches: played.filter(({ late }) => late).length,
    pages: told.length,
    people: peopleOf(told),
  };
}

/** Plays stored episodes through changed numbers: how many more breaches and pages they would have made. */
export const replayPathway = (episodes: readonly Episode[], changed: Thresholds, now: Instant): readonly Replayed[] =>
  targetCodes.flatMap((target) => {
    const played = episodes.map((episode) => {
      const until = episode.closed?.at ?? now;
      return {
        was: play(target, bare(episode, episode.pathway.thresholds), until),
        would: play(target, bare(episode, changed), until),
      };
    });
    const was = tallyOf(played.map((one) => one.was));
    const would = tallyOf(played.map((one) => one.would));
    return was.clocks + would.clocks === 0 ? [] : [{ target, was, would }];
  });
