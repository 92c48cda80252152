import { builder } from '../builder';
import { networkFigureOf } from '../episodeNow';
import { present } from '../present';
import { asked, tellAs } from '../telling';
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
      arrivalToWireMin: t.arg.float({
        description: 'A person’s own estimate; left out, the hospital’s last 90 days say it.',
      }),
    },
    resolve: (_, args, context) =>
      asked(context, 'MAKE_FORECAST', args, async (by) => {
        const given = minutesOf(args);
        const network =
          given.arrivalToWireMin === undefined ? await networkFigureOf(args.episodeId, context) : undefined;
        const forecast = { madeAt: context.now(), ...network, ...given };
        return context.engine.tell('EPISODE', args.episodeId, {
          type: 'FORECAST_MADE',
          forecast,
          id: args.clientId,
          by,
        });
      }),
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
