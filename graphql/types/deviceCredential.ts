import { Fault } from '../../activities/platform/faults';
import { builder } from '../builder';
import type { Certified } from '../deviceChanges';

type Secret = { readonly deviceId: string; readonly secret: string };

const DeviceSecret = builder.objectRef<Secret>('DeviceSecret').implement({
  description: 'Said once: only its salted sum is kept. Asked for again, it is another one.',
  fields: (t) => ({
    deviceId: t.exposeID('deviceId'),
    secret: t.exposeString('secret'),
  }),
});

const DeviceCertificate = builder.objectRef<Certified>('DeviceCertificate').implement({
  description: 'All as PEM; only the certificate’s sum is kept.',
  fields: (t) => ({
    deviceId: t.exposeID('deviceId'),
    certificate: t.exposeString('certificate'),
    key: t.exposeString('key', { nullable: true, description: 'None where the device asked with a key of its own.' }),
    authority: t.exposeString('authority', { description: 'What the device must trust.' }),
  }),
});

export const DeviceSecretResult = builder.errorUnion('DeviceSecretResult', {
  types: [DeviceSecret, Fault],
  resolveType: () => 'DeviceSecret',
});
export const DeviceCertificateResult = builder.errorUnion('DeviceCertificateResult', {
  types: [DeviceCertificate, Fault],
  resolveType: () => 'DeviceCertificate',
});
