import { listDevices, type KeptDevice as Kept } from '../../prisma/deviceList';
import { DEVICE_TROUBLES, troublesOf } from '../../workflows/domain/deviceTroubles';
import { builder } from '../builder';
import { present } from '../present';
import { onRecord } from '../record';
import { DeviceEnd, DeviceKind } from './common';
import { siteBy } from './people';

const DeviceTrouble = builder.enumType('DeviceTrouble', { values: DEVICE_TROUBLES });

const troubles = ({ batteryPct, clockOffMs, silenceLevel, refused, ...kept }: Kept) =>
  troublesOf({
    hasCredentials: kept.hasSecret || kept.certificates > 0,
    heard: kept.lastHeardAt !== null,
    speaks: kept.kind !== 'WRISTBAND',
    online: kept.online === true,
    sends: kept.uploadIntervalS !== null,
    silenceLevel,
    refused,
    ...present({ batteryPct, clockOffMs }),
  });

const KeptDevice = builder.objectRef<Kept>('KeptDevice').implement({
  description: 'A device as those see it who look after devices.',
  fields: (t) => ({
    id: t.exposeID('id'),
    kind: t.expose('kind', { type: DeviceKind }),
    site: t.field(siteBy(({ siteId }) => siteId)),
    model: t.exposeString('model', { nullable: true }),
    uploadIntervalS: t.exposeInt('uploadIntervalS', {
      nullable: true,
      description: 'How often it promises to send; none: it speaks when it is used.',
    }),
    retiredAt: t.expose('retiredAt', { type: 'Instant', nullable: true }),
    outAs: t.expose('outAs', {
      type: DeviceEnd,
      nullable: true,
      description: 'How it left its last patient, until somebody has looked at it and put it back in stock.',
    }),
    hasSecret: t.exposeBoolean('hasSecret'),
    certificates: t.exposeInt('certificates', { description: 'How many count: none, one or two.' }),
    online: t.boolean({
      description: 'As its birth and its will say.',
      resolve: ({ online }) => online === true,
    }),
    lastHeardAt: t.expose('lastHeardAt', { type: 'Instant', nullable: true, description: 'To the minute.' }),
    firmware: t.exposeString('firmware', { nullable: true }),
    batteryPct: t.exposeFloat('batteryPct', { nullable: true }),
    clockOffMs: t.exposeFloat('clockOffMs', {
      nullable: true,
      description: 'By how much its clock was behind ours at its last birth, at most; below zero: ahead.',
    }),
    patientId: t.exposeID('patientId', { nullable: true, description: 'Whose it is now.' }),
    episodeId: t.exposeID('episodeId', { nullable: true }),
    boundFrom: t.expose('boundFrom', { type: 'Instant', nullable: true }),
    refused: t.exposeInt('refused', { description: 'Refused messages nobody has worked off.' }),
    troubles: t.field({
      type: [DeviceTrouble],
      description: 'Why somebody should look after it, the gravest first; a retired one has none.',
      resolve: (kept) => (kept.retiredAt === null ? troubles(kept) : []),
    }),
  }),
});

builder.queryFields((t) => ({
  keptDevices: t.field({
    type: [KeptDevice],
    description: 'The register of devices, of one site or of all.',
    args: { siteId: t.arg.id(), retired: t.arg.boolean({ required: true, defaultValue: false }) },
    resolve: (_, { siteId, retired }, { pool, now }) =>
      onRecord(() => listDevices(pool, { at: new Date(now()), retired, ...present({ siteId }) })),
  }),
}));
