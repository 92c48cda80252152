import { builder } from '../builder';
import { pending } from '../pending';
import { TellResult } from '../types/fault';
import { CloseReason, DelayReason, HelpChannel, Milestone } from '../types/common';
import { TimeInput } from './inputs';

builder.mutationFields((t) => ({
  openEpisode: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      patientId: t.arg.id({ required: true }),
      helpChannel: t.arg({ type: HelpChannel, required: true }),
      helpSought: t.arg({ type: TimeInput, required: true }),
      onset: t.arg({ type: TimeInput }),
      complaints: t.arg.stringList({ required: true }),
      drill: t.arg.boolean({ required: true, defaultValue: false }),
    },
    resolve: pending,
  }),
  recordMilestone: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      code: t.arg({ type: Milestone, required: true }),
      time: t.arg({ type: TimeInput, required: true }),
      corrects: t.arg.int(),
    },
    resolve: pending,
  }),
  explainDelay: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      target: t.arg.string({ required: true }),
      reason: t.arg({ type: DelayReason, required: true }),
      text: t.arg.string(),
    },
    resolve: pending,
  }),
  closeEpisode: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      reason: t.arg({ type: CloseReason, required: true }),
      time: t.arg({ type: TimeInput, required: true }),
    },
    resolve: pending,
  }),
}));
