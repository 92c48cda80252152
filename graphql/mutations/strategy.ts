import type { Road } from '../../workflows/domain/forecast';
import { builder } from '../builder';
import type { Context } from '../context';
import { roadOf, stockSite } from '../episodeNow';
import { present } from '../present';
import { askForMissingPack } from '../resources';
import { asked, tellAs } from '../telling';
import { TellResult } from '../types/fault';
import { Strategy } from '../types/common';
import { killipOf, minutesOf, weightOf } from './figures';
import { AnswerInput } from './inputs';

/** The decision stands whatever the stock says: a check that fails is logged, and a person can ask by hand. */
async function checkStock(context: Context, id: string, word: Parameters<typeof askForMissingPack>[2]): Promise<void> {
  try {
    const siteId = await stockSite(id, context);
    if (siteId !== undefined) await askForMissingPack(context, { episodeId: id, siteId }, word);
  } catch (error) {
    context.log.error('STOCK_NOT_CHECKED', error);
  }
}

type Given = ReturnType<typeof minutesOf>;

/** What nobody estimated, as far as the region knows it. */
async function leftOpen(given: Given, id: string, context: Context): Promise<Road> {
  const { arrivalToWireMin, cases, driveMin, driveKnownOn, labBusy } = await roadOf(id, context);
  return present({
    labBusy,
    ...(given.arrivalToWireMin === undefined && { arrivalToWireMin, cases }),
    ...(given.driveMin === undefined && { driveMin, driveKnownOn }),
  });
}

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
      driveMin: t.arg.float({ description: 'A person’s own estimate; left out, the region’s list of drives says it.' }),
      arrivalToWireMin: t.arg.float({
        description: 'A person’s own estimate; left out, the hospital’s last 90 days say it.',
      }),
    },
    resolve: (_, args, context) =>
      asked(context, 'MAKE_FORECAST', args, async (by) => {
        const given = minutesOf(args);
        const forecast = { madeAt: context.now(), ...(await leftOpen(given, args.episodeId, context)), ...given };
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
      asked(context, 'DECIDE_STRATEGY', args, async (by) => {
        const { clientId, episodeId, strategy, reason, shown } = args;
        const word = { type: 'STRATEGY_DECIDED', strategy, ...present({ reason, shown }), id: clientId, by } as const;
        const answer = await context.engine.tell('EPISODE', episodeId, word);
        if (strategy === 'LYSIS') await checkStock(context, episodeId, { by, clientId });
        return answer;
      }),
  }),
}));
