import { builder } from '../builder';
import { present } from '../present';
import { tellAs } from '../telling';
import { timeOf } from '../times';
import { TellResult } from '../types/fault';
import { Department } from '../types/common';
import { communityOf, drugOf, percentOf } from './figures';
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
    resolve: (_, args, context) =>
      tellAs(context, { action: 'ENTER_DEPARTMENT', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'DEPARTMENT_ENTERED',
        department: args.department,
        time: timeOf(args.time, context.now()),
      })),
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
    resolve: (_, args, context) =>
      tellAs(context, { action: 'DISCHARGE', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'DISCHARGED',
        time: timeOf(args.time, context.now()),
        drugs: args.drugs.map(drugOf),
        highRisk: args.highRisk,
        ...present({ lvef: percentOf(args.lvef) }),
      })),
  }),
  downRefer: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      siteId: t.arg.id({ required: true }),
      time: t.arg({ type: TimeInput, required: true }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'DOWN_REFER', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'DOWN_REFERRED',
        siteId: communityOf(context.directory, args.siteId),
        time: timeOf(args.time, context.now()),
      })),
  }),
  refuseDownReferral: t.field({
    type: TellResult,
    description: 'The centre can’t take the patient: another one, or the hospital itself (R22).',
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      time: t.arg({ type: TimeInput, required: true }),
      reason: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'REFUSE_DOWN_REFERRAL', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'DOWN_REFERRAL_REFUSED',
        time: timeOf(args.time, context.now()),
        reason: args.reason,
      })),
  }),
  keepFollowUp: t.field({
    type: TellResult,
    description: 'The hospital runs the follow-up itself (R22).',
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      time: t.arg({ type: TimeInput, required: true }),
      reason: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'KEEP_FOLLOW_UP', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'FOLLOW_UP_KEPT',
        time: timeOf(args.time, context.now()),
        reason: args.reason,
      })),
  }),
  acceptDownReferral: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      time: t.arg({ type: TimeInput, required: true }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'ACCEPT_DOWN_REFERRAL', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'DOWN_REFERRAL_ACCEPTED',
        time: timeOf(args.time, context.now()),
      })),
  }),
}));
