import type { Clock as ClockRecord, Milestone as MilestoneReport } from '../../prisma/generated/client';
import type { PersonAction } from '../../workflows/domain/permissions';
import { PERSON_ACTIONS } from '../../workflows/domain/permissions';
import { placeOf } from '../../workflows/domain/owners';
import { refusalOf } from '../allowed';
import { builder } from '../builder';
import { editedBy } from '../editedBy';
import { factsOf } from '../facts';
import { forecastNow, recommendationNow, refusedNow } from '../episodeNow';
import type { Role } from '../../workflows/domain/vocabulary';
import { lastOfEachRole } from '../acknowledgements';
import { timelineOf } from '../timeline';
import { Acknowledgement, Activation } from './activation';
import { AllowedAction } from './action';
import { Clock, TimelineNode } from './clock';
import * as code from './common';
import * as told from './facts';
import './happening';
import './incident';
import { Lab } from './lab';
import { OverlaySpan } from './overlay';
import { Person, siteBy } from './people';
import './identity';
import './question';
import './reading';
import './consent';
import './stay';
import { Checklist, Forecast, Recommendation } from './strategy';
import './task';

type Owner = { readonly role: Role; readonly siteId: string };
/** Who is at the sender's, and what takes them away from there. */
const AT_SENDER = ['REF_DOOR_IN', 'REF_DOOR_OUT', 'DOOR', 'ADMIT'] as const;
const isAtSender = (reports: readonly MilestoneReport[]): boolean => {
  const corrected = new Set(reports.map(({ corrects }) => corrects));
  const standing = reports.filter(({ n, withdraws }) => withdraws !== true && !corrected.has(n));
  return standing.length > 0 && standing.every(({ code: reached }) => reached === 'REF_DOOR_IN');
};

export const NextOwner = builder.objectRef<Owner>('NextOwner').implement({
  description: 'Who owes the next action: the role of the next clock, and who is on duty for it now.',
  fields: (t) => ({
    role: t.expose('role', { type: code.Role }),
    site: t.field(siteBy(({ siteId }) => siteId)),
    person: t.field({
      type: Person,
      nullable: true,
      resolve: ({ role, siteId }, _, { directory, now }) => directory.onDuty(role, siteId, now()),
    }),
  }),
});

/** Actions that are done to something else than an episode. */
const ELSEWHERE: readonly PersonAction[] = [
  'READ_CONSENT_FORM',
  'OPEN_EPISODE',
  'OPEN_READING',
  'SIGN_READING',
  'REJECT_ECG',
  'LINK_READING',
  'ACKNOWLEDGE_INCIDENT',
  'ASSESS_INCIDENT',
  'ACT_ON_INCIDENT',
  'REFER_UP',
  'CLOSE_INCIDENT',
  'LINK_PATIENTS',
  'UNLINK_PATIENTS',
  'BLOCK_LAB',
  'UNBLOCK_LAB',
  'GIVE_LAB',
  'KEEP_AGREEMENTS',
  'KEEP_DRIVE_TIMES',
  'GIVE_RESOURCE',
  'KEEP_RESOURCES',
];

/** What may be done with an episode that has ended. */
const AFTER_THE_END: readonly PersonAction[] = [
  'REOPEN_EPISODE',
  'RECORD_MILESTONE',
  'WITHDRAW_MILESTONE',
  'CONFIRM_QUESTION',
];

builder.prismaObject('Episode', {
  description: 'One patient’s acute event and the year after it.',
  fields: (t) => ({
    id: t.exposeID('id'),
    region: t.exposeString('region'),
    version: t.field({
      type: 'Position',
      description: 'Grows with every write; the same number as in a change.',
      select: { id: true },
      resolve: ({ id }, _, { loaders }) => loaders.version(id),
    }),
    patient: t.relation('patient'),
    phase: t.expose('phase', { type: code.Phase }),
    openedAt: t.expose('openedAt', { type: 'Instant' }),
    closedAt: t.expose('closedAt', { type: 'Instant', nullable: true }),
    closeReason: t.expose('closeReason', { type: code.CloseReason, nullable: true }),
    communitySite: t.field(siteBy(({ communitySiteId }) => communitySiteId)),
    referringSite: t.field(siteBy(({ referringSiteId }) => referringSiteId)),
    receivingSite: t.field(siteBy(({ receivingSiteId }) => receivingSiteId)),
    emsSite: t.field(siteBy(({ communitySiteId: of }, directory) => directory.site(of)?.emsSiteId)),
    helpChannel: t.expose('helpChannel', { type: code.HelpChannel }),
    arrivalClass: t.expose('arrivalClass', { type: code.ArrivalClass, nullable: true }),
    drill: t.exposeBoolean('drill'),
    complaints: t.stringList({ select: { facts: true }, resolve: ({ facts }) => factsOf(facts).complaints ?? [] }),
    pathwayEdition: t.exposeString('pathwayEdition'),
    mergedIntoId: t.exposeID('mergedIntoId', { nullable: true, description: 'Where the same event goes on.' }),
    linkedFromId: t.exposeID('linkedFromId', { nullable: true }),
    continuedById: t.exposeID('continuedById', { nullable: true }),
    finding: t.expose('finding', { type: code.Finding, nullable: true }),
    strategy: t.expose('strategy', { type: code.Strategy, nullable: true }),
    lab: t.field({
      type: Lab,
      nullable: true,
      select: { labId: true },
      resolve: ({ labId }, _, { prisma }) =>
        labId === null ? undefined : prisma.cathLab.findUnique({ where: { id: labId }, include: { state: true } }),
    }),
    bypassEd: t.exposeBoolean('bypassEd', { nullable: true }),
    bypassCcu: t.exposeBoolean('bypassCcu', { nullable: true }),
    bypassBecause: t.string({
      nullable: true,
      description: 'LAB: it was called before the patient came and was not ready then (2.7#3).',
      select: { facts: true },
      resolve: ({ facts }) => factsOf(facts).bypassBecause,
    }),
    monitoredBay: t.boolean({
      description: 'The patient is at the door and the lab that was called is not ready: the nearest monitored bay.',
      select: { facts: true },
      resolve: ({ facts }) => factsOf(facts).monitoredBay === true,
    }),
    nextDueAt: t.expose('nextDueAt', { type: 'Instant', nullable: true }),
    nextTarget: t.exposeString('nextTarget', { nullable: true }),
    nextClock: t.field({
      type: Clock,
      nullable: true,
      description: 'The running clock with the earliest deadline, breached or not.',
      select: { clocks: true },
      resolve: ({ clocks }) => earliestOf(clocks),
    }),
    nextOwner: t.field({
      type: NextOwner,
      nullable: true,
      select: {
        ...{ clocks: true, communitySiteId: true, referringSiteId: true, receivingSiteId: true },
        milestones: { where: { code: { in: [...AT_SENDER] } } },
      },
      resolve: ({ clocks, milestones, ...at }, _, { directory }) => {
        const role = earliestOf(clocks)?.ownerRole;
        const community = at.communitySiteId;
        const sites = {
          community,
          ems: directory.site(community)?.emsSiteId ?? community,
          receiving: at.receivingSiteId ?? community,
        };
        const all = at.referringSiteId === null ? sites : { ...sites, referring: at.referringSiteId };
        return role === undefined ? undefined : { role, siteId: placeOf(role, all, isAtSender(milestones)) };
      },
    }),
    worstLevel: t.expose('worstLevel', { type: code.Level, nullable: true }),
    nobodyAnswered: t.exposeBoolean('nobodyAnswered'),
    openIncidents: t.exposeInt('openIncidents'),
    acknowledgements: t.field({
      type: [Acknowledgement],
      description: 'Per role, the last page that was answered or still waits for an answer.',
      select: { id: true },
      resolve: async ({ id }, _, { loaders }) => lastOfEachRole(await loaders.lastPages(id)),
    }),
    clocks: t.relation('clocks', { query: { orderBy: { target: 'asc' } } }),
    milestones: t.relation('milestones', {
      description: 'Every report, corrected ones included.',
      query: { orderBy: { n: 'asc' } },
    }),
    timeline: t.field({
      type: [TimelineNode],
      description: 'What this episode passes in order, with those not set yet.',
      select: { strategy: true, milestones: true, clocks: true },
      resolve: (episode) => timelineOf(episode),
    }),
    happenings: t.relatedConnection('happenings', {
      cursor: 'subjectId_epoch_seq',
      description: 'Newest first.',
      query: { orderBy: [{ epoch: 'desc' }, { seq: 'desc' }] },
    }),
    ladders: t.relation('ladders', { query: { orderBy: [{ startedAt: 'asc' }, { id: 'asc' }] } }),
    pages: t.relation('pages', { query: { orderBy: [{ askedAt: 'asc' }, { id: 'asc' }] } }),
    readings: t.prismaField({
      type: ['Reading'],
      description: 'The ECGs this episode holds now.',
      select: { id: true },
      resolve: (query, { id }, _, { prisma }) =>
        prisma.reading.findMany({
          ...query,
          where: { OR: [{ held: { episodeId: id } }, { held: null, episodeId: id }] },
          orderBy: { acquiredAt: 'asc' },
        }),
    }),
    tasks: t.relation('tasks', { query: { orderBy: [{ dueAt: 'asc' }, { id: 'asc' }] } }),
    questions: t.relation('questions', {
      description: 'What the record asks about itself, answered ones included.',
      query: { orderBy: [{ askedAt: 'asc' }, { code: 'asc' }] },
    }),
    consents: t.relation('consents', { query: { orderBy: { kind: 'asc' } } }),
    stay: t.relation('stay', { nullable: true }),
    incidents: t.relation('incidents', { query: { orderBy: { raisedAt: 'desc' } } }),
    checklist: t.field({
      type: Checklist,
      select: { facts: true, pathwayEdition: true },
      resolve: ({ facts, pathwayEdition }, _, { directory }) => ({
        ...factsOf(facts),
        pathway: editedBy(directory, pathwayEdition),
      }),
    }),
    forecast: t.field({
      type: Forecast,
      nullable: true,
      select: { id: true },
      resolve: ({ id }, _, context) => forecastNow(id, context),
    }),
    recommendation: t.field({
      type: Recommendation,
      nullable: true,
      select: { id: true },
      resolve: ({ id }, _, context) => recommendationNow(id, context),
    }),
    activation: t.field({
      type: Activation,
      nullable: true,
      select: { id: true, facts: true },
      resolve: ({ id, facts }) => {
        const { activation } = factsOf(facts);
        return activation && { ...activation, episodeId: id };
      },
    }),
    report: t.field({
      type: told.Report,
      nullable: true,
      select: { facts: true },
      resolve: ({ facts }) => factsOf(facts).report,
    }),
    choice: t.field({
      type: told.Choice,
      nullable: true,
      select: { facts: true },
      resolve: ({ facts }) => factsOf(facts).choice,
    }),
    overlays: t.field({
      type: [OverlaySpan],
      description: 'What lay or lies over the phase, first told first.',
      select: { facts: true },
      resolve: ({ facts }) => factsOf(facts).overlays ?? [],
    }),
    pciResult: t.field({
      type: told.PciResult,
      nullable: true,
      select: { facts: true },
      resolve: ({ facts }) => factsOf(facts).result,
    }),
    angiographyEnd: t.field({
      type: told.Angiography,
      nullable: true,
      select: { facts: true },
      resolve: ({ facts }) => factsOf(facts).angiographyEnd,
    }),
    discharge: t.field({
      type: told.Discharge,
      nullable: true,
      select: { facts: true },
      resolve: ({ facts }) => factsOf(facts).discharge,
    }),
    downReferral: t.field({
      type: told.DownReferral,
      nullable: true,
      select: { facts: true },
      resolve: ({ facts }) => factsOf(facts).downReferral,
    }),
    downRefusals: t.field({
      type: [told.DownRefusal],
      select: { facts: true },
      resolve: ({ facts }) => factsOf(facts).downRefusals ?? [],
    }),
    hospitalFollowUp: t.field({
      type: told.HospitalFollowUp,
      nullable: true,
      select: { facts: true },
      resolve: ({ facts }) => factsOf(facts).hospitalFollowUp,
    }),
    index: t.field({
      type: told.Index,
      nullable: true,
      select: { facts: true },
      resolve: ({ facts }) => factsOf(facts).index,
    }),
    legs: t.field({ type: [told.StayLeg], select: { facts: true }, resolve: ({ facts }) => factsOf(facts).legs ?? [] }),
    actions: t.field({
      type: [AllowedAction],
      description:
        'Every action on an episode, for whoever asks: refused by who asks, or by the point the episode is at.',
      select: { id: true, closedAt: true },
      resolve: ({ id, closedAt }, _, asking) =>
        Promise.all(
          PERSON_ACTIONS.filter((action) => !ELSEWHERE.includes(action)).map(async (action) => {
            // Whether it may be reopened or corrected still is for the rules to say.
            const isOver = closedAt !== null && !AFTER_THE_END.includes(action);
            const closed = isOver ? 'This episode is closed; open a linked one.' : undefined;
            return { action, refusal: refusalOf(asking, action) ?? closed ?? (await refusedNow(id, action, asking)) };
          }),
        ),
    }),
  }),
});

/** As liveEpisodes.ts orders the board. */
const earliestOf = (clocks: readonly ClockRecord[]): ClockRecord | undefined =>
  clocks
    .filter(({ status, endedAt }) => (status === 'RUNNING' || status === 'UNCERTAIN') && endedAt === null)
    .reduce<ClockRecord | undefined>((first, clock) => {
      if (clock.dueAt === null) return first;
      return first?.dueAt && first.dueAt <= clock.dueAt ? first : clock;
    }, undefined);

builder.queryFields((t) => ({
  episode: t.prismaField({
    type: 'Episode',
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (query, _, { id }, { prisma }) => prisma.episode.findUnique({ ...query, where: { id } }),
  }),
}));
