import { Fault } from '../../activities/platform/faults';
import { may } from '../../workflows/domain/permissions';
import { builder } from '../builder';
import { present } from '../present';
import { tellAs } from '../telling';
import { ConsultOutput, Finding, Role, Strategy, TransferAdvice } from '../types/common';
import { TellResult } from '../types/fault';

builder.mutationFields((t) => ({
  askConsult: t.field({
    type: TellResult,
    description: 'Asks a role at a site for advice: reading, rescue, reperfusion, transfer (T10).',
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      role: t.arg({ type: Role, required: true }),
      siteId: t.arg.id({ required: true }),
      question: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'ASK_CONSULT', sent: args, kind: 'EPISODE', id: args.episodeId }, () => {
        const { role, siteId, question } = args;
        if (context.directory.site(siteId) === undefined) throw new Fault('NOT_FOUND', 'No such site.');
        if (may(role, 'ANSWER_CONSULT') !== true) throw new Fault('BAD_INPUT', 'This role gives no consults.');
        return { type: 'CONSULT_ASKED', role, siteId, question };
      }),
  }),
  startConsult: t.field({
    type: TellResult,
    description: 'A named person takes it up: the asking ends, and T10 with it.',
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      n: t.arg.int({ required: true }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'ANSWER_CONSULT', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'CONSULT_STARTED',
        n: args.n,
      })),
  }),
  answerConsult: t.field({
    type: TellResult,
    description: 'The four outputs, each given or named as not given; closes the consult.',
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      n: t.arg.int({ required: true }),
      reading: t.arg({ type: Finding }),
      rescue: t.arg.string(),
      reperfusion: t.arg({ type: Strategy }),
      transfer: t.arg({ type: TransferAdvice }),
      notGiven: t.arg({ type: [ConsultOutput], required: true }),
      remark: t.arg.string(),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'ANSWER_CONSULT', sent: args, kind: 'EPISODE', id: args.episodeId }, () => {
        const { n, reading, rescue, reperfusion, transfer, notGiven, remark } = args;
        const given = present({ reading, rescue, reperfusion, transfer, remark });
        return { type: 'CONSULT_ANSWERED', n, answer: { ...given, notGiven } };
      }),
  }),
  withdrawConsult: t.field({
    type: TellResult,
    description: 'Whoever asked no longer needs it; closes the consult.',
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      n: t.arg.int({ required: true }),
      reason: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'ASK_CONSULT', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'CONSULT_WITHDRAWN',
        n: args.n,
        reason: args.reason,
      })),
  }),
}));
