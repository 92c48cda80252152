import { DRUG_ROWS } from '../../../workflows/domain/drugs';
import { type Drug, GIVEN_UNITS, DRUGS, ROUTES } from '../../../workflows/domain/vocabulary';
import { RecordDrugDocument, WithdrawDrugDocument } from '../api/generated/graphql';
import type { Field, Form } from './fields';
import { number, WHY } from './sheet';

const ANY_AMOUNT = [0, 10_000_000] as const;
const WHICH: Field = { kind: 'CODE', name: 'drug', label: 'drug', group: 'drug', options: DRUGS };
const dose = (units: readonly string[]): readonly Field[] => [
  number('amount', 'amount', ANY_AMOUNT, false),
  { kind: 'CODE', name: 'unit', label: 'doseUnit', group: 'doseUnit', options: units },
  { kind: 'CODE', name: 'route', label: 'route', group: 'route', options: ROUTES },
  { kind: 'TIME', name: 'given', label: 'givenAt' },
];

const UNITS_OF = Object.fromEntries(DRUGS.map((drug) => [drug, DRUG_ROWS[drug].units]));
/** What a dose asks; the units are those in which its drug is counted. */
export const DRUG_FIELDS: readonly Field[] = [
  WHICH,
  ...dose(GIVEN_UNITS).map((field): Field =>
    field.kind === 'CODE' && field.name === 'unit' ? { ...field, narrowed: { by: 'drug', options: UNITS_OF } } : field,
  ),
];

type Of = { readonly episodeId: string; readonly n: number };

/** A drug of the table, already chosen; how much of it is entered by who gave it, beside what the table prints. */
export const giveDrugForm = (
  episodeId: string,
  drug: Drug,
  printed: { readonly amount?: number; readonly unit?: string; readonly route?: string },
  title: string,
): Form => ({
  title,
  document: RecordDrugDocument,
  fields: dose(DRUG_ROWS[drug].units),
  fixed: { episodeId, drug },
  initial: printed,
});

/** The right dose instead of a wrong one; both stay in the record. */
export const correctDrugForm = ({ episodeId, n }: Of, title: string): Form => ({
  title,
  document: RecordDrugDocument,
  fields: [...DRUG_FIELDS, WHY],
  fixed: { episodeId, corrects: n },
});

export const withdrawDrugForm = (fixed: Of, title: string): Form => ({
  title,
  document: WithdrawDrugDocument,
  fields: [WHY],
  fixed,
});
