import type { Edited } from './pathway';
import { numberIn } from './pathway';
import type { Lead, Sex, StVerdict, Territory } from './vocabulary';
import { TERRITORIES } from './vocabulary';

/** ST elevation at the J point that counts in one group of leads, mV (1 mm = 0.1 mV), and for whom. */
export type StRow = {
  readonly ref: string;
  readonly leads: readonly Lead[];
  readonly mV: number;
  readonly sex?: Exclude<Sex, 'UNKNOWN'>;
  readonly fromAge?: number;
  readonly belowAge?: number;
};

const V2_V3 = ['V2', 'V3'] as const;
const LIMB = ['I', 'II', 'III', 'AVR', 'AVL', 'AVF'] as const;
const CHEST = ['V1', 'V2', 'V3', 'V4', 'V5', 'V6'] as const;
const POSTERIOR = ['V7', 'V8', 'V9'] as const;
const RIGHT = ['V3R', 'V4R'] as const;

/** clinical.md 2.1: three thresholds for three questions, never one constant. */
export const ST_ROWS = {
  DIAGNOSIS: [
    { ref: '2.1#1', leads: V2_V3, mV: 0.25, sex: 'MALE', belowAge: 40 },
    { ref: '2.1#2', leads: V2_V3, mV: 0.2, sex: 'MALE', fromAge: 40 },
    { ref: '2.1#3', leads: V2_V3, mV: 0.15, sex: 'FEMALE' },
    { ref: '2.1#4', leads: [...LIMB, 'V1', 'V4', 'V5', 'V6'], mV: 0.1 },
    { ref: '2.1#5', leads: POSTERIOR, mV: 0.05, sex: 'FEMALE' },
    { ref: '2.1#5 < 40', leads: POSTERIOR, mV: 0.1, sex: 'MALE', belowAge: 40 },
    { ref: '2.1#5 >= 40', leads: POSTERIOR, mV: 0.05, sex: 'MALE', fromAge: 40 },
    { ref: '2.1#6', leads: RIGHT, mV: 0.05, sex: 'FEMALE' },
    { ref: '2.1#6 < 30', leads: RIGHT, mV: 0.1, sex: 'MALE', belowAge: 30 },
    { ref: '2.1#6 >= 30', leads: RIGHT, mV: 0.05, sex: 'MALE', fromAge: 30 },
  ],
  LYSIS_ENTRY: [
    { ref: '2.1#9 chest', leads: CHEST, mV: 0.2 },
    { ref: '2.1#9 limb', leads: LIMB, mV: 0.1 },
  ],
  CRITICAL_VALUE: [
    { ref: '2.1#10 V1-V3', leads: ['V1', 'V2', 'V3'], mV: 0.3 },
    { ref: '2.1#10 other', leads: [...LIMB, 'V4', 'V5', 'V6'], mV: 0.1 },
  ],
} as const satisfies Record<string, readonly StRow[]>;
export type StQuestion = keyof typeof ST_ROWS;
const stQuestions = Object.keys(ST_ROWS) as StQuestion[]; // keys of a literal

/** What an edition calls the height of a row, by its place in its table. */
const heightCode = (question: StQuestion, place: number): string => `ST_${question}_${place + 1}`;

/** Every height a hospital may set otherwise, with the row it belongs to. */
export const ST_HEIGHTS: readonly { readonly code: string; readonly question: StQuestion; readonly row: StRow }[] =
  stQuestions.flatMap((question) =>
    ST_ROWS[question].map((row, place) => ({ code: heightCode(question, place), question, row })),
  );

/** The rows of a question in the heights of an edition. */
const rowsIn = (edition: Edited, question: StQuestion): readonly StRow[] =>
  ST_ROWS[question].map((row: StRow, place) => ({
    ...row,
    mV: numberIn(edition, heightCode(question, place), row.mV),
  }));

/** Leads that look at the same wall from side to side (10.22). */
const CONTIGUOUS: readonly (readonly [Lead, Lead])[] = [
  ['I', 'AVL'],
  ['II', 'AVF'],
  ['AVF', 'III'],
  ['II', 'III'],
  ['V1', 'V2'],
  ['V2', 'V3'],
  ['V3', 'V4'],
  ['V4', 'V5'],
  ['V5', 'V6'],
  ['V7', 'V8'],
  ['V8', 'V9'],
  ['V3R', 'V4R'],
];

const TERRITORY_LEADS: Readonly<Record<Territory, readonly Lead[]>> = {
  SEPTAL: ['V1', 'V2'],
  ANTERIOR: ['V3', 'V4'],
  LATERAL: ['I', 'AVL', 'V5', 'V6'],
  INFERIOR: ['II', 'III', 'AVF'],
  POSTERIOR: POSTERIOR,
  RIGHT: RIGHT,
};

/** The walls these leads look at (10.22). */
export const territoriesOf = (leads: readonly Lead[]): readonly Territory[] =>
  TERRITORIES.filter((territory) => TERRITORY_LEADS[territory].some((lead) => leads.includes(lead)));

/** What keeps the thresholds from holding: then only a reader can call it (2.1, 10.22, 10.39). */
export type Confounder = 'LVH' | 'LBBB' | 'PACED' | 'PRE_EXCITATION' | 'ANEURYSM_OR_OLD_INFARCT';

/** The edition is the reading hospital's; none is the tables. */
export type StCase = Edited & {
  /** J-point level by lead, mV; a lead that is missing or unusable is left out. */
  readonly jMv: Readonly<Partial<Record<Lead, number>>>;
  readonly sex: Sex;
  readonly ageYears?: number;
  readonly confounders?: readonly Confounder[];
};

export type StAnswer = {
  readonly verdict: StVerdict;
  /** Leads that meet their row beside a neighbour that does. */
  readonly leads: readonly Lead[];
  readonly territories: readonly Territory[];
  readonly confounders: readonly Confounder[];
};

type Person = { readonly sex: Exclude<Sex, 'UNKNOWN'>; readonly ageYears: number };

/** One age of each stretch between the limits of the rows. */
const AGES = [29, 39, 40];

/** Everybody the patient may be, as far as is known: age or sex unknown means all of them (10.22). */
const mayBe = ({ sex, ageYears }: Pick<StCase, 'sex' | 'ageYears'>): readonly Person[] => {
  const sexes = sex === 'UNKNOWN' ? (['FEMALE', 'MALE'] as const) : [sex];
  return sexes.flatMap((one) =>
    (ageYears === undefined ? AGES : [ageYears]).map((age) => ({ sex: one, ageYears: age })),
  );
};

const isFor = ({ sex, fromAge = 0, belowAge = Infinity }: StRow, person: Person): boolean =>
  (sex === undefined || sex === person.sex) && person.ageYears >= fromAge && person.ageYears < belowAge;

/** The rows that may hold for a patient of this age and sex, several for one lead when either is not known. */
export const stRowsFor = (question: StQuestion, patient: Omit<StCase, 'jMv' | 'confounders'>): readonly StRow[] =>
  rowsIn(patient, question).filter((row) => mayBe(patient).some((person) => isFor(row, person)));

/** V7 and V9 look at one another when V8 cannot be used (10.39). */
const pairsOf = ({ jMv }: StCase): readonly (readonly [Lead, Lead])[] =>
  jMv.V8 === undefined ? [...CONTIGUOUS, ['V7', 'V9']] : CONTIGUOUS;

const answerFor = (question: StQuestion, facts: StCase, person: Person): Pick<StAnswer, 'verdict' | 'leads'> => {
  const rows = rowsIn(facts, question).filter((row) => isFor(row, person));
  const meets = (lead: Lead): boolean => {
    const level = facts.jMv[lead];
    return level !== undefined && rows.some((row) => row.leads.includes(lead) && level >= row.mV);
  };
  const pairs = pairsOf(facts);
  const leads = [...new Set(pairs.filter((pair) => pair.every(meets)).flat())];
  if (leads.length > 0) return { verdict: 'MEETS_CRITERIA', leads };
  // one lead is up and the neighbour that could have confirmed it is not there (10.39)
  const halfSeen = pairs.some(
    (pair) =>
      pair.some(meets) &&
      pair.some((lead) => facts.jMv[lead] === undefined && rows.some((row) => row.leads.includes(lead))),
  );
  return { verdict: halfSeen ? 'CANNOT_ASSESS' : 'DOES_NOT_MEET', leads };
};

/** What one of the three tables says of these levels; only a reader signs a diagnosis (2.1 H). */
export const assessSt = (question: StQuestion, facts: StCase): StAnswer => {
  const { confounders = [] } = facts;
  const answers = mayBe(facts).map((person) => answerFor(question, facts, person));
  const [first] = answers;
  const agree = first !== undefined && answers.every(({ verdict }) => verdict === first.verdict);
  const leads = agree ? first.leads.filter((lead) => answers.every((one) => one.leads.includes(lead))) : [];
  const territories = territoriesOf(leads);
  const verdict = agree && confounders.length === 0 ? first.verdict : 'CANNOT_ASSESS';
  return { verdict, leads, territories, confounders };
};

/** LBBB and pacing: what a reader counts, in points (2.1#7). */
export const SGARBOSSA_POINTS = {
  CONCORDANT_ELEVATION_1_MM: 5,
  CONCORDANT_DEPRESSION_1_MM_V1_V3: 3,
  DISCORDANT_ELEVATION_5_MM: 2,
} as const;
export type SgarbossaSign = keyof typeof SGARBOSSA_POINTS;

const SGARBOSSA_FROM = 3;
/** Smith's rule in place of the third point: discordant ST/S at or below this in one lead (2.1). */
export const SMITH_ST_TO_S = -0.25;

/** LBBB or pacing is treated as STEMI when a reader finds these (2.1#7). */
export const meetsSgarbossa = (signs: readonly SgarbossaSign[], lowestStToS?: number): boolean =>
  signs.reduce((points, sign) => points + SGARBOSSA_POINTS[sign], 0) >= SGARBOSSA_FROM ||
  (lowestStToS !== undefined && lowestStToS <= SMITH_ST_TO_S);
