import { builder } from '../builder';
import type { LabEnd as LabEndShape } from '../../workflows/domain/labEnd';
import { inNeed } from '../episodeNow';
import { labEndOf } from '../labsFree';
import { LabStatus } from './common';
import { siteBy } from './people';

const LabEnd = builder.objectRef<LabEndShape>('LabEnd').implement({
  description: 'The forecast end of the case that holds a lab, by the hospital’s own last 90 days.',
  fields: (t) => ({
    at: t.expose('at', { type: 'Instant' }),
    cases: t.exposeInt('cases', { description: 'Of how many cases its 75th percentile is.' }),
  }),
});

export const Lab = builder.prismaObject('CathLab', {
  name: 'Lab',
  description: 'One cath lab: who holds it and who waits.',
  select: { state: true },
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    site: t.field({ ...siteBy(({ siteId }: { siteId: string }) => siteId), select: { siteId: true } }),
    status: t.field({ type: LabStatus, resolve: ({ state }) => state?.status ?? 'FREE' }),
    holder: t.prismaField({
      type: 'Episode',
      nullable: true,
      resolve: (query, { state }, _, { prisma }) =>
        state?.holderId == null ? null : prisma.episode.findUnique({ ...query, where: { id: state.holderId } }),
    }),
    queue: t.prismaField({
      type: ['Episode'],
      description: 'Who waits, the sickest and then the latest forecast first (R27); a person chooses.',
      resolve: async (query, { state }, _, context) => {
        const ids = await inNeed(state?.waiters ?? [], context);
        const found = await context.prisma.episode.findMany({ ...query, where: { id: { in: [...ids] } } });
        return ids.flatMap((id) => found.find((episode) => episode.id === id) ?? []);
      },
    }),
    holderId: t.id({
      nullable: true,
      description: 'The episode that holds it.',
      resolve: ({ state }) => state?.holderId,
    }),
    heldAt: t.field({ type: 'Instant', nullable: true, resolve: ({ state }) => state?.heldAt }),
    end: t.field({
      type: LabEnd,
      nullable: true,
      description: 'When its holder is forecast to be out; none while it is free, or where nobody knows.',
      resolve: ({ state }, _, context) => (state?.holderId == null ? undefined : labEndOf(context, state.id)),
    }),
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
