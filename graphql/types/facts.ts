import type { Choice as ChoiceShape, DrugLine as DrugLineShape, Forecast as ForecastShape, PciResult as PciResultShape, Stent as StentShape } from '../../workflows/domain/episode';
import type { Answer as AnswerCode, LabRole as LabRoleCode, Role as RoleCode } from '../../workflows/domain/vocabulary';
import { builder } from '../builder';
import { pending } from '../pending';
import { Answer, Department, Finding, Jurisdiction, LabRole, Role, Strategy, Territory } from './common';
import { Person, Site } from './people';

export const ChecklistItem = builder.objectRef<{ code: string; weight: 'ABSOLUTE' | 'RELATIVE'; answer: AnswerCode | null }>('ChecklistItem').implement({
  description: 'One contraindication to lysis (clinical.md 2.3); no answer and UNKNOWN never count as no.',
  fields: (t) => ({
    code: t.exposeString('code'),
    absolute: t.boolean({ description: 'Absolute, else relative, under the episode’s jurisdiction.', resolve: ({ weight }) => weight === 'ABSOLUTE' }),
    answer: t.expose('answer', { type: Answer, nullable: true }),
  }),
});

export const Checklist = builder.objectRef<{ jurisdiction: 'ESC_2023' | 'ACCF_AHA' | 'CHINA_2019'; killip: number | null }>('Checklist').implement({
  fields: (t) => ({
    jurisdiction: t.expose('jurisdiction', { type: Jurisdiction }),
    killip: t.exposeInt('killip', { nullable: true }),
    items: t.field({ type: [ChecklistItem], resolve: pending }),
    absolute: t.stringList({ description: 'Absolute contraindications answered yes.', resolve: pending }),
    relative: t.stringList({ description: 'Relative contraindications answered yes.', resolve: pending }),
    unknown: t.stringList({ description: 'Items not answered, or answered UNKNOWN.', resolve: pending }),
  }),
});

export const Forecast = builder.objectRef<ForecastShape>('Forecast').implement({
  description: 'Minutes still ahead; what is not known is null, and said so (clinical.md 2.2, 10.38).',
  fields: (t) => ({
    madeAt: t.expose('madeAt', { type: 'Instant' }),
    localMin: t.exposeFloat('localMin', { nullable: true }),
    driveMin: t.exposeFloat('driveMin', { nullable: true }),
    arrivalToWireMin: t.exposeFloat('arrivalToWireMin', { nullable: true }),
    cases: t.exposeInt('cases', { nullable: true, description: 'Of how many cases the arrival-to-wire time was taken.' }),
    diagnosisToWireMin: t.float({ nullable: true, description: 'Elapsed since diagnosis plus all that is ahead.', resolve: pending }),
    limitMin: t.int({ description: '120', resolve: pending }),
  }),
});

export const Recommendation = builder.objectRef<{ strategy: string; row: string; reasons: readonly string[]; remarks: readonly string[] }>('Recommendation').implement({
  description: 'What clinical.md 2.2 says now; a named doctor decides.',
  fields: (t) => ({
    strategy: t.field({ type: Strategy, nullable: true, description: 'None: ask, the table gives no answer.', resolve: pending }),
    row: t.exposeString('row', { description: 'The row of the table, 2.2#4.' }),
    reasons: t.exposeStringList('reasons'),
    remarks: t.exposeStringList('remarks'),
    ifOnsetEarliest: t.field({ type: Strategy, nullable: true, description: 'When onset is an interval and its ends disagree.', resolve: pending }),
    ifOnsetLatest: t.field({ type: Strategy, nullable: true, resolve: pending }),
  }),
});

export const Choice = builder.objectRef<ChoiceShape>('Choice').implement({
  description: 'The decision of a named doctor.',
  fields: (t) => ({
    strategy: t.expose('strategy', { type: Strategy }),
    by: t.field({ type: Person, nullable: true, resolve: pending }),
    role: t.expose('role', { type: Role }),
    at: t.expose('at', { type: 'Instant' }),
    reason: t.exposeString('reason', { nullable: true }),
    shown: t.exposeString('shown', { nullable: true, description: 'The recommendation’s row on the screen at that moment.' }),
  }),
});

export const Acknowledgement = builder
  .objectRef<{ role: RoleCode; personId: string | null; askedAt: Date; ackAt: Date | null; ackBy: string | null }>('Acknowledgement')
  .implement({
    description: 'The last page to one role, and whether somebody answered it.',
    fields: (t) => ({
      role: t.expose('role', { type: Role }),
      pageId: t.id({ resolve: pending }),
      person: t.field({ type: Person, nullable: true, resolve: pending }),
      askedAt: t.expose('askedAt', { type: 'Instant' }),
      ackAt: t.expose('ackAt', { type: 'Instant', nullable: true }),
      ackBy: t.field({ type: Person, nullable: true, resolve: pending }),
      failed: t.boolean({ resolve: pending }),
    }),
  });

export const Arrival = builder.objectRef<{ role: LabRoleCode; at: number | null }>('Arrival').implement({
  fields: (t) => ({ role: t.expose('role', { type: LabRole }), at: t.expose('at', { type: 'Instant', nullable: true }) }),
});

export const LAB_ANSWERS = ['ASKED', 'HELD', 'QUEUED'] as const;
export const LabAnswer = builder.enumType('LabAnswer', { values: LAB_ANSWERS });

export const Activation = builder.objectRef<{ labId: string; at: number; lab: (typeof LAB_ANSWERS)[number] }>('Activation').implement({
  description: 'The cath lab was called: who was asked, who answered, who has arrived.',
  fields: (t) => ({
    labId: t.exposeID('labId'),
    calledBy: t.field({ type: Person, nullable: true, resolve: pending }),
    at: t.expose('at', { type: 'Instant' }),
    lab: t.expose('lab', { type: LabAnswer }),
    acknowledgements: t.field({ type: [Acknowledgement], resolve: pending }),
    arrivals: t.field({ type: [Arrival], description: 'Every role of the team; the last arrival makes the lab ready.', resolve: pending }),
  }),
});

export const Stent = builder.objectRef<StentShape>('Stent').implement({
  fields: (t) => ({ segment: t.exposeString('segment'), product: t.exposeString('product') }),
});

export const DrugLine = builder.objectRef<DrugLineShape>('DrugLine').implement({
  fields: (t) => ({
    drug: t.exposeString('drug'),
    dose: t.exposeString('dose'),
    stopAt: t.expose('stopAt', { type: 'Instant', nullable: true }),
  }),
});

export const ACCESSES = ['RADIAL', 'FEMORAL'] as const;
export const Access = builder.enumType('Access', { values: ACCESSES });

export const PciResult = builder.objectRef<PciResultShape>('PciResult').implement({
  fields: (t) => ({
    culprit: t.exposeString('culprit'),
    access: t.expose('access', { type: Access }),
    timiBefore: t.exposeInt('timiBefore'),
    timiAfter: t.exposeInt('timiAfter'),
    stents: t.expose('stents', { type: [Stent] }),
  }),
});

export const StayLeg = builder.objectRef<{ department: 'CCU' | 'CARDIOLOGY' | 'ICU' | 'GENERAL_WARD'; from: number }>('StayLeg').implement({
  fields: (t) => ({ department: t.expose('department', { type: Department }), from: t.expose('from', { type: 'Instant' }) }),
});

export const Discharge = builder.objectRef<{ at: number; drugs: readonly DrugLineShape[]; highRisk: boolean; lvef?: number }>('Discharge').implement({
  fields: (t) => ({
    at: t.expose('at', { type: 'Instant' }),
    by: t.field({ type: Person, nullable: true, resolve: pending }),
    drugs: t.expose('drugs', { type: [DrugLine] }),
    highRisk: t.exposeBoolean('highRisk'),
    lvef: t.exposeFloat('lvef', { nullable: true, description: '%' }),
  }),
});

export const DownReferral = builder.objectRef<{ sentAt: number }>('DownReferral').implement({
  fields: (t) => ({
    site: t.field({ type: Site, nullable: true, resolve: pending }),
    sentAt: t.expose('sentAt', { type: 'Instant' }),
    acceptedBy: t.field({ type: Person, nullable: true, resolve: pending }),
  }),
});

export const Report = builder.objectRef<{ ecgId: string; at: number }>('Report').implement({
  description: 'The ECG report the pathway acts on.',
  fields: (t) => ({
    ecgId: t.exposeID('ecgId'),
    finding: t.field({ type: Finding, resolve: pending }),
    territories: t.field({ type: [Territory], resolve: pending }),
    signedBy: t.field({ type: Person, nullable: true, resolve: pending }),
    at: t.expose('at', { type: 'Instant' }),
  }),
});

export const Index = builder.objectRef<{ episodeId: string; culprit?: string; stents: readonly StentShape[]; drugs: readonly DrugLineShape[] }>('Index').implement({
  description: 'What an up-referral already knows of the event before.',
  fields: (t) => ({
    episodeId: t.exposeID('episodeId'),
    incidentId: t.id({ nullable: true, resolve: pending }),
    culprit: t.exposeString('culprit', { nullable: true }),
    stents: t.expose('stents', { type: [Stent] }),
    drugs: t.expose('drugs', { type: [DrugLine] }),
    dischargedAt: t.field({ type: 'Instant', nullable: true, resolve: pending }),
  }),
});
