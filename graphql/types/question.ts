import { builder } from '../builder';
import { atMost } from '../limits';
import { QuestionKind, QuestionStatus, Role } from './common';
import { Patient } from './patient';
import { personBy, siteBy } from './people';

builder.prismaObject('Question', {
  description: 'What the record asks people about itself: shown and due, never an alarm.',
  fields: (t) => ({
    episodeId: t.exposeID('episodeId'),
    patient: t.field({
      type: Patient,
      select: (_, __, nested) => ({ episode: { select: { patient: nested(true) } } }),
      resolve: ({ episode }) => episode.patient,
    }),
    kind: t.expose('kind', { type: QuestionKind }),
    code: t.exposeString('code', { description: 'What it is about: DOOR>WIRE, LAB_IN, T18.' }),
    role: t.expose('role', { type: Role }),
    site: t.field(siteBy(({ siteId }) => siteId)),
    askedAt: t.expose('askedAt', { type: 'Instant' }),
    dueAt: t.expose('dueAt', { type: 'Instant' }),
    about: t.exposeIntList('about', { description: 'Numbers of the milestone entries it rests on.' }),
    status: t.expose('status', { type: QuestionStatus }),
    closedAt: t.expose('closedAt', { type: 'Instant', nullable: true }),
    closedBy: t.field(personBy(({ closedBy }) => closedBy)),
    reason: t.exposeString('reason', { nullable: true, description: 'Why the record is right as it is.' }),
  }),
});

builder.queryFields((t) => ({
  questions: t.prismaField({
    type: ['Question'],
    description: 'Open questions to my roles and sites, by due time.',
    args: { limit: t.arg.int({ required: true, defaultValue: 100 }) },
    resolve: (query, _, { limit }, { prisma, actor }) =>
      prisma.question.findMany({
        ...query,
        where: { status: 'OPEN', OR: (actor?.duties ?? []).map(({ role, siteId }) => ({ role, siteId })) },
        orderBy: [{ dueAt: 'asc' }, { episodeId: 'asc' }, { code: 'asc' }],
        take: atMost(limit),
      }),
  }),
}));
