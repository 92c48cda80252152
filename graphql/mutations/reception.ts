import { Fault } from '../../activities/platform/faults';
import { endAgreement, makeAgreement } from '../agreements';
import { builder } from '../builder';
import type { Context } from '../context';
import { receivingSite, roadOf, roadsOf } from '../episodeNow';
import { present } from '../present';
import { asked, tellAs } from '../telling';
import { readInstant } from '../times';
import { TellResult } from '../types/fault';
import { dayOf } from './figures';

/** Number and bracelet are labels, not places for a story. */
const LABEL = /^[\w./-]{1,40}$/;
const labelOf = (given: string | null | undefined): string | undefined => {
  if (given == null || LABEL.test(given)) return given ?? undefined;
  throw new Fault('BAD_INPUT', 'A visit number or bracelet has up to 40 letters, digits or . / - _');
};

/** A hospital speaks for itself. */
async function assertReceiving({ actor, ...context }: Context, episodeId: string): Promise<void> {
  const siteId = await receivingSite(episodeId, context);
  if (siteId !== undefined && actor?.duties.some((duty) => duty.siteId === siteId) !== true)
    throw new Fault('NOT_ALLOWED', 'Only the hospital the patient is going to accepts or refuses them.');
}

builder.mutationFields((t) => ({
  announcePatient: t.field({
    type: TellResult,
    description: 'Asks the receiving hospital; transfer and lysis do so by themselves.',
    args: { clientId: t.arg.id({ required: true }), episodeId: t.arg.id({ required: true }) },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'ANNOUNCE_PATIENT', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'PATIENT_ANNOUNCED',
      })),
  }),
  acceptPatient: t.field({
    type: TellResult,
    description: 'The receiving hospital takes the patient, and gives number and bracelet before the door.',
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      visitNumber: t.arg.string(),
      bracelet: t.arg.string(),
    },
    resolve: (_, args, context) =>
      asked(context, 'ANSWER_RECEPTION', args, async (by) => {
        await assertReceiving(context, args.episodeId);
        const ready = present({ visitNumber: labelOf(args.visitNumber), bracelet: labelOf(args.bracelet) });
        const word = { type: 'PATIENT_ACCEPTED', ...ready, id: args.clientId, by } as const;
        return context.engine.tell('EPISODE', args.episodeId, word);
      }),
  }),
  refusePatient: t.field({
    type: TellResult,
    description: 'With name and reason; the next hospital by agreement is asked at once.',
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      reason: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) =>
      asked(context, 'ANSWER_RECEPTION', args, async (by) => {
        await assertReceiving(context, args.episodeId);
        const { clientId: id, reason } = args;
        const roads = await roadsOf(args.episodeId, context);
        const word = { type: 'PATIENT_REFUSED', reason, roads, id, by } as const;
        return context.engine.tell('EPISODE', args.episodeId, word);
      }),
  }),
  chooseReceiver: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      siteId: t.arg.id({ required: true }),
      reason: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) =>
      asked(context, 'CHOOSE_RECEIVER', args, async (by) => {
        const { clientId: id, siteId, reason } = args;
        if (context.directory.site(siteId)?.kind !== 'PCI_HOSPITAL')
          throw new Fault('BAD_INPUT', 'The patient goes to a hospital that opens arteries.');
        const road = await roadOf(args.episodeId, context, siteId);
        const word = { type: 'RECEIVER_CHOSEN', siteId, reason, road, id, by } as const;
        return context.engine.tell('EPISODE', args.episodeId, word);
      }),
  }),
  makeAgreement: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      referrerSiteId: t.arg.id({ required: true }),
      receivingSiteId: t.arg.id({ required: true }),
      fromDay: t.arg.string({ required: true, description: 'The first day, 2027-01-01.' }),
      lastDay: t.arg.string({ description: 'The last day, which is in.' }),
      rank: t.arg.int({ required: true, description: '1 is asked first: the hub.' }),
    },
    resolve: (_, args, context) =>
      asked(context, 'KEEP_AGREEMENTS', args, (by) => {
        const { clientId, referrerSiteId, receivingSiteId, rank } = args;
        const days = {
          fromDay: dayOf(args.fromDay),
          ...(args.lastDay == null ? {} : { lastDay: dayOf(args.lastDay) }),
        };
        return makeAgreement(context, { referrerSiteId, receivingSiteId, rank, ...days }, { by, clientId });
      }),
  }),
  endAgreement: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      referrerSiteId: t.arg.id({ required: true }),
      receivingSiteId: t.arg.id({ required: true }),
      fromAt: t.arg({ type: 'Instant', required: true, description: 'When the one that ends began.' }),
      lastDay: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) =>
      asked(context, 'KEEP_AGREEMENTS', args, (by) => {
        const { clientId, referrerSiteId, receivingSiteId } = args;
        const ending = { referrerSiteId, receivingSiteId, fromAt: readInstant(args.fromAt) };
        return endAgreement(context, { ...ending, lastDay: dayOf(args.lastDay) }, { by, clientId });
      }),
  }),
}));
