import {
  proposeUpReferral,
  UP_REFERRAL_LEVELS,
  UP_REFERRAL_REASONS,
  type UpReferralProposal,
} from '../../workflows/domain/upReferralRows';
import { STILL_OPEN } from '../../workflows/domain/reach';
import { builder } from '../builder';
import { atMost } from '../limits';
import { present } from '../present';
import type { IncidentAlarm } from '../incidentAlarms';
import { onRecord } from '../record';
import { type LastPlace as LastPlaceShape, lastPlaceOf } from '../lastPlace';
import { AlarmCode, IncidentAction, IncidentStatus, Priority, ReachWay } from './common';
import { Page } from './page';
import { personBy, siteBy } from './people';
import { Trace, traceOf } from './trace';

const LastPlace = builder.objectRef<LastPlaceShape>('LastPlace').implement({
  description: 'Where a gate or beacon last saw the patient; its age is the reader’s to judge.',
  fields: (t) => ({
    at: t.expose('at', { type: 'Instant' }),
    place: t.exposeString('place'),
    site: t.field(siteBy(({ siteId }) => siteId)),
  }),
});

const UpReferralLevel = builder.enumType('UpReferralLevel', { values: UP_REFERRAL_LEVELS });
const UpReferralReason = builder.enumType('UpReferralReason', { values: UP_REFERRAL_REASONS });

const Proposal = builder.objectRef<UpReferralProposal>('UpReferralProposal').implement({
  description: 'What the criteria for an up-referral say of an alarm; a named person decides.',
  fields: (t) => ({
    level: t.expose('level', { type: UpReferralLevel }),
    reason: t.expose('reason', { type: UpReferralReason }),
  }),
});

builder.prismaObject('ReachAttempt', {
  description: 'One try to reach the patient of an alarm: a call, or 120 at the last known place.',
  fields: (t) => ({
    n: t.exposeInt('n'),
    way: t.expose('way', { type: ReachWay }),
    at: t.expose('at', { type: 'Instant' }),
    by: t.field(personBy(({ toldBy }) => toldBy)),
    reached: t.exposeBoolean('reached', {
      nullable: true,
      description: 'Not known before somebody tells how a welfare check ended.',
    }),
    remark: t.exposeString('remark', { nullable: true }),
    place: t.exposeString('place', { nullable: true }),
    seenAt: t.expose('seenAt', {
      type: 'Instant',
      nullable: true,
      description: 'When the patient was last known to be at the place.',
    }),
    endedAt: t.expose('endedAt', { type: 'Instant', nullable: true }),
    endedBy: t.field(personBy(({ endedBy }) => endedBy)),
  }),
});

const Told = builder.objectRef<IncidentAlarm>('IncidentAlarm').implement({
  description: 'One kind of alarm that a device told and that became part of an incident.',
  fields: (t) => ({
    code: t.expose('code', { type: AlarmCode }),
    times: t.exposeInt('times'),
    firstAt: t.expose('firstAt', { type: 'Instant' }),
    endedAt: t.expose('endedAt', { type: 'Instant', nullable: true }),
    heardAt: t.expose('heardAt', {
      type: 'Instant',
      nullable: true,
      description:
        'The device was heard after the group’s time and has not told that it ended: whether it lasts is unknown.',
    }),
  }),
});

builder.prismaObject('Incident', {
  description: 'One wearable or technical alarm from its first signal to a person’s closing word.',
  fields: (t) => ({
    id: t.exposeID('id'),
    patient: t.relation('patient', { nullable: true }),
    episodeId: t.exposeID('episodeId', { nullable: true }),
    deviceId: t.exposeID('deviceId'),
    site: t.field(siteBy(({ siteId }) => siteId, 'The desk that answers.')),
    code: t.expose('code', { type: AlarmCode }),
    priority: t.expose('priority', { type: Priority }),
    status: t.expose('status', { type: IncidentStatus }),
    onsetAt: t.expose('onsetAt', { type: 'Instant' }),
    raisedAt: t.expose('raisedAt', { type: 'Instant' }),
    endedAt: t.expose('endedAt', { type: 'Instant', nullable: true }),
    signals: t.exposeInt('signals', { description: 'Messages of the device that belong to this alarm.' }),
    alarms: t.field({
      type: [Told],
      description: 'What the device told: the graver alarm gives the incident its name, and the others stand here.',
      select: { id: true },
      resolve: ({ id }, _, { loaders }) => onRecord(() => loaders.alarms(id)),
    }),
    value: t.exposeFloat('value', { nullable: true }),
    unit: t.exposeString('unit', { nullable: true }),
    proposedUpReferral: t.field({
      type: Proposal,
      nullable: true,
      description: 'Until somebody has assessed the alarm as false, acted on it or closed it.',
      select: { code: true, priority: true, value: true, status: true, patientId: true },
      resolve: ({ code, priority, value, status, patientId }) =>
        patientId !== null && STILL_OPEN.includes(status)
          ? proposeUpReferral({ code, priority, ...present({ value }) })
          : undefined,
    }),
    late: t.exposeBoolean('late'),
    ackAt: t.expose('ackAt', { type: 'Instant', nullable: true }),
    ackBy: t.field(personBy(({ ackBy }) => ackBy)),
    assessedAt: t.expose('assessedAt', { type: 'Instant', nullable: true }),
    assessedBy: t.field(personBy(({ assessedBy }) => assessedBy)),
    assessment: t.exposeString('assessment', { nullable: true }),
    action: t.expose('action', { type: IncidentAction, nullable: true }),
    actedAt: t.expose('actedAt', { type: 'Instant', nullable: true }),
    actedBy: t.field(personBy(({ actedBy }) => actedBy)),
    upReferralId: t.exposeID('upReferralId', { nullable: true }),
    closedAt: t.expose('closedAt', { type: 'Instant', nullable: true }),
    closedBy: t.field(personBy(({ closedBy }) => closedBy)),
    attempts: t.relation('attempts', { query: { orderBy: { n: 'asc' } } }),
    lastPlace: t.field({
      type: LastPlace,
      nullable: true,
      description: 'Where the patient was last seen; for an alarm nobody has closed.',
      select: { patientId: true, closedAt: true },
      resolve: ({ patientId, closedAt }, _, context) =>
        patientId === null || closedAt !== null ? undefined : lastPlaceOf(context, patientId),
    }),
    trace: t.field({
      type: Trace,
      nullable: true,
      description: 'The trace the wearable sends while its wearer waits for help, where it sends one.',
      select: { id: true },
      resolve: ({ id }, _, { pool }) => onRecord(async () => traceOf(pool, id)),
    }),
    ladders: t.relation('ladders', { query: { orderBy: [{ startedAt: 'asc' }, { id: 'asc' }] } }),
    pages: t.field({
      type: [Page],
      select: (_, __, nested) => ({ ladders: { select: { pages: nested(true) } } }),
      resolve: ({ ladders }) => ladders.flatMap(({ pages }) => pages),
    }),
    version: t.field({
      type: 'Position',
      description: 'Grows with every write; the same number as in a change.',
      select: { id: true },
      resolve: ({ id }, _, { loaders }) => loaders.version(id),
    }),
  }),
});

builder.queryFields((t) => ({
  incidents: t.prismaField({
    type: ['Incident'],
    description: 'The desk: open ones by priority, then the oldest first; with `closed`, those closed last.',
    args: {
      closed: t.arg.boolean({ required: true, defaultValue: false }),
      limit: t.arg.int({ required: true, defaultValue: 100 }),
    },
    resolve: (query, _, { closed, limit }, { prisma }) =>
      prisma.incident.findMany({
        ...query,
        where: closed ? { status: 'CLOSED' } : { status: { not: 'CLOSED' } },
        orderBy: closed ? [{ closedAt: { sort: 'desc', nulls: 'last' } }] : [{ priority: 'asc' }, { raisedAt: 'asc' }],
        take: atMost(limit),
      }),
  }),
  incident: t.prismaField({
    type: 'Incident',
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (query, _, { id }, { prisma }) => prisma.incident.findUnique({ ...query, where: { id } }),
  }),
}));
