import { builder } from '../builder';
import { pending } from '../pending';
import { Episode } from './episode';

export const BoardCounts = builder
  .objectRef<{ live: number; breached: number; nobodyAnswered: number; unreadEcgs: number; openIncidents: number }>('BoardCounts')
  .implement({
    fields: (t) => ({
      live: t.exposeInt('live'),
      breached: t.exposeInt('breached'),
      nobodyAnswered: t.exposeInt('nobodyAnswered'),
      unreadEcgs: t.exposeInt('unreadEcgs'),
      openIncidents: t.exposeInt('openIncidents'),
    }),
  });

export const Board = builder.objectRef<{ position: number }>('Board').implement({
  description: 'The live episodes of a region, as of one position.',
  fields: (t) => ({
    position: t.expose('position', { type: 'Position', description: 'Where to subscribe from.' }),
    at: t.field({ type: 'Instant', resolve: pending }),
    counts: t.field({ type: BoardCounts, resolve: pending }),
    episodes: t.field({ type: [Episode], description: 'By time to the next breach, breached ones first.', resolve: pending }),
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
    resolve: pending,
  }),
}));
