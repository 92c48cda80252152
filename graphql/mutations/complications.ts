import { builder } from '../builder';
import { episodeIdFrom } from '../ids';
import { present } from '../present';
import { tellAs } from '../telling';
import { timeOf } from '../times';
import { BleedingKind } from '../types/common';
import { TellResult } from '../types/fault';
import { TimeInput } from './inputs';

builder.mutationFields((t) => ({
  reportBleeding: t.field({
    type: TellResult,
    description:
      'Intracranial or major bleeding (R16): prompts for antithrombotics stop, the scan and the surgeons are asked for.',
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      kind: t.arg({ type: BleedingKind, required: true }),
      time: t.arg({ type: TimeInput, required: true }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'REPORT_BLEEDING', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'BLEEDING_REPORTED',
        kind: args.kind,
        time: timeOf(args.time, context.now()),
      })),
  }),
  findReinfarction: t.field({
    type: TellResult,
    description: 'A new infarction after PCI (R17): opens an episode of its own, linked to this one.',
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      time: t.arg({ type: TimeInput, required: true }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'FIND_REINFARCTION', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'REINFARCTION_FOUND',
        toEpisodeId: episodeIdFrom(args.clientId),
        time: timeOf(args.time, context.now()),
      })),
  }),
  leaveAgainstAdvice: t.field({
    type: TellResult,
    description: 'The patient leaves against advice (R20); said again with the form signed, the form is recorded.',
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      time: t.arg({ type: TimeInput, required: true }),
      reason: t.arg.string({ required: true }),
      riskForm: t.arg.boolean({ required: true }),
      highRisk: t.arg.boolean({ required: true }),
      byName: t.arg.string(),
      relation: t.arg.string(),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'LEAVE_AGAINST_ADVICE', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'LEFT_AGAINST_ADVICE',
        time: timeOf(args.time, context.now()),
        reason: args.reason,
        riskForm: args.riskForm,
        highRisk: args.highRisk,
        ...present({ byName: args.byName, relation: args.relation }),
      })),
  }),
}));
