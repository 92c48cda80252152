import type { Activation as ActivationShape } from '../../workflows/domain/activation';
import type { LabRole as LabRoleCode } from '../../workflows/domain/vocabulary';
import { LAB_ROLES } from '../../workflows/domain/vocabulary';
import { builder } from '../builder';
import type { LastPage } from '../acknowledgements';
import { LabRole, PageReason, PageStatus, Role } from './common';
import { personBy } from './people';

export const Acknowledgement = builder.objectRef<LastPage>('Acknowledgement').implement({
  description: 'The last page to one role, and whether somebody answered it.',
  fields: (t) => ({
    role: t.expose('role', { type: Role }),
    reason: t.expose('reason', { type: PageReason }),
    pageId: t.exposeID('pageId'),
    status: t.expose('status', { type: PageStatus }),
    person: t.field(personBy(({ personId }) => personId)),
    askedAt: t.expose('askedAt', { type: 'Instant' }),
    ackAt: t.expose('ackAt', { type: 'Instant', nullable: true }),
    ackBy: t.field(personBy(({ ackBy }) => ackBy)),
    failed: t.boolean({ resolve: ({ status }) => status === 'FAILED' }),
  }),
});

export const Arrival = builder.objectRef<{ role: LabRoleCode; at: number | undefined }>('Arrival').implement({
  fields: (t) => ({
    role: t.expose('role', { type: LabRole }),
    at: t.expose('at', { type: 'Instant', nullable: true }),
  }),
});

export const LabAnswer = builder.enumType('LabAnswer', { values: ['ASKED', 'HELD', 'QUEUED'] as const });

export const Activation = builder.objectRef<ActivationShape & { readonly episodeId: string }>('Activation').implement({
  description: 'The cath lab was called: who was asked, who answered, who has arrived.',
  fields: (t) => ({
    labId: t.exposeID('labId'),
    calledBy: t.field(personBy(({ calledBy }) => calledBy)),
    at: t.expose('at', { type: 'Instant' }),
    lab: t.expose('lab', { type: LabAnswer }),
    acknowledgements: t.field({
      type: [Acknowledgement],
      resolve: async ({ episodeId }, _, { loaders }) =>
        (await loaders.lastPages(episodeId)).filter(({ reason }) => reason === 'LAB_ACTIVATED'),
    }),
    arrivals: t.field({
      type: [Arrival],
      description: 'Every role of the team; the last arrival makes the lab ready.',
      resolve: ({ arrived }) => LAB_ROLES.map((role) => ({ role, at: arrived[role] })),
    }),
  }),
});
