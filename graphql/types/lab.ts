import { builder } from '../builder';
import { pending } from '../pending';
import { LabStatus } from './common';
import { Site } from './people';

export type LabRecord = { readonly id: string; readonly name: string };

export const Lab = builder.objectRef<LabRecord>('Lab').implement({
  description: 'One cath lab: who holds it and who waits.',
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    site: t.field({ type: Site, nullable: true, resolve: pending }),
    status: t.field({ type: LabStatus, resolve: pending }),
    holderId: t.id({ nullable: true, description: 'The episode that holds it.', resolve: pending }),
    heldAt: t.field({ type: 'Instant', nullable: true, resolve: pending }),
    waiters: t.idList({ description: 'Episodes that wait, first come first.', resolve: pending }),
  }),
});

builder.queryFields((t) => ({ labs: t.field({ type: [Lab], resolve: pending }) }));
