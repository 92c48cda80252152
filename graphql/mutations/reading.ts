import { builder } from '../builder';
import { pending } from '../pending';
import { TellResult } from '../types/fault';
import { Finding, Territory } from '../types/common';

builder.mutationFields((t) => ({
  openReading: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      readingId: t.arg.id({ required: true }),
    },
    resolve: pending,
  }),
  signReading: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      readingId: t.arg.id({ required: true }),
      finding: t.arg({ type: Finding, required: true }),
      territories: t.arg({ type: [Territory], required: true }),
      comment: t.arg.string(),
    },
    resolve: pending,
  }),
  rejectEcg: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      readingId: t.arg.id({ required: true }),
      advice: t.arg.string({ required: true }),
    },
    resolve: pending,
  }),
  linkReading: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      readingId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
    },
    resolve: pending,
  }),
}));
