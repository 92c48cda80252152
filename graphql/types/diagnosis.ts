import { limitsIn } from '../../workflows/domain/askedLimits';
import type { BedsideReading as Bedside } from '../../workflows/domain/bedside';
import type { Episode } from '../../workflows/domain/episode';
import type { Revision as RevisionShape } from '../../workflows/domain/findings';
import { NSTE_ITEMS, type RiskLabel as LabelShape, riskAdvice } from '../../workflows/domain/nsteRisk';
import { standingOverlays } from '../../workflows/domain/overlays';
import type { Edited } from '../../workflows/domain/pathway';
import { answersOfTests, riskAnswers, type TestResult } from '../../workflows/domain/testResults';
import type { Answer as AnswerCode, RiskClass as ClassCode } from '../../workflows/domain/vocabulary';
import { builder } from '../builder';
import { editedBy } from '../editedBy';
import { factsOf, type Facts } from '../facts';
import { Answer, Finding, Lead, Overlay, RiskClass, Role, TracingSource } from './common';
import './episode';
import { personBy } from './people';
import { ASKED_WITH } from './strategy';
import { resultOf } from './test';

/** With the reading of its recording, where that has come. */
type BedsideShape = Bedside & { readonly readingId: string | undefined };

const classOf = (says: ClassCode | 'ASK'): ClassCode | undefined => (says === 'ASK' ? undefined : says);

const Revision = builder.objectRef<RevisionShape>('Revision').implement({
  description: 'A diagnosis a named doctor took back (R13, R14).',
  fields: (t) => ({
    from: t.expose('from', { type: Finding }),
    reason: t.exposeString('reason'),
    by: t.field(personBy(({ by }) => by)),
    role: t.expose('role', { type: Role }),
    at: t.expose('at', { type: 'Instant' }),
  }),
});

const RiskLabel = builder.objectRef<LabelShape>('RiskLabel').implement({
  description: 'A named doctor’s label of NSTE-ACS (clinical.md 2.11).',
  fields: (t) => ({
    riskClass: t.expose('riskClass', { type: RiskClass }),
    says: t.field({
      type: RiskClass,
      nullable: true,
      description: 'What the table said then; none: not everything had been asked.',
      resolve: ({ says }) => classOf(says),
    }),
    by: t.field(personBy(({ by }) => by)),
    role: t.expose('role', { type: Role }),
    at: t.expose('at', { type: 'Instant' }),
    reason: t.exposeString('reason', { nullable: true }),
  }),
});

type RiskFacts = Pick<Facts, 'checklist' | 'risk'> & {
  readonly tests: readonly TestResult[];
  readonly pathway: Edited;
};
const adviceOf = ({ checklist = {}, ...facts }: RiskFacts) => riskAdvice(riskAnswers({ checklist, ...facts }));

type RiskItemShape = {
  readonly code: string;
  readonly limits: readonly number[];
  readonly answer: AnswerCode | undefined;
  readonly tested: AnswerCode | undefined;
};
const RiskItem = builder.objectRef<RiskItemShape>('RiskItem').implement({
  description: 'One item of clinical.md 2.11, as a person answered it and as the results of tests do.',
  fields: (t) => ({
    code: t.exposeString('code'),
    limits: t.floatList({ description: ASKED_WITH, resolve: ({ limits }) => limits }),
    answer: t.expose('answer', { type: Answer, nullable: true }),
    tested: t.expose('tested', {
      type: Answer,
      nullable: true,
      description: 'What a result says; it counts where no person has said yes or no.',
    }),
  }),
});

const NsteRisk = builder.objectRef<RiskFacts>('NsteRisk').implement({
  description: 'What clinical.md 2.11 says of the answers so far; a named doctor gives the label.',
  fields: (t) => ({
    says: t.field({
      type: RiskClass,
      nullable: true,
      description: 'None: nothing found so far, and not everything asked.',
      resolve: (facts) => classOf(adviceOf(facts).says),
    }),
    because: t.stringList({ resolve: (facts) => adviceOf(facts).because }),
    items: t.field({
      type: [RiskItem],
      resolve: ({ checklist, tests, pathway }) => {
        const tested = answersOfTests(tests, pathway);
        return NSTE_ITEMS.map((item) => ({
          code: item.code,
          limits: limitsIn(pathway, item),
          answer: checklist?.[item.code],
          tested: tested[item.code],
        }));
      },
    }),
    label: t.field({ type: RiskLabel, nullable: true, resolve: ({ risk }) => risk }),
  }),
});

const UnreadableEcg = builder.objectRef<NonNullable<Episode['unreadable']>>('UnreadableEcg').implement({
  description: 'The last ECG nobody could read, while no later one has come (R3).',
  fields: (t) => ({
    ecgId: t.exposeID('ecgId'),
    advice: t.exposeString('advice', { description: 'What to do otherwise.' }),
    acquiredAt: t.expose('acquiredAt', { type: 'Instant' }),
  }),
});

const BedsideReading = builder.objectRef<BedsideShape>('BedsideReading').implement({
  description: 'An ECG a person read where the platform held no recording of it (R5).',
  fields: (t) => ({
    n: t.exposeInt('n'),
    acquiredAt: t.field({ type: 'Instant', resolve: ({ acquired }) => acquired.at }),
    readAt: t.field({ type: 'Instant', resolve: ({ read }) => read.at }),
    readFrom: t.expose('readFrom', { type: TracingSource }),
    finding: t.expose('finding', { type: Finding }),
    leads: t.expose('leads', { type: [Lead] }),
    by: t.field(personBy(({ by }) => by)),
    role: t.expose('role', { type: Role }),
    readWith: t.exposeString('readWith', { nullable: true, description: 'Who else looked at it.' }),
    readingId: t.field({
      type: 'ID',
      nullable: true,
      description: 'The reading of its recording; none: the recording is not on the platform.',
      resolve: ({ readingId }) => readingId,
    }),
  }),
});

/** What an episode is taken for, and what lies over it now. */
builder.prismaObjectFields('Episode', (t) => ({
  standingOverlays: t.field({
    type: [Overlay],
    select: { facts: true },
    resolve: ({ facts }) => standingOverlays(factsOf(facts).overlays ?? []),
  }),
  unreadableEcg: t.field({
    type: UnreadableEcg,
    nullable: true,
    select: { facts: true },
    resolve: ({ facts }) => factsOf(facts).unreadable,
  }),
  bedsideReadings: t.field({
    type: [BedsideReading],
    select: { facts: true },
    resolve: ({ facts }) => {
      const { bedside = [], ecgs = [] } = factsOf(facts);
      return bedside.map((one) => ({ ...one, readingId: ecgs.find(({ ecgId }) => ecgId === one.ecgId)?.readingId }));
    },
  }),
  revision: t.field({
    type: Revision,
    nullable: true,
    select: { facts: true },
    resolve: ({ facts }) => factsOf(facts).revision,
  }),
  nsteRisk: t.field({
    type: NsteRisk,
    nullable: true,
    description: 'While the case is taken for NSTE-ACS.',
    select: { facts: true, pathwayEdition: true, tests: { orderBy: { n: 'asc' } } },
    resolve: ({ facts, tests, pathwayEdition }, _, { directory }) =>
      factsOf(facts).report?.finding === 'NSTE_ACS'
        ? { ...factsOf(facts), tests: tests.map(resultOf), pathway: editedBy(directory, pathwayEdition) }
        : undefined,
  }),
}));
