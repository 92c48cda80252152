import type { AdjunctPart, AdjunctRemark, AdjunctRow, Column } from './adjunctRows';
import { ADJUNCT_ROWS, NO_BOLUS, partsWith } from './adjunctRows';
import { amountsIn } from './doseNumbers';
import { isStemi } from './findings';
import { known } from './known';
import type { Edited } from './pathway';
import { numberIn } from './pathway';
import { thresholdOf } from './ruleThresholds';
import type { TestResult } from './testResults';
import { isBelow } from './testResults';
import type { Instant } from './time';
import type { Adjunct, Answer, Finding, Phase, Strategy } from './vocabulary';
import { ADJUNCTS } from './vocabulary';

export type AdjunctStep = Omit<AdjunctPart, 'perKg' | 'max' | 'maxOfFirstTwo'> & {
  /** The first two doses are this and not the step’s own amount. */
  readonly firstTwo?: number;
};
export type AdjunctDose = Pick<AdjunctRow, 'product' | 'ref' | 'remarks'> & {
  /** Empty while something is missing: nothing is guessed. */
  readonly steps: readonly AdjunctStep[];
  readonly missing: readonly ('WEIGHT' | 'AGE')[];
  /** The eGFR its remark speaks of, mL/min/1.73 m². */
  readonly egfrLimit?: number;
};

/** `ASK`: something is not known, and unknown is never no. `NOTHING_AGAINST` says no more than that. */
export type AdjunctSays = 'INDICATED' | 'NOT_INDICATED' | 'BARRED' | 'NOTHING_AGAINST' | 'ASK';
export type AdjunctReason =
  | 'HIGH_INTENSITY_WITHIN_24_H'
  | 'STRATEGY_PPCI'
  | 'STRATEGY_LYSIS'
  | 'STRATEGY_OPEN'
  | 'STRATEGY_NONE'
  | 'SPO2_LOW'
  | 'SPO2_ENOUGH'
  | 'SPO2_UNKNOWN'
  | 'SBP_LOW'
  | 'SBP_UNKNOWN'
  | 'RIGHT_VENTRICULAR_INFARCT'
  | 'RIGHT_VENTRICULAR_INFARCT_UNKNOWN'
  | 'PDE5_INHIBITOR'
  | 'PDE5_INHIBITOR_UNKNOWN'
  | 'R14'
  | 'R16';

export type AdjunctAdvice = {
  readonly adjunct: Adjunct;
  readonly ref: string;
  readonly says: AdjunctSays;
  readonly because: readonly AdjunctReason[];
  /** The saturation (%) or the pressure (mm Hg) that decides. */
  readonly limit?: number;
  readonly doses: readonly AdjunctDose[];
  /** When what it rests on was measured: an old value must not pass for how the patient is now. */
  readonly measuredAt?: Instant;
};

/** A value with its time, as it was measured last. */
export type Measured = { readonly value: number; readonly at: Instant };
/** The edition is the hospital's; none is the table. */
export type AdjunctCase = Edited & {
  readonly phase: Phase;
  readonly finding?: Finding;
  readonly strategy?: Strategy;
  readonly answers: Readonly<Record<string, Answer>>;
  readonly rightTerritory: boolean;
  readonly weightKg?: number;
  readonly ageYears?: number;
  /** %, and mm Hg. */
  readonly spo2?: Measured;
  readonly sbp?: Measured;
  readonly egfr?: Pick<TestResult, 'value' | 'bound' | 'sampled'>;
  readonly stoppedBy?: 'R14' | 'R16';
};
type Said = Pick<AdjunctAdvice, 'says' | 'because'> & Partial<Pick<AdjunctAdvice, 'doses' | 'limit' | 'measuredAt'>>;

const columnOf = (strategy: Strategy | undefined): Column | undefined => {
  if (strategy === 'PPCI_ON_SITE' || strategy === 'PPCI_BY_TRANSFER') return 'PPCI';
  return strategy === 'LYSIS' ? 'LYSIS' : undefined;
};

const ofAge = ({ ageYears: limit }: AdjunctRow, { ageYears: age, ...edition }: AdjunctCase): boolean => {
  if (limit === undefined || age === undefined) return true;
  const years = numberIn(edition, NO_BOLUS.code, limit.years);
  return limit.sign === '<' ? age < years : age >= years;
};

/** Away with the noise of binary fractions; a table has two digits. */
const round = (amount: number): number => Math.round(amount * 100) / 100;

function stepOf({ perKg, max, maxOfFirstTwo, ...part }: AdjunctPart, kg: number): AdjunctStep {
  const amount = (each: number): number => {
    const whole = perKg === true ? round(each * kg) : each;
    return max === undefined || maxOfFirstTwo === true ? whole : Math.min(whole, max);
  };
  const from = amount(part.from);
  const firstTwo = maxOfFirstTwo === true && max !== undefined && from > max ? max : undefined;
  return { ...part, from, ...known({ to: part.to === undefined ? undefined : amount(part.to), firstTwo }) };
}

/** "Once daily" of 2.5#4, in hours. */
const ONCE_DAILY = 24;
/** A row for these kidneys: once a day below its limit; while nobody knows, the row says so itself. */
function forKidneys(row: AdjunctRow, facts: AdjunctCase) {
  const { remarks } = row;
  const { egfr, ...edition } = facts;
  const parts = partsWith(row, amountsIn(edition));
  if (row.dailyWhenEgfrLow === undefined) return { parts, remarks };
  const limit = thresholdOf(edition, 'ENOXAPARIN_DAILY_BELOW');
  const below = egfr && isBelow(egfr, limit);
  const said: AdjunctRemark = below === undefined ? 'ONCE_DAILY_WHEN_EGFR_LOW' : below ? 'EGFR_LOW' : 'EGFR_ENOUGH';
  const daily = (part: AdjunctPart): AdjunctPart =>
    part.everyH === undefined ? part : { ...part, everyH: ONCE_DAILY };
  return { parts: below === true ? parts.map(daily) : parts, remarks: [said, ...remarks], egfrLimit: limit };
}

function doseOf(row: AdjunctRow, facts: AdjunctCase): AdjunctDose {
  const { weightKg, ageYears } = facts;
  const { product, ref } = row;
  const { parts, ...kidneys } = forKidneys(row, facts);
  const missing = [
    ...(weightKg === undefined && parts.some(({ perKg }) => perKg === true) ? (['WEIGHT'] as const) : []),
    ...(ageYears === undefined && row.ageYears !== undefined ? (['AGE'] as const) : []),
  ];
  const steps = missing.length > 0 ? [] : parts.map((part) => stepOf(part, Math.floor(weightKg ?? 0)));
  return { product, ref, ...kidneys, missing, steps };
}

/** Rows of one drug that differ by age alone are one line until the age is known. */
const dosesOf = (adjunct: AdjunctRow['adjunct'], column: Column, facts: AdjunctCase): readonly AdjunctDose[] =>
  ADJUNCT_ROWS.filter((row) => row.adjunct === adjunct && row.in.includes(column) && ofAge(row, facts))
    .filter((row, n, rows) => rows.findIndex(({ product }) => product === row.product) === n)
    .map((row) => doseOf(row, facts));

function anticoagulant(facts: AdjunctCase): Said {
  const { strategy, stoppedBy } = facts;
  if (stoppedBy !== undefined) return { says: 'BARRED', because: [stoppedBy] };
  const column = columnOf(strategy);
  if (column === undefined)
    return { says: 'ASK', because: [strategy === undefined ? 'STRATEGY_OPEN' : 'STRATEGY_NONE'] };
  return {
    says: 'INDICATED',
    because: [column === 'PPCI' ? 'STRATEGY_PPCI' : 'STRATEGY_LYSIS'],
    doses: dosesOf('ANTICOAGULANT', column, facts),
    ...(column === 'LYSIS' ? known({ measuredAt: facts.egfr?.sampled.at }) : {}),
  };
}

/** Below a saturation oxygen, from it on none (2.5#5). */
function oxygen({ spo2, ...edition }: AdjunctCase): Said {
  if (spo2 === undefined) return { says: 'ASK', because: ['SPO2_UNKNOWN'] };
  const limit = thresholdOf(edition, 'OXYGEN_BELOW');
  const measured = { limit, measuredAt: spo2.at };
  return spo2.value < limit
    ? { says: 'INDICATED', because: ['SPO2_LOW'], ...measured }
    : { says: 'NOT_INDICATED', because: ['SPO2_ENOUGH'], ...measured };
}

/** What stands against nitroglycerin; each must be known before nothing does. */
function nitroglycerin({ sbp, answers, rightTerritory, ...edition }: AdjunctCase): Said {
  const right = rightTerritory ? 'YES' : answers['RIGHT_VENTRICULAR_INFARCT'];
  const pde5 = answers['PDE5_INHIBITOR_TAKEN'];
  const limit = thresholdOf(edition, 'NITROGLYCERIN_FROM');
  const measured = { limit, ...known({ measuredAt: sbp?.at }) };
  const bars: readonly AdjunctReason[] = [
    ...(sbp !== undefined && sbp.value < limit ? (['SBP_LOW'] as const) : []),
    ...(right === 'YES' ? (['RIGHT_VENTRICULAR_INFARCT'] as const) : []),
    ...(pde5 === 'YES' ? (['PDE5_INHIBITOR'] as const) : []),
  ];
  if (bars.length > 0) return { says: 'BARRED', because: bars, ...measured };
  const unknown: readonly AdjunctReason[] = [
    ...(sbp === undefined ? (['SBP_UNKNOWN'] as const) : []),
    ...(right === 'NO' ? [] : (['RIGHT_VENTRICULAR_INFARCT_UNKNOWN'] as const)),
    ...(pde5 === 'NO' ? [] : (['PDE5_INHIBITOR_UNKNOWN'] as const)),
  ];
  return { says: unknown.length > 0 ? 'ASK' : 'NOTHING_AGAINST', because: unknown, ...measured };
}

const isAcs = (finding: Finding | undefined): boolean => isStemi(finding) || finding === 'NSTE_ACS';

const BEFORE_DECISION: readonly Phase[] = ['FMC', 'ECG_PENDING_READ', 'DIAGNOSED', 'NSTE_ACS', 'OTHER_DX', 'STRATEGY'];
const TREATED: readonly Phase[] = ['STRATEGY', 'LYSIS', 'POST_LYSIS', 'TRANSFER', 'LAB_ACTIVATED', 'IN_LAB'];

type Line = {
  readonly ref: string;
  /** The steps in which it is looked up. */
  readonly phases: readonly Phase[];
  readonly applies?: (facts: AdjunctCase) => boolean;
  readonly says: (facts: AdjunctCase) => Said;
};
const LINES: Readonly<Record<Adjunct, Line>> = {
  STATIN: {
    ref: '2.5#3',
    phases: ['NSTE_ACS', ...TREATED, 'INPATIENT'],
    applies: ({ finding }) => isAcs(finding),
    // the dose is the same in both columns, so it waits for no strategy
    says: (facts) => ({
      says: 'INDICATED',
      because: ['HIGH_INTENSITY_WITHIN_24_H'],
      doses: dosesOf('STATIN', 'PPCI', facts),
    }),
  },
  ANTICOAGULANT: { ref: '2.5#4', phases: ['OTHER_DX', ...TREATED], says: anticoagulant },
  OXYGEN: { ref: '2.5#5', phases: [...BEFORE_DECISION, ...TREATED], says: oxygen },
  NITROGLYCERIN: { ref: '2.5#6', phases: [...BEFORE_DECISION, ...TREATED], says: nitroglycerin },
};

/** What 2.5 says of the drugs beside the pack at this step: shown, never ordered; a named person decides and gives. */
export const adjunctsFor = (facts: AdjunctCase): readonly AdjunctAdvice[] =>
  ADJUNCTS.flatMap((adjunct) => {
    const { ref, phases, applies, says } = LINES[adjunct];
    const shown = phases.includes(facts.phase) && (applies?.(facts) ?? true);
    return shown ? [{ adjunct, ref, doses: [], ...says(facts) }] : [];
  });
