import { registerBrowser, tryBrowser, withdrawBrowser } from '../browserChanges';
import { builder } from '../builder';
import { asked } from '../telling';
import { TellResult } from '../types/fault';

builder.mutationFields((t) => ({
  registerBrowser: t.field({
    type: TellResult,
    description: 'Pages ring in this browser from now on, for whoever asks and for nobody else.',
    args: {
      clientId: t.arg.id({ required: true }),
      endpoint: t.arg.string({ required: true }),
      p256dh: t.arg.string({ required: true }),
      auth: t.arg.string({ required: true }),
      language: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) =>
      asked(context, 'REGISTER_BROWSER', args, (by) => {
        const { endpoint, p256dh, auth, language } = args;
        return registerBrowser(context, { endpoint, p256dh, auth, language }, by, args.clientId);
      }),
  }),
  withdrawBrowser: t.field({
    type: TellResult,
    args: { clientId: t.arg.id({ required: true }), browserId: t.arg.id({ required: true }) },
    resolve: (_, args, context) =>
      asked(context, 'WITHDRAW_BROWSER', args, (by) => withdrawBrowser(context, args.browserId, by, args.clientId)),
  }),
  tryBrowser: t.field({
    type: TellResult,
    description: 'One ring for trial, the way a page would.',
    args: { clientId: t.arg.id({ required: true }), browserId: t.arg.id({ required: true }) },
    resolve: (_, args, context) =>
      asked(context, 'TRY_BROWSER', args, (by) => tryBrowser(context, args.browserId, by, args.clientId)),
  }),
}));
