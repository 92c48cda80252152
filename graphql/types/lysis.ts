import type { LysisAssessment as AssessmentShape } from '../../workflows/domain/lysisResult';
import type { Instant } from '../../workflows/domain/time';
import type { LysisResult as ResultCode } from '../../workflows/domain/vocabulary';
import { builder } from '../builder';
import { Answer, Lead, LysisResult, Role } from './common';
import { Person } from './people';

const resultOf = (says: ResultCode | 'ASK'): ResultCode | undefined => (says === 'ASK' ? undefined : says);

export const LysisAssessment = builder.objectRef<AssessmentShape>('LysisAssessment').implement({
  description: 'A person’s word on whether lysis worked, beside what clinical.md 2.6 said then.',
  fields: (t) => ({
    result: t.expose('result', { type: LysisResult }),
    by: t.field({ type: Person, nullable: true, resolve: ({ by: id }, _, { directory }) => directory.person(id) }),
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
