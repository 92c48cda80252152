import { builder } from '../builder';
import { present } from '../present';
import { mapReader } from '../readerChanges';
import { asked } from '../telling';
import { Milestone } from '../types/common';
import { TellResult } from '../types/fault';

builder.mutationFields((t) => ({
  mapReader: t.field({
    type: TellResult,
    description: 'What a gate or beacon means from now on; a new one needs its site and place.',
    args: {
      clientId: t.arg.id({ required: true }),
      readerId: t.arg.id({ required: true }),
      siteId: t.arg.id(),
      place: t.arg.string(),
      arrives: t.arg({ type: Milestone, description: 'Of being entered or seen there; none: it means nothing.' }),
      leaves: t.arg({ type: Milestone }),
      reason: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) =>
      asked(context, 'MAP_READER', args, (by) => {
        const { readerId, siteId, place, reason } = args;
        const said = { arrives: args.arrives ?? null, leaves: args.leaves ?? null };
        return mapReader(context, { readerId, reason, ...said, ...present({ siteId, place }) }, by, args.clientId);
      }),
  }),
}));
