import { ecgId } from '../../workflows/domain/ids';
import { builder } from '../builder';
import { idOf } from '../ids';
import { present } from '../present';
import { tellAs } from '../telling';
import { timeOf } from '../times';
import { Answer, Lead, LysisResult } from '../types/common';
import { TellResult } from '../types/fault';
import { TimeInput } from './inputs';

const ecgOf = (given: string | null | undefined) => (given == null ? undefined : idOf(ecgId, given));

builder.mutationFields((t) => ({
  confirmLysis: t.field({
    type: TellResult,
    description: 'One person stands for lysis against what the checklist says; an absolute item needs two.',
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      reason: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'CONFIRM_LYSIS', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'LYSIS_CONFIRMED',
        reason: args.reason,
      })),
  }),
  assessLysis: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      result: t.arg({ type: LysisResult, required: true }),
      time: t.arg({ type: TimeInput, required: true }),
      referenceEcgId: t.arg.id({ description: 'The ECG before lysis that ST is compared with.' }),
      ecgId: t.arg.id(),
      lead: t.arg({ type: Lead, description: 'The worst lead of the reference ECG.' }),
      mmBefore: t.arg.float(),
      mmAfter: t.arg.float(),
      painGone: t.arg({ type: Answer, required: true }),
      reperfusionArrhythmia: t.arg({ type: Answer, required: true }),
      unstable: t.arg({ type: Answer, required: true }),
      worseningIschaemia: t.arg({ type: Answer, required: true }),
      reason: t.arg.string(),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'ASSESS_LYSIS', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'LYSIS_ASSESSED',
        result: args.result,
        time: timeOf(args.time, context.now()),
        findings: {
          painGone: args.painGone,
          reperfusionArrhythmia: args.reperfusionArrhythmia,
          unstable: args.unstable,
          worseningIschaemia: args.worseningIschaemia,
          ...present({
            referenceEcgId: ecgOf(args.referenceEcgId),
            ecgId: ecgOf(args.ecgId),
            lead: args.lead,
            mmBefore: args.mmBefore,
            mmAfter: args.mmAfter,
          }),
        },
        ...present({ reason: args.reason }),
      })),
  }),
}));
