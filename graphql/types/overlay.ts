import type { OverlaySpan as SpanShape } from '../../workflows/domain/overlays';
import { OVERLAY_ROWS } from '../../workflows/domain/overlays';
import type { StandDown as StandDownShape } from '../../workflows/domain/activation';
import { builder } from '../builder';
import { Overlay, Role, StandDownReason } from './common';
import { personBy } from './people';

export const OverlaySpan = builder.objectRef<SpanShape>('OverlaySpan').implement({
  description: 'One stretch of an overlay; without an end it still lies over the phase.',
  fields: (t) => ({
    overlay: t.expose('overlay', { type: Overlay }),
    from: t.expose('from', { type: 'Instant' }),
    until: t.expose('until', { type: 'Instant', nullable: true }),
    suspends: t.boolean({
      description: 'Running clocks stand still while it lasts.',
      resolve: ({ overlay }) => OVERLAY_ROWS[overlay].suspends,
    }),
    raisedBy: t.field(personBy(({ raisedBy }) => raisedBy)),
    reason: t.exposeString('reason', { nullable: true }),
  }),
});

export const StandDown = builder.objectRef<StandDownShape>('StandDown').implement({
  description: 'An activation that was called off before the puncture (clinical.md 2.9).',
  fields: (t) => ({
    labId: t.exposeID('labId'),
    calledAt: t.expose('calledAt', { type: 'Instant' }),
    at: t.expose('at', { type: 'Instant' }),
    by: t.field(personBy(({ by }) => by)),
    role: t.expose('role', { type: Role }),
    reason: t.expose('reason', { type: StandDownReason }),
  }),
});
