import type { Edited } from './pathway';
import { numberIn } from './pathway';
import type { DoseUnit, ThresholdUnit } from './vocabulary';

/** Whom a row is for by age. */
export type AgeBand = { readonly sign: '<' | '<=' | '>' | '>='; readonly years: number };

/** One number of a dose as its row prints it, with what tells it from the row's other numbers. */
export type DoseNumber = {
  readonly code: string;
  readonly ref: string;
  readonly product: string;
  readonly unit: ThresholdUnit;
  readonly value: number;
  /** Between these the row leaves the choice; the same twice where it leaves none. */
  readonly printed: readonly [from: number, to: number];
  /** Which step of the dose, from one on. */
  readonly step: number;
  readonly end?: 'FROM' | 'TO' | 'MAX';
  readonly belowKg?: number;
  readonly fromKg?: number;
  readonly column?: 'PPCI' | 'LYSIS';
  readonly ageYears?: AgeBand;
};

/** Takes the numbers of a dose one by one and says what holds for each. */
export type TakeNumber = (one: Omit<DoseNumber, 'code'>) => number;

const AGES: Readonly<Record<AgeBand['sign'], string>> = { '<': 'BELOW', '<=': 'UNTIL', '>': 'OVER', '>=': 'FROM' };

/** What an edition calls it. */
function codeOf(one: Omit<DoseNumber, 'code'>): string {
  const { product, column, ageYears, step, belowKg, fromKg, end } = one;
  const age = ageYears && `${AGES[ageYears.sign]}_${ageYears.years}`;
  const weight = belowKg === undefined ? fromKg && `FROM_${fromKg}_KG` : `BELOW_${belowKg}_KG`;
  return ['DOSE', product, column, age, step, weight, end].filter((part) => part !== undefined).join('_');
}

/** Each number as an edition has it, else as the row does. */
export const amountsIn =
  (edition: Edited): TakeNumber =>
  (one) =>
    numberIn(edition, codeOf(one), one.value);

/** Every number that a table of doses hands out. */
export function numbersOf(handOut: (take: TakeNumber) => void): readonly DoseNumber[] {
  const found: DoseNumber[] = [];
  handOut((one) => {
    found.push({ ...one, code: codeOf(one) });
    return one.value;
  });
  return found;
}

const BY_WEIGHT: Readonly<Record<DoseUnit, ThresholdUnit | undefined>> = {
  MG: 'MG_PER_KG',
  U: 'U_PER_KG',
  U_PER_H: 'U_PER_KG_H',
  MU: undefined,
};

/** The unit of an amount for each kilogram. */
export const perKgOf = (unit: DoseUnit): ThresholdUnit => BY_WEIGHT[unit] ?? unit;
