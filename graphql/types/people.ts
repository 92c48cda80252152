import type { Role as RoleCode, SiteKind as SiteKindCode } from '../../workflows/domain/vocabulary';
import { builder } from '../builder';
import { pending } from '../pending';
import { Role, SiteKind } from './common';

export type SiteRecord = {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly kind: SiteKindCode;
  readonly phone: string | null;
};

export const Site = builder.objectRef<SiteRecord>('Site').implement({
  fields: (t) => ({
    id: t.exposeID('id'),
    nameZh: t.exposeString('nameZh'),
    nameEn: t.exposeString('nameEn'),
    kind: t.expose('kind', { type: SiteKind }),
    phone: t.exposeString('phone', { nullable: true }),
  }),
});

export type DutyRecord = { readonly role: RoleCode; readonly siteId: string };

export const Duty = builder.objectRef<DutyRecord>('Duty').implement({
  description: 'A role somebody may act in, at a site.',
  fields: (t) => ({
    role: t.expose('role', { type: Role }),
    site: t.field({ type: Site, nullable: true, resolve: pending }),
  }),
});

export type PersonRecord = { readonly id: string; readonly name: string; readonly phone: string | null };

export const Person = builder.objectRef<PersonRecord>('Person').implement({
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    phone: t.exposeString('phone', { nullable: true }),
    duties: t.field({ type: [Duty], resolve: pending }),
  }),
});

builder.queryFields((t) => ({
  now: t.field({ type: 'Instant', description: 'The server’s time, by which every screen sets its clock.', skipTypeScopes: true, resolve: (_, __, { now }) => now() }),
  me: t.field({ type: Person, nullable: true, skipTypeScopes: true, resolve: pending }),
  people: t.field({ type: [Person], resolve: pending }),
  sites: t.field({ type: [Site], resolve: pending }),
}));
