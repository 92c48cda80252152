import { builder } from '../builder';
import type { Context } from '../context';
import type { Duty as DutyShape, Person as PersonShape, Site as SiteShape } from '../directory';
import { present } from '../present';
import { Role, SiteKind } from './common';

export const Site = builder.objectRef<SiteShape>('Site').implement({
  fields: (t) => ({
    id: t.exposeID('id'),
    region: t.exposeString('region'),
    nameZh: t.exposeString('nameZh'),
    nameEn: t.exposeString('nameEn'),
    kind: t.expose('kind', { type: SiteKind }),
    phone: t.exposeString('phone'),
  }),
});

type IdOf<Shape> = (of: Shape, directory: Context['directory']) => string | null | undefined;

/** A field for the place an id means, where it means one. */
export const siteBy = <Shape>(idOf: IdOf<Shape>, description?: string) => ({
  type: Site,
  nullable: true as const,
  ...present({ description }),
  resolve: (of: Shape, _: object, { directory }: Context) => directory.site(idOf(of, directory)),
});

export const Duty = builder.objectRef<DutyShape>('Duty').implement({
  description: 'A role somebody may act in, at a site.',
  fields: (t) => ({
    role: t.expose('role', { type: Role }),
    site: t.field(siteBy(({ siteId }) => siteId)),
  }),
});

export const Person = builder.objectRef<PersonShape>('Person').implement({
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    phone: t.exposeString('phone'),
    duties: t.expose('duties', { type: [Duty] }),
  }),
});

/** A field for the person an id means: nobody where it is a machine’s, or where there is none. */
export const personBy = <Shape>(idOf: IdOf<Shape>, description?: string) => ({
  type: Person,
  nullable: true as const,
  ...present({ description }),
  resolve: (of: Shape, _: object, { directory }: Context) => directory.person(idOf(of, directory)),
});

builder.queryFields((t) => ({
  now: t.field({
    type: 'Instant',
    description: 'The server’s time, by which every screen sets its clock.',
    skipTypeScopes: true,
    resolve: (_, __, { now }) => now(),
  }),
  me: t.field({
    type: Person,
    nullable: true,
    skipTypeScopes: true,
    resolve: (_, __, { actor, directory }) => actor && directory.person(actor.personId),
  }),
  people: t.field({ type: [Person], resolve: (_, __, { directory }) => directory.people() }),
  sites: t.field({ type: [Site], resolve: (_, __, { directory }) => directory.sites() }),
}));
