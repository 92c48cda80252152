import type { DriveTime as Shape } from '../../workflows/domain/hospitalsByTime';
import { builder } from '../builder';
import { driveTimes } from '../driveTimes';
import { onRecord } from '../record';
import { Person, Site } from './people';

export const DriveTime = builder.objectRef<Shape>('DriveTime').implement({
  description: 'How long a drive takes, on which day somebody knew it, and whence.',
  fields: (t) => ({
    from: t.field({
      type: Site,
      nullable: true,
      resolve: ({ fromSiteId }, _, { directory }) => directory.site(fromSiteId),
    }),
    to: t.field({ type: Site, nullable: true, resolve: ({ toSiteId }, _, { directory }) => directory.site(toSiteId) }),
    minutes: t.exposeFloat('minutes'),
    knownOn: t.exposeString('knownOn', { description: 'A day, 2026-11-22.' }),
    source: t.exposeString('source'),
    setBy: t.field({ type: Person, nullable: true, resolve: ({ setBy }, _, { directory }) => directory.person(setBy) }),
  }),
});

builder.queryFields((t) => ({
  driveTimes: t.field({ type: [DriveTime], resolve: (_, __, context) => onRecord(() => driveTimes(context)) }),
}));
