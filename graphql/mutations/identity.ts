import { Fault } from '../../activities/platform/faults';
import { ecgId, episodeId, patientId } from '../../workflows/domain/ids';
import { builder } from '../builder';
import type { Context } from '../context';
import { isSamePerson } from '../duplicates';
import { idOf } from '../ids';
import { linkPatients, unlinkPatients } from '../patientLinks';
import { present } from '../present';
import { onRecord } from '../record';
import { asked, tellAs } from '../telling';
import { TellResult } from '../types/fault';

/** An open episode and whose it is, as the record has it. */
async function openEpisode({ prisma }: Context, id: string) {
  const found = await onRecord(() =>
    prisma.episode.findUnique({ where: { id }, select: { patientId: true, closedAt: true } }),
  );
  if (found === null) throw new Fault('NOT_FOUND', 'No such episode.');
  if (found.closedAt !== null) throw new Fault('EPISODE_CLOSED', 'That episode is closed.');
  return { episodeId: idOf(episodeId, id), patientId: patientId(found.patientId) };
}

builder.mutationFields((t) => ({
  doubtIdentity: t.field({
    type: TellResult,
    description: 'An ECG may be another patient’s: nothing follows from it by itself until somebody says whose it is.',
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      ecgId: t.arg.id({ required: true }),
      reason: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'DOUBT_IDENTITY', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'IDENTITY_DOUBTED',
        ecgId: idOf(ecgId, args.ecgId),
        reason: args.reason,
      })),
  }),
  settleIdentity: t.field({
    type: TellResult,
    description: 'The doubted ECG is this patient’s.',
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      ecgId: t.arg.id({ required: true }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'SETTLE_IDENTITY', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'IDENTITY_SETTLED',
        ecgId: idOf(ecgId, args.ecgId),
      })),
  }),
  retractEcg: t.field({
    type: TellResult,
    description: 'The ECG is another patient’s: taken back from everybody who was told, and given to its own episode.',
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      ecgId: t.arg.id({ required: true }),
      toEpisodeId: t.arg.id({ description: 'Whose it is, where that is known.' }),
      reason: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) =>
      asked(context, 'RETRACT_ECG', args, async (by) => {
        const to = args.toEpisodeId == null ? undefined : await openEpisode(context, args.toEpisodeId);
        return context.engine.tell('EPISODE', args.episodeId, {
          ...{ type: 'ECG_RETRACTED', id: args.clientId, by, ecgId: idOf(ecgId, args.ecgId), reason: args.reason },
          ...present({ to }),
        });
      }),
  }),
  identifyPatient: t.field({
    type: TellResult,
    description: 'Says who the patient of an episode is, and by which two identifiers.',
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      patientId: t.arg.id({ required: true }),
      identifiers: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) =>
      asked(context, 'IDENTIFY_PATIENT', args, async (by) => {
        const patient = await onRecord(() => context.prisma.patient.findUnique({ where: { id: args.patientId } }));
        if (patient === null || patient.temporary === true) throw new Fault('NOT_FOUND', 'No such patient.');
        return context.engine.tell('EPISODE', args.episodeId, {
          ...{ type: 'PATIENT_IDENTIFIED', id: args.clientId, by },
          ...{ patientId: idOf(patientId, args.patientId), identifiers: args.identifiers },
        });
      }),
  }),
  mergeEpisodes: t.field({
    type: TellResult,
    description: 'Two episodes of one event: this one ends, the other goes on with everything that is known.',
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true, description: 'The one that ends.' }),
      intoEpisodeId: t.arg.id({ required: true, description: 'The one that goes on.' }),
      reason: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) =>
      asked(context, 'MERGE_EPISODES', args, async (by) => {
        const [from, into] = await Promise.all([
          openEpisode(context, args.episodeId),
          openEpisode(context, args.intoEpisodeId),
        ]);
        await assertOnePerson(context, from.patientId, into.patientId);
        return context.engine.tell('EPISODE', from.episodeId, {
          ...{ type: 'EPISODE_MERGED', id: args.clientId, by, into, reason: args.reason },
        });
      }),
  }),
  linkPatients: t.field({
    type: TellResult,
    description: 'Two records are one person: a link that can be undone.',
    args: {
      clientId: t.arg.id({ required: true }),
      patientId: t.arg.id({ required: true }),
      sameAsId: t.arg.id({ required: true }),
      reason: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) =>
      asked(context, 'LINK_PATIENTS', args, (by) => linkPatients(context, args, { by, clientId: args.clientId })),
  }),
  unlinkPatients: t.field({
    type: TellResult,
    description: 'The two are two people after all.',
    args: {
      clientId: t.arg.id({ required: true }),
      linkId: t.arg.id({ required: true }),
      reason: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) =>
      asked(context, 'UNLINK_PATIENTS', args, (by) =>
        unlinkPatients(context, args.linkId, args.reason, { by, clientId: args.clientId }),
      ),
  }),
}));

/** Two people's episodes are never merged: first somebody says that their records are one person's. */
async function assertOnePerson({ pool, prisma }: Context, one: string, other: string): Promise<void> {
  if (one === other || (await onRecord(() => isSamePerson(pool, one, other)))) return;
  const unknown = await onRecord(() => prisma.patient.count({ where: { id: { in: [one, other] }, temporary: true } }));
  if (unknown === 0) throw new Fault('BAD_INPUT', 'These are two patients: link their records first, if they are one.');
}
