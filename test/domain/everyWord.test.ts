import * as fc from 'fast-check';
import { levelAt, readClock } from '../../workflows/domain/clocks';
import { decideEpisode } from '../../workflows/domain/decideEpisode';
import type { Episode, EpisodeMessage } from '../../workflows/domain/episode';
import { episodeLadderOf } from '../../workflows/domain/episodeClocks';
import { FAULTS, isRefusal } from '../../workflows/domain/faults';
import type { LadderRun } from '../../workflows/domain/ladder';
import type { TargetCode } from '../../workflows/domain/targets';
import { targetCodes } from '../../workflows/domain/targets';
import { LEVELS, OUTCOMES } from '../../workflows/domain/vocabulary';
import { EPISODE } from '../../workflows/machine';
import { aTime, minute } from '../builders/anEpisode';
import { again, delivered, type Delivery, sameAs } from '../builders/delivering';
import { EVERY_OPENING, EVERY_WORD, ROADS } from '../builders/everyWord';
import type { Word } from '../builders/given';
import { anOpening, DOCTOR, ENGINE, timePasses } from '../builders/given';
import { carriedOver, speak, tell, untilQuiet } from '../builders/telling';

/** What holds of every happening an episode knows; `everyWord.ts` does not compile when one is missing. */

const told = (words: readonly Word[], carriedBy?: (episode: Episode) => Episode) =>
  tell(words, {
    heardAt: (word, _, last) => Math.max(word.heardMin, last) + 0.01,
    opening: EVERY_OPENING,
    ...(carriedBy && { carry: carriedBy }),
  });

const anyWord = fc.constantFrom(...EVERY_WORD);
/** A few words of any kind, sensible or not at the point at which they come. */
const anything = fc.array(anyWord, { maxLength: 20 });
/** One of the roads, some of it never told, some told late, some told twice, and words from elsewhere between. */
const aRoad = fc
  .constantFrom(...ROADS)
  .chain((road) =>
    fc
      .tuple(fc.subarray([...road]), fc.array(fc.tuple(anyWord, fc.nat(road.length)), { maxLength: 8 }))
      .map(([kept, others]) => others.reduce((words, [word, place]) => words.toSpliced(place, 0, word), kept)),
  );
const anyStory = fc.oneof(anything, aRoad);

test('each kind of happening changes something on one of the roads', () => {
  const heard = ROADS.flatMap((road) => told(road).outcomes);
  const kinds = [...new Set(EVERY_WORD.map(({ type }) => type))];
  const never = kinds.filter((kind) => !heard.some(({ type, outcome }) => type === kind && outcome === 'APPLIED'));
  expect(never).toEqual([]);
});

test('no happening is silently ignored: each has an outcome, or a refusal with a code and a sentence', () => {
  const known: readonly string[] = [...OUTCOMES, ...Object.keys(FAULTS)];
  fc.assert(
    fc.property(anyStory, (words) => {
      const { outcomes } = told(words);
      expect(outcomes).toHaveLength(words.length);
      expect(outcomes.filter(({ outcome }) => !known.includes(outcome))).toEqual([]);
    }),
  );
});

test('whatever is told, a run that hands over after any word decides the same and asks the same people', () => {
  fc.assert(
    fc.property(anyStory, fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }), (words, hands) => {
      let turn = 0;
      const straight = told(words);
      const handed = told(words, (episode) => (hands[turn++ % hands.length] ? carriedOver(episode) : episode));
      expect(handed.outcomes.map(sameAs)).toEqual(straight.outcomes.map(sameAs));
      expect(handed.pages).toEqual(straight.pages);
      expect(carriedOver(handed.episode)).toEqual(carriedOver(straight.episode));
    }),
    { numRuns: 60 },
  );
});

const rank = (episode: Episode, code: TargetCode, atMin: number): number => {
  const reading = readClock(code, episode, minute(atMin));
  const level = reading && levelAt(reading, minute(atMin));
  return level === undefined ? -1 : LEVELS.indexOf(level);
};

test('no clock goes back a level as time passes, whatever is known and whenever it was told', () => {
  fc.assert(
    fc.property(anyStory, fc.nat(2000), fc.nat(2000), (words, first, more) => {
      const { episode, heardMin } = told(words);
      const now = heardMin + first;
      const passed = decideEpisode(episode, speak(timePasses(0), now, 'later'));
      if (isRefusal(passed)) throw new Error(passed.because);
      for (const code of targetCodes) {
        expect(rank(passed.next, code, now + more)).toBeGreaterThanOrEqual(rank(passed.next, code, now));
        const announced = episode.clocks[code]?.announced ?? [];
        expect(passed.next.clocks[code]?.announced.slice(0, announced.length) ?? []).toEqual(announced);
      }
    }),
    { numRuns: 60 },
  );
});

/** More steps than any ladder of an acute case and of its year has rungs, so a climb without an end is seen. */
const STEPS = 1200;
const DONE = ['ACKNOWLEDGED', 'SUPERSEDED', 'UNANSWERED', 'FAILED'];
/** An arrest that stands holds every climb up, and is not for ever. */
const arrestOver = (heardMin: number): Word => ({
  type: 'OVERLAY_ENDED',
  overlay: 'ARREST',
  time: aTime(minute(heardMin)),
  heardMin,
});

test('every page reaches acknowledged, superseded or nobody answered', () => {
  fc.assert(
    fc.property(anyStory, fc.nat(20), (words, acknowledged) => {
      const last = Math.max(0, ...words.map(({ heardMin }) => heardMin)) + 1;
      const before = told([...words, arrestOver(last)]);
      const page = before.episode.runs.flatMap(({ pages }) => pages)[acknowledged];
      const ack: Word = { type: 'PAGE_ACKNOWLEDGED', pageId: page?.id ?? 'none', heardMin: last };
      const begun = told([...words, arrestOver(last), ack]);
      const { episode, atMin } = untilQuiet(begun.episode, begun.heardMin, STEPS);
      // a page that only informs owes nobody an answer
      const owes = (run: LadderRun) => episodeLadderOf(minute(atMin))(episode, run)?.informs !== true;
      const asking = episode.runs.filter((run) => run.pages.length > 0 && run.status === 'CLIMBING' && owes(run));
      expect(asking.map(({ key }) => key)).toEqual([]);
      if (episode.closed !== undefined) return;
      const over: Word = { type: 'EPISODE_CLOSED', reason: 'OTHER_DIAGNOSIS', time: aTime(minute(0)), heardMin: 0 };
      const closed = decideEpisode(episode, speak(over, atMin + 1, 'end'));
      if (isRefusal(closed)) throw new Error(closed.because);
      const left = closed.next.runs.flatMap(({ pages }) => pages.filter(({ status }) => !DONE.includes(status)));
      expect(left.map(({ id, status }) => `${id} ${status}`)).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

describe('what the network delivers more than once', () => {
  const opening = anOpening(EVERY_OPENING);
  const once = (words: readonly Word[]): readonly Delivery[] =>
    words.map(({ heardMin: atMin, by, ...said }, n) => ({
      message: { by: by ?? DOCTOR, ...said, id: `w${n}` } as EpisodeMessage, // a Word is a message without id and minute
      atMin,
      fromWithin: by === ENGINE,
      hands: false,
    }));

  test('a word counts once and hears the same answer, whenever it comes again and whichever run hears it', () => {
    const twice = fc.array(fc.tuple(fc.nat(EVERY_WORD.length), fc.nat(EVERY_WORD.length)), { maxLength: 30 });
    fc.assert(
      fc.property(anyStory, twice, fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }), (words, repeats, hands) => {
        const deliveries = once(words);
        const often = again(deliveries, repeats, hands);
        expect(delivered(EPISODE, opening, often)).toEqual(delivered(EPISODE, opening, deliveries));
      }),
      { numRuns: 40 },
    );
  });
});
