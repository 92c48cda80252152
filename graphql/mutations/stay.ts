import { builder } from '../builder';
import { pending } from '../pending';
import { TellResult } from '../types/fault';
import { Department } from '../types/common';
import { DrugLineInput, TimeInput } from './inputs';

builder.mutationFields((t) => ({
  enterDepartment: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      department: t.arg({ type: Department, required: true }),
      time: t.arg({ type: TimeInput, required: true }),
    },
    resolve: pending,
  }),
  discharge: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      time: t.arg({ type: TimeInput, required: true }),
      drugs: t.arg({ type: [DrugLineInput], required: true }),
      highRisk: t.arg.boolean({ required: true }),
      lvef: t.arg.float(),
    },
    resolve: pending,
  }),
  downRefer: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      siteId: t.arg.id({ required: true }),
      time: t.arg({ type: TimeInput, required: true }),
    },
    resolve: pending,
  }),
  acceptDownReferral: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      time: t.arg({ type: TimeInput, required: true }),
    },
    resolve: pending,
  }),
}));
