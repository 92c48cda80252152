import { Fault } from '../../activities/platform/faults';
import { DEFAULT_PATHWAY, isInForce, type PathwayVersion } from '../../workflows/domain/pathway';
import { builder } from '../builder';
import type { Context } from '../context';
import { onRecord } from '../record';
import { approvePathway, draftPathway } from '../pathwayChanges';
import { asked } from '../telling';
import { readInstant } from '../times';
import { Jurisdiction } from '../types/common';
import { TellResult } from '../types/fault';
import { thresholdsOf, ThresholdInput } from '../types/pathway';

/** An approved edition of the hospital that receives the patient, or the tables themselves. */
async function editionFor(
  { prisma, directory, now }: Context,
  episodeId: string,
  name: string,
): Promise<Omit<PathwayVersion, 'calendar'>> {
  const { calendar: _, ...tables } = DEFAULT_PATHWAY;
  if (name === tables.edition) return tables;
  const episode = await onRecord(() =>
    prisma.episode.findUnique({ where: { id: episodeId }, select: { receivingSiteId: true } }),
  );
  if (episode === null) throw new Fault('NOT_FOUND', 'No such episode.');
  const found = directory.editions().find((one) => one.edition === name && one.siteId === episode.receivingSiteId);
  if (found === undefined) throw new Fault('NOT_FOUND', `The receiving hospital has no edition ${name}.`);
  if (!isInForce(found, now())) throw new Fault('BAD_INPUT', `Edition ${name} is not approved, or not effective yet.`);
  const { edition, jurisdiction, thresholds } = found;
  return { edition, jurisdiction, ...(Object.keys(thresholds).length > 0 && { thresholds }) };
}

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
        const answer = await draftPathway(
          context,
          { siteId, edition, jurisdiction, note, ...times },
          by,
          args.clientId,
        );
        await context.directory.refresh();
        return answer;
      }),
  }),
  moveToEdition: t.field({
    type: TellResult,
    description:
      'A running episode goes over to another edition of its receiving hospital; its clocks are reckoned anew.',
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      edition: t.arg.string({ required: true }),
      reason: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) =>
      asked(context, 'MOVE_TO_EDITION', args, async (by) => {
        const { clientId, episodeId, edition, reason } = args;
        const pathway = await editionFor(context, episodeId, edition);
        return context.engine.tell('EPISODE', episodeId, { type: 'PATHWAY_MOVED', id: clientId, by, pathway, reason });
      }),
  }),
  approvePathway: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      edition: t.arg.string({ required: true }),
      beyondPrint: t.arg.stringList({
        description: 'The amounts beyond what their rows print, by code: the approver signs for each of them.',
      }),
    },
    resolve: (_, args, context) =>
      asked(context, 'APPROVE_PATHWAY', args, async (by) => {
        const answer = await approvePathway(context, {
          edition: args.edition,
          beyondPrint: args.beyondPrint ?? [],
          by,
          clientId: args.clientId,
        });
        await context.directory.refresh();
        return answer;
      }),
  }),
}));
