import { Fault } from '../../activities/platform/faults';
import { builder } from '../builder';
import { present } from '../present';
import { tellAs } from '../telling';
import { timeOf } from '../times';
import { Overlay, StandDownReason } from '../types/common';
import { TellResult } from '../types/fault';
import { TimeInput } from './inputs';

/** Minutes of chest compressions somebody counted. */
function cprOf(given: number | null | undefined): number | undefined {
  if (given == null || given >= 0) return given ?? undefined;
  throw new Fault('BAD_INPUT', 'Minutes of compressions are never negative.');
}

builder.mutationFields((t) => ({
  cancelActivation: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      reason: t.arg({ type: StandDownReason, required: true }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'CANCEL_ACTIVATION', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'ACTIVATION_CANCELLED',
        reason: args.reason,
      })),
  }),
  raiseOverlay: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      overlay: t.arg({ type: Overlay, required: true }),
      time: t.arg({ type: TimeInput, required: true }),
      reason: t.arg.string(),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'RAISE_OVERLAY', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'OVERLAY_RAISED',
        overlay: args.overlay,
        time: timeOf(args.time, context.now()),
        ...present({ reason: args.reason }),
      })),
  }),
  endOverlay: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      overlay: t.arg({ type: Overlay, required: true }),
      time: t.arg({ type: TimeInput, required: true }),
      reason: t.arg.string(),
      cprMin: t.arg.float({ description: 'Minutes of chest compressions, where somebody counted them.' }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'END_OVERLAY', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'OVERLAY_ENDED',
        overlay: args.overlay,
        time: timeOf(args.time, context.now()),
        ...present({ reason: args.reason, cprMin: cprOf(args.cprMin) }),
      })),
  }),
}));
