import type { Instant } from './time';
import { instant } from './time';
import type { Role } from './vocabulary';

/** One person planned for a role at a site, from an instant until just before another. */
export type Shift = {
  readonly id: string;
  readonly role: Role;
  readonly siteId: string;
  readonly personId: string;
  readonly fromAt: Instant;
  readonly toAt: Instant;
  /** Which edition of the plan it is of: where two overlap, the newer holds. */
  readonly version: number;
  /** When the person said that they have taken over. */
  readonly takenAt?: Instant;
};

/** A change of the plan by a person: it wins over every edition. */
export type Substitution = Omit<Shift, 'version'> & {
  /** Whom the person stands in for; nobody when a hole is filled. */
  readonly insteadOf?: string;
  readonly madeAt: Instant;
};

export type Rota = { readonly shifts: readonly Shift[]; readonly substitutions: readonly Substitution[] };

/** One place on the rota: who has it, and who had it before and is asked too until it is taken over. */
export type Post = {
  /** The shift or substitution that puts the person there. */
  readonly id: string;
  readonly personId: string;
  /** Everybody to ask for this place, who has it first. */
  readonly asked: readonly string[];
};

type Place = { readonly role: Role; readonly siteId: string };
const covers = (one: { readonly fromAt: Instant; readonly toAt: Instant }, at: Instant): boolean =>
  one.fromAt <= at && at < one.toAt;
const isOf =
  ({ role, siteId }: Place) =>
  (one: Place): boolean =>
    one.role === role && one.siteId === siteId;

/** The newest edition's shifts of a place at an instant; who began last comes first. */
function planned(shifts: readonly Shift[], at: Instant): readonly Shift[] {
  const here = shifts.filter((shift) => covers(shift, at));
  const newest = Math.max(...here.map(({ version }) => version));
  return here
    .filter(({ version }) => version === newest)
    .toSorted((one, other) => other.fromAt - one.fromAt || (one.id < other.id ? -1 : 1));
}

/** Who had the place just before a shift began, when nobody of the shift's own time goes on with it. */
const before = (shifts: readonly Shift[], { fromAt, personId }: Shift): readonly string[] =>
  planned(shifts, instant(fromAt - 1)).flatMap((shift) =>
    shift.toAt <= fromAt && shift.personId !== personId ? [shift.personId] : [],
  );

/** Who is on duty for a role at a site at an instant, one post after the other. Pure: the caller brings the rota. */
export function postsAt(rota: Rota, place: Place, at: Instant): readonly Post[] {
  const shifts = rota.shifts.filter(isOf(place));
  const posts = planned(shifts, at).map((shift): Post => {
    const leaving = shift.takenAt === undefined ? before(shifts, shift) : [];
    return { id: shift.id, personId: shift.personId, asked: [shift.personId, ...leaving] };
  });
  const standIns = rota.substitutions
    .filter((one) => isOf(place)(one) && covers(one, at))
    .toSorted((one, other) => one.madeAt - other.madeAt || (one.id < other.id ? -1 : 1));
  const now = standIns.reduce(standIn, posts);
  return now.filter((post, n) => now.findIndex(({ personId }) => personId === post.personId) === n);
}

function standIn(posts: readonly Post[], { id, personId, insteadOf, takenAt }: Substitution): readonly Post[] {
  const replaced = posts.find((post) => post.personId === insteadOf);
  const leaving = takenAt === undefined && replaced !== undefined ? [replaced.personId] : [];
  const post: Post = { id, personId, asked: [personId, ...leaving] };
  return replaced === undefined ? [post, ...posts] : posts.map((one) => (one === replaced ? post : one));
}

/** A length of time in which the same people have a role at a site. */
export type Stretch = Place & {
  readonly fromAt: Instant;
  readonly toAt: Instant;
  readonly posts: readonly Post[];
};

const same = (one: readonly Post[], other: readonly Post[]): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The rota of one role at a site between two instants, cut wherever somebody comes or goes; without gaps. */
export function stretches(rota: Rota, place: Place, from: Instant, to: Instant): readonly Stretch[] {
  const { role, siteId } = place;
  const moments = [...rota.shifts, ...rota.substitutions]
    .filter(isOf(place))
    .flatMap(({ fromAt, toAt }) => [fromAt, toAt])
    .filter((at) => from < at && at < to);
  const cuts = [...new Set([from, ...moments])].toSorted((one, other) => one - other);
  const found: Stretch[] = [];
  if (from >= to) return found;
  for (const [n, fromAt] of cuts.entries()) {
    const posts = postsAt(rota, place, fromAt);
    const last = found.at(-1);
    const toAt = cuts[n + 1] ?? to;
    if (last !== undefined && same(last.posts, posts)) found[found.length - 1] = { ...last, toAt };
    else found.push({ role, siteId, fromAt, toAt, posts });
  }
  return found;
}

/** A time in which nobody is on duty for a role that a site needs. */
export type Hole = Omit<Stretch, 'posts'>;

/** Every hole in what is needed between two instants, whole: soonest first. */
export const holes = (rota: Rota, needs: readonly Place[], from: Instant, to: Instant): readonly Hole[] =>
  needs
    .flatMap((place) => stretches(rota, place, from, to))
    .filter(({ posts }) => posts.length === 0)
    .map(({ role, siteId, fromAt, toAt }) => ({ role, siteId, fromAt, toAt }))
    .toSorted((one, other) => one.fromAt - other.fromAt);

/** A hand-over the successor has not confirmed: until then the predecessors are asked too. */
export type HandOver = Place & {
  readonly id: string;
  readonly personId: string;
  readonly fromPersonIds: readonly string[];
};

/** Every hand-over owed at an instant. */
export const handOversOwed = (rota: Rota, needs: readonly Place[], at: Instant): readonly HandOver[] =>
  needs.flatMap((place) =>
    postsAt(rota, place, at).flatMap(({ id, personId, asked }) => {
      const fromPersonIds = asked.slice(1);
      return fromPersonIds.length === 0
        ? []
        : [{ role: place.role, siteId: place.siteId, id, personId, fromPersonIds }];
    }),
  );

const overlap = (one: Hole, other: Hole): boolean =>
  one.role === other.role && one.siteId === other.siteId && one.fromAt < other.toAt && other.fromAt < one.toAt;

/** What a look at the rota means for the holes known: which are new, which are filled, which passed unfilled. */
export function compareHoles<Known extends Hole>(
  known: readonly Known[],
  found: readonly Hole[],
  now: Instant,
): { readonly raised: readonly Hole[]; readonly filled: readonly Known[]; readonly passed: readonly Known[] } {
  const over = known.filter(({ toAt }) => toAt <= now);
  const open = known.filter(({ toAt }) => toAt > now);
  return {
    raised: found.filter((hole) => !open.some((one) => overlap(one, hole))),
    filled: open.filter((one) => !found.some((hole) => overlap(one, hole))),
    passed: over,
  };
}
