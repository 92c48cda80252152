import { bind } from '../binding';
import { builder } from '../builder';
import { takeBack } from '../deviceReturns';
import { present } from '../present';
import { asked, tellAs } from '../telling';
import { happenedAt, readInstant, timeOf } from '../times';
import { DeviceEnd } from '../types/common';
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
    resolve: (_, args, context) =>
      tellAs(context, { action: 'DO_TASK', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'TASK_DONE',
        taskId: args.taskId,
        time: timeOf(args.time, context.now()),
        answers: Object.fromEntries(args.answers.map(({ key, value }) => [key, value])),
        ...(args.nextDueAt == null ? {} : { nextDueAt: readInstant(args.nextDueAt) }),
      })),
  }),
  reportDaptGap: t.field({
    type: TellResult,
    description: 'For how many days the patient went without the antiplatelet drugs (5.2, 10.31).',
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      days: t.arg.int({ required: true }),
      time: t.arg({ type: TimeInput, required: true }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'REPORT_DAPT_GAP', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'DAPT_GAP_REPORTED',
        days: args.days,
        time: timeOf(args.time, context.now()),
      })),
  }),
  takeDeviceBack: t.field({
    type: TellResult,
    description: 'The patient no longer has the device, from now on.',
    args: {
      clientId: t.arg.id({ required: true }),
      deviceId: t.arg.id({ required: true }),
      patientId: t.arg.id({ required: true, description: 'Whose it is on the screen.' }),
      endedAs: t.arg({
        type: DeviceEnd,
        required: true,
        defaultValue: 'RETURNED',
        description: 'Broken or lost, the patient is owed another; what a lost one signs in with is void.',
      }),
    },
    resolve: (_, args, context) => asked(context, 'BIND_DEVICE', args, (by) => takeBack(context, args, by)),
  }),
  bindDevice: t.field({
    type: TellResult,
    description: 'The patient has the device, from now or since a time that has passed.',
    args: {
      clientId: t.arg.id({ required: true }),
      deviceId: t.arg.id({ required: true }),
      patientId: t.arg.id({ required: true }),
      episodeId: t.arg.id(),
      from: t.arg({
        type: 'Instant',
        description: 'Before now: what the device measured since then and was nobody’s becomes this patient’s.',
      }),
      uploadIntervalS: t.arg.int({
        description: 'How often it is to send from now on; its silence clock hangs on it.',
      }),
    },
    resolve: (_, args, context) =>
      asked(context, 'BIND_DEVICE', args, (by) => {
        const { deviceId, patientId, episodeId, uploadIntervalS, from } = args;
        const at = new Date(from == null ? context.now() : happenedAt(from, context.now()));
        return bind(
          context,
          { deviceId, patientId, from: at, ...present({ episodeId, uploadIntervalS }) },
          by,
          args.clientId,
        );
      }),
  }),
}));
