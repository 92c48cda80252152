import { builder } from '../builder';
import { type Certified, giveCertificate, giveSecret, register, retire, takeCredentials } from '../deviceChanges';
import { restock } from '../deviceReturns';
import { present } from '../present';
import { asked } from '../telling';
import { answerOf } from '../transaction';
import { DeviceKind } from '../types/common';
import { DeviceCertificateResult, DeviceSecretResult } from '../types/deviceCredential';
import { TellResult } from '../types/fault';

builder.mutationFields((t) => ({
  registerDevice: t.field({
    type: TellResult,
    description: 'Puts a device on the register; it signs in once it was given a secret or a certificate.',
    args: {
      clientId: t.arg.id({ required: true }),
      deviceId: t.arg.id({ required: true }),
      kind: t.arg({ type: DeviceKind, required: true }),
      siteId: t.arg.id({ required: true }),
      uploadIntervalS: t.arg.int({ description: 'How often it promises to send; its silence clock hangs on it.' }),
      model: t.arg.string(),
    },
    resolve: (_, args, context) =>
      asked(context, 'KEEP_DEVICES', args, (by) => {
        const { uploadIntervalS, model, ...device } = args;
        return register(context, { ...device, ...present({ uploadIntervalS, model }) }, by);
      }),
  }),
  giveDeviceSecret: t.field({
    type: DeviceSecretResult,
    description: 'A new secret; the one before it, its tokens and all certificates count no more.',
    args: { clientId: t.arg.id({ required: true }), deviceId: t.arg.id({ required: true }) },
    resolve: async (_, args, context) => {
      let secret = '';
      await asked(context, 'KEEP_DEVICES', args, async (by) => {
        secret = await giveSecret(context, args, by);
        return answerOf(args.deviceId, 'APPLIED');
      });
      return { deviceId: args.deviceId, secret };
    },
  }),
  giveDeviceCertificate: t.field({
    type: DeviceCertificateResult,
    description: 'Signs the device’s own request, or makes a key and its certificate; the newest two count.',
    args: {
      clientId: t.arg.id({ required: true }),
      deviceId: t.arg.id({ required: true }),
      request: t.arg.string({ description: 'PKCS #10, PEM.' }),
    },
    resolve: async (_, args, context) => {
      const { request, ...word } = args;
      let made: Certified = { deviceId: word.deviceId, certificate: '', authority: '' };
      await asked(context, 'KEEP_DEVICES', args, async (by) => {
        made = await giveCertificate(context, { ...word, ...present({ request }) }, by);
        return answerOf(word.deviceId, 'APPLIED');
      });
      return made;
    },
  }),
  takeDeviceCredentials: t.field({
    type: TellResult,
    description: 'Nothing the device shows counts any more, until it is given something new.',
    args: {
      clientId: t.arg.id({ required: true }),
      deviceId: t.arg.id({ required: true }),
      reason: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) => asked(context, 'KEEP_DEVICES', args, (by) => takeCredentials(context, args, by)),
  }),
  restockDevice: t.field({
    type: TellResult,
    description: 'A device that came back, or was found, has been looked at and may be handed out again.',
    args: {
      clientId: t.arg.id({ required: true }),
      deviceId: t.arg.id({ required: true }),
      checked: t.arg.string({ required: true, description: 'What was done: data pulled, wiped, disinfected, tested.' }),
    },
    resolve: (_, args, context) => asked(context, 'KEEP_DEVICES', args, (by) => restock(context, args, by)),
  }),
  retireDevice: t.field({
    type: TellResult,
    description: 'Out of use for good.',
    args: {
      clientId: t.arg.id({ required: true }),
      deviceId: t.arg.id({ required: true }),
      reason: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) => asked(context, 'KEEP_DEVICES', args, (by) => retire(context, args, by)),
  }),
}));
