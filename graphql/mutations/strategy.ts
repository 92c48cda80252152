import { builder } from '../builder';
import { present } from '../present';
import { tellAs } from '../telling';
import { TellResult } from '../types/fault';
import { Strategy } from '../types/common';
import { killipOf, minutesOf, weightOf } from './figures';
import { AnswerInput } from './inputs';

builder.mutationFields((t) => ({
  answerChecklist: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      answers: t.arg({ type: [AnswerInput], required: true }),
      killip: t.arg.int(),
      weightKg: t.arg.float(),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'ANSWER_CHECKLIST', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'CHECKLIST_ANSWERED',
        answers: Object.fromEntries(args.answers.map(({ code, answer }) => [code, answer])),
        ...present({ killip: killipOf(args.killip), weightKg: weightOf(args.weightKg) }),
      })),
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
    resolve: (_, args, context) =>
      tellAs(context, { action: 'MAKE_FORECAST', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'FORECAST_MADE',
        forecast: { madeAt: context.now(), ...minutesOf(args) },
      })),
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
    resolve: (_, args, context) =>
      tellAs(context, { action: 'DECIDE_STRATEGY', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'STRATEGY_DECIDED',
        strategy: args.strategy,
        ...present({ reason: args.reason, shown: args.shown }),
      })),
  }),
}));
