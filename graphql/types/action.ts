import type { PersonAction } from '../../workflows/domain/permissions';
import { PERSON_ACTIONS } from '../../workflows/domain/permissions';
import { refusalOf } from '../allowed';
import { builder } from '../builder';

export const Action = builder.enumType('Action', { values: PERSON_ACTIONS });

type Allowed = { readonly action: PersonAction; readonly refusal: string | undefined };

export const AllowedAction = builder.objectRef<Allowed>('AllowedAction').implement({
  description: 'What people may ask of the system; a refused action stays visible and says why.',
  fields: (t) => ({
    action: t.expose('action', { type: Action }),
    allowed: t.boolean({ resolve: ({ refusal }) => refusal === undefined }),
    refusal: t.exposeString('refusal', { nullable: true }),
  }),
});

builder.queryFields((t) => ({
  actions: t.field({
    type: [AllowedAction],
    description: 'Every action, for whoever asks, whatever it is done to.',
    resolve: (_, __, asking) => PERSON_ACTIONS.map((action) => ({ action, refusal: refusalOf(asking, action) })),
  }),
}));
