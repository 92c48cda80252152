import * as fc from 'fast-check';
import { arrivalClass } from '../../workflows/domain/arrivals';
import { bypass } from '../../workflows/domain/bypass';
import { readClock } from '../../workflows/domain/clocks';
import { decideEpisode } from '../../workflows/domain/decideEpisode';
import type { Episode } from '../../workflows/domain/episode';
import { isRefusal } from '../../workflows/domain/faults';
import { milestone as standingAt } from '../../workflows/domain/milestones';
import { phaseOf } from '../../workflows/domain/phase';
import { targetCodes } from '../../workflows/domain/targets';
import { MILESTONES } from '../../workflows/domain/vocabulary';
import { aTime, minute } from '../builders/anEpisode';
import type { Word } from '../builders/given';
import { DOCTOR, ecg, milestone, read } from '../builders/given';
import type { Carry } from '../builders/telling';
import { carriedOver, tell } from '../builders/telling';

/** What is told of one patient; each word carries its own clinical time, so any order must tell the same story. */
const STORY: readonly Word[] = [
  milestone('DISPATCH', 2),
  milestone('ROLLING', 4),
  milestone('ON_SCENE', 6),
  milestone('FMC', 7),
  ecg(12),
  ecg(31, 'ecg_2'),
  read('STEMI', 18),
  milestone('ASPIRIN', 20),
  milestone('P2Y12', 21),
  milestone('REF_DOOR_IN', 25),
  milestone('REF_DOOR_OUT', 50),
  milestone('DOOR', 80),
  milestone('LAB_IN', 86),
  milestone('PUNCTURE', 95),
  milestone('WIRE', 108),
];
/** After everything has happened, min; nothing is told from the future. */
const TOLD_FROM = 150;

const play = (words: readonly Word[], carry?: Carry) =>
  tell(words, { heardAt: (_, n) => TOLD_FROM + n / 100, ...(carry && { carry }) });

/** What a person reads of an episode: where it is, how it came, and each clock; not when somebody was told. */
const whatIsSeen = (episode: Episode) => ({
  phase: phaseOf(episode),
  arrival: arrivalClass(episode),
  bypass: bypass(episode),
  times: MILESTONES.map((code) => standingAt(episode.milestones, code)?.at),
  clocks: targetCodes.map((code) => {
    const reading = readClock(code, episode, minute(TOLD_FROM + 10));
    // a clock that was shown before it turned out not to apply says so; one that never was shown says nothing
    if (reading === undefined || reading.voidReason === 'NOT_APPLICABLE') return undefined;
    const { status, startedAt, dueAt, endedAt, voidReason } = reading;
    return { code, startedAt, dueAt, endedAt, voidReason, status: status === 'MET_REPORTED_LATE' ? 'MET' : status };
  }),
});

const inOrder = play(STORY).episode;
const anyOrder = fc.shuffledSubarray([...STORY], { minLength: STORY.length });
/** The same words in any order, some of them said again later. */
const withRepeats = anyOrder.chain((words) =>
  fc
    .array(fc.nat(words.length - 1), { maxLength: 8 })
    .map((again) => [...words, ...again.flatMap((n) => words[n] ?? [])]),
);

test('any order of the same words tells the same story, and words said twice count once', () => {
  fc.assert(
    fc.property(withRepeats, (words) => {
      const { episode, outcomes } = play(words);
      expect(whatIsSeen(episode)).toEqual(whatIsSeen(inOrder));
      expect(
        outcomes.slice(STORY.length).every(({ outcome }) => outcome === 'DUPLICATE' || outcome === 'APPLIED'),
      ).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('a correction moves the same clocks whenever it comes, and the entry it corrects stays', () => {
  const corrected = (words: readonly Word[], atMin: number) => {
    const { episode } = play(words);
    const wrong = standingAt(episode.milestones, 'FMC');
    const answer = decideEpisode(episode, {
      type: 'MILESTONE_RECORDED',
      code: 'FMC',
      time: aTime(minute(atMin)),
      id: 'correction',
      by: DOCTOR,
      receivedAt: minute(TOLD_FROM + 5),
      ...(wrong && { corrects: wrong.n }),
    });
    if (isRefusal(answer)) throw new Error(answer.because);
    return answer.next;
  };
  fc.assert(
    fc.property(anyOrder, fc.integer({ min: 1, max: 40 }), (words, atMin) => {
      const next = corrected(words, atMin);
      expect(whatIsSeen(next)).toEqual(whatIsSeen(corrected(STORY, atMin)));
      expect(next.milestones.filter(({ code }) => code === 'FMC')).toHaveLength(2);
    }),
    { numRuns: 40 },
  );
});

test('a run that hands over after any word decides the same and asks the same people', () => {
  fc.assert(
    fc.property(anyOrder, fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }), (words, hands) => {
      let turn = 0;
      const sometimes: Carry = (episode) => (hands[turn++ % hands.length] ? carriedOver(episode) : episode);
      const straight = play(words);
      const handed = play(words, sometimes);
      expect(handed.pages).toEqual(straight.pages);
      expect(handed.outcomes).toEqual(straight.outcomes);
      expect(whatIsSeen(handed.episode)).toEqual(whatIsSeen(straight.episode));
    }),
    { numRuns: 40 },
  );
});
