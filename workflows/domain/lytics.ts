import type { DoseNumber, TakeNumber } from './doseNumbers';
import { amountsIn, numbersOf, perKgOf } from './doseNumbers';
import { known } from './known';
import type { Edited } from './pathway';
import { numberIn } from './pathway';
import type { DoseUnit, Jurisdiction, LyticAgent } from './vocabulary';

/** One step of a dose: how much, over how long (min), and how long after the one before (min). */
export type DoseStep = {
  readonly amount: number;
  readonly unit: DoseUnit;
  readonly overMin: readonly [from: number, to: number];
  readonly afterMin?: number;
};

/** An age limit with its sign: the tables differ on purpose (10.6). */
type AgeLimit = { readonly sign: '>' | '>='; readonly years: number };

type PartOf =
  | { readonly amount: number }
  /** The first band whose limit lies above the whole kilograms (10.33); the last has none. */
  | { readonly bands: readonly { readonly belowKg?: number; readonly amount: number }[] }
  | { readonly perKg: number; readonly max: number };
type Part = PartOf & Omit<DoseStep, 'amount'>;

/** One product under one law: agent, product and jurisdiction choose the row, never free text (2.4). */
export type LyticRow = {
  readonly agent: LyticAgent;
  readonly product: string;
  readonly in: readonly Jurisdiction[];
  readonly ref: string;
  readonly parts: readonly Part[];
  /** Half of it above this age. */
  readonly half?: AgeLimit & { readonly in: readonly Jurisdiction[] };
};

const WEST = ['ESC_2023', 'ACCF_AHA'] as const;
const CHINA = ['CHINA_2019'] as const;
const BOLUS_MIN = [5 / 60, 10 / 60] as const;

/** clinical.md 2.4. */
export const LYTIC_ROWS: readonly LyticRow[] = [
  {
    agent: 'TENECTEPLASE',
    product: 'TNK_BY_WEIGHT',
    in: WEST,
    ref: 'DOSE; half dose ESC 2023 IIa',
    parts: [
      {
        bands: [
          { belowKg: 60, amount: 30 },
          { belowKg: 70, amount: 35 },
          { belowKg: 80, amount: 40 },
          { belowKg: 90, amount: 45 },
          { amount: 50 },
        ],
        unit: 'MG',
        overMin: BOLUS_MIN,
      },
    ],
    half: { sign: '>', years: 75, in: ['ESC_2023'] },
  },
  {
    agent: 'TENECTEPLASE',
    product: 'RHTNK_TPA_16_MG',
    in: CHINA,
    ref: 'TXT10',
    parts: [{ amount: 16, unit: 'MG', overMin: BOLUS_MIN }],
  },
  {
    agent: 'RETEPLASE',
    product: 'RPA_10_U',
    in: WEST,
    ref: 'DOSE',
    parts: [
      { amount: 10, unit: 'U', overMin: [2, 2] },
      { amount: 10, unit: 'U', overMin: [2, 2], afterMin: 30 },
    ],
  },
  {
    agent: 'RETEPLASE',
    product: 'RPA_18_MG',
    in: CHINA,
    ref: 'TXT10; label',
    parts: [
      { amount: 18, unit: 'MG', overMin: [2, 2] },
      { amount: 18, unit: 'MG', overMin: [2, 2], afterMin: 30 },
    ],
  },
  {
    agent: 'ALTEPLASE',
    product: 'RTPA_BY_WEIGHT',
    in: [...WEST, ...CHINA],
    ref: 'DOSE; TXT10',
    parts: [
      { amount: 15, unit: 'MG', overMin: [0, 0] },
      { perKg: 0.75, max: 50, unit: 'MG', overMin: [30, 30] },
      { perKg: 0.5, max: 35, unit: 'MG', overMin: [60, 60] },
    ],
  },
  {
    agent: 'ALTEPLASE',
    product: 'RTPA_50_MG',
    in: CHINA,
    ref: 'half-dose scheme',
    parts: [
      { amount: 8, unit: 'MG', overMin: [0, 0] },
      { amount: 42, unit: 'MG', overMin: [90, 90] },
    ],
  },
  {
    agent: 'PROUROKINASE',
    product: 'RHPRO_UK_50_MG',
    in: CHINA,
    ref: 'TXT10; label',
    parts: [
      { amount: 20, unit: 'MG', overMin: [0, 3] },
      { amount: 30, unit: 'MG', overMin: [30, 30] },
    ],
  },
  {
    agent: 'UROKINASE',
    product: 'UK_1_5_MU',
    in: CHINA,
    ref: 'TXT10',
    parts: [{ amount: 1.5, unit: 'MU', overMin: [30, 30] }],
  },
  {
    agent: 'STREPTOKINASE',
    product: 'SK_1_5_MU',
    in: WEST,
    ref: 'DOSE',
    parts: [{ amount: 1.5, unit: 'MU', overMin: [30, 60] }],
  },
];

/** Whether a hospital has a product: one or nought in its edition. */
export const offerCode = (product: string): string => `LYTIC_${product}`;
/** Over which age a dose is halved, where the jurisdiction halves it. */
export const HALF_OVER = 'LYTIC_HALF_OVER';

/** The parts of a row with the numbers it is given for its own. */
function partsWith({ product, parts }: LyticRow, take: TakeNumber): readonly Part[] {
  return parts.map((part, place): Part => {
    const { unit } = part;
    const number = (value: number, more: Partial<DoseNumber> = {}) =>
      take({ product, ref: '2.4', unit, value, printed: [value, value], step: place + 1, ...more });
    if ('amount' in part) return { ...part, amount: number(part.amount) };
    if ('perKg' in part)
      return {
        ...part,
        perKg: number(part.perKg, { unit: perKgOf(unit) }),
        max: number(part.max, { end: 'MAX' }),
      };
    const bands = part.bands.map((band, nth) => {
      const { belowKg } = band;
      const fromKg = part.bands[nth - 1]?.belowKg;
      return { ...band, amount: number(band.amount, known(belowKg === undefined ? { fromKg } : { belowKg })) };
    });
    return { ...part, bands };
  });
}

export const LYTIC_NUMBERS = numbersOf((take) => LYTIC_ROWS.forEach((row) => partsWith(row, take)));

type Patient = { readonly weightKg?: number; readonly ageYears?: number };
export type LyticDose = Pick<LyticRow, 'agent' | 'product' | 'ref'> & {
  /** Empty while something is missing: nothing is guessed (10.33). */
  readonly steps: readonly DoseStep[];
  readonly missing: readonly ('WEIGHT' | 'AGE')[];
  readonly halved: boolean;
};

const over = ({ sign, years }: AgeLimit, ageYears: number): boolean =>
  sign === '>' ? ageYears > years : ageYears >= years;

function amountOf(part: Part, kg: number): number {
  if ('amount' in part) return part.amount;
  if ('perKg' in part) return Math.min(part.perKg * kg, part.max);
  return part.bands.find(({ belowKg }) => belowKg === undefined || kg < belowKg)?.amount ?? 0;
}

/** Under which law, and under which edition of the hospital. */
type Under = Edited & { readonly jurisdiction: Jurisdiction };

const limitIn = (edition: Edited, { sign, years }: AgeLimit): AgeLimit => ({
  sign,
  years: numberIn(edition, HALF_OVER, years),
});

/** One row for one patient; a weight counts by whole kilograms, rounded down (10.33). */
function doseOf(row: LyticRow, { jurisdiction, ...edition }: Under, { weightKg, ageYears }: Patient): LyticDose {
  const { agent, product, ref } = row;
  const parts = partsWith(row, amountsIn(edition));
  const half = row.half?.in.includes(jurisdiction) === true ? row.half : undefined;
  const missing = [
    ...(weightKg === undefined && parts.some((part) => !('amount' in part)) ? (['WEIGHT'] as const) : []),
    ...(ageYears === undefined && half !== undefined ? (['AGE'] as const) : []),
  ];
  const halved = half !== undefined && ageYears !== undefined && over(limitIn(edition, half), ageYears);
  const steps = parts.map((part): DoseStep => {
    const { unit, overMin, afterMin } = part;
    const amount = amountOf(part, Math.floor(weightKg ?? 0)) / (halved ? 2 : 1);
    return { amount, unit, overMin, ...(afterMin !== undefined && { afterMin }) };
  });
  return { agent, product, ref, missing, halved, steps: missing.length > 0 ? [] : steps };
}

/** Every product of a jurisdiction that the hospital has, with its dose for this patient: shown, never chosen (2.4). */
export const lyticDoses = (under: Under, patient: Patient): readonly LyticDose[] =>
  LYTIC_ROWS.filter(
    (row) => row.in.includes(under.jurisdiction) && numberIn(under, offerCode(row.product), 1) === 1,
  ).map((row) => doseOf(row, under, patient));
