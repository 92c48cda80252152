import { DAY_MS } from '../../workflows/domain/time';
import type { Digest as DigestState } from '../../workflows/domain/digest';
import { builder } from '../builder';
import { PageReason } from './common';
import { AlarmReview } from './alarmReview';
import { personBy, siteBy } from './people';

const Digest = builder.objectRef<DigestState>('Digest').implement({
  description: 'A list of alarms that one person looks through and acknowledges as one (clinical.md 6.4).',
  fields: (t) => ({
    id: t.exposeID('id'),
    reason: t.expose('reason', { type: PageReason }),
    site: t.field(siteBy(({ siteId }) => siteId)),
    doctor: t.field(personBy(({ doctorId }) => doctorId ?? null)),
    fromAt: t.field({ type: 'Instant', nullable: true, resolve: ({ fromAt }) => fromAt }),
    toAt: t.expose('toAt', { type: 'Instant' }),
    sentAt: t.expose('sentAt', { type: 'Instant' }),
    alarms: t.prismaField({
      type: ['Incident'],
      description: 'LOW alarms on the list, by patient, the oldest first.',
      resolve: (query, { id }, _, { prisma }) =>
        prisma.incident.findMany({
          ...query,
          where: { digestLine: { digestId: id } },
          orderBy: [{ patientId: 'asc' }, { raisedAt: 'asc' }],
          take: MOST_ALARMS,
        }),
    }),
    review: t.field({
      type: AlarmReview,
      nullable: true,
      description: 'Of a week: who alarmed most, and who has looked through it since.',
      resolve: ({ reason, siteId, fromAt, toAt }, _, { now }) =>
        reason !== 'WEEK_OF_ALARMS'
          ? null
          : {
              from: new Date(fromAt ?? toAt - WEEK_MS),
              to: new Date(toAt),
              siteId,
              reviewedBefore: new Date(now()),
            },
    }),
    ladders: t.prismaField({
      type: ['Ladder'],
      resolve: (query, { id }, _, { prisma }) =>
        prisma.ladder.findMany({
          ...query,
          where: { subjectKind: 'DIGEST', subjectId: id },
          orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
        }),
    }),
  }),
});

const WEEK_MS = 7 * DAY_MS;
/** More than this are not drawn; a doctor's day has a handful. */
const MOST_ALARMS = 500;

builder.queryFields((t) => ({
  digest: t.field({
    type: Digest,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_, { id }, { prisma }) => {
      const row = await prisma.subject.findUnique({ where: { kind_id: { kind: 'DIGEST', id } } });
      return row === null ? null : (row.state as unknown as DigestState); // written by the engine as this shape
    },
  }),
}));
