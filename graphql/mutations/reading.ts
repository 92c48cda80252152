import { Fault } from '../../activities/platform/faults';
import { episodeId, patientId } from '../../workflows/domain/ids';
import { builder } from '../builder';
import { idOf } from '../ids';
import { present } from '../present';
import { onRecord } from '../record';
import { signedMove } from '../signedMove';
import { asked, tellAs } from '../telling';
import { TellResult } from '../types/fault';
import { Finding, Territory } from '../types/common';

builder.mutationFields((t) => ({
  openReading: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      readingId: t.arg.id({ required: true }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'OPEN_READING', sent: args, kind: 'READING', id: args.readingId }, () => ({
        type: 'READING_OPENED',
      })),
  }),
  signReading: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      readingId: t.arg.id({ required: true }),
      finding: t.arg({ type: Finding, required: true }),
      territories: t.arg({ type: [Territory], required: true }),
      comment: t.arg.string(),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'SIGN_READING', sent: args, kind: 'READING', id: args.readingId }, () => ({
        type: 'READING_SIGNED',
        finding: args.finding,
        territories: args.territories,
        ...present({ comment: args.comment }),
      })),
  }),
  rejectEcg: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      readingId: t.arg.id({ required: true }),
      advice: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'REJECT_ECG', sent: args, kind: 'READING', id: args.readingId }, () => ({
        type: 'ECG_FOUND_UNREADABLE',
        advice: args.advice,
      })),
  }),
  linkReading: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      readingId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      reason: t.arg.string({ description: 'Why it is not the patient’s it was given to before.' }),
    },
    resolve: (_, args, context) =>
      asked(context, 'LINK_READING', args, async (by) => {
        const episode = await onRecord(() =>
          context.prisma.episode.findUnique({ where: { id: args.episodeId }, select: { patientId: true } }),
        );
        if (episode === null) throw new Fault('NOT_FOUND', 'No such episode.');
        const linked = { episodeId: idOf(episodeId, args.episodeId), patientId: patientId(episode.patientId) };
        const over = await signedMove(context, args, by, linked);
        if (over !== undefined) return over;
        return context.engine.tell('READING', args.readingId, {
          ...{ type: 'EPISODE_LINKED', id: args.clientId, by },
          ...linked,
          ...present({ reason: args.reason }),
        });
      }),
  }),
}));
