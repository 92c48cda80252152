import { builder } from '../builder';
import { setDriveTime } from '../driveTimes';
import { asked } from '../telling';
import { TellResult } from '../types/fault';
import { dayOf } from './figures';

builder.mutationFields((t) => ({
  setDriveTime: t.field({
    type: TellResult,
    description: 'How long the drive from a place to a hospital takes, as somebody knows it.',
    args: {
      clientId: t.arg.id({ required: true }),
      fromSiteId: t.arg.id({ required: true }),
      toSiteId: t.arg.id({ required: true }),
      minutes: t.arg.float({ required: true }),
      knownOn: t.arg.string({ required: true, description: 'The day it was measured or looked up, 2026-11-22.' }),
      source: t.arg.string({ required: true, description: 'Whence it is known.' }),
    },
    resolve: (_, args, context) =>
      asked(context, 'KEEP_DRIVE_TIMES', args, (by) => {
        const { clientId, fromSiteId, toSiteId, minutes, source } = args;
        const setting = { fromSiteId, toSiteId, minutes, source, knownOn: dayOf(args.knownOn) };
        return setDriveTime(context, setting, { by, clientId });
      }),
  }),
}));
