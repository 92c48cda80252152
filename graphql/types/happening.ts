import { builder } from '../builder';
import { Outcome, Role } from './common';
import { personBy } from './people';

export const ActorKind = builder.enumType('ActorKind', { values: ['HUMAN', 'DEVICE', 'SYSTEM'] as const });

builder.prismaObject('Happening', {
  description: 'One line of a story, appended once.',
  fields: (t) => ({
    id: t.exposeID('id'),
    epoch: t.exposeInt('epoch'),
    seq: t.exposeInt('seq'),
    type: t.exposeString('type'),
    at: t.expose('at', { type: 'Instant' }),
    receivedAt: t.expose('receivedAt', { type: 'Instant' }),
    actorKind: t.expose('actorKind', { type: ActorKind }),
    actorId: t.exposeID('actorId'),
    person: t.field(personBy(({ actorId }) => actorId)),
    actorRole: t.expose('actorRole', { type: Role, nullable: true }),
    outcome: t.expose('outcome', { type: Outcome }),
    payload: t.field({
      type: 'Json',
      select: { payload: true },
      resolve: ({ payload }) => (typeof payload === 'object' && payload !== null ? payload : {}),
    }),
  }),
});
