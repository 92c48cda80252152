import { builder } from '../builder';
import { atMost } from '../limits';
import { Role, TaskKind, TaskStatus } from './common';
import { Pair, pairsOf } from './pair';
import { Patient } from './patient';
import { personBy, siteBy } from './people';

builder.prismaObject('Task', {
  description: 'Work a person owes, with why now, due and owner.',
  fields: (t) => ({
    id: t.exposeID('id'),
    episodeId: t.exposeID('episodeId'),
    patient: t.field({
      type: Patient,
      select: (_, __, nested) => ({ episode: { select: { patient: nested(true) } } }),
      resolve: ({ episode }) => episode.patient,
    }),
    kind: t.expose('kind', { type: TaskKind }),
    code: t.exposeString('code', { description: 'The plan row it came from: V1, DAPT …' }),
    ownerRole: t.expose('ownerRole', { type: Role }),
    site: t.field(siteBy(({ siteId }) => siteId)),
    opensAt: t.expose('opensAt', { type: 'Instant' }),
    dueAt: t.expose('dueAt', { type: 'Instant' }),
    status: t.expose('status', { type: TaskStatus }),
    doneAt: t.expose('doneAt', { type: 'Instant', nullable: true }),
    doneBy: t.field(personBy(({ doneBy }) => doneBy)),
    detail: t.field({
      type: [Pair],
      select: { detail: true },
      resolve: ({ detail }) => pairsOf(detail),
    }),
  }),
});

builder.queryFields((t) => ({
  tasks: t.prismaField({
    type: ['Task'],
    description: 'Tasks of my roles and sites, or of one site: open ones by due time; with `done`, those done last.',
    args: {
      siteId: t.arg.id(),
      done: t.arg.boolean({ required: true, defaultValue: false }),
      limit: t.arg.int({ required: true, defaultValue: 100 }),
    },
    resolve: (query, _, { siteId, done, limit }, { prisma, actor }) => {
      const mine = (actor?.duties ?? []).map((duty) => ({ ownerRole: duty.role, siteId: duty.siteId }));
      return prisma.task.findMany({
        ...query,
        where: { status: done ? 'DONE' : 'OPEN', ...(siteId == null ? { OR: mine } : { siteId }) },
        orderBy: done ? [{ doneAt: 'desc' }] : [{ dueAt: 'asc' }, { id: 'asc' }],
        take: atMost(limit),
      });
    },
  }),
}));
