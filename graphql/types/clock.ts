import { builder } from '../builder';
import type { LevelShares as Shares } from '../../workflows/domain/ruleThresholds';
import { levelShares } from '../../workflows/domain/ruleThresholds';
import { editedBy } from '../editedBy';
import type { TimelineNode as TimelineShape } from '../timeline';
import { ClockFlag, ClockStatus, DelayReason, Level, Milestone, Precision, Role, Source, VoidReason } from './common';
import { personBy } from './people';

export const LevelShares = builder.objectRef<Shares>('LevelShares').implement({
  description: 'At which shares of a limit its levels come, in per cent; the breach is the whole of it.',
  fields: (t) => ({
    half: t.exposeFloat('half'),
    nearBreach: t.exposeFloat('nearBreach'),
    escalated: t.exposeFloat('escalated'),
  }),
});

export const Clock = builder.prismaObject('Clock', {
  description: 'One limit between two milestones (T01…T43), as it stood when the record was last written.',
  fields: (t) => ({
    target: t.exposeString('target'),
    status: t.expose('status', { type: ClockStatus }),
    startedAt: t.expose('startedAt', { type: 'Instant' }),
    dueAt: t.expose('dueAt', { type: 'Instant', nullable: true }),
    limitMin: t.exposeFloat('limitMin', { nullable: true }),
    endedAt: t.expose('endedAt', { type: 'Instant', nullable: true }),
    tookMin: t.exposeFloat('tookMin', { nullable: true }),
    level: t.expose('level', { type: Level, nullable: true, description: 'The highest level announced so far.' }),
    levelAt: t.expose('levelAt', { type: 'Instant', nullable: true }),
    ownerRole: t.expose('ownerRole', { type: Role }),
    voidReason: t.expose('voidReason', { type: VoidReason, nullable: true }),
    flag: t.expose('flag', {
      type: ClockFlag,
      nullable: true,
      description: 'What to know of its end beside the status.',
    }),
    reasonOwed: t.exposeBoolean('reasonOwed'),
    delayReason: t.expose('delayReason', { type: DelayReason, nullable: true }),
    delayText: t.exposeString('delayText', { nullable: true }),
    shares: t.field({
      type: LevelShares,
      description: 'Where its levels lie under the edition the episode runs on.',
      select: { episode: { select: { pathwayEdition: true } } },
      resolve: ({ episode }, _, { directory }) => levelShares(editedBy(directory, episode.pathwayEdition)),
    }),
  }),
});

export const MilestoneEntry = builder.prismaObject('Milestone', {
  name: 'MilestoneEntry',
  description: 'One report of a clinical time; reports are never changed, corrections append.',
  fields: (t) => ({
    n: t.exposeInt('n'),
    code: t.expose('code', { type: Milestone }),
    at: t.expose('at', { type: 'Instant' }),
    untilAt: t.expose('untilAt', { type: 'Instant', nullable: true }),
    precision: t.expose('precision', { type: Precision }),
    source: t.expose('source', { type: Source }),
    recordedBy: t.field(personBy(({ recordedBy }) => recordedBy)),
    recordedById: t.exposeID('recordedBy'),
    recordedRole: t.expose('recordedRole', { type: Role, nullable: true }),
    deviceOffsetMs: t.int({
      nullable: true,
      select: { deviceOffsetMs: true },
      resolve: ({ deviceOffsetMs }) => (deviceOffsetMs === null ? undefined : Number(deviceOffsetMs)),
    }),
    receivedAt: t.expose('receivedAt', { type: 'Instant' }),
    corrects: t.exposeInt('corrects', { nullable: true }),
    withdraws: t.boolean({
      description: 'It takes that entry back and puts nothing in its place.',
      select: { withdraws: true },
      resolve: ({ withdraws }) => withdraws === true,
    }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why it was corrected or taken back.' }),
  }),
});

export const TimelineNode = builder.objectRef<TimelineShape>('TimelineNode').implement({
  description: 'A milestone this episode passes: the entry that stands, or none yet.',
  fields: (t) => ({
    code: t.expose('code', { type: Milestone }),
    entry: t.expose('entry', { type: MilestoneEntry, nullable: true }),
    reports: t.expose('reports', {
      type: [MilestoneEntry],
      description: 'Everything that was ever said of it, corrected and taken back included, in the order it was heard.',
    }),
    plannedAt: t.expose('plannedAt', {
      type: 'Instant',
      nullable: true,
      description: 'When a running clock wants it at the latest.',
    }),
  }),
});
