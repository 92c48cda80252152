import { builder } from '../builder';
import { pending } from '../pending';
import { TellResult } from '../types/fault';
import { PairInput } from '../types/pair';
import { TimeInput } from './inputs';

builder.mutationFields((t) => ({
  doTask: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      taskId: t.arg.id({ required: true }),
      time: t.arg({ type: TimeInput, required: true }),
      answers: t.arg({ type: [PairInput], required: true }),
      nextDueAt: t.arg({ type: 'Instant' }),
    },
    resolve: pending,
  }),
  bindDevice: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      deviceId: t.arg.id({ required: true }),
      patientId: t.arg.id({ required: true }),
      episodeId: t.arg.id(),
      from: t.arg({ type: 'Instant' }),
    },
    resolve: pending,
  }),
}));
