import { builder } from '../builder';
import { endSuppression, suppressAlarm } from '../suppressionChanges';
import { asked } from '../telling';
import { AlarmCode } from '../types/common';
import { TellResult } from '../types/fault';

builder.mutationFields((t) => ({
  suppressAlarm: t.field({
    type: TellResult,
    description: 'Holds one kind of alarm of one patient back; it ends by itself, and what still lasts then sounds.',
    args: {
      clientId: t.arg.id({ required: true }),
      patientId: t.arg.id({ required: true }),
      code: t.arg({ type: AlarmCode, required: true }),
      hours: t.arg.int({ required: true }),
      withHigh: t.arg.boolean({ required: true, defaultValue: false }),
      reason: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) =>
      asked(context, 'SUPPRESS_ALARM', args, (by) => {
        const { patientId, code, hours, withHigh, reason } = args;
        return suppressAlarm(context, { patientId, code, hours, withHigh, reason }, by, args.clientId);
      }),
  }),
  endSuppression: t.field({
    type: TellResult,
    args: { clientId: t.arg.id({ required: true }), suppressionId: t.arg.id({ required: true }) },
    resolve: (_, args, context) =>
      asked(context, 'END_SUPPRESSION', args, (by) => endSuppression(context, args.suppressionId, by, args.clientId)),
  }),
}));
