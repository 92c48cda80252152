import type { TestResult as TestRow } from '../../prisma/generated/client';
import type { Change } from '../../workflows/domain/testResults';
import { changeOf, isRaised, standingTests } from '../../workflows/domain/testResults';
import type { TestResult as Told } from '../../workflows/domain/testResults';
import { instant } from '../../workflows/domain/time';
import { builder } from '../builder';
import { present } from '../present';
import { Precision, Role, Source, TestBound, TestKind } from './common';
import './episode';
import { Person } from './people';

const instantOf = (date: Date) => instant(date.getTime());

/** A row of the record as the rules know it. */
export const toldOf = (row: TestRow): Told => {
  const { n, kind, value, unit, recordedBy, precision, source } = row;
  const { bound, assay, limit, recordedRole, corrects, reason } = row;
  const untilAt = row.untilAt === null ? undefined : instantOf(row.untilAt);
  return {
    ...{ n, kind, value, unit, recordedBy },
    sampled: { at: instantOf(row.at), precision, source, ...present({ untilAt }) },
    reportedAt: instantOf(row.reportedAt),
    receivedAt: instantOf(row.receivedAt),
    ...present({ bound, assay, limit, recordedRole, corrects, reason }),
    ...(row.withdraws === true ? { withdraws: true } : {}),
  };
};

type Shown = Told & { readonly stands: boolean; readonly change: Change | undefined };

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
    n: t.exposeInt('n'),
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
    recordedBy: t.field({
      type: Person,
      nullable: true,
      resolve: ({ recordedBy: id }, _, { directory }) => directory.person(id),
    }),
    recordedById: t.exposeID('recordedBy', { description: 'A person, or the device that measured it.' }),
    recordedRole: t.expose('recordedRole', { type: Role, nullable: true }),
    receivedAt: t.expose('receivedAt', { type: 'Instant' }),
    stands: t.exposeBoolean('stands', { description: 'Neither corrected nor taken back.' }),
    corrects: t.exposeInt('corrects', { nullable: true }),
    withdraws: t.boolean({ resolve: ({ withdraws }) => withdraws === true }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why it was corrected or taken back.' }),
  }),
});

builder.prismaObjectFields('Episode', (t) => ({
  tests: t.field({
    type: [TestResult],
    description: 'Every result, as told; corrected ones stay.',
    select: { tests: { orderBy: { n: 'asc' } } },
    resolve: ({ tests: rows }) => {
      const tests = rows.map(toldOf);
      const stand = standingTests(tests);
      return tests.map((test): Shown => ({ ...test, stands: stand.includes(test), change: changeOf(tests, test) }));
    },
  }),
}));
