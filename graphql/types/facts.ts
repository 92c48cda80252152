import type { AngiographyConcluded } from '../../workflows/domain/angiography';
import type { DownRefusal as DownRefusalShape } from '../../workflows/domain/downReferral';
import type {
  Choice as ChoiceShape,
  Discharge as DischargeShape,
  DrugLine as DrugLineShape,
  Episode,
  Index as IndexShape,
  PciResult as PciResultShape,
  Report as ReportShape,
  StayLeg as StayLegShape,
  Stent as StentShape,
} from '../../workflows/domain/episode';
import { builder } from '../builder';
import { AngiographyEnd, Department, Finding, PciComplication, PciSupport, Role, Strategy, Territory } from './common';
import { personBy, siteBy } from './people';

export const Report = builder.objectRef<ReportShape>('Report').implement({
  description: 'The ECG report the pathway acts on.',
  fields: (t) => ({
    ecgId: t.exposeID('ecgId', { nullable: true, description: 'None: read at the bedside, without a recording.' }),
    finding: t.expose('finding', { type: Finding }),
    territories: t.expose('territories', { type: [Territory] }),
    signedBy: t.field(personBy(({ signedBy }) => signedBy)),
    at: t.expose('at', { type: 'Instant' }),
  }),
});

export const Choice = builder.objectRef<ChoiceShape>('Choice').implement({
  description: 'The decision of a named doctor.',
  fields: (t) => ({
    strategy: t.expose('strategy', { type: Strategy }),
    by: t.field(personBy(({ by }) => by)),
    role: t.expose('role', { type: Role }),
    at: t.expose('at', { type: 'Instant' }),
    reason: t.exposeString('reason', { nullable: true }),
    shown: t.exposeString('shown', {
      nullable: true,
      description: 'The recommendation’s row on the screen at that moment.',
    }),
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

export const Access = builder.enumType('Access', { values: ['RADIAL', 'FEMORAL'] as const });

export const PciResult = builder.objectRef<PciResultShape>('PciResult').implement({
  fields: (t) => ({
    culprit: t.exposeString('culprit'),
    access: t.expose('access', { type: Access }),
    timiBefore: t.exposeInt('timiBefore'),
    timiAfter: t.exposeInt('timiAfter'),
    stents: t.expose('stents', { type: [Stent] }),
    thrombus: t.exposeBoolean('thrombus', { nullable: true, description: 'Seen in the culprit.' }),
    complications: t.field({
      type: [PciComplication],
      resolve: ({ complications }) => complications ?? [],
    }),
    support: t.field({ type: [PciSupport], resolve: ({ support }) => support ?? [] }),
  }),
});

export const Angiography = builder.objectRef<AngiographyConcluded>('Angiography').implement({
  description: 'An angiography that ended without PCI: no culprit, or one for the surgeon.',
  fields: (t) => ({
    end: t.expose('end', { type: AngiographyEnd }),
    by: t.field(personBy(({ by }) => by)),
    role: t.expose('role', { type: Role }),
    at: t.expose('at', { type: 'Instant' }),
    reason: t.exposeString('reason'),
  }),
});

export const StayLeg = builder.objectRef<StayLegShape>('StayLeg').implement({
  fields: (t) => ({
    department: t.expose('department', { type: Department }),
    from: t.expose('from', { type: 'Instant' }),
  }),
});

export const Discharge = builder.objectRef<DischargeShape>('Discharge').implement({
  fields: (t) => ({
    at: t.expose('at', { type: 'Instant' }),
    by: t.field(personBy(({ by }) => by)),
    drugs: t.expose('drugs', { type: [DrugLine] }),
    highRisk: t.exposeBoolean('highRisk'),
    lvef: t.exposeFloat('lvef', { nullable: true, description: '%' }),
  }),
});

export const DownRefusal = builder.objectRef<DownRefusalShape>('DownRefusal').implement({
  description: 'A centre that could not take the patient (R22).',
  fields: (t) => ({
    site: t.field(siteBy(({ siteId }) => siteId)),
    by: t.field(personBy(({ by }) => by)),
    role: t.expose('role', { type: Role }),
    at: t.expose('at', { type: 'Instant' }),
    reason: t.exposeString('reason'),
  }),
});

export const HospitalFollowUp = builder
  .objectRef<NonNullable<Episode['hospitalFollowUp']>>('HospitalFollowUp')
  .implement({
    description: 'The hospital runs the follow-up itself (R22).',
    fields: (t) => ({
      by: t.field(personBy(({ by }) => by)),
      role: t.expose('role', { type: Role }),
      at: t.expose('at', { type: 'Instant' }),
      reason: t.exposeString('reason'),
    }),
  });

export const DownReferral = builder.objectRef<NonNullable<Episode['downReferral']>>('DownReferral').implement({
  fields: (t) => ({
    site: t.field(siteBy(({ siteId }) => siteId)),
    sentAt: t.expose('sentAt', { type: 'Instant' }),
    acceptedBy: t.field(personBy(({ acceptedBy }) => acceptedBy)),
  }),
});

export const Index = builder.objectRef<IndexShape>('Index').implement({
  description: 'What an up-referral already knows of the event before.',
  fields: (t) => ({
    episodeId: t.exposeID('episodeId'),
    incidentId: t.exposeID('incidentId', { nullable: true }),
    culprit: t.exposeString('culprit', { nullable: true }),
    stents: t.expose('stents', { type: [Stent] }),
    drugs: t.expose('drugs', { type: [DrugLine] }),
    dischargedAt: t.expose('dischargedAt', { type: 'Instant', nullable: true }),
    readmitted: t.boolean({
      description: 'Back soon after going home: within the days of the edition (R19).',
      resolve: ({ readmitted }) => readmitted !== undefined,
    }),
  }),
});
