import { instant } from '../../workflows/domain/time';
import { patientId } from '../../workflows/domain/ids';
import { Fault } from '../../activities/platform/faults';
import type { Context } from '../context';
import { builder } from '../builder';
import { episodeIdFrom, idOf } from '../ids';
import { placedAt, placeOfPatient } from '../opening';
import { present } from '../present';
import { readmissionOf } from '../readmission';
import { reopen } from '../reopening';
import { roadAtFirst } from '../roads';
import { asked, fingerprint, tellAs } from '../telling';
import { timeOf } from '../times';
import { CloseReason, DelayReason, HelpChannel, Milestone } from '../types/common';
import { TellResult } from '../types/fault';
import { unknownPatient } from '../unknownPatient';
import { CallAnswerInput, TimeInput, UnknownPatientInput } from './inputs';

type Whom = {
  readonly clientId: string;
  readonly drill: boolean;
  readonly patientId?: string | null | undefined;
  readonly unknown?: typeof UnknownPatientInput.$inferInput | null | undefined;
};

/** A known patient, or a temporary record for one whom nobody knows yet. */
async function patientOf(context: Context, whom: Whom) {
  const { patientId: known, unknown } = whom;
  if ((known == null) === (unknown == null))
    throw new Fault('BAD_INPUT', 'Name the patient, or say that nobody knows.');
  return unknown == null ? idOf(patientId, known ?? '') : unknownPatient(context, unknown, whom);
}

builder.mutationFields((t) => ({
  openEpisode: t.field({
    type: TellResult,
    description: 'Help is sought: opens the episode of a patient at the sites of its community.',
    args: {
      clientId: t.arg.id({ required: true }),
      patientId: t.arg.id({ description: 'Left out when nobody knows who it is.' }),
      unknown: t.arg({ type: UnknownPatientInput }),
      helpChannel: t.arg({ type: HelpChannel, required: true }),
      helpSought: t.arg({ type: TimeInput, required: true }),
      onset: t.arg({ type: TimeInput }),
      complaints: t.arg.stringList({
        required: true,
        description: 'Codes of red flags; no free text about the patient.',
      }),
      drill: t.arg.boolean({ required: true, defaultValue: false }),
      atSiteId: t.arg.id({
        description: 'The hospital that has the patient already: walked in, on a ward, to be sent.',
      }),
      sentFromId: t.arg.id({
        description: 'Who sent a patient whom the receiving hospital has; left out: a hospital of no agreement.',
      }),
      contact: t.arg({ type: TimeInput, description: 'When a doctor was at the patient, where that is known.' }),
    },
    resolve: (_, args, context) =>
      asked(context, 'OPEN_EPISODE', args, async (by) => {
        const now = context.now();
        const patient = await patientOf(context, args);
        const unidentified = args.unknown == null ? undefined : (true as const);
        const id = episodeIdFrom(args.clientId);
        const { helpChannel, complaints, drill, onset } = args;
        const times = {
          helpSought: timeOf(args.helpSought, now),
          ...(onset == null ? {} : { onset: timeOf(onset, now) }),
          ...(args.contact == null ? {} : { contact: timeOf(args.contact, now) }),
        };
        const home = await placeOfPatient(context, patient, id);
        const sentFromId = args.sentFromId ?? undefined;
        const where = { helpChannel, sentAt: times.helpSought.at, ...present({ sentFromId }) };
        const place = args.atSiteId == null ? home : placedAt(context, home, { siteId: args.atSiteId, ...where });
        const road = await roadAtFirst(context, { ...place, helpChannel });
        const { at: soughtAt } = times.helpSought;
        const back = { patient, id, soughtAt, edition: place.pathway };
        const index = drill ? undefined : await readmissionOf(context, back);
        const heard = { id: args.clientId, receivedAt: instant(now), by };
        const opening = {
          id,
          region: context.region,
          patientId: patient,
          ...place,
          helpChannel,
          ...times,
          complaints,
          drill,
          heard,
          ...road,
          ...present({ unidentified, index }),
        };
        return { ...(await context.engine.open(opening, fingerprint('OPEN_EPISODE', args))), episodeId: id };
      }),
  }),
  answerCallScript: t.field({
    type: TellResult,
    description: 'What a caller answered to the script of a call (4.2 P1).',
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      answers: t.arg({ type: [CallAnswerInput], required: true }),
      place: t.arg.string({ description: 'Where the patient is.' }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'ANSWER_CALL_SCRIPT', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'CALL_SCRIPT_ANSWERED',
        answers: Object.fromEntries(args.answers.map(({ code, answer }) => [code, answer])),
        ...present({ place: args.place }),
      })),
  }),
  recordMilestone: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      code: t.arg({ type: Milestone, required: true }),
      time: t.arg({ type: TimeInput, required: true }),
      corrects: t.arg.int({ description: 'The number of the entry this one corrects.' }),
      reason: t.arg.string({
        description: 'Why it is corrected; after the end of the episode also why it is added.',
      }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'RECORD_MILESTONE', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'MILESTONE_RECORDED',
        code: args.code,
        time: timeOf(args.time, context.now()),
        ...present({ corrects: args.corrects, reason: args.reason }),
      })),
  }),
  explainDelay: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      target: t.arg.string({ required: true }),
      reason: t.arg({ type: DelayReason, required: true }),
      text: t.arg.string(),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'EXPLAIN_DELAY', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'DELAY_EXPLAINED',
        target: args.target,
        reason: args.reason,
        ...present({ text: args.text }),
      })),
  }),
  closeEpisode: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      reason: t.arg({ type: CloseReason, required: true }),
      time: t.arg({ type: TimeInput, required: true }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'CLOSE_EPISODE', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'EPISODE_CLOSED',
        reason: args.reason,
        time: timeOf(args.time, context.now()),
      })),
  }),
  reopenEpisode: t.field({
    type: TellResult,
    description: 'Takes the end of an episode back within 24 hours; its clocks run again, and nothing is deleted.',
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      reason: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) => asked(context, 'REOPEN_EPISODE', args, (by) => reopen(context, args, by)),
  }),
}));
