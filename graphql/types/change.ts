import type { PageOrder } from '../../workflows/domain/decision';
import type { SubjectKind as SubjectKindCode } from '../../workflows/domain/vocabulary';
import { builder } from '../builder';
import { pending } from '../pending';
import { Channel, Role, SubjectKind } from './common';
import { Because } from './page';

export type ChangeRecord = {
  readonly position: number | null;
  readonly kind: SubjectKindCode | null;
  readonly id: string | null;
  readonly version: string | null;
  readonly at: number;
  readonly stale: boolean;
};

export const Change = builder.objectRef<ChangeRecord>('Change').implement({
  description: 'A note that something changed; without an id, a heartbeat that says how far the stream is.',
  fields: (t) => ({
    position: t.expose('position', { type: 'Position', nullable: true }),
    kind: t.expose('kind', { type: SubjectKind, nullable: true }),
    id: t.exposeID('id', { nullable: true }),
    version: t.exposeString('version', { nullable: true, description: 'epoch.seq' }),
    at: t.expose('at', { type: 'Instant' }),
    stale: t.exposeBoolean('stale', { description: 'The record cannot be reached: what is shown may be old.' }),
  }),
});

export type DeskPage = PageOrder & { readonly personId?: string; readonly simulated?: boolean };

export const PageNote = builder.objectRef<DeskPage>('PageNote').implement({
  description: 'A page as it went out, also while the record is away.',
  fields: (t) => ({
    id: t.exposeID('id'),
    subjectKind: t.expose('subjectKind', { type: SubjectKind }),
    subjectId: t.exposeID('subjectId'),
    role: t.expose('role', { type: Role }),
    siteId: t.exposeID('siteId'),
    channel: t.expose('channel', { type: Channel }),
    because: t.expose('because', { type: Because }),
    askedAt: t.expose('askedAt', { type: 'Instant' }),
    personId: t.exposeID('personId', { nullable: true }),
    simulated: t.exposeBoolean('simulated', { nullable: true }),
  }),
});

builder.subscriptionFields((t) => ({
  changes: t.field({
    type: Change,
    description: 'Every change after `since`, gap-free and in order, then live; a heartbeat each 10 s.',
    args: { since: t.arg({ type: 'Position' }) },
    subscribe: pending,
    resolve: (change: ChangeRecord) => change,
  }),
  pages: t.field({
    type: PageNote,
    description: 'Pages to me or to my roles at my sites: those of the last hours, then live.',
    subscribe: pending,
    resolve: (page: DeskPage) => page,
  }),
}));
