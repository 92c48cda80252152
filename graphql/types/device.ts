import { builder } from '../builder';
import { DeviceKind } from './common';
import { siteBy } from './people';

const Binding = builder.prismaObject('DeviceBinding', {
  name: 'Binding',
  description: 'The interval during which a device belongs to a patient.',
  fields: (t) => ({
    patientId: t.exposeID('patientId'),
    episodeId: t.exposeID('episodeId', { nullable: true }),
    from: t.expose('boundFrom', { type: 'Instant' }),
  }),
});

builder.prismaObject('Device', {
  fields: (t) => ({
    id: t.exposeID('id'),
    kind: t.expose('kind', { type: DeviceKind }),
    model: t.exposeString('model', { nullable: true }),
    site: t.field(siteBy(({ siteId }) => siteId)),
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

builder.queryFields((t) => ({
  devices: t.prismaField({
    type: ['Device'],
    description: 'Devices in use, of one site or of all.',
    args: { siteId: t.arg.id(), kind: t.arg({ type: DeviceKind }) },
    resolve: (query, _, { siteId, kind }, { prisma, now }) =>
      prisma.device.findMany({
        ...query,
        where: {
          OR: [{ retiredAt: null }, { retiredAt: { gt: new Date(now()) } }],
          ...(siteId == null ? {} : { siteId }),
          ...(kind == null ? {} : { kind }),
        },
        orderBy: { id: 'asc' },
      }),
  }),
}));
