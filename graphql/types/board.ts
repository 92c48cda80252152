import type { Prisma } from '../../prisma/generated/client';
import { builder } from '../builder';
import { atMost } from '../limits';
import './episode';

type Filter = {
  readonly region: string;
  readonly siteId: string | undefined;
  readonly followUp: boolean;
  readonly limit: number;
};
type BoardShape = { readonly position: number; readonly where: Prisma.EpisodeWhereInput; readonly limit: number };

export const BoardCounts = builder
  .objectRef<{ live: number; breached: number; nobodyAnswered: number; unreadEcgs: number; openIncidents: number }>(
    'BoardCounts',
  )
  .implement({
    fields: (t) => ({
      live: t.exposeInt('live'),
      breached: t.exposeInt('breached'),
      nobodyAnswered: t.exposeInt('nobodyAnswered'),
      unreadEcgs: t.exposeInt('unreadEcgs'),
      openIncidents: t.exposeInt('openIncidents'),
    }),
  });

export const Board = builder.objectRef<BoardShape>('Board').implement({
  description: 'The live episodes of a region, as of one position.',
  fields: (t) => ({
    position: t.expose('position', { type: 'Position', description: 'Where to subscribe from.' }),
    at: t.field({ type: 'Instant', resolve: (_, __, { now }) => now() }),
    counts: t.field({
      type: BoardCounts,
      resolve: async ({ where }, _, { prisma }) => {
        const [live, breached, nobodyAnswered, unreadEcgs, openIncidents] = await Promise.all([
          prisma.episode.count({ where }),
          prisma.episode.count({ where: { AND: [where, { worstLevel: { in: ['BREACH', 'ESCALATED'] } }] } }),
          prisma.episode.count({ where: { AND: [where, { nobodyAnswered: true }] } }),
          prisma.reading.count({ where: { status: { in: ['WAITING', 'OPENED'] } } }),
          prisma.incident.count({ where: { status: { not: 'CLOSED' } } }),
        ]);
        return { live, breached, nobodyAnswered, unreadEcgs, openIncidents };
      },
    }),
    episodes: t.prismaField({
      type: ['Episode'],
      description: 'By time to the next level somebody is told of; those that wait for nothing come last.',
      resolve: (query, { where, limit }, _, { prisma }) =>
        prisma.episode.findMany({
          ...query,
          where,
          orderBy: [{ nextDueAt: { sort: 'asc', nulls: 'last' } }, { openedAt: 'desc' }, { id: 'asc' }],
          take: atMost(limit),
        }),
    }),
  }),
});

const liveOf = ({ region, siteId, followUp }: Filter): Prisma.EpisodeWhereInput => ({
  region,
  closedAt: null,
  ...(followUp ? {} : { phase: { not: 'FOLLOW_UP' } }),
  ...(siteId === undefined
    ? {}
    : { OR: [{ communitySiteId: siteId }, { referringSiteId: siteId }, { receivingSiteId: siteId }] }),
});

builder.queryFields((t) => ({
  board: t.field({
    type: Board,
    args: {
      region: t.arg.string(),
      siteId: t.arg.id(),
      followUp: t.arg.boolean({ required: true, defaultValue: true, description: 'Also those in follow-up.' }),
      limit: t.arg.int({ required: true, defaultValue: 200 }),
    },
    resolve: async (_, { limit, followUp, ...asked }, { pool, region }) => {
      // Read before the rows: what changes in between is told again, never left out.
      const { rows } = await pool.query<{ position: string }>('SELECT position FROM live_position');
      const filter = { region: asked.region ?? region, siteId: asked.siteId ?? undefined, followUp, limit };
      return { position: Number(rows[0]?.position ?? 0), where: liveOf(filter), limit };
    },
  }),
}));
