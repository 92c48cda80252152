import { builder } from '../builder';
import { atMost } from '../limits';
import { byDeadline, countLive, type Counts, type Filter } from '../liveEpisodes';
import './episode';

export const BoardCounts = builder.objectRef<Counts>('BoardCounts').implement({
  fields: (t) => ({
    live: t.exposeInt('live'),
    breached: t.exposeInt('breached'),
    nobodyAnswered: t.exposeInt('nobodyAnswered'),
    unreadEcgs: t.exposeInt('unreadEcgs'),
    openIncidents: t.exposeInt('openIncidents'),
  }),
});

type BoardShape = { readonly position: number; readonly filter: Filter; readonly limit: number };

export const Board = builder.objectRef<BoardShape>('Board').implement({
  description: 'The live episodes of a region, as of one position.',
  fields: (t) => ({
    position: t.expose('position', { type: 'Position', description: 'Where to subscribe from.' }),
    at: t.field({ type: 'Instant', resolve: (_, __, { now }) => now() }),
    counts: t.field({ type: BoardCounts, resolve: ({ filter }, _, { pool }) => countLive(pool, filter) }),
    episodes: t.prismaField({
      type: ['Episode'],
      description: 'By the earliest deadline still open, so that a breached one stays on top; those without one last.',
      resolve: async (query, { filter, limit }, _, { prisma, pool }) => {
        const ids = await byDeadline(pool, filter, atMost(limit));
        const place = new Map(ids.map((id, n) => [id, n]));
        const rows = await prisma.episode.findMany({ ...query, where: { id: { in: ids } } });
        return rows.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
      },
    }),
  }),
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
      const filter = { region: asked.region ?? region, siteId: asked.siteId ?? undefined, followUp };
      return { position: Number(rows[0]?.position ?? 0), filter, limit };
    },
  }),
}));
