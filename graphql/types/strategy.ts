import type { Answer as AnswerCode, Strategy as StrategyCode } from '../../workflows/domain/vocabulary';
import { limitsIn } from '../../workflows/domain/askedLimits';
import { assess, lysisItems } from '../../workflows/domain/lysisChecklist';
import type { Edited } from '../../workflows/domain/pathway';
import type { Advice } from '../../workflows/domain/strategy';
import { SITUATION_ITEMS } from '../../workflows/domain/strategy';
import { builder } from '../builder';
import type { Facts } from '../facts';
import type { ForecastNow, RecommendationNow } from '../episodeNow';
import { Answer, Jurisdiction, Strategy } from './common';
import { Confirmation } from './lysis';
import { ThresholdValue } from './pathway';

type Item = {
  readonly code: string;
  readonly limits: readonly number[];
  readonly absolute: boolean;
  readonly answer: AnswerCode | undefined;
};

export const ASKED_WITH = 'The numbers of its sentence, in their order, as the edition of the episode has them.';

export const ChecklistItem = builder.objectRef<Item>('ChecklistItem').implement({
  description: 'One contraindication to lysis (clinical.md 2.3); no answer and UNKNOWN never count as no.',
  fields: (t) => ({
    code: t.exposeString('code'),
    limits: t.floatList({ description: ASKED_WITH, resolve: ({ limits }) => limits }),
    absolute: t.exposeBoolean('absolute', {
      description: 'Absolute, else relative, under the episode’s jurisdiction.',
    }),
    answer: t.expose('answer', { type: Answer, nullable: true }),
  }),
});

const SituationItem = builder.objectRef<Pick<Item, 'code' | 'answer'>>('SituationItem').implement({
  description: 'What the recommendation asks beside the checklist (clinical.md 2.2).',
  fields: (t) => ({
    code: t.exposeString('code'),
    answer: t.expose('answer', { type: Answer, nullable: true }),
  }),
});

/** Where an imported old episode does not say. */
const jurisdictionOf = ({ jurisdiction }: Facts) => jurisdiction ?? 'CHINA_2019';
const assessed = (facts: Facts) => assess(facts.checklist ?? {}, jurisdictionOf(facts));

/** Under the edition of the episode. */
type Sheet = Facts & { readonly pathway: Edited };
export const Checklist = builder.objectRef<Sheet>('Checklist').implement({
  fields: (t) => ({
    jurisdiction: t.field({ type: Jurisdiction, resolve: jurisdictionOf }),
    killip: t.exposeInt('killip', { nullable: true }),
    weightKg: t.exposeFloat('weightKg', { nullable: true }),
    confirmations: t.field({
      type: [Confirmation],
      description: 'Who stands for lysis all the same; an absolute item needs two people.',
      resolve: ({ confirmations }) => confirmations ?? [],
    }),
    items: t.field({
      type: [ChecklistItem],
      resolve: (facts) =>
        lysisItems(jurisdictionOf(facts)).map((item) => ({
          code: item.code,
          limits: limitsIn(facts.pathway, item),
          absolute: item.weight === 'ABSOLUTE',
          answer: facts.checklist?.[item.code],
        })),
    }),
    situation: t.field({
      type: [SituationItem],
      resolve: ({ checklist }) => SITUATION_ITEMS.map((code) => ({ code, answer: checklist?.[code] })),
    }),
    absolute: t.stringList({
      description: 'Absolute contraindications answered yes.',
      resolve: (facts) => assessed(facts).absolute,
    }),
    relative: t.stringList({
      description: 'Relative contraindications answered yes.',
      resolve: (facts) => assessed(facts).relative,
    }),
    unknown: t.stringList({
      description: 'Items not answered, or answered UNKNOWN.',
      resolve: (facts) => assessed(facts).unknown,
    }),
  }),
});

export const Forecast = builder.objectRef<ForecastNow>('Forecast').implement({
  description: 'Minutes still ahead; what is not known is null, and said so (clinical.md 2.2, 10.38).',
  fields: (t) => ({
    madeAt: t.expose('madeAt', { type: 'Instant' }),
    localMin: t.exposeFloat('localMin', { nullable: true }),
    driveMin: t.exposeFloat('driveMin', { nullable: true }),
    driveKnownOn: t.exposeString('driveKnownOn', {
      nullable: true,
      description: 'The day of the region’s list it was taken from; none: a person’s estimate.',
    }),
    arrivalToWireMin: t.exposeFloat('arrivalToWireMin', { nullable: true }),
    cases: t.exposeInt('cases', {
      nullable: true,
      description: 'Of how many of the hospital’s last 90 days it was taken; none: a person’s estimate.',
    }),
    diagnosisToWireMin: t.exposeFloat('diagnosisToWireMin', {
      nullable: true,
      description: 'Elapsed since diagnosis plus all that is ahead, as of now.',
    }),
    labBusy: t.boolean({
      description: 'Every lab of the hospital is another patient’s; the wait counts, or is not known.',
      resolve: ({ labBusy }) => labBusy !== undefined,
    }),
    labWaitMin: t.exposeFloat('labWaitMin', {
      nullable: true,
      description: 'What waiting for a lab adds to diagnosis-to-wire; none while one is free, or not known.',
    }),
    labFreeAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When the first of them is forecast to be free; none while one is free, or not known.',
      resolve: ({ labBusy }) => labBusy?.freeAt,
    }),
    limitMin: t.exposeInt('limitMin'),
    etaAt: t.field({ type: 'Instant', nullable: true, resolve: ({ eta }) => eta?.etaAt }),
    etaSaidAt: t.field({ type: 'Instant', nullable: true, resolve: ({ eta }) => eta?.saidAt }),
    etaCounts: t.boolean({
      description: 'Said on the road to the door and not too long ago: it stands for the drive.',
      resolve: ({ eta }) => eta?.counts === true,
    }),
  }),
});

/** `ASK`: the table gives no answer, a senior does; on the wire that is no strategy. */
const strategyOf = (advice: Advice | undefined): StrategyCode | undefined => (advice === 'ASK' ? undefined : advice);

export const Recommendation = builder.objectRef<RecommendationNow>('Recommendation').implement({
  description: 'What clinical.md 2.2 says now; a named doctor decides.',
  fields: (t) => ({
    strategy: t.field({
      type: Strategy,
      nullable: true,
      description: 'None: the table gives no answer, a senior does.',
      resolve: ({ strategy }) => strategyOf(strategy),
    }),
    row: t.exposeString('row', { description: 'The row of the table, 2.2#4.' }),
    reasons: t.exposeStringList('reasons'),
    remarks: t.exposeStringList('remarks'),
    numbers: t.field({
      type: [ThresholdValue],
      description: 'What the sentences of its reasons and remarks say in numbers, by their code.',
      resolve: ({ numbers }) => numbers,
    }),
    ifOnsetEarliest: t.field({
      type: Strategy,
      nullable: true,
      description: 'When onset is an interval and its ends disagree.',
      resolve: ({ atEarliest }) => strategyOf(atEarliest),
    }),
    ifOnsetLatest: t.field({ type: Strategy, nullable: true, resolve: ({ atLatest }) => strategyOf(atLatest) }),
  }),
});
