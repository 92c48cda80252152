import { DAY_MS } from '../../workflows/domain/time';
import { alarmSources, type AlarmSource, type SourcesOf } from '../../prisma/alarmSources';
import { quietAlarms, type QuietAlarm } from '../alarmReview';
import { builder } from '../builder';
import { atMost } from '../limits';
import { onRecord } from '../record';
import { AlarmCode, AlarmReviewOutcome } from './common';
import { personBy } from './people';

const Source = builder.objectRef<AlarmSource>('AlarmSource').implement({
  description: 'A patient who caused many of the alarms.',
  fields: (t) => ({
    patient: t.prismaField({
      type: 'Patient',
      nullable: true,
      resolve: (query, { patientId: id }, _, { prisma }) => prisma.patient.findUnique({ ...query, where: { id } }),
    }),
    alarms: t.exposeInt('alarms'),
    share: t.exposeFloat('share', { description: 'Of all alarms of patients in that time.' }),
    falseShare: t.exposeFloat('falseShare', { nullable: true, description: 'Of those a person assessed.' }),
    limitsSetAt: t.expose('limitsSetAt', {
      type: 'Instant',
      nullable: true,
      description: 'When a person last set this patient’s own limits.',
    }),
    reviewed: t.prismaField({
      type: 'AlarmReview',
      nullable: true,
      description: 'The newest look through them within that time; none: nobody has.',
      resolve: (query, { reviewId: id }, _, { prisma }) =>
        id === null ? null : prisma.alarmReview.findUnique({ ...query, where: { id } }),
    }),
    alarmsSince: t.exposeInt('alarmsSince', { nullable: true, description: 'Raised after that look.' }),
  }),
});

builder.prismaObject('AlarmReview', {
  name: 'AlarmsReviewed',
  description: 'A person who looked through the alarms of a patient’s week.',
  fields: (t) => ({
    at: t.expose('reviewedAt', { type: 'Instant' }),
    by: t.field(personBy(({ reviewedBy }) => reviewedBy)),
    outcome: t.expose('outcome', { type: AlarmReviewOutcome, description: 'What was changed.' }),
    remark: t.exposeString('remark', { description: 'What was found.' }),
  }),
});

const Quiet = builder.objectRef<QuietAlarm>('QuietAlarm').implement({
  description: 'What devices told that became nobody’s alarm: for information, too short, or held by a rule.',
  fields: (t) => ({
    code: t.expose('code', { type: AlarmCode }),
    alarms: t.exposeInt('alarms'),
    devices: t.exposeInt('devices'),
  }),
});

type Review = Pick<SourcesOf, 'from' | 'to' | 'siteId' | 'reviewedBefore'>;
export const AlarmReview = builder.objectRef<Review>('AlarmReview').implement({
  description: 'What is to be looked through each week (clinical.md 6.3, 6.4).',
  fields: (t) => ({
    from: t.expose('from', { type: 'Instant' }),
    sources: t.field({
      type: [Source],
      description: 'The tenth of the patients with most alarms, the first first.',
      args: { limit: t.arg.int({ required: true, defaultValue: 20 }) },
      resolve: (review, { limit }, { pool }) => onRecord(() => alarmSources(pool, { ...review, limit: atMost(limit) })),
    }),
    quiet: t.field({
      type: [Quiet],
      resolve: ({ from, to }, _, { pool }) => onRecord(() => quietAlarms(pool, from, to)),
    }),
  }),
});

builder.queryFields((t) => ({
  alarmReview: t.field({
    type: AlarmReview,
    args: { days: t.arg.int({ required: true, defaultValue: 7 }) },
    resolve: (_, { days }, { now }) => ({ from: new Date(now() - atMost(days) * DAY_MS), to: new Date(now()) }),
  }),
}));
