import * as fc from 'fast-check';
import type { Decision, Heard } from '../../workflows/domain/decision';
import { FAULTS, isRefusal } from '../../workflows/domain/faults';
import { episodeId } from '../../workflows/domain/ids';
import type { Running } from '../../workflows/domain/runs';
import { between } from '../../workflows/domain/time';
import { OUTCOMES } from '../../workflows/domain/vocabulary';
import { DIGEST, INCIDENT, LAB, type Machine, READING, ROTA_HOLE } from '../../workflows/machine';
import type { Message } from '../../workflows/messages';
import { minute, T0 } from '../builders/anEpisode';
import { again, delivered, type Delivery, sameAs } from '../builders/delivering';
import {
  DIGEST_ROADS,
  HOLE_ROADS,
  INCIDENT_ROADS,
  LAB_ROADS,
  READING_ROADS,
  type Road,
  type Told,
} from '../builders/everyOtherWord';
import { DOCTOR, ENGINE } from '../builders/given';

/** What holds of every happening of what runs beside an episode; `everyOtherWord.ts` does not compile without one. */

type Began = { readonly region: string; readonly id: string };
type Typed = Heard & { readonly type: string };
type Kept<State, Happening extends Typed, Open> = {
  readonly machine: Machine<State, Happening, Open>;
  readonly roads: readonly Road<Open, Happening>[];
  /** What people say so that it is over. */
  readonly ends: readonly Told<Happening>[];
};

const KNOWN: readonly string[] = [...OUTCOMES, ...Object.keys(FAULTS)];
const DONE = ['ACKNOWLEDGED', 'SUPERSEDED', 'UNANSWERED', 'FAILED'];
/** More steps than the trouble ladders have rungs and repeats. */
const STEPS = 400;

function holds<State extends Running, Happening extends Typed, Open extends Began>({
  machine,
  roads,
  ends,
}: Kept<State, Happening, Open>): void {
  type Word = Told<Happening>;
  type Tale = { readonly open: Open; readonly words: readonly Word[] };
  const everyWord = roads.flatMap(({ words }) => words);

  const spoken = (word: Word, id: string) => {
    const { atMin: _, by = DOCTOR, ...said } = word;
    return { by, ...said, id };
  };
  // what Told takes off a happening is put on again
  const speak = (word: Word, atMin: number, id: string) =>
    ({ ...spoken(word, id), receivedAt: minute(atMin) }) as unknown as Happening;
  const carriedOver = (state: State) => JSON.parse(JSON.stringify(machine.prune(state))) as State; // its own JSON
  const passes = (atMin: number) => ({ type: 'TIME_PASSED', by: ENGINE, atMin }) as unknown as Word; // all of them hear it
  const pagesOf = ({ actions }: Decision<State>) =>
    actions.flatMap((action) => (action.do === 'PAGE' ? action.pages.map(({ id }) => id) : []));

  function tell({ open, words }: Tale, carried: (state: State) => State = (state) => state) {
    const opened = machine.open(open);
    const pages = pagesOf(opened);
    const outcomes: { readonly type: string; readonly outcome: string }[] = [];
    let state = opened.next;
    let atMin = 0;
    for (const [n, word] of words.entries()) {
      atMin = Math.max(word.atMin, atMin) + 0.01;
      const happening = speak(word, atMin, `w${n}`);
      const decided = machine.decide(carried(state), happening);
      outcomes.push({ type: happening.type, outcome: isRefusal(decided) ? decided.refused : decided.outcome });
      if (isRefusal(decided)) continue;
      pages.push(...pagesOf(decided));
      state = decided.next;
    }
    return { state, atMin, outcomes, pages };
  }

  const anyWord = fc.constantFrom(...everyWord);
  /** A road, some of it never told, and words of other roads between; or any words at all. */
  const anyTale: fc.Arbitrary<Tale> = fc.constantFrom(...roads).chain(({ open, words }) =>
    fc
      .oneof(
        fc.array(anyWord, { maxLength: 15 }),
        fc
          .tuple(fc.subarray([...words]), fc.array(fc.tuple(anyWord, fc.nat(words.length)), { maxLength: 6 }))
          .map(([kept, others]) => others.reduce((all, [word, place]) => all.toSpliced(place, 0, word), kept)),
      )
      .map((told) => ({ open, words: told })),
  );

  test('each kind of happening changes something on one of the roads', () => {
    const heard = roads.flatMap((road) => tell(road).outcomes);
    const kinds = new Set(heard.map(({ type }) => type));
    for (const { type, outcome } of heard) if (outcome === 'APPLIED') kinds.delete(type);
    expect([...kinds]).toEqual([]);
  });

  test('no happening is silently ignored: each has an outcome, or a refusal with a code', () => {
    fc.assert(
      fc.property(anyTale, (tale) => {
        const { outcomes } = tell(tale);
        expect(outcomes).toHaveLength(tale.words.length);
        expect(outcomes.filter(({ outcome }) => !KNOWN.includes(outcome))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('whatever is told, a run that hands over after any word decides the same and asks the same people', () => {
    fc.assert(
      fc.property(anyTale, fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }), (tale, hands) => {
        let turn = 0;
        const straight = tell(tale);
        const handed = tell(tale, (state) => (hands[turn++ % hands.length] ? carriedOver(state) : state));
        expect(handed.outcomes.map(sameAs)).toEqual(straight.outcomes.map(sameAs));
        expect(handed.pages).toEqual(straight.pages);
        expect(carriedOver(handed.state)).toEqual(carriedOver(straight.state));
      }),
      { numRuns: 100 },
    );
  });

  /** Lets time pass until nothing is due; every seventh page finds no line. */
  function untilQuiet(start: State, fromMin: number): { readonly state: State; readonly atMin: number } {
    let state = start;
    let atMin = fromMin;
    for (let step = 0; step < STEPS; step++) {
      const dueAt = machine.nextDue(state, minute(atMin));
      if (dueAt === undefined) return { state, atMin };
      atMin = Math.max(atMin, between(T0, dueAt)) + 0.001;
      const passed = machine.decide(state, speak(passes(atMin), atMin, `t${step}`));
      if (isRefusal(passed)) throw new Error(passed.because);
      const sent = pagesOf(passed).map((id, n) => ({
        id,
        ...(n % 7 === 3 ? { fault: 'no line' } : { sentAt: minute(atMin) }),
      }));
      const word = { type: 'PAGES_SENT', sent, by: ENGINE, atMin } as unknown as Word; // all of them hear it
      const noted = machine.decide(passed.next, speak(word, atMin, `s${step}`));
      if (isRefusal(noted)) throw new Error(noted.because);
      state = noted.next;
    }
    throw new Error(
      `still climbing after ${STEPS} steps: ${state.runs.map(({ key, status }) => `${key} ${status}`).join()}`,
    );
  }

  test('every page reaches acknowledged, superseded or nobody answered once people have said how it ended', () => {
    fc.assert(
      fc.property(anyTale, (tale) => {
        const last = tell(tale).atMin;
        const { state: ended, atMin } = tell({
          ...tale,
          words: [...tale.words, ...ends.map((word, n) => ({ ...word, atMin: last + n }))],
        });
        const quiet = untilQuiet(ended, atMin);
        const left = quiet.state.runs.filter(({ endedAt }) => endedAt === undefined);
        expect(left.filter(({ status, pages }) => status === 'CLIMBING' && pages.length > 0)).toEqual([]);
        // what nobody answered stays until a person says what was done
        const cleared = left.reduce((state, { key, status }, n) => {
          if (status !== 'NOBODY_ANSWERED') return state;
          const word = { type: 'NOBODY_CLEARED', ladder: key, reason: 'Seen.', atMin: 0 } as unknown as Word;
          const decided = machine.decide(state, speak(word, quiet.atMin + 1, `c${n}`));
          if (isRefusal(decided)) throw new Error(decided.because);
          return decided.next;
        }, quiet.state);
        const open = cleared.runs.flatMap(({ endedAt, pages }) =>
          endedAt === undefined ? [] : pages.filter(({ status }) => !DONE.includes(status)),
        );
        expect(open).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  const once = (words: readonly Word[]): readonly Delivery[] =>
    words.map((word, n) => ({
      message: spoken(word, `w${n}`) as unknown as Message, // Told is a message without id and minute
      atMin: word.atMin,
      fromWithin: word.by === ENGINE,
      hands: false,
    }));

  test('a word counts once and hears the same answer, whenever it comes again and whichever run hears it', () => {
    const twice = fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 15 });
    fc.assert(
      fc.property(anyTale, twice, fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }), (tale, repeats, hands) => {
        const deliveries = once(tale.words);
        const often = again(deliveries, repeats, hands);
        expect(delivered(machine, tale.open, often)).toEqual(delivered(machine, tale.open, deliveries));
      }),
      { numRuns: 40 },
    );
  });
}

describe('the reading of an ECG', () => {
  holds({
    machine: READING,
    roads: READING_ROADS,
    ends: [{ type: 'READING_SIGNED', finding: 'STEMI', territories: [], atMin: 0 }],
  });
});

describe('an alarm', () => {
  holds({
    machine: INCIDENT,
    roads: INCIDENT_ROADS,
    ends: [
      { type: 'WELFARE_CHECK_ENDED', reached: true, remark: 'Found well.', atMin: 0 },
      { type: 'INCIDENT_ASSESSED', assessment: 'WELL', real: false, atMin: 0 },
      { type: 'INCIDENT_CLOSED', reason: 'Spoke with the patient.', atMin: 0 },
    ],
  });
});

describe('a cath lab', () => {
  holds({
    machine: LAB,
    roads: LAB_ROADS,
    ends: ['ep_1', 'ep_2', 'ep_3'].map((id) => ({ type: 'LAB_RELEASED' as const, episodeId: episodeId(id), atMin: 0 })),
  });
});

describe('a hole in the rota', () => {
  holds({ machine: ROTA_HOLE, roads: HOLE_ROADS, ends: [{ type: 'HOLE_PASSED', by: ENGINE, atMin: 0 }] });
});

describe('a list of alarms', () => {
  holds({
    machine: DIGEST,
    roads: DIGEST_ROADS,
    ends: [{ type: 'NOBODY_CLEARED', ladder: 'LIST', reason: 'Seen.', atMin: 0 }],
  });
});
