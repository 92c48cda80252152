import type { Action as ActionCode } from '../actions';
import { ACTIONS } from '../actions';
import { builder } from '../builder';

export const Action = builder.enumType('Action', { values: ACTIONS });

export const AllowedAction = builder.objectRef<{ action: ActionCode; refusal: string | null }>('AllowedAction').implement({
  description: 'An action of the story for whoever asks; a refused one stays visible and says why.',
  fields: (t) => ({
    action: t.expose('action', { type: Action }),
    allowed: t.boolean({ resolve: ({ refusal }) => refusal === null }),
    refusal: t.exposeString('refusal', { nullable: true }),
  }),
});
