import { builder } from '../builder';
import { AlarmCode, Role } from './common';
import { personBy } from './people';

builder.prismaObject('AlarmSuppression', {
  description:
    'One kind of alarm of one patient that a named clinician holds back for at most 24 hours (clinical.md 6.4).',
  fields: (t) => ({
    id: t.exposeID('id'),
    patient: t.relation('patient'),
    code: t.expose('code', { type: AlarmCode }),
    withHigh: t.exposeBoolean('withHigh', {
      description: 'HIGH too: over as soon as the patient leaves the hospital.',
    }),
    reason: t.exposeString('reason'),
    by: t.field(personBy(({ setBy }) => setBy)),
    role: t.expose('setRole', { type: Role }),
    fromAt: t.expose('fromAt', { type: 'Instant' }),
    untilAt: t.expose('untilAt', { type: 'Instant' }),
    endedAt: t.expose('endedAt', { type: 'Instant', nullable: true, description: 'Before its time.' }),
    endedBy: t.field(personBy(({ endedBy }) => endedBy)),
    inForce: t.boolean({
      select: { untilAt: true, endedAt: true },
      resolve: ({ untilAt, endedAt }, _, { now }) => endedAt === null && untilAt.getTime() > now(),
    }),
    held: t.int({
      description: 'Alarms it held back; a condition that lasts is one.',
      select: { _count: { select: { held: true } } },
      resolve: ({ _count }) => _count.held,
    }),
  }),
});

/** The most that one question answers. */
const SHOWN = 50;

builder.queryFields((t) => ({
  alarmSuppressions: t.prismaField({
    type: ['AlarmSuppression'],
    description: 'Those in force, soonest over first; of one patient also those that are over, the newest first.',
    args: { patientId: t.arg.id() },
    resolve: (query, _, { patientId }, { prisma, now }) =>
      prisma.alarmSuppression.findMany({
        ...query,
        where: patientId == null ? { endedAt: null, untilAt: { gt: new Date(now()) } } : { patientId },
        orderBy: patientId == null ? { untilAt: 'asc' } : { fromAt: 'desc' },
        take: SHOWN,
      }),
  }),
}));
