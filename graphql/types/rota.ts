import { Fault } from '../../activities/platform/faults';
import type { Need, Substituted } from '../../prisma/rota';
import { readNeeds, readRota } from '../../prisma/rota';
import type { HandOver, Hole, Post, Stretch } from '../../workflows/domain/rota';
import { handOversOwed, holes, stretches } from '../../workflows/domain/rota';
import type { Instant } from '../../workflows/domain/time';
import { DAY_MS } from '../../workflows/domain/time';
import { builder } from '../builder';
import { onRecord } from '../record';
import { readInstant } from '../times';
import { Role } from './common';
import { Person, personBy, siteBy } from './people';

/** The longest time (ms) one question shows: five weeks. */
const LONGEST_MS = 35 * DAY_MS;

const RotaPost = builder.objectRef<Post>('RotaPost').implement({
  description: 'One person on duty; until the hand-over is acknowledged the predecessors are asked too.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The shift or substitution.' }),
    person: t.field(personBy(({ personId }) => personId)),
  }),
});

const RotaStretch = builder.objectRef<Stretch>('RotaStretch').implement({
  description: 'A time in which the same people have a role; without anybody it is empty.',
  fields: (t) => ({
    role: t.expose('role', { type: Role }),
    fromAt: t.expose('fromAt', { type: 'Instant' }),
    toAt: t.expose('toAt', { type: 'Instant' }),
    posts: t.expose('posts', { type: [RotaPost] }),
  }),
});

const RotaHole = builder.objectRef<Hole>('RotaHole').implement({
  description: 'A time in which nobody is on duty for a role the site needs.',
  fields: (t) => ({
    role: t.expose('role', { type: Role }),
    fromAt: t.expose('fromAt', { type: 'Instant' }),
    toAt: t.expose('toAt', { type: 'Instant' }),
  }),
});

const RotaSubstitution = builder.objectRef<Substituted>('RotaSubstitution').implement({
  description: 'A change of the plan by a person: who, instead of whom, when, why, by whom.',
  fields: (t) => ({
    id: t.exposeID('id'),
    role: t.expose('role', { type: Role }),
    person: t.field(personBy(({ personId }) => personId)),
    insteadOf: t.field(personBy(({ insteadOf }) => insteadOf)),
    fromAt: t.expose('fromAt', { type: 'Instant' }),
    toAt: t.expose('toAt', { type: 'Instant' }),
    reason: t.exposeString('reason'),
    madeBy: t.field(personBy(({ madeBy }) => madeBy)),
    madeAt: t.expose('madeAt', { type: 'Instant' }),
    takenAt: t.expose('takenAt', {
      type: 'Instant',
      nullable: true,
      description: 'When the successor acknowledged it.',
    }),
  }),
});

const RotaHandOver = builder.objectRef<HandOver>('RotaHandOver').implement({
  description: 'A hand-over the successor has not acknowledged yet.',
  fields: (t) => ({
    dutyId: t.exposeID('id'),
    role: t.expose('role', { type: Role }),
    person: t.field(personBy(({ personId }) => personId)),
    predecessors: t.field({
      type: [Person],
      resolve: ({ fromPersonIds }, _, { directory }) => fromPersonIds.flatMap((id) => directory.person(id) ?? []),
    }),
  }),
});

type RotaShape = {
  readonly siteId: string;
  readonly needs: readonly Need[];
  readonly stretches: readonly Stretch[];
  readonly holes: readonly Hole[];
  readonly substitutions: readonly Substituted[];
  readonly handOvers: readonly HandOver[];
};

const Rota = builder.objectRef<RotaShape>('Rota').implement({
  description: 'Who is on duty at a site, by role, and where nobody is.',
  fields: (t) => ({
    site: t.field(siteBy(({ siteId }) => siteId)),
    needs: t.field({
      type: [Role],
      description: 'Roles the site must never be without.',
      resolve: ({ needs }) => needs.map(({ role }) => role),
    }),
    stretches: t.expose('stretches', { type: [RotaStretch] }),
    holes: t.expose('holes', { type: [RotaHole] }),
    substitutions: t.expose('substitutions', { type: [RotaSubstitution] }),
    handOvers: t.expose('handOvers', { type: [RotaHandOver], description: 'Owed now.' }),
  }),
});

builder.queryFields((t) => ({
  rota: t.field({
    type: Rota,
    args: {
      siteId: t.arg.id({ required: true }),
      from: t.arg({ type: 'Instant', required: true }),
      to: t.arg({ type: 'Instant', required: true }),
    },
    resolve: (_, args, { pool, now }) => {
      const [from, to] = [readInstant(args.from), readInstant(args.to)];
      if (to <= from || to - from > LONGEST_MS) throw new Fault('BAD_INPUT', 'Ask for a time of at most five weeks.');
      return onRecord(() => rotaOf(pool, args.siteId, { from, to, now: now() }));
    },
  }),
}));

type Window = { readonly from: Instant; readonly to: Instant; readonly now: Instant };

async function rotaOf(
  pool: Parameters<typeof readRota>[0],
  siteId: string,
  { from, to, now }: Window,
): Promise<RotaShape> {
  const [rota, current, all] = await Promise.all([
    readRota(pool, from, to),
    readRota(pool, now, now + 1),
    readNeeds(pool),
  ]);
  const needs = all.filter((need) => need.siteId === siteId);
  const here = [...rota.shifts, ...rota.substitutions].filter((one) => one.siteId === siteId).map(({ role }) => role);
  const roles = [...new Set([...needs.map(({ role }) => role), ...here])];
  const places = roles.map((role) => ({ role, siteId }));
  return {
    siteId,
    needs,
    stretches: places.flatMap((place) => stretches(rota, place, from, to)),
    holes: holes(rota, needs, from, to),
    substitutions: rota.substitutions.filter((one) => one.siteId === siteId && one.toAt > from),
    handOvers: handOversOwed(current, places, now),
  };
}
