import { builder } from '../builder';
import { present } from '../present';
import { tellAs } from '../telling';
import { timeOf } from '../times';
import { Finding, Lead, RiskClass, TracingSource } from '../types/common';
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
  readAtBedside: t.field({
    type: TellResult,
    description: 'A doctor reads an ECG where it was taken, while the cart or the network is down (R5).',
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      finding: t.arg({ type: Finding, required: true }),
      leads: t.arg({ type: [Lead], required: true }),
      readFrom: t.arg({ type: TracingSource, required: true }),
      acquired: t.arg({ type: TimeInput, required: true, description: 'When it was taken.' }),
      time: t.arg({ type: TimeInput, required: true, description: 'When it was read.' }),
      readWith: t.arg.string({ description: 'Who else looked at it: the reader on the phone.' }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'READ_AT_BEDSIDE', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'ECG_READ_AT_BEDSIDE',
        acquired: timeOf(args.acquired, context.now()),
        read: timeOf(args.time, context.now()),
        readFrom: args.readFrom,
        finding: args.finding,
        leads: args.leads,
        ...present({ readWith: args.readWith }),
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
