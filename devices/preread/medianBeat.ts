import { bandPass, highPass, median, type Trace } from './filters';
import { withoutHum } from './hum';

/** What a beat's window holds, s before and after its R peak. */
const WINDOW = { before: 0.4, after: 0.6 } as const;
/** Alignment looks this far around the R peak, and shifts a beat so far, s. */
const ALIGN = { before: 0.08, after: 0.12, shift: 0.03 } as const;
/** Around R this far beats are compared to know how sure their middle is, s. */
const DOUBT_S = 0.15;
/** Two beats of one family are at least so alike. */
const SAME_FAMILY = 0.9;
/** Enough beats to find the largest family; a long recording has more. */
const MOST_COMPARED = 30;
const FEWEST = 3;
/** Zero-phase, so that it may stand this high without bending the ST segment, Hz. */
const BASELINE_HZ = 0.5;

export type MedianBeat = {
  /** Each lead's samples, µV, in the order the leads were given. */
  readonly leads: readonly Trace[];
  /** The sample of the R peak. */
  readonly r: number;
  readonly fs: number;
  /** R peaks of the recording that went into it, aligned. */
  readonly from: readonly number[];
  /** How much a lead differs from beat to beat, µV: the median distance from the median, around QRS and J. */
  readonly spread: readonly number[];
};

/** Leads made ready once for as many median beats as are asked of them. */
export type Ready = {
  /** Without the breath and the mains: what is measured. */
  readonly clean: readonly Trace[];
  /** Without tremor as well: what is compared. */
  readonly shapes: readonly Trace[];
  readonly fs: number;
};

export const readyForBeats = (leads: readonly Trace[], fs: number): Ready => ({
  clean: leads.map((lead) => withoutHum(highPass(lead, BASELINE_HZ, fs), fs)),
  shapes: leads.map((lead) => bandPass(lead, 1, 30, fs)),
  fs,
});

/** The usual beat: the largest family of like beats, laid on one another, and the middle of them at every sample. */
export function medianBeatOf({ clean, shapes, fs }: Ready, beats: readonly number[]): MedianBeat | undefined {
  const before = Math.round(WINDOW.before * fs);
  const after = Math.round(WINDOW.after * fs);
  const length = Math.min(...clean.map((lead) => lead.length));
  const aligned = family(
    shapes,
    beats.filter(
      (at) =>
        at - Math.round((ALIGN.before + ALIGN.shift) * fs) >= 0 &&
        at + Math.round((ALIGN.after + ALIGN.shift) * fs) < length,
    ),
    fs,
  );
  if (aligned.length < FEWEST) return undefined;
  const spread: number[] = [];
  const middles = clean.map((lead) => {
    const { middle, off } = middleOf(lead, aligned, { before, after, fs });
    spread.push(off);
    return middle;
  });
  return { leads: middles, r: before, fs, from: aligned, spread };
}

/** The R peaks of the beats most like one another, each moved to where it fits the first best. */
function family(shapes: readonly Trace[], beats: readonly number[], fs: number): number[] {
  const step = Math.max(1, Math.round(fs / 250));
  const likeness = (a: number, b: number) =>
    correlation(shapes, { a, b, from: -ALIGN.before * fs, to: ALIGN.after * fs, step });
  const sample = beats.slice(0, MOST_COMPARED);
  let [centre, most] = [sample[0] ?? 0, -1];
  for (const a of sample) {
    const like = sample.filter((b) => likeness(a, b) >= SAME_FAMILY).length;
    if (like > most) [centre, most] = [a, like];
  }
  const reach = Math.round(ALIGN.shift * fs);
  return beats.flatMap((at) => {
    let [best, high] = [at, -1];
    for (let shift = -reach; shift <= reach; shift += 1) {
      const fit = likeness(centre, at + shift);
      if (fit > high) [best, high] = [at + shift, fit];
    }
    return high >= SAME_FAMILY ? [best] : [];
  });
}

type Pair = {
  readonly a: number;
  readonly b: number;
  readonly from: number;
  readonly to: number;
  readonly step: number;
};

/** How alike all leads together are around two samples. */
function correlation(leads: readonly Trace[], { a, b, from, to, step }: Pair): number {
  let [xy, xx, yy] = [0, 0, 0];
  for (const lead of leads) {
    for (let k = Math.round(from); k <= to; k += step) {
      const x = lead[a + k] ?? 0;
      const y = lead[b + k] ?? 0;
      xy += x * y;
      xx += x * x;
      yy += y * y;
    }
  }
  return xx * yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
}

type Window = { readonly before: number; readonly after: number; readonly fs: number };

/** A straight line through its middle at R, µV and µV a sample: what the breath adds to one beat. */
type Drift = { readonly level: number; readonly slope: number };

/** The middle of all beats at every sample, and how far from it they usually lie around QRS and J. */
function middleOf(lead: Trace, aligned: readonly number[], { before, after, fs }: Window) {
  const around = Math.round(DOUBT_S * fs);
  const rough = middlesOf(lead, { aligned, from: -around, to: around }).middle;
  const drifts = aligned.map((at) => driftOf(lead, at, rough));
  const { middle, offs } = middlesOf(lead, { aligned, drifts, from: -before, to: after, around });
  return { middle, off: median(offs) };
}

type Stretch = {
  readonly aligned: readonly number[];
  readonly drifts?: readonly Drift[];
  /** Samples from R. */
  readonly from: number;
  readonly to: number;
  /** Within it, how far the beats lie from their middle is told. */
  readonly around?: number;
};

function middlesOf(lead: Trace, { aligned, drifts, from, to, around = 0 }: Stretch) {
  const middle = new Float64Array(to - from);
  const values = new Float64Array(aligned.length);
  const offs: number[] = [];
  for (let k = from; k < to; k += 1) {
    let count = 0;
    for (let n = 0; n < aligned.length; n += 1) {
      const i = (aligned[n] ?? 0) + k;
      const drift = drifts?.[n];
      if (i >= 0 && i < lead.length) values[count++] = (lead[i] ?? 0) - (drift ? drift.level + drift.slope * k : 0);
    }
    const there = values.subarray(0, count).sort();
    const level = middleOfSorted(there);
    middle[k - from] = level;
    if (Math.abs(k) >= around) continue;
    for (let n = 0; n < count; n += 1) there[n] = Math.abs((there[n] ?? 0) - level);
    offs.push(middleOfSorted(there.sort()));
  }
  return { middle, offs };
}

/** The line by which one beat lies beside the middle of all, around R: least squares. */
function driftOf(lead: Trace, at: number, rough: Trace): Drift {
  const half = rough.length / 2;
  let [sum, tilt, squares, count] = [0, 0, 0, 0];
  for (let n = 0; n < rough.length; n += 1) {
    const k = n - half;
    const off = (lead[at + k] ?? 0) - (rough[n] ?? 0);
    sum += off;
    tilt += off * k;
    squares += k * k;
    count += 1;
  }
  return { level: sum / Math.max(1, count), slope: tilt / Math.max(1, squares) };
}

function middleOfSorted(sorted: Trace): number {
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}
