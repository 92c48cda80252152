import type { Column } from './adjunctRows';
import type { AgeBand, DoseNumber, TakeNumber } from './doseNumbers';
import { numbersOf } from './doseNumbers';
import { known } from './known';
import type { Drug } from './vocabulary';

/** What the pack may hold. */
export type PackDrug = Extract<Drug, 'ASPIRIN' | 'CLOPIDOGREL' | 'TICAGRELOR' | 'PRASUGREL'>;

/** One loading dose of 2.5#1 and 2.5#2, mg; without a column it is the same whatever the strategy. */
export type PackRow = {
  readonly drug: PackDrug;
  readonly ref: '2.5#1' | '2.5#2';
  readonly mg: number;
  readonly printed: DoseNumber['printed'];
  readonly column?: Column;
  readonly ageYears?: AgeBand;
};

/** Over this age clopidogrel has a smaller load with lysis (10.6). */
const SMALLER_OVER = 75;
/** What an edition calls that age. */
export const SMALLER_LOAD = { code: 'CLOPIDOGREL_SMALLER_OVER', years: SMALLER_OVER } as const;

/** clinical.md 2.5#1, 2.5#2: 300 mg is China's load of aspirin, and 150 to 325 what the other lists print. */
export const PACK_ROWS = {
  ASPIRIN: { drug: 'ASPIRIN', ref: '2.5#1', mg: 300, printed: [150, 325] },
  TICAGRELOR: { drug: 'TICAGRELOR', ref: '2.5#2', mg: 180, printed: [180, 180], column: 'PPCI' },
  PRASUGREL: { drug: 'PRASUGREL', ref: '2.5#2', mg: 60, printed: [60, 60], column: 'PPCI' },
  CLOPIDOGREL_PPCI: { drug: 'CLOPIDOGREL', ref: '2.5#2', mg: 600, printed: [600, 600], column: 'PPCI' },
  CLOPIDOGREL_LYSIS: {
    ...{ drug: 'CLOPIDOGREL', ref: '2.5#2', mg: 300, printed: [300, 300], column: 'LYSIS' },
    ageYears: { sign: '<=', years: SMALLER_OVER },
  },
  CLOPIDOGREL_LYSIS_SMALLER: {
    ...{ drug: 'CLOPIDOGREL', ref: '2.5#2', mg: 75, printed: [75, 75], column: 'LYSIS' },
    ageYears: { sign: '>', years: SMALLER_OVER },
  },
} as const satisfies Record<string, PackRow>;

/** Of the P2Y12 inhibitors beside clopidogrel a hospital may stock one and not the other. */
export const PACK_CHOICES = ['TICAGRELOR', 'PRASUGREL'] as const;
export const packCode = (drug: (typeof PACK_CHOICES)[number]): string => `PACK_${drug}`;

/** The load of a row with the number it is given for its own, mg. */
export const loadWith = ({ drug, ref, mg, printed, column, ageYears }: PackRow, take: TakeNumber): number =>
  take({ product: drug, ref, unit: 'MG', value: mg, printed, step: 1, ...known({ column, ageYears }) });

export const PACK_NUMBERS = numbersOf((take) => Object.values(PACK_ROWS).forEach((row) => loadWith(row, take)));
