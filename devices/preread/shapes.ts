import { bandPass, type Trace } from './filters';

/** Samples a second at which shapes are compared, half their width and how far two may be shifted against each other, s. */
const SHAPE = { fs: 125, halfS: 0.072, shiftS: 0.024 } as const;
/** The band of the shapes, Hz: a QRS without breath and tremor. */
const BAND = { low: 2, high: 30 } as const;
/** Two beats above this likeness are of one shape; so many of them make a shape known. */
const SAME = 0.85;
const MEMBERS = 3;
const MEMBERS_SHARE = 0.01;
/** Only what stands out this much, as a share of the usual height, teaches a shape. */
const LEARNT_FROM = 0.4;
const MOST_SHAPES = 24;
/** What is so like one shape need not be compared with rarer ones. */
const ENOUGH = 0.95;

type Shape = { readonly mean: Float64Array; members: number };

/** Leads in the band in which shapes are compared. */
export type Shaped = {
  readonly leads: readonly Trace[];
  readonly fs: number;
  /** How far from the middle of a shape its samples lie. */
  readonly offsets: Int32Array;
};

export const shapedOf = (leads: readonly Trace[], fs: number): Shaped => ({
  leads: leads.map((lead) => bandPass(lead, BAND.low, BAND.high, fs)),
  fs,
  offsets: Int32Array.from({ length: WIDE }, (_, k) => Math.round(((k - STEPS - SHIFT) * fs) / SHAPE.fs)),
});

/** Learns the shapes that come again and again, and answers how like a place is to the nearest of them; 1 = the same. */
export function shapesOf(
  shaped: Shaped,
  beats: readonly { readonly at: number; readonly share: number }[],
): (at: number) => number {
  const count = shaped.leads.length;
  const shapes: Shape[] = [];
  for (const { at, share } of beats) if (share >= LEARNT_FROM) join(shapes, cut(shaped, at), count);
  const enough = Math.max(MEMBERS, beats.length * MEMBERS_SHARE);
  const known = shapes.filter(({ members }) => members >= enough).sort((a, b) => b.members - a.members);
  const wide = new Float64Array(count * WIDE);
  return (at) => {
    cut(shaped, at, wide);
    let best = 0;
    for (const { mean } of known) if (best < ENOUGH) best = Math.max(best, likeness(mean, wide, count));
    return best;
  };
}

/** How like two places are; 1 = the same. */
export const alikeOf = (shaped: Shaped, one: number, other: number): number =>
  likeness(cut(shaped, one), cut(shaped, other), shaped.leads.length);

/** The beats of each shape, in order of time. */
export function familiesOf(leads: readonly Trace[], beats: readonly number[], fs: number): number[][] {
  const shaped = shapedOf(leads, fs);
  const shapes: Shape[] = [];
  const families = new Map<Shape, number[]>();
  for (const at of beats) {
    const shape = join(shapes, cut(shaped, at), leads.length);
    const family = families.get(shape);
    if (family) family.push(at);
    else families.set(shape, [at]);
  }
  return [...families.values()];
}

const STEPS = Math.round(SHAPE.halfS * SHAPE.fs);
const SHIFT = Math.round(SHAPE.shiftS * SHAPE.fs);
const WIDE = 2 * (STEPS + SHIFT) + 1;
const NARROW = 2 * STEPS + 1;

/** All leads around one place, one after another. */
function cut({ leads, offsets }: Shaped, at: number, out = new Float64Array(leads.length * WIDE)): Float64Array {
  for (let n = 0; n < leads.length; n += 1) {
    const lead = leads[n];
    if (!lead) continue;
    for (let k = 0; k < WIDE; k += 1) out[n * WIDE + k] = lead[at + (offsets[k] ?? 0)] ?? 0;
  }
  return out;
}

/** A lead that shows so little of a shape's power is off, and the others are compared. */
const STILL = 0.01;

/** What one pair of cuts is added up in, shift by shift: how far both go together, and the power of the second. */
const SUMS = new Float64Array(2 * SHIFT + 1);
const POWERS = new Float64Array(2 * SHIFT + 1);

/** The correlation of two cuts, the second shifted to where it fits best. */
function likeness(mean: Float64Array, other: Float64Array, leads: number): number {
  const sums = SUMS.fill(0);
  const powers = POWERS.fill(0);
  let xx = 0;
  for (let n = 0; n < leads; n += 1) {
    const from = n * WIDE;
    const [x2, y2] = [powerOf(mean, from + SHIFT), powerOf(other, from)];
    if (y2 < STILL * x2) continue;
    xx += x2;
    let power = y2;
    for (let shift = 0; shift <= 2 * SHIFT; shift += 1) {
      const start = from + shift;
      let xy = 0;
      for (let k = 0; k < NARROW; k += 1) xy += (mean[from + SHIFT + k] ?? 0) * (other[start + k] ?? 0);
      sums[shift] = (sums[shift] ?? 0) + xy;
      powers[shift] = (powers[shift] ?? 0) + power;
      const [gone, come] = [other[start] ?? 0, other[start + NARROW] ?? 0];
      power += come * come - gone * gone;
    }
  }
  let best = 0;
  for (let shift = 0; shift <= 2 * SHIFT; shift += 1) {
    const [xy, yy] = [sums[shift] ?? 0, powers[shift] ?? 0];
    if (xy > 0) best = Math.max(best, xy / Math.sqrt(xx * yy));
  }
  return best;
}

/** The power of one lead of a cut, from its first sample or from where its middle begins. */
function powerOf(wide: Float64Array, from: number): number {
  let power = 0;
  for (let k = from; k < from + NARROW; k += 1) {
    const value = wide[k] ?? 0;
    power += value * value;
  }
  return power;
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
