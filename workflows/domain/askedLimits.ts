import type { Edited } from './pathway';
import { numberIn } from './pathway';
import type { ThresholdUnit } from './vocabulary';

type Row = {
  readonly ref: string;
  readonly value: number;
  readonly unit: ThresholdUnit;
  /** What the row itself prints: beyond it the approver of an edition signs by name. */
  readonly printed?: readonly [from: number, to: number];
};

/** One number of 2.3, of which no list prints another. */
const only = <Ref extends `2.3#${number}`, Unit extends ThresholdUnit>(ref: Ref, value: number, unit: Unit) => ({
  ref,
  value,
  unit,
  printed: [value, value] as const,
});

/**
 * The numbers inside the questions of 2.3 and 2.11. A number keeps the name its row prints, as a step of a ladder does,
 * and so does the question; its sentence shows what holds.
 */
export const ASKED_LIMITS = {
  STROKE_6_MONTHS: only('2.3#2', 6, 'MONTHS'),
  // the Chinese textbook prints 6 months beside the list’s 3
  STROKE_3_MONTHS: { ref: '2.3#2', value: 3, unit: 'MONTHS', printed: [3, 6] },
  STROKE_4_5_HOURS: only('2.3#2', 4.5, 'HOURS'),
  TRAUMA_OR_SURGERY_1_MONTH: only('2.3#6', 1, 'MONTHS'),
  HEAD_TRAUMA_3_MONTHS: only('2.3#6', 3, 'MONTHS'),
  SPINAL_SURGERY_2_MONTHS: only('2.3#6', 2, 'MONTHS'),
  MAJOR_SURGERY_3_WEEKS: only('2.3#6', 3, 'WEEKS'),
  GI_BLEEDING_1_MONTH: only('2.3#7', 1, 'MONTHS'),
  INTERNAL_BLEEDING_4_WEEKS: only('2.3#7', 4, 'WEEKS'),
  PUNCTURE_24_HOURS: only('2.3#8', 24, 'HOURS'),
  PUNCTURE_2_WEEKS: only('2.3#8', 2, 'WEEKS'),
  SYSTOLIC_180: only('2.3#9', 180, 'MM_HG'),
  DIASTOLIC_110: only('2.3#9', 110, 'MM_HG'),
  TIA_6_MONTHS: only('2.3#10', 6, 'MONTHS'),
  AFTER_BIRTH_1_WEEK: only('2.3#12', 1, 'WEEKS'),
  CPR_10_MINUTES: only('2.3#13', 10, 'MIN'),
  AGE_75: only('2.3#16', 75, 'YEARS'),
  DEPRESSED_LEADS_6: { ref: '2.11#1', value: 6, unit: 'LEADS' },
  GRACE_HIGH_140: { ref: '2.11#2', value: 140, unit: 'POINTS' },
  GRACE_INTERMEDIATE_109: { ref: '2.11#3', value: 109, unit: 'POINTS' },
  RISK_EGFR_60: { ref: '2.11#3', value: 60, unit: 'ML_MIN' },
  RISK_LVEF_40: { ref: '2.11#3', value: 40, unit: 'LVEF' },
  RISK_PCI_6_MONTHS: { ref: '2.11#3', value: 6, unit: 'MONTHS' },
} as const satisfies Record<string, Row>;
export type AskedLimit = keyof typeof ASKED_LIMITS;

/** A question with the numbers of its sentence, in the order of the gaps {n} and {m}. */
export type Asking = { readonly code: string; readonly limits?: readonly AskedLimit[] };

export const limitIn = (edition: Edited, code: AskedLimit): number => numberIn(edition, code, ASKED_LIMITS[code].value);

/** The numbers a question is asked with under an edition. */
export const limitsIn = (edition: Edited, { limits = [] }: Asking): readonly number[] =>
  limits.map((code) => limitIn(edition, code));
