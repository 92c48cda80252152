import { isVital, TEST_UNITS } from '../../../workflows/domain/testResults';
import { TEST_BOUNDS, TEST_KINDS, type TestKind } from '../../../workflows/domain/vocabulary';
import { ReportTestDocument, WithdrawTestDocument } from '../api/generated/graphql';
import type { Field, Form } from './fields';
import { number, WHY } from './sheet';

const UNITS_OF = Object.fromEntries(Object.entries(TEST_UNITS).map(([kind, units]) => [kind, Object.keys(units)]));
const ANY_VALUE = [0, 10_000_000] as const;
const unitField = (units: readonly string[]) =>
  ({ kind: 'CODE', name: 'unit', label: 'testUnit', group: 'unit', options: units }) as const satisfies Field;
const VALUE: readonly Field[] = [
  { kind: 'TIME', name: 'sampled', label: 'sampledAt' },
  { kind: 'TIME', name: 'reported', label: 'reportedAt', optional: true },
  { kind: 'CODE', name: 'bound', label: 'testBound', group: 'testBound', options: TEST_BOUNDS, optional: true },
  number('limit', 'testLimit', ANY_VALUE),
  { kind: 'TEXT', name: 'assay', label: 'assay', optional: true },
];

const LABORATORY = TEST_KINDS.filter((kind) => !isVital({ kind }));
const SHARE = [0, 100] as const;
const THREE_DIGITS = [0, 999] as const;

/** What a person reads off at one time; any of them may be left out. */
export const VITAL_FIELDS: readonly Field[] = [
  number('spo2', 'spo2', SHARE),
  number('sbp', 'sbp', THREE_DIGITS),
  number('dbp', 'dbp', THREE_DIGITS),
  number('pulse', 'pulse', THREE_DIGITS),
  { kind: 'TIME', name: 'measured', label: 'measuredAt' },
];

/** What a new result asks; the units are those of its test. */
export const TEST_FIELDS: readonly Field[] = [
  { kind: 'CODE', name: 'kind', label: 'testKind', group: 'testKind', options: LABORATORY },
  number('value', 'testValue', ANY_VALUE, false),
  {
    ...unitField([...new Set(LABORATORY.flatMap((kind) => UNITS_OF[kind] ?? []))]),
    narrowed: { by: 'kind', options: UNITS_OF },
  },
  ...VALUE,
];

type Of = { readonly episodeId: string; readonly n: number };

/** The right value instead of a wrong one; both stay in the record. */
export const correctTestForm = ({ episodeId, n }: Of, kind: TestKind, title: string): Form => ({
  title,
  document: ReportTestDocument,
  fields: [number('value', 'testValue', ANY_VALUE, false), unitField(Object.keys(TEST_UNITS[kind])), ...VALUE, WHY],
  fixed: { episodeId, kind, corrects: n },
});

export const withdrawTestForm = (fixed: Of, title: string): Form => ({
  title,
  document: WithdrawTestDocument,
  fields: [WHY],
  fixed,
});
