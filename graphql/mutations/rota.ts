import { builder } from '../builder';
import { present } from '../present';
import { substitute, takeOver } from '../rotaChanges';
import { asked } from '../telling';
import { readInstant } from '../times';
import { Role } from '../types/common';
import { TellResult } from '../types/fault';

builder.mutationFields((t) => ({
  substitute: t.field({
    type: TellResult,
    description: 'Somebody stands in on the rota, or fills a hole; the successor acknowledges the hand-over.',
    args: {
      clientId: t.arg.id({ required: true }),
      siteId: t.arg.id({ required: true }),
      role: t.arg({ type: Role, required: true }),
      personId: t.arg.id({ required: true }),
      insteadOfId: t.arg.id(),
      from: t.arg({ type: 'Instant', required: true }),
      to: t.arg({ type: 'Instant', required: true }),
      reason: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) =>
      asked(context, 'SUBSTITUTE', args, async (by) => {
        const { siteId, role, personId, insteadOfId, reason } = args;
        const change = {
          ...{ siteId, role, personId, reason, from: readInstant(args.from), to: readInstant(args.to) },
          ...present({ insteadOf: insteadOfId }),
        };
        const answer = await substitute(context, change, by, args.clientId);
        await context.directory.refresh();
        return answer;
      }),
  }),
  acknowledgeHandOver: t.field({
    type: TellResult,
    args: { clientId: t.arg.id({ required: true }), dutyId: t.arg.id({ required: true }) },
    resolve: (_, args, context) =>
      asked(context, 'ACKNOWLEDGE_HAND_OVER', args, async (by) => {
        const answer = await takeOver(context, args.dutyId, by, args.clientId);
        await context.directory.refresh();
        return answer;
      }),
  }),
}));
