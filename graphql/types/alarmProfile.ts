import { profilesOf } from '../../prisma/stream';
import { NO_PROFILE, type AlarmProfile as Shape } from '../../workflows/domain/streamBands';
import { builder } from '../builder';
import { onRecord } from '../record';

const LeadBaseline = builder.objectRef<{ lead: string; mv: number }>('LeadBaseline').implement({
  fields: (t) => ({ lead: t.exposeString('lead'), mv: t.exposeFloat('mv') }),
});

const AlarmProfile = builder.objectRef<Shape>('AlarmProfile').implement({
  description: 'A patient’s own alarm limits; where none is set, the rule’s holds.',
  fields: (t) => ({
    knownAf: t.exposeBoolean('knownAf', { description: 'Only its rate is an alarm.' }),
    highWatch: t.exposeBoolean('highWatch', { description: 'Watched closely, or within 14 days of an infarct.' }),
    hrLow: t.float({ nullable: true, resolve: ({ limits }) => limits.HR_LOW }),
    hrHigh: t.float({ nullable: true, resolve: ({ limits }) => limits.HR_HIGH }),
    spo2Low: t.float({ nullable: true, resolve: ({ limits }) => limits.SPO2_LOW }),
    stBaselines: t.field({
      type: [LeadBaseline],
      resolve: ({ stBaselineMv }) => Object.entries(stBaselineMv).map(([lead, mv]) => ({ lead, mv })),
    }),
  }),
});

builder.queryFields((t) => ({
  alarmProfile: t.field({
    type: AlarmProfile,
    args: { patientId: t.arg.id({ required: true }) },
    resolve: (_, { patientId }, { pool, now }) =>
      onRecord(async () => (await profilesOf(pool, [patientId], new Date(now()))).get(patientId) ?? NO_PROFILE),
  }),
}));
