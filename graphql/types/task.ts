import type { TaskRow } from '../../workflows/domain/rows';
import { builder } from '../builder';
import { pending } from '../pending';
import type { Stored } from '../stored';
import { Role, TaskKind, TaskStatus } from './common';
import { Pair } from './pair';
import { Patient } from './patient';
import { Person, Site } from './people';

export const Task = builder.objectRef<Stored<TaskRow>>('Task').implement({
  description: 'Work a person owes, with why now, due and owner.',
  fields: (t) => ({
    id: t.exposeID('id'),
    episodeId: t.exposeID('episodeId'),
    patient: t.field({ type: Patient, nullable: true, resolve: pending }),
    kind: t.expose('kind', { type: TaskKind }),
    code: t.exposeString('code', { description: 'The plan row it came from: V1, DAPT …' }),
    ownerRole: t.expose('ownerRole', { type: Role }),
    site: t.field({ type: Site, nullable: true, resolve: pending }),
    opensAt: t.expose('opensAt', { type: 'Instant' }),
    dueAt: t.expose('dueAt', { type: 'Instant' }),
    status: t.expose('status', { type: TaskStatus }),
    doneAt: t.expose('doneAt', { type: 'Instant', nullable: true }),
    doneBy: t.field({ type: Person, nullable: true, resolve: pending }),
    detail: t.field({ type: [Pair], resolve: pending }),
  }),
});

builder.queryFields((t) => ({
  tasks: t.field({
    type: [Task],
    description: 'Tasks of my roles and sites, or of one site: open ones by due time; with `done`, those done last.',
    args: {
      siteId: t.arg.id(),
      done: t.arg.boolean({ required: true, defaultValue: false }),
      limit: t.arg.int({ required: true, defaultValue: 100 }),
    },
    resolve: pending,
  }),
}));
