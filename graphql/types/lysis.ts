import type { Confirmation as ConfirmationShape } from '../../workflows/domain/lysisGate';
import type { LysisAssessment as AssessmentShape } from '../../workflows/domain/lysisResult';
import type { DoseStep as StepShape, LyticDose as DoseShape } from '../../workflows/domain/lytics';
import type { Pack as PackShape, PackDose as PackDoseShape } from '../../workflows/domain/pack';
import type { Instant } from '../../workflows/domain/time';
import type { LysisResult as ResultCode } from '../../workflows/domain/vocabulary';
import { builder } from '../builder';
import { Answer, DoseUnit, Drug, Lead, LysisResult, LyticAgent, Role } from './common';
import { personBy } from './people';

const resultOf = (says: ResultCode | 'ASK'): ResultCode | undefined => (says === 'ASK' ? undefined : says);

export const LysisAssessment = builder.objectRef<AssessmentShape>('LysisAssessment').implement({
  description: 'A person’s word on whether lysis worked, beside what clinical.md 2.6 said then.',
  fields: (t) => ({
    result: t.expose('result', { type: LysisResult }),
    by: t.field(personBy(({ by }) => by)),
    role: t.expose('role', { type: Role }),
    at: t.expose('at', { type: 'Instant' }),
    reason: t.exposeString('reason', { nullable: true }),
    referenceEcgId: t.exposeID('referenceEcgId', { nullable: true }),
    ecgId: t.exposeID('ecgId', { nullable: true }),
    lead: t.expose('lead', { type: Lead, nullable: true }),
    mmBefore: t.exposeFloat('mmBefore', { nullable: true }),
    mmAfter: t.exposeFloat('mmAfter', { nullable: true }),
    painGone: t.expose('painGone', { type: Answer }),
    reperfusionArrhythmia: t.expose('reperfusionArrhythmia', { type: Answer }),
    unstable: t.expose('unstable', { type: Answer }),
    worseningIschaemia: t.expose('worseningIschaemia', { type: Answer }),
    resolutionPct: t.float({
      nullable: true,
      description: 'How far ST fell back, %; only from a stored reference ECG, its lead and both heights.',
      resolve: ({ advice }) => advice.resolutionPct,
    }),
    says: t.field({
      type: LysisResult,
      nullable: true,
      description: 'None: the table gives no answer, a person does.',
      resolve: ({ advice }) => resultOf(advice.says),
    }),
    row: t.string({ description: 'The row of the table.', resolve: ({ advice }) => advice.row }),
  }),
});

type WindowShape = { readonly from: Instant; readonly until: Instant };
export const Window = builder.objectRef<WindowShape>('Window').implement({
  fields: (t) => ({
    from: t.expose('from', { type: 'Instant' }),
    until: t.expose('until', { type: 'Instant' }),
  }),
});

export const Confirmation = builder.objectRef<ConfirmationShape>('Confirmation').implement({
  description: 'One person’s word that lysis is right although these items stand (clinical.md 2.3).',
  fields: (t) => ({
    by: t.field(personBy(({ by }) => by)),
    role: t.expose('role', { type: Role }),
    at: t.expose('at', { type: 'Instant' }),
    reason: t.exposeString('reason'),
    items: t.exposeStringList('items'),
  }),
});

const DoseStep = builder.objectRef<StepShape>('DoseStep').implement({
  fields: (t) => ({
    amount: t.exposeFloat('amount'),
    unit: t.expose('unit', { type: DoseUnit }),
    overMinFrom: t.float({ resolve: ({ overMin: [from] }) => from }),
    overMinTo: t.float({ resolve: ({ overMin: [, to] }) => to }),
    afterMin: t.exposeFloat('afterMin', { nullable: true, description: 'Minutes after the step before.' }),
  }),
});

export const LyticDose = builder.objectRef<DoseShape>('LyticDose').implement({
  description: 'What clinical.md 2.4 says of one product for this patient; a doctor chooses, never the system.',
  fields: (t) => ({
    agent: t.expose('agent', { type: LyticAgent }),
    product: t.exposeString('product'),
    ref: t.exposeString('ref'),
    steps: t.expose('steps', { type: [DoseStep], description: 'None while something is missing.' }),
    missing: t.exposeStringList('missing'),
    halved: t.exposeBoolean('halved', { description: 'Half the dose for age.' }),
  }),
});

const PackDose = builder.objectRef<PackDoseShape>('PackDose').implement({
  fields: (t) => ({ drug: t.expose('drug', { type: Drug }), mg: t.exposeFloat('mg') }),
});

export const Pack = builder.objectRef<PackShape>('Pack').implement({
  description: 'The “one pack” of clinical.md 2.5 under the strategy as it stands.',
  fields: (t) => ({
    row: t.exposeString('row'),
    aspirin: t.expose('aspirin', { type: [PackDose] }),
    p2y12: t.expose('p2y12', { type: [PackDose], description: 'One of these, chosen by the doctor.' }),
    asks: t.exposeStringList('asks'),
  }),
});
