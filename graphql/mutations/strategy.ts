import { builder } from '../builder';
import { pending } from '../pending';
import { TellResult } from '../types/fault';
import { Strategy } from '../types/common';
import { AnswerInput } from './inputs';

builder.mutationFields((t) => ({
  answerChecklist: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      answers: t.arg({ type: [AnswerInput], required: true }),
      killip: t.arg.int(),
    },
    resolve: pending,
  }),
  makeForecast: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      localMin: t.arg.float(),
      driveMin: t.arg.float(),
      arrivalToWireMin: t.arg.float(),
      cases: t.arg.int(),
    },
    resolve: pending,
  }),
  decideStrategy: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      strategy: t.arg({ type: Strategy, required: true }),
      reason: t.arg.string(),
      shown: t.arg.string(),
    },
    resolve: pending,
  }),
}));
