import { highPass, lowPass, type Trace } from './filters';

/** Samples a second at which shapes are compared, half their width and how far two may be shifted against each other, s. */
const SHAPE = { fs: 125, halfS: 0.072, shiftS: 0.024 } as const;
/** Two beats above this likeness are of one shape; so many of them make a shape known. */
const SAME = 0.85;
const MEMBERS = 3;
const MEMBERS_SHARE = 0.01;
/** Only what stands out this much, as a share of the usual height, teaches a shape. */
const LEARNT_FROM = 0.4;
const MOST_SHAPES = 24;

type Shape = { readonly mean: Float64Array; members: number };

/** Learns the shapes that come again and again, and answers how like a place is to the nearest of them; 1 = the same. */
export function shapesOf(
  leads: readonly Trace[],
  beats: readonly { readonly at: number; readonly share: number }[],
  fs: number,
): (at: number) => number {
  const clean = cleanOf(leads, fs);
  const shapes: Shape[] = [];
  for (const { at, share } of beats) if (share >= LEARNT_FROM) join(shapes, cut(clean, at, fs), clean.length);
  const enough = Math.max(MEMBERS, beats.length * MEMBERS_SHARE);
  const known = shapes.filter(({ members }) => members >= enough);
  return (at) => {
    const wide = cut(clean, at, fs);
    return Math.max(0, ...known.map(({ mean }) => likeness(mean, wide, clean.length)));
  };
}

/** The beats of each shape, in order of time. */
export function familiesOf(leads: readonly Trace[], beats: readonly number[], fs: number): number[][] {
  const clean = cleanOf(leads, fs);
  const shapes: Shape[] = [];
  const families = new Map<Shape, number[]>();
  for (const at of beats) {
    const shape = join(shapes, cut(clean, at, fs), clean.length);
    const family = families.get(shape);
    if (family) family.push(at);
    else families.set(shape, [at]);
  }
  return [...families.values()];
}

const cleanOf = (leads: readonly Trace[], fs: number): Trace[] =>
  leads.map((lead) => lowPass(highPass(lead, 2, fs), 30, fs));

const STEPS = Math.round(SHAPE.halfS * SHAPE.fs);
const SHIFT = Math.round(SHAPE.shiftS * SHAPE.fs);
const WIDE = 2 * (STEPS + SHIFT) + 1;
const NARROW = 2 * STEPS + 1;

/** All leads around one place, one after another. */
function cut(clean: readonly Trace[], at: number, fs: number): Float64Array {
  const out = new Float64Array(clean.length * WIDE);
  const places = Array.from({ length: WIDE }, (_, k) => at + Math.round(((k - STEPS - SHIFT) * fs) / SHAPE.fs));
  clean.forEach((lead, n) => {
    places.forEach((place, k) => {
      out[n * WIDE + k] = lead[place] ?? 0;
    });
  });
  return out;
}

/** The correlation of two cuts, the second shifted to where it fits best. */
function likeness(mean: Float64Array, other: Float64Array, leads: number): number {
  let best = 0;
  for (let shift = -SHIFT; shift <= SHIFT; shift += 1) {
    let [xy, xx, yy] = [0, 0, 0];
    for (let n = 0; n < leads; n += 1) {
      const start = n * WIDE + SHIFT;
      for (let k = 0; k < NARROW; k += 1) {
        const x = mean[start + k] ?? 0;
        const y = other[start + shift + k] ?? 0;
        xy += x * y;
        xx += x * x;
        yy += y * y;
      }
    }
    best = Math.max(best, xx * yy > 0 ? xy / Math.sqrt(xx * yy) : 0);
  }
  return best;
}

/** The shape a cut is of: one that is known, and learns from it, or a new one. */
function join(shapes: Shape[], wide: Float64Array, leads: number): Shape {
  for (const shape of shapes) {
    if (likeness(shape.mean, wide, leads) < SAME) continue;
    shape.members += 1;
    const share = 1 / Math.min(shape.members, 20);
    for (let i = 0; i < wide.length; i += 1)
      shape.mean[i] = (shape.mean[i] ?? 0) * (1 - share) + (wide[i] ?? 0) * share;
    return shape;
  }
  if (shapes.length === MOST_SHAPES) shapes.splice(rarest(shapes), 1);
  const shape = { mean: wide.slice(), members: 1 };
  shapes.push(shape);
  return shape;
}

const rarest = (shapes: readonly Shape[]): number =>
  shapes.reduce((least, { members }, n) => (members < (shapes[least]?.members ?? Infinity) ? n : least), 0);
