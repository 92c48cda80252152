import { Fault } from '../../activities/platform/faults';
import { LYTIC_ROWS } from '../../workflows/domain/lytics';
import type { ResourceKind as Kind } from '../../workflows/domain/vocabulary';
import type { Answer } from '../../workflows/messages';
import type { PersonAction } from '../../workflows/domain/permissions';
import { builder } from '../builder';
import type { Context } from '../context';
import { present } from '../present';
import { add, give, release, report, setUse } from '../resources';
import { asked, type Sent, tellAs } from '../telling';
import { happenedAt, readInstant } from '../times';
import type { Person } from '../transaction';
import { ResourceKind } from '../types/common';
import { TellResult } from '../types/fault';
import { dayOf } from './figures';

/** More packs of one lot than this are a slip of the finger. */
const MOST_AT_ONCE = 200;

type Word = { readonly by: Person; readonly clientId: string };

/** Whatever changes on a place’s list: who may, and under which id it counts once. */
const changing =
  <Args extends Sent>(action: PersonAction, change: (context: Context, args: Args, word: Word) => Promise<Answer>) =>
  (_: unknown, args: Args, context: Context) =>
    asked(context, action, args, (by) => change(context, args, { by, clientId: args.clientId }));

/** What a patient needs, or needs no more. */
const wanting =
  (type: 'RESOURCE_ASKED' | 'RESOURCE_UNASKED') =>
  (_: unknown, args: Sent & { readonly episodeId: string; readonly kind: Kind }, context: Context) =>
    tellAs(context, { action: 'ASK_RESOURCE', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
      type,
      kind: args.kind,
    }));

function assertOnEarth(latitude: number, longitude: number): void {
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180)
    throw new Fault('BAD_INPUT', 'A place is a latitude to 90° and a longitude to 180°.');
}

builder.mutationFields((t) => ({
  askResource: t.field({
    type: TellResult,
    description: 'This patient needs one of a kind: those who keep them are asked until there is one.',
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      kind: t.arg({ type: ResourceKind, required: true }),
    },
    resolve: wanting('RESOURCE_ASKED'),
  }),
  unaskResource: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      kind: t.arg({ type: ResourceKind, required: true }),
    },
    resolve: wanting('RESOURCE_UNASKED'),
  }),
  giveResource: t.field({
    type: TellResult,
    description: 'Refused when its holder is another one by now than the screen showed.',
    args: {
      clientId: t.arg.id({ required: true }),
      resourceId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      insteadOfId: t.arg.id({ description: 'The holder it is taken from, by a person’s word and with a reason.' }),
      reason: t.arg.string(),
    },
    resolve: changing('GIVE_RESOURCE', (context, { resourceId, episodeId, insteadOfId, reason }, word) =>
      give(context, { resourceId, episodeId, ...present({ insteadOfId, reason }) }, word),
    ),
  }),
  releaseResource: t.field({
    type: TellResult,
    args: { clientId: t.arg.id({ required: true }), resourceId: t.arg.id({ required: true }) },
    resolve: changing('GIVE_RESOURCE', (context, { resourceId }, word) => release(context, resourceId, word)),
  }),
  reportPosition: t.field({
    type: TellResult,
    description: 'Where a vehicle is, and when it means to arrive; an older fix never replaces a newer one.',
    args: {
      clientId: t.arg.id({ required: true }),
      resourceId: t.arg.id({ required: true }),
      at: t.arg({ type: 'Instant', required: true }),
      latitude: t.arg.float({ required: true }),
      longitude: t.arg.float({ required: true }),
      etaAt: t.arg({ type: 'Instant' }),
    },
    resolve: changing('GIVE_RESOURCE', (context, { resourceId, latitude, longitude, ...times }, { by }) => {
      assertOnEarth(latitude, longitude);
      const at = happenedAt(times.at, context.now());
      const eta = times.etaAt == null ? {} : { etaAt: readInstant(times.etaAt) };
      return report(context, { resourceId, at, latitude, longitude, ...eta }, by.id);
    }),
  }),
  setResourceUse: t.field({
    type: TellResult,
    description: 'Out of use with a reason; without one it is in use again.',
    args: {
      clientId: t.arg.id({ required: true }),
      resourceId: t.arg.id({ required: true }),
      outOfUse: t.arg.string(),
    },
    resolve: changing('KEEP_RESOURCES', (context, { resourceId, outOfUse }, word) =>
      setUse(context, { resourceId, ...present({ outOfUse }) }, word),
    ),
  }),
  addResource: t.field({
    type: TellResult,
    description: 'One more bed or vehicle on a place’s list.',
    args: {
      clientId: t.arg.id({ required: true }),
      siteId: t.arg.id({ required: true }),
      kind: t.arg({ type: ResourceKind, required: true }),
      name: t.arg.string({ required: true }),
    },
    resolve: changing('KEEP_RESOURCES', (context, { siteId, kind, name }, word) => {
      if (kind === 'LYTIC') throw new Fault('BAD_INPUT', 'Packs come with product, lot and last day: stock them.');
      if (name.trim() === '') throw new Fault('BAD_INPUT', 'A bed or vehicle has a name.');
      return add(context, [{ id: `rs_${word.clientId}`, kind, siteId, name: name.trim() }], word);
    }),
  }),
  stockLytic: t.field({
    type: TellResult,
    description: 'Packs of one product and lot come into a place’s stock.',
    args: {
      clientId: t.arg.id({ required: true }),
      siteId: t.arg.id({ required: true }),
      product: t.arg.string({ required: true, description: 'As the dose tables call it.' }),
      lot: t.arg.string({ required: true }),
      expiresOn: t.arg.string({ required: true, description: 'The last day on which it may be given, 2027-03-31.' }),
      packs: t.arg.int({ required: true }),
    },
    resolve: changing('KEEP_RESOURCES', (context, { siteId, product, lot, expiresOn, packs }, word) => {
      if (!LYTIC_ROWS.some((row) => row.product === product))
        throw new Fault('BAD_INPUT', `No dose table knows ${product}.`);
      if (lot.trim() === '' || packs < 1 || packs > MOST_AT_ONCE)
        throw new Fault('BAD_INPUT', `A lot has a number, and 1 to ${MOST_AT_ONCE} packs come at once.`);
      const pack = { kind: 'LYTIC', siteId, product, lot: lot.trim(), expiresOn: dayOf(expiresOn) } as const;
      const ones = Array.from({ length: packs }, (_none, n) => ({
        ...pack,
        id: `rs_${word.clientId}_${n + 1}`,
        name: `${pack.lot}-${n + 1}`,
      }));
      return add(context, ones, word);
    }),
  }),
}));
