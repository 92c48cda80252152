import { builder } from '../builder';
import { present } from '../present';
import { tellAs } from '../telling';
import { timeOf } from '../times';
import { GivenUnit, Drug, Route } from '../types/common';
import { TellResult } from '../types/fault';
import { TimeInput } from './inputs';

builder.mutationFields((t) => ({
  recordDrug: t.field({
    type: TellResult,
    description: 'A dose, or a rate from a time on, as it was given; a correction names the dose it replaces.',
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      drug: t.arg({ type: Drug, required: true }),
      amount: t.arg.float({ required: true }),
      unit: t.arg({ type: GivenUnit, required: true }),
      route: t.arg({ type: Route, required: true }),
      given: t.arg({ type: TimeInput, required: true }),
      corrects: t.arg.int(),
      reason: t.arg.string({ description: 'Why it is corrected.' }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'RECORD_DRUG', sent: args, kind: 'EPISODE', id: args.episodeId }, () => {
        const { drug, amount, unit, route, corrects, reason } = args;
        return {
          type: 'DRUG_GIVEN',
          dose: { drug, amount, unit, route, given: timeOf(args.given, context.now()) },
          ...present({ corrects, reason }),
        };
      }),
  }),
  withdrawDrug: t.field({
    type: TellResult,
    description: 'Takes back a dose entered in error; it stays in the record.',
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      n: t.arg.int({ required: true, description: 'The number of the dose.' }),
      reason: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'WITHDRAW_DRUG', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'DRUG_WITHDRAWN',
        n: args.n,
        reason: args.reason,
      })),
  }),
}));
