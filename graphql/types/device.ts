import type { Prisma } from '../../prisma/generated/client';
import { builder } from '../builder';
import { DeviceEnd, DeviceKind } from './common';
import './episode';
import { personBy, siteBy } from './people';

const Binding = builder.prismaObject('DeviceBinding', {
  name: 'Binding',
  description: 'The interval during which a device belongs to a patient.',
  fields: (t) => ({
    patientId: t.exposeID('patientId'),
    episodeId: t.exposeID('episodeId', { nullable: true }),
    from: t.expose('boundFrom', { type: 'Instant' }),
    until: t.expose('boundTo', { type: 'Instant', nullable: true, description: 'None: the patient has it now.' }),
    by: t.field(personBy(({ boundBy }) => boundBy, 'Who handed it out.')),
    endedAs: t.expose('endedAs', {
      type: DeviceEnd,
      nullable: true,
      description: 'How it left the patient; none for one that moved to another episode or was retired.',
    }),
  }),
});

const Device = builder.prismaObject('Device', {
  fields: (t) => ({
    id: t.exposeID('id'),
    kind: t.expose('kind', { type: DeviceKind }),
    model: t.exposeString('model', { nullable: true }),
    site: t.field(siteBy(({ siteId }) => siteId)),
    uploadIntervalS: t.exposeInt('uploadIntervalS', { nullable: true, description: 'How often it promises to send.' }),
    lastHeardAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'To the minute.',
      select: { presence: true },
      resolve: ({ presence }) => presence?.lastSeenAt,
    }),
    online: t.boolean({
      description: 'As its birth and its will say.',
      select: { presence: true },
      resolve: ({ presence }) => presence?.online ?? false,
    }),
    batteryPct: t.float({
      nullable: true,
      select: { presence: true },
      resolve: ({ presence }) => presence?.batteryPct,
    }),
    binding: t.field({
      type: Binding,
      nullable: true,
      description: 'Whose it is now; none: it may be handed out.',
      select: { bindings: { where: { boundTo: null }, orderBy: { boundFrom: 'desc' }, take: 1 } },
      resolve: ({ bindings }) => bindings[0],
    }),
  }),
});

/** A device is named once bindings are. */
builder.prismaObjectFields('DeviceBinding', (t) => ({ device: t.relation('device') }));

/** A device that is not out of use. */
const inUse = (at: number): Prisma.DeviceWhereInput => ({
  OR: [{ retiredAt: null }, { retiredAt: { gt: new Date(at) } }],
});

builder.prismaObjectFields('Episode', (t) => ({
  spareCarts: t.field({
    type: [Device],
    description: 'T05: while the first ECG is owed, the carts of the places of this episode, those online first.',
    select: {
      ...{ communitySiteId: true, referringSiteId: true, receivingSiteId: true },
      clocks: { where: { target: { in: ['T05', 'T39'] }, status: { in: ['RUNNING', 'UNCERTAIN'] } }, take: 1 },
    },
    resolve: async ({ clocks, communitySiteId, referringSiteId, receivingSiteId }, _, { prisma, directory, now }) => {
      if (clocks.length === 0) return [];
      const places = [communitySiteId, directory.site(communitySiteId)?.emsSiteId, referringSiteId, receivingSiteId];
      const carts = await prisma.device.findMany({
        where: { ...inUse(now()), kind: 'ECG_CART', siteId: { in: places.filter((place) => place != null) } },
        include: { presence: true },
        orderBy: { id: 'asc' },
      });
      const away = (cart: (typeof carts)[number]): number => (cart.presence?.online === true ? 0 : 1);
      return carts.toSorted((one, other) => away(one) - away(other));
    },
  }),
}));

/** The most bindings of one patient that one question answers. */
const BINDINGS_SHOWN = 50;

builder.queryFields((t) => ({
  deviceBindings: t.prismaField({
    type: ['DeviceBinding'],
    description: 'The devices one patient has and had: those they have now first, then the newest.',
    args: { patientId: t.arg.id({ required: true }) },
    resolve: (query, _, { patientId }, { prisma }) =>
      prisma.deviceBinding.findMany({
        ...query,
        where: { patientId },
        orderBy: [{ boundTo: { sort: 'desc', nulls: 'first' } }, { boundFrom: 'desc' }],
        take: BINDINGS_SHOWN,
      }),
  }),
  devices: t.prismaField({
    type: ['Device'],
    description: 'Devices in use, of one site or of all.',
    args: { siteId: t.arg.id(), kind: t.arg({ type: DeviceKind }) },
    resolve: (query, _, { siteId, kind }, { prisma, now }) =>
      prisma.device.findMany({
        ...query,
        where: {
          ...inUse(now()),
          ...(siteId == null ? {} : { siteId }),
          ...(kind == null ? {} : { kind }),
        },
        orderBy: { id: 'asc' },
      }),
  }),
}));
