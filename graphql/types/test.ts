import type { TestResult as TestRow } from '../../prisma/generated/client';
import type { Change } from '../../workflows/domain/testResults';
import { changeOf, isRaised, standingTests } from '../../workflows/domain/testResults';
import type { TestResult as Told } from '../../workflows/domain/testResults';
import { instantOf } from '../../workflows/domain/time';
import { builder } from '../builder';
import { present } from '../present';
import { Precision, Source, TestBound, TestKind } from './common';
import './episode';
import { lineOf, type Shown as ShownLine, timeOf, toldFields } from './told';

/** A row of the record as the rules know it. */
export const resultOf = (row: TestRow): Told => {
  const { kind, value, unit, bound, assay, limit } = row;
  return {
    ...lineOf(row),
    ...{ kind, value, unit, sampled: timeOf(row), reportedAt: instantOf(row.reportedAt) },
    ...present({ bound, assay, limit }),
  };
};

type Shown = ShownLine<Told> & { readonly change: Change | undefined };

const TestChange = builder.objectRef<Change>('TestChange').implement({
  description: 'How far a value is from the one of the same kind before it; a person judges it.',
  fields: (t) => ({
    by: t.exposeFloat('by'),
    unit: t.exposeString('unit'),
    sinceAt: t.expose('sinceAt', { type: 'Instant' }),
  }),
});

const TestResult = builder.objectRef<Shown>('TestResult').implement({
  description: 'One point-of-care or laboratory result; never changed, corrections append (clinical.md 8.5).',
  fields: (t) => ({
    ...toldFields(t),
    kind: t.expose('kind', { type: TestKind }),
    value: t.exposeFloat('value'),
    bound: t.expose('bound', { type: TestBound, nullable: true, description: 'The value lies below or above this.' }),
    unit: t.exposeString('unit', { description: 'UCUM.' }),
    sampledAt: t.field({ type: 'Instant', resolve: ({ sampled }) => sampled.at }),
    sampledUntilAt: t.field({ type: 'Instant', nullable: true, resolve: ({ sampled }) => sampled.untilAt }),
    precision: t.field({ type: Precision, resolve: ({ sampled }) => sampled.precision }),
    source: t.field({ type: Source, resolve: ({ sampled }) => sampled.source }),
    reportedAt: t.expose('reportedAt', { type: 'Instant' }),
    assay: t.exposeString('assay', { nullable: true }),
    limit: t.exposeFloat('limit', { nullable: true, description: 'The upper limit the laboratory gave beside it.' }),
    raised: t.boolean({
      nullable: true,
      description: 'Above that limit; unknown without one.',
      resolve: (test) => isRaised(test),
    }),
    change: t.field({ type: TestChange, nullable: true, resolve: ({ change }) => change }),
  }),
});

builder.prismaObjectFields('Episode', (t) => ({
  tests: t.field({
    type: [TestResult],
    description: 'Every result, as told; corrected ones stay.',
    select: { tests: { orderBy: { n: 'asc' } } },
    resolve: ({ tests: rows }) => {
      const tests = rows.map(resultOf);
      const stand = standingTests(tests);
      return tests.map((test): Shown => ({ ...test, stands: stand.includes(test), change: changeOf(tests, test) }));
    },
  }),
}));
