import { builder } from '../builder';
import { pending } from '../pending';
import { TellResult } from '../types/fault';
import { ConsentKind, ConsentState, LabRole } from '../types/common';
import { Access } from '../types/facts';
import { StentInput, TimeInput } from './inputs';

builder.mutationFields((t) => ({
  callLab: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      labId: t.arg.id({ required: true }),
    },
    resolve: pending,
  }),
  arriveAtLab: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      role: t.arg({ type: LabRole, required: true }),
      time: t.arg({ type: TimeInput, required: true }),
    },
    resolve: pending,
  }),
  changeConsent: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      kind: t.arg({ type: ConsentKind, required: true }),
      state: t.arg({ type: ConsentState, required: true }),
      time: t.arg({ type: TimeInput, required: true }),
      byName: t.arg.string(),
      relation: t.arg.string(),
      reason: t.arg.string(),
    },
    resolve: pending,
  }),
  reportPci: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      culprit: t.arg.string({ required: true }),
      access: t.arg({ type: Access, required: true }),
      timiBefore: t.arg.int({ required: true }),
      timiAfter: t.arg.int({ required: true }),
      stents: t.arg({ type: [StentInput], required: true }),
    },
    resolve: pending,
  }),
  blockLab: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      labId: t.arg.id({ required: true }),
      reason: t.arg.string({ required: true }),
    },
    resolve: pending,
  }),
  unblockLab: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      labId: t.arg.id({ required: true }),
    },
    resolve: pending,
  }),
}));
