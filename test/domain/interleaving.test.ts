import * as fc from 'fast-check';
import { arrivalClass } from '../../workflows/domain/arrivals';
import { bypass } from '../../workflows/domain/bypass';
import { levelAt, readClock } from '../../workflows/domain/clocks';
import { decideEpisode, openEpisode } from '../../workflows/domain/decideEpisode';
import type { Decision, PageOrder } from '../../workflows/domain/decision';
import type { Episode, EpisodeHappening } from '../../workflows/domain/episode';
import { episodeLadderOf } from '../../workflows/domain/episodeClocks';
import { FAULTS, isRefusal } from '../../workflows/domain/faults';
import type { LadderRun } from '../../workflows/domain/ladder';
import { milestone as standingAt } from '../../workflows/domain/milestones';
import { phaseOf } from '../../workflows/domain/phase';
import { targetCodes } from '../../workflows/domain/targets';
import { between } from '../../workflows/domain/time';
import { LEVELS, MILESTONES, OUTCOMES } from '../../workflows/domain/vocabulary';
import { EPISODE } from '../../workflows/machine';
import { aTime, minute, T0 } from '../builders/anEpisode';
import type { Word } from '../builders/given';
import {
  anOpening,
  CARDIOLOGIST,
  decided,
  DOCTOR,
  ecg,
  ENGINE,
  labCalled,
  milestone,
  read,
  readOf,
  timePasses,
} from '../builders/given';

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

const speak = (word: Word, heardMin: number, id: string): EpisodeHappening => {
  const { heardMin: _, by, ...said } = word;
  return { by: by ?? DOCTOR, ...said, id, receivedAt: minute(heardMin) };
};

type Carry = (episode: Episode) => Episode;
const stays: Carry = (episode) => episode;
/** What a run that continues as new hands over: plain JSON, without ladders that are over. */
const carriedOver: Carry = (episode) => JSON.parse(JSON.stringify(EPISODE.prune(episode))) as Episode; // its own JSON

function play(words: readonly Word[], carry: Carry = stays, from = TOLD_FROM) {
  const pages: string[] = [];
  const outcomes: string[] = [];
  let episode = openEpisode(anOpening()).next;
  for (const [index, word] of words.entries()) {
    const answer = decideEpisode(carry(episode), speak(word, from + index / 100, `w${index}`));
    if (isRefusal(answer)) {
      outcomes.push(answer.refused);
      continue;
    }
    outcomes.push(answer.outcome);
    pages.push(...ordersOf(answer).map(({ id }) => id));
    episode = answer.next;
  }
  return { episode, pages, outcomes };
}

const ordersOf = ({ actions }: Decision<Episode>): readonly PageOrder[] =>
  actions.flatMap((action) => (action.do === 'PAGE' ? action.pages : []));

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
      expect(outcomes.slice(STORY.length).every((outcome) => outcome === 'DUPLICATE' || outcome === 'APPLIED')).toBe(
        true,
      );
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

const rank = (episode: Episode, code: (typeof targetCodes)[number], atMin: number): number => {
  const reading = readClock(code, episode, minute(atMin));
  const level = reading && levelAt(reading, minute(atMin));
  return level === undefined ? -1 : LEVELS.indexOf(level);
};

test('no clock goes back a level as time passes, whatever is known and whenever it was told', () => {
  fc.assert(
    fc.property(fc.subarray([...STORY]), fc.nat(2000), fc.nat(2000), (words, first, more) => {
      const { episode } = play(words);
      const passed = decideEpisode(episode, speak(timePasses(0), TOLD_FROM + first, 'later'));
      if (isRefusal(passed)) throw new Error(passed.because);
      for (const code of targetCodes) {
        const before = rank(passed.next, code, TOLD_FROM + first);
        expect(rank(passed.next, code, TOLD_FROM + first + more)).toBeGreaterThanOrEqual(before);
        const announced = episode.clocks[code]?.announced ?? [];
        expect(passed.next.clocks[code]?.announced.slice(0, announced.length) ?? []).toEqual(announced);
      }
    }),
    { numRuns: 60 },
  );
});

/** Words of every kind, sensible or not at the point at which they come. */
const ANYTHING: readonly Word[] = [
  ...STORY,
  decided('LYSIS', 0),
  decided('PPCI_BY_TRANSFER', 0),
  labCalled(0),
  readOf('ecg_2', 'NOT_ACUTE', 40),
  readOf('ecg_2', 'DISSECTION_SUSPECTED', 41),
  {
    ...{ type: 'ECG_READ_AT_BEDSIDE', readFrom: 'PAPER', finding: 'STEMI', leads: ['II', 'III'], heardMin: 0 },
    ...{ acquired: aTime(minute(12)), read: aTime(minute(16)) },
  },
  milestone('LYSIS_START', 30),
  milestone('TRIAGE', 22),
  { type: 'OVERLAY_RAISED', overlay: 'ARREST', time: aTime(minute(33)), heardMin: 0 },
  { type: 'OVERLAY_ENDED', overlay: 'ARREST', time: aTime(minute(36)), heardMin: 0 },
  { type: 'OVERLAY_RAISED', overlay: 'SHOCK', time: aTime(minute(34)), heardMin: 0 },
  {
    type: 'DIAGNOSIS_REVISED',
    finding: 'NSTE_ACS',
    time: aTime(minute(60)),
    reason: 'troponin',
    heardMin: 0,
    by: CARDIOLOGIST,
  },
  { type: 'RISK_LABELLED', riskClass: 'HIGH', time: aTime(minute(62)), heardMin: 0, by: CARDIOLOGIST },
  { type: 'BLEEDING_REPORTED', kind: 'MAJOR', time: aTime(minute(70)), heardMin: 0 },
  {
    type: 'LEFT_AGAINST_ADVICE',
    time: aTime(minute(120)),
    reason: 'home',
    riskForm: false,
    highRisk: true,
    heardMin: 0,
  },
  { type: 'CHECKLIST_ANSWERED', answers: { ORAL_ANTICOAGULANT: 'YES' }, heardMin: 0 },
  { type: 'CONSENT_CHANGED', kind: 'PCI', state: 'REFUSED', reason: 'afraid', time: aTime(minute(85)), heardMin: 0 },
  { type: 'ACTIVATION_CANCELLED', reason: 'PATIENT_REFUSED', heardMin: 0, by: CARDIOLOGIST },
  { type: 'PAGE_ACKNOWLEDGED', pageId: 'none', heardMin: 0 },
  { type: 'DISCHARGED', time: aTime(minute(140)), drugs: [], highRisk: false, heardMin: 0 },
  timePasses(0),
];
const ARREST_OVER: Word = { type: 'OVERLAY_ENDED', overlay: 'ARREST', time: aTime(minute(110)), heardMin: 0 };
const anything = fc.array(fc.constantFrom(...ANYTHING), { maxLength: 14 });

test('no happening is silently ignored: each has an outcome, or a refusal with a code and a sentence', () => {
  fc.assert(
    fc.property(anything, (words) => {
      const { outcomes } = play(words);
      expect(outcomes).toHaveLength(words.length);
      const known: readonly string[] = [...OUTCOMES, ...Object.keys(FAULTS)];
      expect(outcomes.filter((outcome) => !known.includes(outcome))).toEqual([]);
    }),
  );
});

/** More steps than any ladder of an acute case has rungs, so a climb without an end is seen. */
const STEPS = 400;
const DONE = ['ACKNOWLEDGED', 'SUPERSEDED', 'UNANSWERED', 'FAILED'];

/** Lets time pass from one thing due to the next, until nothing is. */
function untilQuiet(start: Episode, fromMin: number): { readonly episode: Episode; readonly atMin: number } {
  let episode = start;
  let atMin = fromMin;
  for (let step = 0; step < STEPS; step++) {
    const dueAt = EPISODE.nextDue(episode, minute(atMin));
    if (dueAt === undefined) return { episode, atMin };
    atMin = Math.max(atMin, between(T0, dueAt)) + 0.001;
    const passed = decideEpisode(episode, speak({ ...timePasses(0), by: ENGINE }, atMin, `t${step}`));
    if (isRefusal(passed)) throw new Error(passed.because);
    const sent = ordersOf(passed).map(({ id }, n) => ({
      id,
      ...(n % 7 === 3 ? { fault: 'no line' } : { sentAt: minute(atMin) }),
    }));
    const noted = decideEpisode(
      passed.next,
      speak({ type: 'PAGES_SENT', sent, heardMin: 0, by: ENGINE }, atMin, `s${step}`),
    );
    if (isRefusal(noted)) throw new Error(noted.because);
    episode = noted.next;
  }
  throw new Error(
    `still climbing after ${STEPS} steps: ${episode.runs.map(({ key, status }) => `${key} ${status}`).join()}`,
  );
}

test('every page reaches acknowledged, superseded or nobody answered', () => {
  fc.assert(
    fc.property(anything, fc.nat(20), (words, acknowledged) => {
      // an arrest that stands holds every climb up, and is not for ever
      const { episode: begun } = play([...words, ARREST_OVER], stays, 130);
      const page = begun.runs.flatMap(({ pages }) => pages)[acknowledged];
      const answered =
        page === undefined
          ? begun
          : (
              decideEpisode(
                begun,
                speak({ type: 'PAGE_ACKNOWLEDGED', pageId: page.id, heardMin: 0 }, 145, 'ack'),
              ) as Decision<Episode>
            ).next; // never refused
      const { episode, atMin } = untilQuiet(answered, 146);
      // a page that only informs owes nobody an answer
      const owes = (run: LadderRun) => episodeLadderOf(minute(atMin))(episode, run)?.informs !== true;
      const asking = episode.runs.filter((run) => run.pages.length > 0 && run.status === 'CLIMBING' && owes(run));
      expect(asking.map(({ key }) => key)).toEqual([]);
      const closed = decideEpisode(
        episode,
        speak(
          { type: 'EPISODE_CLOSED', reason: 'OTHER_DIAGNOSIS', time: aTime(minute(100)), heardMin: 0 },
          atMin + 1,
          'end',
        ),
      );
      if (isRefusal(closed)) throw new Error(closed.because);
      const left = closed.next.runs.flatMap(({ pages }) => pages.filter(({ status }) => !DONE.includes(status)));
      expect(left.map(({ id, status }) => `${id} ${status}`)).toEqual([]);
    }),
    { numRuns: 40 },
  );
});
