import { builder } from '../builder';
import { LabStatus } from './common';
import { Site } from './people';

export const Lab = builder.prismaObject('CathLab', {
  name: 'Lab',
  description: 'One cath lab: who holds it and who waits.',
  select: { state: true },
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    site: t.field({
      type: Site,
      nullable: true,
      select: { siteId: true },
      resolve: ({ siteId: id }, _, { directory }) => directory.site(id),
    }),
    status: t.field({ type: LabStatus, resolve: ({ state }) => state?.status ?? 'FREE' }),
    holderId: t.id({
      nullable: true,
      description: 'The episode that holds it.',
      resolve: ({ state }) => state?.holderId,
    }),
    heldAt: t.field({ type: 'Instant', nullable: true, resolve: ({ state }) => state?.heldAt }),
    waiters: t.idList({
      description: 'Episodes that wait, first come first.',
      resolve: ({ state }) => state?.waiters ?? [],
    }),
  }),
});

builder.queryFields((t) => ({
  labs: t.prismaField({
    type: ['CathLab'],
    resolve: (query, _, __, { prisma }) => prisma.cathLab.findMany({ ...query, orderBy: { id: 'asc' } }),
  }),
}));
