import { builder } from '../builder';
import type { ShownPage } from '../deskPages';
import { present } from '../present';
import type { ChangeEvent } from '../subscriptions';
import { followChanges, followPages } from '../subscriptions';
import { Channel, Role, SubjectKind } from './common';
import { Because } from './page';

export const Change = builder.objectRef<ChangeEvent>('Change').implement({
  description: 'A note that something changed; without an id, a heartbeat that says how far the stream is.',
  fields: (t) => ({
    position: t.expose('position', { type: 'Position', nullable: true }),
    kind: t.expose('kind', { type: SubjectKind, nullable: true }),
    id: t.exposeID('id', { nullable: true }),
    version: t.expose('version', { type: 'Position', nullable: true }),
    at: t.expose('at', { type: 'Instant', description: 'The server’s time when this was sent.' }),
    stale: t.exposeBoolean('stale', { description: 'The record cannot be reached: what is shown may be old.' }),
  }),
});

export const PageNote = builder.objectRef<ShownPage>('PageNote').implement({
  description: 'A page as it went out, also while the record is away.',
  fields: (t) => ({
    id: t.exposeID('id'),
    subjectKind: t.expose('subjectKind', { type: SubjectKind }),
    subjectId: t.exposeID('subjectId'),
    role: t.expose('role', { type: Role }),
    siteId: t.exposeID('siteId'),
    channel: t.expose('channel', { type: Channel }),
    because: t.field({ type: Because, resolve: ({ because }) => present(because) }),
    askedAt: t.expose('askedAt', { type: 'Instant' }),
    sentAt: t.expose('sentAt', { type: 'Instant' }),
    personIds: t.exposeIDList('personIds', { description: 'Everybody asked; empty when nobody is on the rota.' }),
    simulated: t.exposeBoolean('simulated', { description: 'No provider is configured: the desk alone shows it.' }),
    fault: t.exposeString('fault', { nullable: true }),
  }),
});

builder.subscriptionFields((t) => ({
  changes: t.field({
    type: Change,
    description: 'Every change after `since`, gap-free and in order, then live; a heartbeat each 10 s.',
    args: { since: t.arg({ type: 'Position' }) },
    subscribe: (_, { since }, context) => followChanges(context, since ?? undefined),
    resolve: (change) => change,
  }),
  pages: t.field({
    type: PageNote,
    description: 'Pages to me or to my roles at my sites: those of the last hours, then live.',
    subscribe: (_, __, context) => followPages(context),
    resolve: (page) => page,
  }),
}));
