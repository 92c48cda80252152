import type { Receiver as ReceiverShape, Reception as ReceptionShape, Refused } from '../../workflows/domain/receivers';
import { holdsAt } from '../../workflows/domain/receivers';
import { builder } from '../builder';
import { factsOf } from '../facts';
import { Role } from './common';
import './episode';
import { personBy, siteBy } from './people';

const Reception = builder.objectRef<ReceptionShape>('Reception').implement({
  description: 'Who takes the patient, and what was made ready before the door.',
  fields: (t) => ({
    site: t.field(siteBy(({ siteId }) => siteId)),
    by: t.field(personBy(({ by }) => by)),
    role: t.expose('role', { type: Role }),
    at: t.expose('at', { type: 'Instant' }),
    visitNumber: t.exposeString('visitNumber', { nullable: true }),
    bracelet: t.exposeString('bracelet', { nullable: true }),
  }),
});

const ReceptionRefused = builder.objectRef<Refused>('ReceptionRefused').implement({
  description: 'R9: a hospital that did not take the patient, with name and reason.',
  fields: (t) => ({
    site: t.field(siteBy(({ siteId }) => siteId)),
    by: t.field(personBy(({ by }) => by)),
    at: t.expose('at', { type: 'Instant' }),
    reason: t.exposeString('reason'),
  }),
});

const Receiver = builder.objectRef<ReceiverShape>('Receiver').implement({
  description: 'A hospital by agreement, in the order they are asked.',
  fields: (t) => ({
    site: t.field(siteBy(({ siteId }) => siteId)),
    holds: t.boolean({ resolve: (one, _, { now }) => holdsAt(one, now()) }),
  }),
});

builder.prismaObjectFields('Episode', (t) => ({
  announcedAt: t.field({
    type: 'Instant',
    nullable: true,
    description: 'Since when the receiving hospital is asked.',
    select: { facts: true },
    resolve: ({ facts }) => factsOf(facts).announcedAt,
  }),
  reception: t.field({
    type: Reception,
    nullable: true,
    select: { facts: true },
    resolve: ({ facts }) => factsOf(facts).reception,
  }),
  refused: t.field({
    type: [ReceptionRefused],
    select: { facts: true },
    resolve: ({ facts }) => factsOf(facts).refused ?? [],
  }),
  receivers: t.field({
    type: [Receiver],
    select: { facts: true },
    resolve: ({ facts }) => factsOf(facts).receivers ?? [],
  }),
}));
