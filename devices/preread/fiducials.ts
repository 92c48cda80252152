import { quantile, smooth, type Trace } from './filters';
import type { MedianBeat } from './medianBeat';

/** Where QRS begins and ends in a median beat, in samples, and what its beginning is like. */
export type Fiducials = {
  readonly onset: number;
  readonly offset: number;
  /** From the onset until QRS moves at a third of its full speed, ms: long where it begins slurred. */
  readonly slurMs: number;
  /** A pacemaker's spike. */
  readonly spike?: number;
};

const RULES = {
  /** Of the greatest speed of QRS: slower than this, before and after it, and QRS is over. */
  onsetShare: 0.04,
  offsetShare: 0.065,
  /** Times the speed of the quietest parts of the beat: what moves all the time, and what is more than that. */
  still: 1.1,
  sure: 1.2,
  /** How long it must stay slow, ms. */
  quietMs: 12,
  /** How far from R QRS is looked for, ms. */
  fromMs: 160,
  toMs: 200,
  nearMs: 100,
  slurShare: 0.3,
} as const;

/** A spike is over so fast (ms) that no heart does it, this steep (µV over all leads) and this many times the rest of the beat. */
const SPIKE = { halfMs: 4, uv: 1000, times: 3, aroundMs: 16, beforeMs: 20, afterMs: 16 } as const;
/** Or the leads jump so far (µV over all of them) within 2 ms, this many times what they do just before and after. */
const JUMP = { withinMs: 2, uv: 250, times: 4, fromMs: 6, toMs: 12 } as const;

export function fiducialsOf(beat: MedianBeat): Fiducials {
  const { fs, r } = beat;
  const ms = (time: number) => Math.round((time / 1000) * fs);
  const speed = speedOf(beat);
  const spike = spikeOf(beat);
  if (spike !== undefined) speed.fill(0, Math.max(0, spike - ms(SPIKE.beforeMs)), spike + ms(SPIKE.afterMs));
  const top = highest(speed, r - ms(RULES.nearMs), r + ms(RULES.nearMs));
  const full = speed[top] ?? 0;
  const quietSpeed = quantile(speed.subarray(ms(20), speed.length - ms(20)), 0.15);
  // The square of what moves all the time is part of the square of every speed.
  const fast = (share: number) => Math.hypot(RULES.still * quietSpeed, Math.max(share * full, RULES.sure * quietSpeed));
  const quiet = Math.max(2, ms(RULES.quietMs));
  const edge = (step: 1 | -1, limit: number, end: number) => edgeOf(speed, { top, step, limit, end, quiet });
  const onset = edge(-1, fast(RULES.onsetShare), Math.max(0, r - ms(RULES.fromMs)));
  const offset = edge(1, fast(RULES.offsetShare), Math.min(speed.length - 1, r + ms(RULES.toMs)));
  let quick = onset;
  while (quick < top && (speed[quick] ?? 0) < RULES.slurShare * full) quick += 1;
  return { onset, offset, slurMs: ((quick - onset) / fs) * 1000, ...(spike !== undefined && { spike }) };
}

/** How fast all leads together move at each sample, µV a sample. */
export function speedOf({ leads, fs }: Pick<MedianBeat, 'leads' | 'fs'>): Trace {
  const reach = Math.max(1, Math.round(0.006 * fs));
  const speed = new Float64Array(leads[0]?.length ?? 0);
  for (const lead of leads) {
    for (let i = reach; i < speed.length - reach; i += 1)
      speed[i] = (speed[i] ?? 0) + (((lead[i + reach] ?? 0) - (lead[i - reach] ?? 0)) / (2 * reach)) ** 2;
  }
  for (let i = 0; i < speed.length; i += 1) speed[i] = Math.sqrt(speed[i] ?? 0);
  return smooth(speed, Math.max(1, Math.round(0.006 * fs)));
}

function highest(trace: Trace, from: number, to: number): number {
  let top = Math.max(0, from);
  for (let i = top; i < Math.min(trace.length, to); i += 1) if ((trace[i] ?? 0) > (trace[top] ?? 0)) top = i;
  return top;
}

type Edge = {
  readonly top: number;
  readonly step: 1 | -1;
  readonly limit: number;
  readonly end: number;
  readonly quiet: number;
};

/** The last sample that is fast, going away from the top until it stays slow. */
function edgeOf(speed: Trace, { top, step, limit, end, quiet }: Edge): number {
  let last = top;
  let calm = 0;
  for (let i = top; i !== end && calm < quiet; i += step) {
    calm = (speed[i] ?? 0) < limit ? calm + 1 : 0;
    if (calm === 0) last = i;
  }
  return last;
}

const spikeOf = (beat: MedianBeat): number | undefined => peakOf(beat) ?? jumpOf(beat);

/** There and back within a few milliseconds. */
function peakOf({ leads, fs, r }: MedianBeat): number | undefined {
  const reach = Math.max(1, Math.round((SPIKE.halfMs / 1000) * fs));
  const sharp = over(leads, reach, (lead, i) => (lead[i] ?? 0) - ((lead[i - reach] ?? 0) + (lead[i + reach] ?? 0)) / 2);
  const from = Math.max(0, r - Math.round((RULES.fromMs / 1000) * fs));
  const to = r + Math.round((RULES.fromMs / 1000) * fs);
  const at = highest(sharp, from, to);
  let rest = 0;
  for (let i = from; i < to; i += 1)
    if (Math.abs(i - at) > (SPIKE.aroundMs / 1000) * fs) rest = Math.max(rest, sharp[i] ?? 0);
  const height = sharp[at] ?? 0;
  return height >= SPIKE.uv && height > SPIKE.times * rest ? at : undefined;
}

/** One edge alone before R, where a slow amplifier has made a block of the spike. */
function jumpOf({ leads, fs, r }: MedianBeat): number | undefined {
  const ms = (time: number) => Math.max(1, Math.round((time / 1000) * fs));
  const reach = ms(JUMP.withinMs);
  const step = over(leads, reach, (lead, i) => (lead[i] ?? 0) - (lead[i - reach] ?? 0));
  let [best, most] = [0, 0];
  for (let i = Math.max(0, r - ms(RULES.fromMs)); i < r - ms(SPIKE.afterMs); i += 1) {
    let around = 1;
    for (let k = ms(JUMP.fromMs); k <= ms(JUMP.toMs); k += 1)
      around = Math.max(around, step[i - k] ?? 0, step[i + k] ?? 0);
    const times = (step[i] ?? 0) / around;
    if ((step[i] ?? 0) >= JUMP.uv && times > most) [most, best] = [times, i];
  }
  return most >= JUMP.times ? best : undefined;
}

/** One value of every lead, as the length of the vector of all of them. */
function over(leads: readonly Trace[], reach: number, value: (lead: Trace, at: number) => number): Trace {
  const all = new Float64Array(leads[0]?.length ?? 0);
  for (const lead of leads)
    for (let i = reach; i < all.length - reach; i += 1) all[i] = (all[i] ?? 0) + value(lead, i) ** 2;
  return all.map(Math.sqrt);
}
