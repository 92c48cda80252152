import { builder } from '../builder';
import { tellAs } from '../telling';
import { QuestionKind } from '../types/common';
import { TellResult } from '../types/fault';

builder.mutationFields((t) => ({
  withdrawMilestone: t.field({
    type: TellResult,
    description: 'Takes back a time entered in error; both entries stay in the record.',
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      n: t.arg.int({ required: true, description: 'The number of the entry.' }),
      reason: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'WITHDRAW_MILESTONE', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'MILESTONE_WITHDRAWN',
        n: args.n,
        reason: args.reason,
      })),
  }),
  confirmQuestion: t.field({
    type: TellResult,
    description: 'Answers a question of the record: it is right as it is, and why.',
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      kind: t.arg({ type: QuestionKind, required: true }),
      code: t.arg.string({ required: true }),
      reason: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'CONFIRM_QUESTION', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'QUESTION_CONFIRMED',
        kind: args.kind,
        code: args.code,
        reason: args.reason,
      })),
  }),
}));
