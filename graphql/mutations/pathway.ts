import { builder } from '../builder';
import { approveEdition, draftEdition } from '../pathwayChanges';
import { asked } from '../telling';
import { readInstant } from '../times';
import { Jurisdiction } from '../types/common';
import { TellResult } from '../types/fault';
import { thresholdsOf, ThresholdInput } from '../types/pathway';

builder.mutationFields((t) => ({
  draftPathway: t.field({
    type: TellResult,
    description: 'A new edition of a hospital’s pathway; it counts once somebody else has approved it.',
    args: {
      clientId: t.arg.id({ required: true }),
      siteId: t.arg.id({ required: true }),
      edition: t.arg.string({ required: true }),
      jurisdiction: t.arg({ type: Jurisdiction, required: true }),
      effectiveFrom: t.arg({ type: 'Instant', required: true }),
      thresholds: t.arg({ type: [ThresholdInput], required: true }),
      note: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) =>
      asked(context, 'DRAFT_PATHWAY', args, async (by) => {
        const { siteId, edition, jurisdiction, note } = args;
        const times = { effectiveFrom: readInstant(args.effectiveFrom), thresholds: thresholdsOf(args.thresholds) };
        const answer = await draftEdition(
          context,
          { siteId, edition, jurisdiction, note, ...times },
          by,
          args.clientId,
        );
        await context.directory.refresh();
        return answer;
      }),
  }),
  approvePathway: t.field({
    type: TellResult,
    args: { clientId: t.arg.id({ required: true }), edition: t.arg.string({ required: true }) },
    resolve: (_, args, context) =>
      asked(context, 'APPROVE_PATHWAY', args, async (by) => {
        const answer = await approveEdition(context, args.edition, by, args.clientId);
        await context.directory.refresh();
        return answer;
      }),
  }),
}));
