import { balanceOf, recentMinutes, type Balance } from '../../prisma/ledger';
import { DAY_MS, MINUTE_MS } from '../../workflows/domain/time';
import { alarmBurden, type AlarmBurden } from '../alarmBurden';
import { builder } from '../builder';
import { atMost } from '../limits';
import { onRecord } from '../record';
import { Priority } from './common';
import { personBy } from './people';

builder.prismaObject('DeadLetter', {
  description: 'A message of a device that was refused and that a person works off.',
  fields: (t) => ({
    id: t.id({ select: { id: true }, resolve: ({ id }) => String(id) }),
    receivedAt: t.expose('receivedAt', { type: 'Instant' }),
    deviceId: t.exposeString('deviceId', { description: 'As it called itself; empty when it named nobody.' }),
    topic: t.exposeString('topic'),
    code: t.exposeString('code', { description: 'Why, as the device’s receipt says it.' }),
    detail: t.exposeString('detail'),
    size: t.exposeInt('size'),
    incidentId: t.id({
      nullable: true,
      description: 'The alarm it raised, where one may be hidden in it.',
      select: { subjectId: true },
      resolve: ({ subjectId }) => subjectId,
    }),
    handledAt: t.expose('handledAt', { type: 'Instant', nullable: true }),
    handledBy: t.field(personBy(({ handledBy }) => handledBy)),
    remark: t.exposeString('remark', { nullable: true }),
  }),
});

type Sums = Omit<Balance, 'minute'>;
const Conservation = builder.objectRef<Sums>('Conservation').implement({
  description: 'What became of the messages of devices: every one that was accepted is in exactly one of the others.',
  fields: (t) => ({
    accepted: t.exposeInt('accepted'),
    kept: t.exposeInt('kept', { description: 'Differs from `accepted` only when something is wrong.' }),
    shown: t.exposeInt('shown'),
    closedByRule: t.exposeInt('closedByRule'),
    escalated: t.exposeInt('escalated'),
    quarantined: t.exposeInt('quarantined'),
    archived: t.exposeInt('archived'),
    waiting: t.exposeInt('waiting'),
    overdue: t.exposeInt('overdue'),
    lost: t.exposeInt('lost', { description: 'Given to a person and standing on no record.' }),
  }),
});

const NOTHING: Sums = {
  ...{ accepted: 0, kept: 0, shown: 0, closedByRule: 0, escalated: 0, quarantined: 0, archived: 0 },
  ...{ waiting: 0, overdue: 0, underWay: 0, lost: 0 },
};
const added = (sums: Sums, one: Balance): Sums => ({
  accepted: sums.accepted + one.accepted,
  kept: sums.kept + one.kept,
  shown: sums.shown + one.shown,
  closedByRule: sums.closedByRule + one.closedByRule,
  escalated: sums.escalated + one.escalated,
  quarantined: sums.quarantined + one.quarantined,
  archived: sums.archived + one.archived,
  waiting: sums.waiting + one.waiting,
  overdue: sums.overdue + one.overdue,
  underWay: sums.underWay + one.underWay,
  lost: sums.lost + one.lost,
});

const Burden = builder.objectRef<AlarmBurden>('AlarmBurden').implement({
  fields: (t) => ({
    priority: t.expose('priority', { type: Priority, nullable: true, description: 'None: all together.' }),
    alarms: t.exposeInt('alarms'),
    perPatientDay: t.exposeFloat('perPatientDay', {
      nullable: true,
      description: 'Nothing while all wear together is less than a day.',
    }),
    wornHours: t.exposeFloat('wornHours', {
      description: 'Of all patients together; two devices of one patient count once.',
    }),
    toldHours: t.exposeFloat('toldHours', {
      description:
        'Of these: in which a device measured something on its wearer. Of patients whose devices never did, all time from hand-out to return.',
    }),
    falseShare: t.exposeFloat('falseShare', { nullable: true, description: 'Of those a person assessed.' }),
    ackP50S: t.exposeFloat('ackP50S', { nullable: true }),
    ackP95S: t.exposeFloat('ackP95S', { nullable: true }),
    escalatedShare: t.exposeFloat('escalatedShare', { nullable: true }),
  }),
});

/** The longest time one question about conservation counts. */
const MINUTES = 60;

builder.queryFields((t) => ({
  deadLetters: t.prismaField({
    type: ['DeadLetter'],
    description: 'Refused messages: those nobody worked off yet, the oldest first; with `handled`, the others.',
    args: {
      handled: t.arg.boolean({ required: true, defaultValue: false }),
      limit: t.arg.int({ required: true, defaultValue: 100 }),
    },
    resolve: (query, _, { handled, limit }, { prisma }) =>
      prisma.deadLetter.findMany({
        ...query,
        where: { handledAt: handled ? { not: null } : null },
        orderBy: { id: handled ? 'desc' : 'asc' },
        take: atMost(limit),
      }),
  }),
  conservation: t.field({
    type: Conservation,
    description: 'Of the last hour.',
    resolve: (_, __, { pool, now }) =>
      onRecord(async () => {
        const at = new Date(now());
        const minutes = await recentMinutes(pool, new Date(now() - MINUTES * MINUTE_MS));
        return (await balanceOf(pool, minutes, { now: at })).reduce(added, NOTHING);
      }),
  }),
  alarmBurden: t.field({
    type: [Burden],
    args: { days: t.arg.int({ required: true, defaultValue: 30 }) },
    resolve: (_, { days }, { pool, now }) =>
      onRecord(() => alarmBurden(pool, new Date(now() - atMost(days) * DAY_MS), new Date(now()))),
  }),
}));
