import { median, quantile, type Trace } from './filters';

/** What may be a beat: its sample number, its height beside the usual one nearby, and how like it is to a shape that comes again. */
export type Candidate = { readonly at: number; readonly share: number; readonly likeness: number };

/** What speaks for a beat, from 0 to 1. */
export const creditOf = ({ share, likeness }: Candidate): number => Math.min(share, 1) * likeness;

const LIMITS = {
  /** Of the usual height of a beat, and of what is usual in this recording: higher between beats is noise. */
  noisy: 0.14,
  noisyTimes: 2,
  /** It is looked for so far to both sides, s. */
  aroundS: 1.5,
  /** So many samples a second tell it. */
  askedHz: 64,
  /** The rhythm is that of so many gaps before the noise, and so many behind it; with fewer in all nothing is decided. */
  gaps: 12,
  fewestGaps: 6,
  /** Interquartile range of the times between beats, of their median: above it the rhythm says the less. */
  steady: 0.15,
  /** What it costs to be out of step by one whole beat, to leave a beat out, and to take one at all: credits. */
  outOfStep: 2,
  leftOut: 1,
  taken: 0.2,
  /** What was not found to be a beat may become one from this share of the usual height on. */
  share: 0.5,
  /** No two beats are closer, s, and no more are left out in a row. */
  apartS: 0.25,
  longest: 6,
  /** So many beats in a row, like each other and evenly spaced to this share, are a rhythm of their own. */
  run: 3,
  alike: 0.85,
  even: 0.2,
  /** Those in step must look so much like the beats outside the noise, in the middle. */
  sameHeart: 0.75,
} as const;

/** What the noise is asked of besides the candidates. */
export type Surroundings = {
  readonly fs: number;
  /** What lies between beats around a place, as a share of the usual height of a beat; 0 where it is as always. */
  readonly noiseAt: (at: number) => number;
  /** How like two places are. */
  readonly alike: (one: number, other: number) => number;
  /** How like a place is to the beats outside the noise. */
  readonly quietly: () => (at: number) => number;
};

/** How high what lies between beats is around each place; 0 where it is as high as it is in most of the recording. */
export function noiseOf(energy: Trace, peak: Float64Array, fs: number): (at: number) => number {
  const step = Math.max(1, Math.floor(fs / LIMITS.askedHz));
  const few = new Float64Array(Math.ceil((2 * LIMITS.aroundS * fs) / step) + 1);
  const levels = peak.map((top, second) => {
    const to = Math.min(energy.length, (second + 0.5 + LIMITS.aroundS) * fs);
    let count = 0;
    for (let i = Math.max(0, Math.round((second + 0.5 - LIMITS.aroundS) * fs)); i < to; i += step)
      few[count++] = energy[i] ?? 0;
    return quantile(few.subarray(0, count), 0.3) / Math.max(1e-9, top);
  });
  const least = Math.max(LIMITS.noisy, LIMITS.noisyTimes * median(levels));
  return (at) => {
    const level = levels[Math.min(levels.length - 1, Math.floor(at / fs))] ?? 0;
    return level < least ? 0 : level;
  };
}

/**
 * Where noise is as high as beats are, no shape tells them apart: there those are taken that together are most like beats and most in
 * the step that the heart had before and has after. A run that is a rhythm of its own is never thinned out.
 */
export function settledInNoise<Kind extends Candidate>(
  beats: readonly Kind[],
  all: readonly Kind[],
  around: Surroundings,
): Kind[] {
  const isNoisy = ({ at }: Kind) => around.noiseAt(at) > 0;
  if (!beats.some(isNoisy)) return [...beats];
  const own = ownRhythm(beats, around);
  const isOpen = (one: Kind | undefined) => one !== undefined && isNoisy(one) && !own.has(one);
  const picked = new Set(beats);
  const quietly = around.quietly();
  const settled: Kind[] = [];
  for (let n = 0; n < beats.length;) {
    let end = n;
    while (isOpen(beats[end])) end += 1;
    if (end === n) {
      settled.push(...beats.slice(n, n + 1));
      n += 1;
      continue;
    }
    const [first, last] = [settled.at(-1), beats[end]];
    const rhythm = rhythmAround(beats, n - 1, end, (one) => !isNoisy(one));
    const found = beats.slice(n, end);
    if (!rhythm || !first || !last) settled.push(...found);
    else {
      const between = all.filter(
        (one) => one.at > first.at && one.at < last.at && (picked.has(one) || one.share >= LIMITS.share),
      );
      const way = bestWay([first, ...between, last], rhythm, around.fs);
      const same = median(way.map(({ at }) => quietly(at))) >= LIMITS.sameHeart;
      settled.push(...(same ? way : found));
    }
    n = end;
  }
  return settled;
}

/** The beats of runs that are like each other and evenly spaced: a tachycardia, not noise. */
function ownRhythm<Kind extends Candidate>(beats: readonly Kind[], { noiseAt, alike }: Surroundings): Set<Kind> {
  const own = new Set<Kind>();
  let run: Kind[] = [];
  const close = () => {
    if (run.length >= LIMITS.run) for (const one of run) own.add(one);
  };
  for (const one of beats) {
    if (noiseAt(one.at) === 0) continue;
    const [last, before] = [run.at(-1), run.at(-2)];
    const holds = last && alike(last.at, one.at) >= LIMITS.alike;
    const gap = last ? one.at - last.at : 0;
    const isEven = !last || !before || Math.abs(gap / (last.at - before.at) - 1) <= LIMITS.even;
    if (holds && isEven) run.push(one);
    else {
      close();
      run = holds ? [last, one] : [one];
    }
  }
  close();
  return own;
}

type Rhythm = { readonly usual: (at: number) => number; readonly spread: number };

/** The rhythm of the quiet beats up to one beat and from another on. */
function rhythmAround<Kind extends Candidate>(
  beats: readonly Kind[],
  first: number,
  last: number,
  isQuiet: (one: Kind) => boolean,
): Rhythm | undefined {
  const gapsFrom = (start: number, step: 1 | -1) => {
    const gaps: number[] = [];
    for (let n = start; gaps.length < LIMITS.gaps && Math.abs(n - start) < 4 * LIMITS.gaps; n += step) {
      const [one, next] = [beats[n], beats[n + step]];
      if (!one || !next) break;
      if (isQuiet(one) && isQuiet(next)) gaps.push(Math.abs(next.at - one.at));
    }
    return gaps;
  };
  const [before, after] = [gapsFrom(first, -1), gapsFrom(last, 1)];
  if (before.length + after.length < LIMITS.fewestGaps) return undefined;
  const [early, late] = [median(before.length > 0 ? before : after), median(after.length > 0 ? after : before)];
  const shares = [...before.map((gap) => gap / early), ...after.map((gap) => gap / late)];
  const [from, to] = [beats[first]?.at ?? 0, beats[last]?.at ?? 0];
  return {
    usual: (at) => early + ((late - early) * (at - from)) / Math.max(1, to - from),
    spread: quantile(shares, 0.75) - quantile(shares, 0.25),
  };
}

/** The way from the first to the last that costs least, without its ends. */
function bestWay<Kind extends Candidate>(stops: readonly Kind[], { usual, spread }: Rhythm, fs: number): Kind[] {
  const strict = LIMITS.outOfStep * Math.min(1, LIMITS.steady / Math.max(spread, 1e-9));
  const costs = new Float64Array(stops.length).fill(Infinity);
  const from = new Int32Array(stops.length);
  costs[0] = 0;
  stops.forEach((one, n) => {
    for (let k = n - 1; k >= 0; k -= 1) {
      const gap = one.at - (stops[k]?.at ?? 0);
      const steps = gap / usual(one.at);
      if (steps > LIMITS.longest && costs[n] !== Infinity) break;
      if (gap < LIMITS.apartS * fs) continue;
      const cost = (costs[k] ?? 0) + costOf(steps, strict) + LIMITS.taken - creditOf(one);
      if (cost < (costs[n] ?? 0)) [costs[n], from[n]] = [cost, k];
    }
  });
  const way: Kind[] = [];
  for (let n = from.at(-1) ?? 0; n > 0; n = from[n] ?? 0) way.push(...stops.slice(n, n + 1));
  return way.reverse();
}

/** Of a gap of so many usual ones, by whichever number of beats explains it best. */
function costOf(steps: number, strict: number): number {
  const whole = Math.max(1, Math.floor(steps));
  const cost = (count: number) => LIMITS.leftOut * (count - 1) + strict * Math.abs(steps / count - 1);
  return Math.min(cost(whole), cost(whole + 1));
}
