import { holdsAt } from '../../workflows/domain/receivers';
import { builder } from '../builder';
import type { Agreement as Shape } from '../directory';
import { isHub } from '../agreements';
import { present } from '../present';
import { siteBy } from './people';

const Agreement = builder.objectRef<Shape>('Agreement').implement({
  description: 'Who refers to whom, from when until when; its last day is in (clinical.md 10.42).',
  fields: (t) => ({
    referrer: t.field(siteBy(({ referrerSiteId }) => referrerSiteId)),
    receiving: t.field(siteBy(({ receivingSiteId }) => receivingSiteId)),
    fromAt: t.expose('fromAt', { type: 'Instant' }),
    toAt: t.expose('toAt', { type: 'Instant', nullable: true, description: 'The first moment after its last day.' }),
    rank: t.exposeInt('rank', { description: 'In which order a sender’s receivers are asked.' }),
    holds: t.boolean({ resolve: (one, _, { now }) => holdsAt(present(one), now()) }),
    hub: t.boolean({
      description: 'It holds now, and no other of the sender’s comes before it.',
      resolve: (one, _, { directory, now }) => holdsAt(present(one), now()) && isHub(directory, one, now()),
    }),
  }),
});

builder.queryFields((t) => ({
  agreements: t.field({ type: [Agreement], resolve: (_, __, { directory }) => directory.agreements() }),
}));
