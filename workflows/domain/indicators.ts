import type { CountedCase, Counts } from './countedCase';
import {
  all,
  by120,
  either,
  hasAcs,
  hasPpci,
  hasStemi,
  isLysed,
  ofRisk,
  onWard,
  referredIn,
  walkedIn,
} from './countedCase';
import type { Figure } from './figures';
import { figureOf } from './figures';
import type { IndicatorReading, Interval, Limit } from './indicatorReading';
import { CAP, from, HOUR, readInterval, under, upTo, within } from './indicatorReading';
import {
  activation,
  beforeTwoHours,
  bypassed,
  cameBack,
  complete,
  diedInHospital,
  LAB_READY_WITHIN,
  reperfused,
  said,
  sentBeforeDoor,
  sentFromFar,
} from './indicatorShares';

/** What certification asks of the month: of the mean, of the share on target, or of both. */
type Goal = { readonly mean?: Limit; readonly sharePct?: number };

export type Indicator = {
  /** The row of section 3, and where section 10 reads it. */
  readonly ref: string;
  readonly counts: Counts;
  readonly goal?: Goal;
  /** For a single case. */
  readonly limit?: Limit;
} & (
  | { readonly interval: Interval }
  /** A case may be counted several times (C21), or not yet at all. */
  | { readonly share: (one: CountedCase) => readonly IndicatorReading[] }
);

const anyone: Counts = () => true;
const stemiByAmbulance = all(hasStemi, either(by120, referredIn));
const ppciBy120 = all(hasPpci, by120);
const ppciTransferred = all(hasPpci, referredIn);

/** clinical.md 3.2 and 3.7, as section 10 reads them; each sign is its source's (10.15). */
export const INDICATORS = {
  C1: {
    ref: 'C1, 10.42',
    counts: either(walkedIn, by120),
    interval: { ...from('FMC', 'ECG1_ACQUIRED'), mayEndFirst: true },
    limit: upTo(10),
    goal: { mean: under(10), sharePct: 75 },
  },
  C2: {
    ref: 'C2, 10.42',
    counts: hasStemi,
    interval: from('ECG1_ACQUIRED', 'ECG1_REPORTED'),
    limit: upTo(10),
    goal: { mean: under(10) },
  },
  C3: { ref: 'C3', counts: stemiByAmbulance, share: sentBeforeDoor, goal: { sharePct: 30 } },
  C4: {
    ref: 'C4',
    counts: ({ times }) => times.TN_DRAWN !== undefined,
    interval: from('TN_DRAWN', 'TN_REPORTED'),
    limit: upTo(20),
    goal: { mean: upTo(20) },
  },
  C5: {
    ref: 'C5, 10.26',
    counts: all(hasPpci, (one) => !onWard(one)),
    interval: from('DOOR', 'WIRE'),
    limit: upTo(90),
    goal: { mean: upTo(90), sharePct: 75 },
  },
  C5_WARD: { ref: 'C5, 10.26', counts: all(hasPpci, onWard), interval: from('FMC', 'WIRE') },
  C6: { ref: 'C6, 10.26', counts: anyone, share: activation, limit: LAB_READY_WITHIN, goal: { mean: under(30) } },
  C7: { ref: 'C7, 10.26', counts: either(ppciBy120, ppciTransferred), share: bypassed, goal: { sharePct: 30 } },
  C7_120: { ref: 'C7, 10.26', counts: ppciBy120, share: bypassed },
  C7_TRANSFER: { ref: 'C7, 10.26', counts: ppciTransferred, share: bypassed },
  C8: {
    ref: 'C8',
    counts: all(hasPpci, walkedIn),
    share: (one) => said(one.bypass.ccu, one),
    goal: { sharePct: 50 },
  },
  C9_ECG: {
    ref: 'C9',
    counts: all(hasStemi, referredIn),
    interval: from('FMC', 'ECG1_ACQUIRED'),
    limit: under(10),
  },
  C9_SENT: { ref: 'C9, 10.26', counts: all(hasStemi, referredIn), share: sentBeforeDoor },
  C9_DX: { ref: 'C9', counts: all(hasStemi, referredIn), interval: from('FMC', 'STEMI_DX') },
  C9_DIDO: { ref: 'C9, 10.42', counts: all(hasStemi, referredIn), interval: from('REF_DOOR_IN', 'REF_DOOR_OUT') },
  C10: { ref: 'C10', counts: by120, share: sentFromFar, goal: { sharePct: 50 } },
  C11: { ref: 'C11, 10.25', counts: hasStemi, share: reperfused },
  C12_2H: { ref: 'C12, 10.25', counts: hasStemi, interval: from('ONSET', 'FMC', CAP.C12), limit: upTo(2 * HOUR) },
  C12_3H: { ref: 'C12, 10.25', counts: hasStemi, interval: from('ONSET', 'FMC', CAP.C12), limit: upTo(3 * HOUR) },
  C12_12H: { ref: 'C12, 10.25', counts: hasStemi, interval: from('ONSET', 'FMC', CAP.C12), limit: upTo(12 * HOUR) },
  C13: {
    ref: 'C13, 10.16',
    counts: all(hasStemi, isLysed, ({ rescue }) => !rescue),
    interval: from('LYSIS_START', 'ANGIO', CAP.C13),
    limit: upTo(24 * HOUR),
    goal: { sharePct: 75 },
  },
  C13_EARLY: {
    ref: 'C13, 10.16',
    counts: all(hasStemi, isLysed, ({ rescue }) => !rescue),
    share: beforeTwoHours,
  },
  C14: { ref: 'C14', counts: ppciTransferred, interval: from('FMC', 'WIRE') },
  C15_DAPT: {
    ref: 'C15',
    counts: hasAcs,
    interval: { from: ['FMC'], to: ['ASPIRIN', 'P2Y12'], toAll: true, capMin: CAP.minutes },
  },
  C15_ANTICOAGULANT: { ref: 'C15', counts: hasAcs, interval: from('FMC', 'ANTICOAG') },
  C16: { ref: 'C16', counts: hasAcs, interval: from('FMC', 'STATIN', CAP.C16), limit: upTo(24 * HOUR) },
  C17: {
    ref: 'C17, 10.26',
    counts: all(hasStemi, ({ times }) => times.ADMIT !== undefined),
    share: (one) => said(one.arrival === undefined ? undefined : by120(one), one),
  },
  C18_VERY_HIGH: {
    ref: 'C18, T32',
    counts: ofRisk('VERY_HIGH'),
    interval: from('RISK_LABEL', 'ANGIO', CAP.C18),
    limit: upTo(2 * HOUR),
  },
  C18_HIGH: {
    ref: 'C18, T33',
    counts: ofRisk('HIGH'),
    interval: from('NSTE_DX', 'ANGIO', CAP.C18),
    limit: upTo(24 * HOUR),
  },
  NSTE_INTERMEDIATE: {
    ref: 'T34, 10.23',
    counts: ofRisk('INTERMEDIATE'),
    interval: from('NSTE_DX', 'ANGIO', CAP.T34),
    limit: under(72 * HOUR),
  },
  C19_ACS: { ref: 'C19', counts: hasAcs, share: diedInHospital },
  C19_STEMI: { ref: 'C19, G8', counts: hasStemi, share: diedInHospital },
  C21: { ref: 'C21, 10.26', counts: hasStemi, share: complete, goal: { sharePct: 90 } },
  B6A_DIDO: {
    ref: 'B6a, T24',
    counts: all(hasPpci, referredIn, ({ awaitedRetrieval }) => awaitedRetrieval !== true),
    interval: from('REF_DOOR_IN', 'REF_DOOR_OUT'),
    limit: upTo(30),
    goal: { mean: upTo(30) },
  },
  B5C: {
    ref: 'B5c, 10.10, 10.27',
    counts: isLysed,
    // lysis in the ambulance comes before any door (T26)
    interval: { from: ['REF_DOOR_IN', 'DOOR'], to: ['LYSIS_START'], capMin: CAP.minutes, mayEndFirst: true },
    limit: upTo(30),
    goal: { mean: upTo(30), sharePct: 75 },
  },
  G10: { ref: 'G10', counts: anyone, interval: from('ONSET', 'HELP_SOUGHT', CAP.G10) },
  R19: { ref: 'R19', counts: hasAcs, share: cameBack },
} as const satisfies Record<string, Indicator>;
export type IndicatorCode = keyof typeof INDICATORS;

const CODES = Object.keys(INDICATORS) as readonly IndicatorCode[]; // the keys of a constant

/** What one case is for one indicator; nothing when it is not counted. */
export function readIndicator(code: IndicatorCode, one: CountedCase): readonly IndicatorReading[] {
  const row: Indicator = INDICATORS[code];
  if (!row.counts(one)) return [];
  if ('share' in row) return row.share(one);
  const read = readInterval(row.interval, one, row.limit);
  return read === undefined ? [] : [read];
}

export type IndicatorFigure = Figure &
  Pick<Indicator, 'ref' | 'limit' | 'goal'> & {
    readonly code: IndicatorCode;
    /** Absent while there is nothing to compare. */
    readonly meanMet?: boolean;
    readonly shareMet?: boolean;
  };

/** Every indicator over the cases of one period. */
export const indicatorsOf = (cases: readonly CountedCase[]): readonly IndicatorFigure[] =>
  CODES.map((code) => {
    const row: Indicator = INDICATORS[code];
    const { ref, limit, goal } = row;
    const figure = figureOf(cases.flatMap((one) => readIndicator(code, one)));
    return {
      ...figure,
      ...{ code, ref },
      ...(limit && { limit }),
      ...(goal && { goal }),
      ...(goal?.mean && figure.meanMin !== undefined && { meanMet: within(goal.mean, figure.meanMin) }),
      ...(goal?.sharePct !== undefined && figure.hitPct !== undefined && { shareMet: figure.hitPct >= goal.sharePct }),
    };
  });
