import { limitIn } from './askedLimits';
import type { Episode, Time } from './episode';
import type { Edited } from './pathway';
import type { Instant } from './time';
import type { ToldLine } from './toldLines';
import { standingByTime } from './toldLines';
import type { Answer, TestBound, TestKind, VitalCode } from './vocabulary';

/** One result as somebody told it; assay and limit are the laboratory's own, never ours. */
export type TestReport = {
  readonly kind: TestKind;
  readonly value: number;
  readonly unit: string;
  readonly bound?: TestBound;
  readonly sampled: Time;
  /** When the result was there to be read; absent: when it was told. */
  readonly reported?: Time;
  readonly assay?: string;
  /** The upper limit the laboratory gives beside the value, in the value's unit. */
  readonly limit?: number;
};

/** One line of the append-only list of results. */
export type TestResult = Omit<TestReport, 'reported'> & ToldLine & { readonly reportedAt: Instant };

/** What a person measures at the bedside; devices send the same by the hundred, and no result comes of that. */
export const VITALS_BY_HAND = ['SPO2', 'SBP', 'DBP', 'HR'] as const satisfies readonly (TestKind & VitalCode)[];
export type VitalByHand = (typeof VITALS_BY_HAND)[number];
export const isVital = ({ kind }: Pick<TestReport, 'kind'>): boolean => VITALS_BY_HAND.some((vital) => vital === kind);

/** What an episode hears of tests. */
export type TestWord =
  | {
      readonly type: 'TEST_REPORTED';
      readonly report: TestReport;
      readonly corrects?: number;
      readonly reason?: string;
    }
  | {
      readonly type: 'VITALS_MEASURED';
      readonly values: Readonly<Partial<Record<VitalByHand, number>>>;
      readonly measured: Time;
    }
  | { readonly type: 'TEST_WITHDRAWN'; readonly n: number; readonly reason: string };

/** How much of the first unit of a kind one of another unit is: arithmetic, no medicine. */
type Units = Readonly<Record<string, number>>;
const TROPONIN: Units = { 'ng/L': 1, 'pg/mL': 1, 'ng/mL': 1000, 'ug/L': 1000 };

/** clinical.md 8.5: UCUM units a value may carry; a troponin in ng/mL for ng/L is a thousandfold error (10.35). */
export const TEST_UNITS: Readonly<Record<TestKind, Units>> = {
  HS_TROPONIN_I: TROPONIN,
  HS_TROPONIN_T: TROPONIN,
  TROPONIN_I: TROPONIN,
  CREATININE: { 'umol/L': 1, 'mg/dL': 88.42 },
  EGFR: { 'mL/min/{1.73_m2}': 1 },
  GLUCOSE: { 'mmol/L': 1, 'mg/dL': 1 / 18.016 },
  LDL: { 'mmol/L': 1, 'mg/dL': 1 / 38.67 },
  HBA1C: { '%': 1 },
  LVEF: { '%': 1 },
  NT_PROBNP: { 'ng/L': 1, 'pg/mL': 1 },
  // units of fibrinogen and of D-dimer differ about twofold and are never turned into each other
  D_DIMER: { 'mg/L{FEU}': 1, 'ng/mL{FEU}': 1 / 1000, 'ng/mL{DDU}': Number.NaN },
  SPO2: { '%': 1 },
  SBP: { 'mm[Hg]': 1 },
  DBP: { 'mm[Hg]': 1 },
  HR: { '/min': 1 },
};

const TROPONINS: readonly TestKind[] = ['HS_TROPONIN_I', 'HS_TROPONIN_T', 'TROPONIN_I'];
export const isTroponin = ({ kind }: Pick<TestResult, 'kind'>): boolean => TROPONINS.includes(kind);

/** The results that stand, by when their samples were taken. */
export const standingTests = (tests: readonly TestResult[]): readonly TestResult[] =>
  standingByTime(tests, ({ sampled }) => sampled.at);

/** The result of the latest sample of one kind. */
export const latestTest = (tests: readonly TestResult[], kind: TestKind): TestResult | undefined =>
  standingTests(tests).findLast((test) => test.kind === kind);

export const firstTroponin = (tests: readonly TestResult[]): TestResult | undefined =>
  standingTests(tests).find(isTroponin);

/** Whether a value lies below a limit; `undefined` where all that is known is a bound which leaves it open. */
export const isBelow = ({ value, bound }: Pick<TestResult, 'value' | 'bound'>, limit: number): boolean | undefined => {
  if (bound === undefined) return value < limit;
  if (bound === 'BELOW') return value <= limit ? true : undefined;
  return value >= limit ? false : undefined;
};

/** Above the limit the laboratory gave beside it; `undefined` without one, or where the bound leaves it open. */
export const isRaised = ({ value, bound, limit }: TestResult): boolean | undefined => {
  if (limit === undefined) return undefined;
  if (bound === undefined) return value > limit;
  if (bound === 'ABOVE') return value >= limit ? true : undefined;
  return value <= limit ? false : undefined;
};

/** The same in the first unit of its kind; `undefined` where it is no exact number, or of a unit of its own. */
const inFirstUnit = ({ kind, value, unit, bound }: TestResult): number | undefined => {
  const amount = value * (TEST_UNITS[kind][unit] ?? Number.NaN);
  return bound !== undefined || Number.isNaN(amount) ? undefined : amount;
};

export type Change = { readonly by: number; readonly unit: string; readonly sinceAt: Instant };

/** How far a value is from the one of the same kind before it, in the unit of the newer: shown, and judged by a person. */
export function changeOf(
  tests: readonly TestResult[],
  { n, kind }: Pick<TestResult, 'n' | 'kind'>,
): Change | undefined {
  const alike = standingTests(tests).filter((test) => test.kind === kind);
  const place = alike.findIndex((test) => test.n === n);
  const [before, newer] = [alike[place - 1], alike[place]];
  const [from, to] = [before && inFirstUnit(before), newer && inFirstUnit(newer)];
  if (before === undefined || newer === undefined || from === undefined || to === undefined) return undefined;
  const by = (to - from) / (TEST_UNITS[kind][newer.unit] ?? 1);
  return { by: Number(by.toPrecision(6)), unit: newer.unit, sinceAt: before.sampled.at };
}

type Says = {
  readonly item: string;
  readonly ref: string;
  readonly answer: (test: TestResult, edition: Edited) => Answer | undefined;
};

const yesOrNo = (below: boolean | undefined): Answer | undefined =>
  below === undefined ? undefined : below ? 'YES' : 'NO';

/** What a result says to an item of 2.11; a troponin within its limit never says no, because the next may not be (T36). */
const SAYS: readonly (Says & { readonly kinds: readonly TestKind[] })[] = [
  {
    item: 'TROPONIN_RAISED',
    ref: '2.11#2',
    kinds: TROPONINS,
    answer: (test) => (isRaised(test) === true ? 'YES' : undefined),
  },
  {
    item: 'EGFR_BELOW_60',
    ref: '2.11#3',
    kinds: ['EGFR'],
    answer: (test, edition) => yesOrNo(isBelow(test, limitIn(edition, 'RISK_EGFR_60'))),
  },
  {
    item: 'LVEF_BELOW_40',
    ref: '2.11#3',
    kinds: ['LVEF'],
    answer: (test, edition) => yesOrNo(isBelow(test, limitIn(edition, 'RISK_LVEF_40'))),
  },
];

/** What the results say to items of the risk table: of troponins any one that is raised, else the latest of its kind. */
export function answersOfTests(tests: readonly TestResult[], edition: Edited): Readonly<Record<string, Answer>> {
  const inOrder = standingTests(tests);
  const said = SAYS.flatMap(({ item, kinds, answer }) => {
    const answers = inOrder.filter(({ kind }) => kinds.includes(kind)).map((test) => answer(test, edition));
    const told = item === 'TROPONIN_RAISED' ? answers.find((one) => one === 'YES') : answers.at(-1);
    return told === undefined ? [] : [[item, told] as const];
  });
  return Object.fromEntries(said);
}

/** A person's yes or no stands; what nobody answered, or nobody knew, a result may say (2.11). */
export function riskAnswers({
  checklist,
  tests = [],
  pathway,
}: Pick<Episode, 'checklist' | 'tests'> & { readonly pathway: Edited }): Readonly<Record<string, Answer>> {
  const sure = Object.fromEntries(Object.entries(checklist).filter(([, answer]) => answer !== 'UNKNOWN'));
  return { ...checklist, ...answersOfTests(tests, pathway), ...sure };
}
