import type { AgeBand, DoseNumber, TakeNumber } from './doseNumbers';
import { numbersOf, perKgOf } from './doseNumbers';
import { known } from './known';
import type { Adjunct, AdjunctProduct, DoseUnit, Route } from './vocabulary';

/** The two columns of 2.5. */
export type Column = 'PPCI' | 'LYSIS';
/** What is shown beside a dose, in the words of 2.5. */
export type AdjunctRemark =
  | 'IN_THE_LAB'
  | 'DOSE_NOT_IN_TABLE'
  | 'ONCE_DAILY_WHEN_EGFR_LOW'
  | 'EGFR_LOW'
  | 'EGFR_ENOUGH'
  | 'UNTIL_REVASCULARISED_OR_8_DAYS'
  | 'APTT_50_TO_70_S_FOR_24_TO_48_H';

/** One step of a dose; `to` closes a range, and `perKg` counts by whole kilograms, rounded down (10.33). */
export type AdjunctPart = {
  readonly from: number;
  readonly to?: number;
  readonly perKg?: true;
  readonly unit: DoseUnit;
  readonly route: Route;
  readonly max?: number;
  /** The maximum holds for the first two doses alone. */
  readonly maxOfFirstTwo?: true;
  readonly afterMin?: number;
  readonly everyH?: number;
};

export type AdjunctRow = {
  readonly adjunct: Extract<Adjunct, 'STATIN' | 'ANTICOAGULANT'>;
  readonly product: AdjunctProduct;
  readonly ref: string;
  readonly in: readonly Column[];
  readonly ageYears?: AgeBand & { readonly sign: '<' | '>=' };
  readonly parts: readonly AdjunctPart[];
  /** Once a day where the eGFR is low, as it was told: no row makes one of a creatinine. */
  readonly dailyWhenEgfrLow?: true;
  readonly remarks: readonly AdjunctRemark[];
};

/** Enoxaparin without the IV bolus from this age on (10.6). */
const NO_BOLUS_FROM = 75;
/** What an edition calls that age. */
export const NO_BOLUS = { code: 'ENOXAPARIN_NO_BOLUS_FROM', years: NO_BOLUS_FROM } as const;
const BOTH = ['PPCI', 'LYSIS'] as const;
const ENOXAPARIN = {
  adjunct: 'ANTICOAGULANT',
  product: 'ENOXAPARIN',
  ref: '2.5#4 PRE-2018',
  in: ['LYSIS'],
  dailyWhenEgfrLow: true,
  remarks: ['UNTIL_REVASCULARISED_OR_8_DAYS'],
} as const;
const UNDER_SKIN = { perKg: true, unit: 'MG', route: 'SC', maxOfFirstTwo: true, everyH: 12 } as const;

/** clinical.md 2.5#3 and 2.5#4: what the two columns print, and no more. */
export const ADJUNCT_ROWS: readonly AdjunctRow[] = [
  {
    adjunct: 'STATIN',
    product: 'ATORVASTATIN',
    ref: '2.5#3 ESC 2023; CPC-SW',
    in: BOTH,
    parts: [{ from: 40, to: 80, unit: 'MG', route: 'ORAL' }],
    remarks: [],
  },
  {
    adjunct: 'STATIN',
    product: 'ROSUVASTATIN',
    ref: '2.5#3 ESC 2023; CPC-SW',
    in: BOTH,
    parts: [{ from: 20, unit: 'MG', route: 'ORAL' }],
    remarks: [],
  },
  {
    adjunct: 'ANTICOAGULANT',
    product: 'UNFRACTIONATED_HEPARIN',
    ref: '2.5#4',
    in: ['PPCI'],
    parts: [{ from: 70, to: 100, perKg: true, unit: 'U', route: 'IV' }],
    remarks: ['IN_THE_LAB'],
  },
  {
    adjunct: 'ANTICOAGULANT',
    product: 'BIVALIRUDIN',
    ref: '2.5#4',
    in: ['PPCI'],
    parts: [],
    remarks: ['DOSE_NOT_IN_TABLE'],
  },
  {
    adjunct: 'ANTICOAGULANT',
    product: 'ENOXAPARIN',
    ref: '2.5#4',
    in: ['PPCI'],
    parts: [],
    remarks: ['DOSE_NOT_IN_TABLE'],
  },
  {
    ...ENOXAPARIN,
    ageYears: { sign: '<', years: NO_BOLUS_FROM },
    parts: [
      { from: 30, unit: 'MG', route: 'IV' },
      { ...UNDER_SKIN, from: 1, max: 100, afterMin: 15 },
    ],
  },
  {
    ...ENOXAPARIN,
    ageYears: { sign: '>=', years: NO_BOLUS_FROM },
    parts: [{ ...UNDER_SKIN, from: 0.75, max: 75 }],
  },
  {
    adjunct: 'ANTICOAGULANT',
    product: 'UNFRACTIONATED_HEPARIN',
    ref: '2.5#4 DOSE',
    in: ['LYSIS'],
    parts: [
      { from: 60, perKg: true, unit: 'U', route: 'IV', max: 4000 },
      { from: 12, perKg: true, unit: 'U_PER_H', route: 'IV', max: 1000 },
    ],
    remarks: ['APTT_50_TO_70_S_FOR_24_TO_48_H'],
  },
];

/** `2.5#4` of `2.5#4 DOSE`: the row without its source. */
const rowOf = (ref: string): string => ref.replace(/ .*$/, '');

/** The parts of a row with the numbers it is given for its own. */
export function partsWith({ product, ref, in: columns, ageYears, parts }: AdjunctRow, take: TakeNumber) {
  const [column] = columns.length === 1 ? columns : [];
  return parts.map((part, place): AdjunctPart => {
    const { from, to, max, perKg } = part;
    const unit = perKg === true ? perKgOf(part.unit) : part.unit;
    const number = (value: number, more: Partial<DoseNumber>) =>
      take({
        product,
        ref: rowOf(ref),
        unit,
        value,
        printed: [value, value],
        step: place + 1,
        ...known({ column, ageYears }),
        ...more,
      });
    const range = to === undefined ? {} : { printed: [from, to] as const };
    return {
      ...part,
      from: number(from, to === undefined ? {} : { ...range, end: 'FROM' }),
      ...known({
        to: to === undefined ? undefined : number(to, { ...range, end: 'TO' }),
        max: max === undefined ? undefined : number(max, { unit: part.unit, end: 'MAX' }),
      }),
    };
  });
}

export const ADJUNCT_NUMBERS = numbersOf((take) => ADJUNCT_ROWS.forEach((row) => partsWith(row, take)));
