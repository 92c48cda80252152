import type { DriveTime as Shape } from '../../workflows/domain/hospitalsByTime';
import { builder } from '../builder';
import { driveTimes } from '../driveTimes';
import { onRecord } from '../record';
import { personBy, siteBy } from './people';

export const DriveTime = builder.objectRef<Shape>('DriveTime').implement({
  description: 'How long a drive takes, on which day somebody knew it, and whence.',
  fields: (t) => ({
    from: t.field(siteBy(({ fromSiteId }) => fromSiteId)),
    to: t.field(siteBy(({ toSiteId }) => toSiteId)),
    minutes: t.exposeFloat('minutes'),
    knownOn: t.exposeString('knownOn', { description: 'A day, 2026-11-22.' }),
    source: t.exposeString('source'),
    setBy: t.field(personBy(({ setBy }) => setBy)),
  }),
});

builder.queryFields((t) => ({
  driveTimes: t.field({ type: [DriveTime], resolve: (_, __, context) => onRecord(() => driveTimes(context)) }),
}));
