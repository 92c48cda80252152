import { LYTIC_ROWS } from '../../workflows/domain/lytics';
import type { HeldResource, Want as WantShape } from '../../workflows/domain/resources';
import { RESOURCE_KINDS } from '../../workflows/domain/vocabulary';
import { builder } from '../builder';
import { factsOf } from '../facts';
import { localDay } from '../localDay';
import { LyticAgent, ResourceKind } from './common';
import './episode';
import { personBy, siteBy } from './people';

const dayOf = (date: Date | null): string | undefined => date?.toISOString().slice(0, 10);

const VehicleFix = builder.prismaObject('VehicleFix', {
  description: 'Where a vehicle was last seen and when it means to arrive, each with the moment it was said.',
  fields: (t) => ({
    at: t.expose('at', { type: 'Instant' }),
    latitude: t.exposeFloat('latitude'),
    longitude: t.exposeFloat('longitude'),
    etaAt: t.expose('etaAt', { type: 'Instant', nullable: true }),
    etaSaidAt: t.expose('etaSaidAt', { type: 'Instant', nullable: true }),
  }),
});

builder.prismaObject('Resource', {
  description: 'One bed, vehicle or lytic pack, and which episode has it.',
  fields: (t) => ({
    id: t.exposeID('id'),
    kind: t.expose('kind', { type: ResourceKind }),
    name: t.exposeString('name'),
    site: t.field(siteBy(({ siteId }) => siteId)),
    agent: t.field({
      type: LyticAgent,
      nullable: true,
      select: { product: true },
      resolve: ({ product }) => LYTIC_ROWS.find((row) => row.product === product)?.agent,
    }),
    product: t.exposeString('product', { nullable: true }),
    lot: t.exposeString('lot', { nullable: true }),
    expiresOn: t.string({
      nullable: true,
      description: 'The last day on which it may be given.',
      select: { expiresOn: true },
      resolve: ({ expiresOn }) => dayOf(expiresOn),
    }),
    expired: t.boolean({
      select: { expiresOn: true, siteId: true },
      resolve: ({ expiresOn, siteId }, _, { directory, now }) => {
        const [last, site] = [dayOf(expiresOn), directory.site(siteId)];
        return last !== undefined && site !== undefined && last < localDay(now(), site);
      },
    }),
    holderId: t.exposeID('holderId', { nullable: true, description: 'The episode that has it.' }),
    holder: t.prismaField({
      type: 'Episode',
      nullable: true,
      select: { holderId: true },
      resolve: (query, { holderId: id }, _, { prisma }) =>
        id === null ? null : prisma.episode.findUnique({ ...query, where: { id } }),
    }),
    heldAt: t.expose('heldAt', { type: 'Instant', nullable: true }),
    heldBy: t.field(personBy(({ heldBy }) => heldBy)),
    outOfUse: t.exposeString('outOfUse', { nullable: true, description: 'Why nobody can have it.' }),
    fix: t.relation('fix', { type: VehicleFix, nullable: true }),
  }),
});

const Want = builder.objectRef<WantShape>('Want').implement({
  description: 'What an episode waits for, since when, and who asked.',
  fields: (t) => ({
    kind: t.expose('kind', { type: ResourceKind }),
    since: t.expose('since', { type: 'Instant' }),
    by: t.field(personBy(({ by }) => by)),
  }),
});

const Held = builder.objectRef<HeldResource>('HeldResource').implement({
  description: 'What an episode has, as it was when it was given.',
  fields: (t) => ({
    id: t.exposeID('id'),
    kind: t.expose('kind', { type: ResourceKind }),
    name: t.exposeString('name'),
    since: t.expose('since', { type: 'Instant' }),
    product: t.exposeString('product', { nullable: true }),
    lot: t.exposeString('lot', { nullable: true }),
    expiresOn: t.exposeString('expiresOn', { nullable: true }),
    site: t.field(siteBy(({ siteId }) => siteId)),
    fix: t.field({
      type: VehicleFix,
      nullable: true,
      resolve: ({ id }, _, { prisma }) => prisma.vehicleFix.findUnique({ where: { resourceId: id } }),
    }),
  }),
});

builder.prismaObjectFields('Episode', (t) => ({
  resources: t.field({
    type: [Held],
    description: 'Its bed, vehicle and packs.',
    select: { facts: true },
    resolve: ({ facts }) => factsOf(facts).resources ?? [],
  }),
  wants: t.field({
    type: [Want],
    description: 'What it waits for.',
    select: { facts: true },
    resolve: ({ facts }) => factsOf(facts).wants ?? [],
  }),
}));

builder.queryFields((t) => ({
  resources: t.prismaField({
    type: ['Resource'],
    description: 'Every bed, vehicle and pack of the region; a used pack is left out.',
    resolve: async (query, _, __, { prisma, pool, region }) => {
      const { rows } = await pool.query<{ id: string }>(USED, [region]);
      return prisma.resource.findMany({
        ...query,
        where: { site: { region }, id: { notIn: rows.map(({ id }) => id) } },
        orderBy: [{ siteId: 'asc' }, { kind: 'asc' }, { expiresOn: 'asc' }, { name: 'asc' }, { id: 'asc' }],
      });
    },
  }),
  waiting: t.prismaField({
    type: ['Episode'],
    description: 'Live episodes that wait for a bed, a vehicle or a pack, who waits longest first.',
    resolve: (query, _, __, { prisma, region }) =>
      prisma.episode.findMany({
        ...query,
        where: {
          region,
          closedAt: null,
          OR: RESOURCE_KINDS.map((kind) => ({ facts: { path: ['wants'], array_contains: [{ kind }] } })),
        },
        orderBy: { openedAt: 'asc' },
      }),
  }),
}));

const USED = `
  SELECT r.id FROM resource r JOIN site s ON s.id = r.site_id
   WHERE s.region = $1 AND r.kind = 'LYTIC' AND r.holder_id IS NOT NULL AND EXISTS (
     SELECT FROM milestone m WHERE m.episode_id = r.holder_id AND m.code = 'LYSIS_START')`;
