import type { IncidentRow } from '../../workflows/domain/rows';
import { builder } from '../builder';
import { pending } from '../pending';
import type { Stored } from '../stored';
import { AlarmCode, IncidentAction, IncidentStatus, Priority } from './common';
import { Ladder, Page } from './page';
import { Patient } from './patient';
import { Person, Site } from './people';

export const Incident = builder.objectRef<Stored<IncidentRow>>('Incident').implement({
  description: 'One wearable or technical alarm from its first signal to a person’s closing word.',
  fields: (t) => ({
    id: t.exposeID('id'),
    patient: t.field({ type: Patient, nullable: true, resolve: pending }),
    episodeId: t.exposeID('episodeId', { nullable: true }),
    deviceId: t.exposeID('deviceId'),
    site: t.field({ type: Site, nullable: true, description: 'The desk that answers.', resolve: pending }),
    code: t.expose('code', { type: AlarmCode }),
    priority: t.expose('priority', { type: Priority }),
    status: t.expose('status', { type: IncidentStatus }),
    onsetAt: t.expose('onsetAt', { type: 'Instant' }),
    raisedAt: t.expose('raisedAt', { type: 'Instant' }),
    endedAt: t.expose('endedAt', { type: 'Instant', nullable: true }),
    signals: t.exposeInt('signals', { description: 'Messages of the device that belong to this alarm.' }),
    value: t.exposeFloat('value', { nullable: true }),
    unit: t.exposeString('unit', { nullable: true }),
    late: t.exposeBoolean('late'),
    ackAt: t.expose('ackAt', { type: 'Instant', nullable: true }),
    ackBy: t.field({ type: Person, nullable: true, resolve: pending }),
    assessedAt: t.expose('assessedAt', { type: 'Instant', nullable: true }),
    assessedBy: t.field({ type: Person, nullable: true, resolve: pending }),
    assessment: t.exposeString('assessment', { nullable: true }),
    action: t.expose('action', { type: IncidentAction, nullable: true }),
    actedAt: t.expose('actedAt', { type: 'Instant', nullable: true }),
    actedBy: t.field({ type: Person, nullable: true, resolve: pending }),
    upReferralId: t.exposeID('upReferralId', { nullable: true }),
    closedAt: t.expose('closedAt', { type: 'Instant', nullable: true }),
    closedBy: t.field({ type: Person, nullable: true, resolve: pending }),
    ladders: t.field({ type: [Ladder], resolve: pending }),
    pages: t.field({ type: [Page], resolve: pending }),
    version: t.string({ description: 'epoch.seq of what is shown.', resolve: pending }),
  }),
});

builder.queryFields((t) => ({
  incidents: t.field({
    type: [Incident],
    description: 'The desk: open ones by priority and age; with `closed`, those closed last.',
    args: { closed: t.arg.boolean({ required: true, defaultValue: false }), limit: t.arg.int({ required: true, defaultValue: 100 }) },
    resolve: pending,
  }),
  incident: t.field({ type: Incident, nullable: true, args: { id: t.arg.id({ required: true }) }, resolve: pending }),
}));
