import type { ConsentRow, EpisodeRow, HappeningRow } from '../../workflows/domain/rows';
import { builder } from '../builder';
import { pending } from '../pending';
import type { Stored } from '../stored';
import { AllowedAction } from './action';
import { Clock, MilestoneEntry, TimelineNode } from './clock';
import * as code from './common';
import * as facts from './facts';
import { Incident } from './incident';
import { Lab } from './lab';
import { Ladder, Page } from './page';
import { Patient } from './patient';
import { Person, Site } from './people';
import { Reading } from './reading';
import { Stay } from './stay';
import { Task } from './task';

export const Consent = builder.objectRef<Stored<ConsentRow>>('Consent').implement({
  fields: (t) => ({
    kind: t.expose('kind', { type: code.ConsentKind }),
    state: t.expose('state', { type: code.ConsentState }),
    startedAt: t.expose('startedAt', { type: 'Instant', nullable: true }),
    signedAt: t.expose('signedAt', { type: 'Instant', nullable: true }),
    byName: t.exposeString('byName', { nullable: true }),
    relation: t.exposeString('relation', { nullable: true }),
    reason: t.exposeString('reason', { nullable: true }),
  }),
});

export const ACTOR_KINDS = ['HUMAN', 'DEVICE', 'SYSTEM'] as const;
export const ActorKind = builder.enumType('ActorKind', { values: ACTOR_KINDS });

export const Happening = builder.objectRef<Stored<HappeningRow> & { readonly epoch: number }>('Happening').implement({
  description: 'One line of a story, appended once.',
  fields: (t) => ({
    id: t.exposeID('id'),
    epoch: t.exposeInt('epoch'),
    seq: t.exposeInt('seq'),
    type: t.exposeString('type'),
    at: t.expose('at', { type: 'Instant' }),
    receivedAt: t.expose('receivedAt', { type: 'Instant' }),
    actorKind: t.expose('actorKind', { type: ActorKind }),
    actorId: t.exposeID('actorId'),
    person: t.field({ type: Person, nullable: true, resolve: pending }),
    actorRole: t.expose('actorRole', { type: code.Role, nullable: true }),
    outcome: t.expose('outcome', { type: code.Outcome }),
    payload: t.expose('payload', { type: 'Json' }),
  }),
});

export const NextOwner = builder.objectRef<{ role: (typeof code.Role)['$inferType'] }>('NextOwner').implement({
  description: 'Who owes the next action: the role of the next clock, and who is on duty for it now.',
  fields: (t) => ({
    role: t.expose('role', { type: code.Role }),
    site: t.field({ type: Site, nullable: true, resolve: pending }),
    person: t.field({ type: Person, nullable: true, resolve: pending }),
  }),
});

export const Episode = builder.objectRef<Stored<EpisodeRow>>('Episode').implement({
  description: 'One patient’s acute event and the year after it.',
  fields: (t) => ({
    id: t.exposeID('id'),
    region: t.exposeString('region'),
    version: t.string({ description: 'epoch.seq of what is shown.', resolve: pending }),
    patient: t.field({ type: Patient, nullable: true, resolve: pending }),
    phase: t.expose('phase', { type: code.Phase }),
    openedAt: t.expose('openedAt', { type: 'Instant' }),
    closedAt: t.expose('closedAt', { type: 'Instant', nullable: true }),
    closeReason: t.expose('closeReason', { type: code.CloseReason, nullable: true }),
    communitySite: t.field({ type: Site, nullable: true, resolve: pending }),
    referringSite: t.field({ type: Site, nullable: true, resolve: pending }),
    receivingSite: t.field({ type: Site, nullable: true, resolve: pending }),
    helpChannel: t.expose('helpChannel', { type: code.HelpChannel }),
    arrivalClass: t.expose('arrivalClass', { type: code.ArrivalClass, nullable: true }),
    drill: t.exposeBoolean('drill'),
    complaints: t.stringList({ resolve: pending }),
    pathwayEdition: t.exposeString('pathwayEdition'),
    linkedFromId: t.exposeID('linkedFromId', { nullable: true }),
    continuedById: t.exposeID('continuedById', { nullable: true }),
    finding: t.expose('finding', { type: code.Finding, nullable: true }),
    strategy: t.expose('strategy', { type: code.Strategy, nullable: true }),
    lab: t.field({ type: Lab, nullable: true, resolve: pending }),
    bypassEd: t.exposeBoolean('bypassEd', { nullable: true }),
    bypassCcu: t.exposeBoolean('bypassCcu', { nullable: true }),
    nextDueAt: t.expose('nextDueAt', { type: 'Instant', nullable: true }),
    nextTarget: t.exposeString('nextTarget', { nullable: true }),
    nextClock: t.field({ type: Clock, nullable: true, description: 'The running clock that breaches next.', resolve: pending }),
    nextOwner: t.field({ type: NextOwner, nullable: true, resolve: pending }),
    worstLevel: t.expose('worstLevel', { type: code.Level, nullable: true }),
    nobodyAnswered: t.exposeBoolean('nobodyAnswered'),
    openIncidents: t.exposeInt('openIncidents'),
    acknowledgements: t.field({ type: [facts.Acknowledgement], description: 'Per role, the last page and its answer.', resolve: pending }),
    clocks: t.field({ type: [Clock], resolve: pending }),
    milestones: t.field({ type: [MilestoneEntry], description: 'Every report, corrected ones included.', resolve: pending }),
    timeline: t.field({ type: [TimelineNode], description: 'What this episode passes in order, with those not set yet.', resolve: pending }),
    happenings: t.connection({ type: Happening, description: 'Newest first.', resolve: pending }),
    ladders: t.field({ type: [Ladder], resolve: pending }),
    pages: t.field({ type: [Page], resolve: pending }),
    readings: t.field({ type: [Reading], resolve: pending }),
    tasks: t.field({ type: [Task], resolve: pending }),
    consents: t.field({ type: [Consent], resolve: pending }),
    stay: t.field({ type: Stay, nullable: true, resolve: pending }),
    incidents: t.field({ type: [Incident], resolve: pending }),
    report: t.field({ type: facts.Report, nullable: true, resolve: pending }),
    checklist: t.field({ type: facts.Checklist, resolve: pending }),
    forecast: t.field({ type: facts.Forecast, nullable: true, resolve: pending }),
    recommendation: t.field({ type: facts.Recommendation, nullable: true, resolve: pending }),
    choice: t.field({ type: facts.Choice, nullable: true, resolve: pending }),
    activation: t.field({ type: facts.Activation, nullable: true, resolve: pending }),
    pciResult: t.field({ type: facts.PciResult, nullable: true, resolve: pending }),
    legs: t.field({ type: [facts.StayLeg], resolve: pending }),
    discharge: t.field({ type: facts.Discharge, nullable: true, resolve: pending }),
    downReferral: t.field({ type: facts.DownReferral, nullable: true, resolve: pending }),
    index: t.field({ type: facts.Index, nullable: true, resolve: pending }),
    actions: t.field({ type: [AllowedAction], description: 'Every action on an episode, for whoever asks.', resolve: pending }),
  }),
});

builder.queryFields((t) => ({
  episode: t.field({ type: Episode, nullable: true, args: { id: t.arg.id({ required: true }) }, resolve: pending }),
}));
