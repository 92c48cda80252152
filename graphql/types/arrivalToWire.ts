import type { ArrivalToWire as Shape } from '../arrivalToWire';
import { arrivalsToWire } from '../arrivalToWire';
import { builder } from '../builder';
import { onRecord } from '../record';
import { siteBy } from './people';

const ArrivalToWire = builder.objectRef<Shape>('ArrivalToWire').implement({
  description: 'How long a hospital’s own arrivals of the last 90 days took from door to wire (clinical.md 2.2).',
  fields: (t) => ({
    site: t.field(siteBy(({ siteId }) => siteId)),
    cases: t.exposeInt('cases'),
    p75Min: t.float({ description: '75th percentile.', resolve: ({ arrivalToWireMin }) => arrivalToWireMin }),
    shortestMin: t.exposeFloat('shortestMin'),
    longestMin: t.exposeFloat('longestMin'),
  }),
});

builder.queryFields((t) => ({
  arrivalsToWire: t.field({
    type: [ArrivalToWire],
    description: 'A hospital without a case has no line: its forecast is unknown, and said so.',
    resolve: (_, __, context) => onRecord(() => arrivalsToWire(context)),
  }),
}));
