import { clockLadder } from './clockLadder';
import type { ClockReading } from './clocks';
import { isToldLate, readClock } from './clocks';
import type { Episode } from './episode';
import type { Thresholds } from './pathway';
import type { TargetCode } from './targets';
import { targetCodes, targetOf } from './targets';
import type { Instant } from './time';

/** What one target came to over many episodes. */
type Tally = { readonly clocks: number; readonly breaches: number; readonly pages: number };

/** One target under the numbers each episode had, and under changed ones. */
export type Replayed = { readonly target: TargetCode; readonly was: Tally; readonly would: Tally };

const NOTHING: Tally = { clocks: 0, breaches: 0, pages: 0 };

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
function pagesOf(code: TargetCode, episode: Episode, reading: ClockReading, until: Instant): number {
  const quiet = targetOf(code).servedBy !== undefined || isToldLate(code, episode);
  const { rungs } = clockLadder(code, episode, { ...reading, quiet });
  const endedAt = reading.endedAt ?? until;
  const told = rungs.filter(({ at, when }) => when === 'ALWAYS' && at < endedAt);
  return told.reduce((sum, { tells }) => sum + tells.length, 0);
}

function tallyOf(code: TargetCode, episode: Episode, until: Instant): Tally {
  const reading = readClock(code, episode, until);
  if (reading === undefined || !JUDGED.includes(reading.status)) return NOTHING;
  const late = reading.status === 'MISSED' || (reading.endedAt === undefined && (reading.dueAt ?? until) < until);
  return { clocks: 1, breaches: late ? 1 : 0, pages: pagesOf(code, episode, reading, until) };
}

const sum = (one: Tally, other: Tally): Tally => ({
  clocks: one.clocks + other.clocks,
  breaches: one.breaches + other.breaches,
  pages: one.pages + other.pages,
});

/** Plays stored episodes through changed numbers: how many more breaches and pages they would have made. */
export const replayPathway = (episodes: readonly Episode[], changed: Thresholds, now: Instant): readonly Replayed[] =>
  targetCodes.flatMap((target) => {
    const played = episodes.map((episode) => {
      const until = episode.closed?.at ?? now;
      return {
        was: tallyOf(target, bare(episode, episode.pathway.thresholds), until),
        would: tallyOf(target, bare(episode, changed), until),
      };
    });
    const was = played.map((one) => one.was).reduce(sum, NOTHING);
    const would = played.map((one) => one.would).reduce(sum, NOTHING);
    return was.clocks + would.clocks === 0 ? [] : [{ target, was, would }];
  });
