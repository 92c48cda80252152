import { builder } from '../builder';
import { present } from '../present';
import { tellAs } from '../telling';
import { timeOf } from '../times';
import { Finding, RiskClass } from '../types/common';
import { TellResult } from '../types/fault';
import { TimeInput } from './inputs';

builder.mutationFields((t) => ({
  reviseDiagnosis: t.field({
    type: TellResult,
    description: 'A named doctor says that it is something else (R13, R14).',
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      finding: t.arg({ type: Finding, required: true }),
      time: t.arg({ type: TimeInput, required: true }),
      reason: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'REVISE_DIAGNOSIS', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'DIAGNOSIS_REVISED',
        finding: args.finding,
        time: timeOf(args.time, context.now()),
        reason: args.reason,
      })),
  }),
  labelRisk: t.field({
    type: TellResult,
    description: 'A named doctor labels the risk of NSTE-ACS (clinical.md 2.11).',
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      riskClass: t.arg({ type: RiskClass, required: true }),
      time: t.arg({ type: TimeInput, required: true }),
      reason: t.arg.string(),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'LABEL_RISK', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'RISK_LABELLED',
        riskClass: args.riskClass,
        time: timeOf(args.time, context.now()),
        ...present({ reason: args.reason }),
      })),
  }),
}));
