import type { PreReadReason } from '../../workflows/domain/vocabulary';
import { qualityOf } from '../formats/quality';
import { TWELVE } from '../formats/leads';
import type { Recording } from '../formats/recording';
import { quantile, type Trace } from './filters';
import { speedOf } from './fiducials';
import type { MedianBeat } from './medianBeat';

const LIMITS = {
  /** How far II is from I + III, as a share of II, in the steps of QRS: 0.02 in real recordings. */
  einthoven: 0.15,
  /** Of its own range, at its very top or bottom for this long, ms: an amplifier at its end, µV from the middle at least. */
  clippedMs: 12,
  clippedUv: 400,
  clippedTimes: 2,
  /** Nearer to the middle it is one that the lead ran into at full speed: what a heart makes slows down before it turns. */
  runsIntoUvPerMs: 10,
  railUv: 32_767,
  /** Less than this from top to bottom of a beat (µV), or so few times what its middle wavers by, is no lead. */
  deadUv: 25,
  deadTimes: 6.5,
  /** A beat this small beside the lead's own usual one was lost on the way. */
  lostShare: 0.2,
  /** No heart beats so slowly that a lead stands still so long, s. */
  stillS: 1.2,
  /** In QRS a lead is so many times faster than most of the time. */
  leadTimes: 2,
  /** Of all beats so many must be like one another, and there must be so many. */
  familyShare: 0.34,
  /** W4: a pause of 3 s is one; where no beat of the usual kind is seen for so long, a pause, a tachycardia or fibrillation is. */
  strangeS: 3,
  beats: 3,
  ratePerMin: { min: 20, max: 250 },
  /** QRS is so many times faster than what lies around it. */
  qrsTimes: 6,
  /** How well the level of a lead is known from its beats, µV: half of the smallest threshold in use. */
  doubtUv: 50,
} as const;

/** What a recording lacks before any beat is found. */
export function unusableSignals(recording: Recording): PreReadReason[] {
  // What makes a file suspect is far less than what makes its limb leads useless: that is asked of QRS.
  const kept = qualityOf(recording).reasons.filter((reason) => reason !== 'SCALE_SUSPECT');
  const twelve = recording.leads.filter(({ name }) => TWELVE.some((one) => one === name));
  const clipped = twelve.some(({ uv }) => isClipped(uv, recording.fs));
  const flat = twelve.some(({ uv }) => rangeOf(uv) < LIMITS.deadUv);
  return [...kept, ...(flat ? (['LEAD_DEAD'] as const) : []), ...(clipped ? (['LEAD_CLIPPED'] as const) : [])];
}

/** What its beats lack. */
export function unusableBeats(
  leads: readonly Trace[],
  beats: readonly number[],
  beat: MedianBeat | undefined,
): PreReadReason[] {
  if (beats.length < LIMITS.beats) return ['TOO_FEW_BEATS'];
  if (!beat) return ['NO_STABLE_BEAT'];
  const { fs } = beat;
  const rate = rateOf(beats, fs) ?? 0;
  const found: [boolean, PreReadReason][] = [
    [rate < LIMITS.ratePerMin.min || rate > LIMITS.ratePerMin.max, 'RATE_IMPLAUSIBLE'],
    [
      beat.from.length < LIMITS.familyShare * beats.length ||
        longestWithout(beat.from, leads[0]?.length ?? 0) >= LIMITS.strangeS * fs,
      'NO_STABLE_BEAT',
    ],
    [!standsOut(beat), 'NO_QRS'],
    [scaleDoubt(leads, beat) >= LIMITS.einthoven, 'SCALE_SUSPECT'],
    [
      beat.leads.some((lead, n) => {
        const range = rangeOf(aroundR(lead, beat));
        return range < LIMITS.deadUv || range < LIMITS.deadTimes * doubtOf(beat, n) || isSteady(lead, beat);
      }),
      'LEAD_DEAD',
    ],
    [leads.some((lead) => isLost(lead, beats, fs)), 'LEAD_LOST'],
    [beat.leads.some((_, n) => doubtOf(beat, n) > LIMITS.doubtUv), 'TOO_NOISY'],
  ];
  return found.flatMap(([holds, reason]) => (holds ? [reason] : []));
}

/** The longest stretch that holds none of the beats, from the first sample to the last. */
const longestWithout = (beats: readonly number[], length: number): number =>
  Math.max(...[...beats, length].map((at, n) => at - (beats[n - 1] ?? 0)));

/** How much a lead’s middle wavers, µV: times 1.4826 the spread is a standard deviation, times 1.2533 over √n a median’s. */
const doubtOf = ({ spread, from }: MedianBeat, lead: number): number =>
  ((spread[lead] ?? 0) * 1.4826 * 1.2533) / Math.sqrt(from.length);

/** Beats a minute from the first R peak to the last. */
export function rateOf(beats: readonly number[], fs: number): number | undefined {
  const [first, last] = [beats[0], beats.at(-1)];
  return first === undefined || last === undefined || last === first
    ? undefined
    : ((beats.length - 1) * 60 * fs) / (last - first);
}

function rangeOf(values: ArrayLike<number>): number {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? 0;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return high > low ? high - low : 0;
}

function isClipped(uv: Int16Array, fs: number): boolean {
  let [low, high] = [Infinity, -Infinity];
  for (const value of uv) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (Math.max(high, -low) >= LIMITS.railUv) return true;
  const middle = meanOf(uv);
  const long = Math.max(4, Math.round((LIMITS.clippedMs / 1000) * fs));
  return [low, high].some((end) => {
    const steep = Math.abs(end - middle) >= LIMITS.clippedUv ? 0 : (LIMITS.runsIntoUvPerMs * 1000) / fs;
    return stretches(uv, end, long, steep) >= LIMITS.clippedTimes;
  });
}

function meanOf(uv: Int16Array): number {
  let sum = 0;
  for (const value of uv) sum += value;
  return sum / Math.max(1, uv.length);
}

/** How often a lead stands at one value for so many samples, having come there by a step of so many µV at least. */
function stretches(uv: Int16Array, value: number, long: number, steep: number): number {
  let [count, run] = [0, 0];
  for (let i = 0; i < uv.length; i += 1) {
    run = uv[i] === value ? run + 1 : 0;
    if (run === long && Math.abs((uv[i - long] ?? value) - value) >= steep) count += 1;
  }
  return count;
}

/** The steps of QRS that are compared among the limb leads, and from where to where around R: before ST, ms. */
const STEP_MS = 8;
const STEEP_MS = { before: 60, after: 20 } as const;

const QRS_S = { before: 0.08, after: 0.1 } as const;

const aroundR = (lead: Trace, { r, fs }: MedianBeat): Trace =>
  lead.subarray(Math.max(0, r - Math.round(QRS_S.before * fs)), r + Math.round(QRS_S.after * fs));

/** Something steep between two quiet stretches, as nothing but a beat is. */
function standsOut(beat: MedianBeat): boolean {
  const speed = speedOf(beat);
  return quantile(aroundR(speed, beat), 1) >= LIMITS.qrsTimes * Math.max(1e-9, quantile(speed, 0.3));
}

/**
 * How far II is from I + III where QRS is steep, in every beat alike: that is a lead of another scale. What differs from
 * beat to beat is noise, and what lies in ST is not the scale’s doing.
 */
function scaleDoubt(leads: readonly Trace[], { from: beats, fs }: MedianBeat): number {
  const [one, two, three] = ['I', 'II', 'III'].map((name) => leads[TWELVE.findIndex((lead) => lead === name)]);
  if (!one || !two || !three) return 0;
  const ms = (time: number) => Math.round((time / 1000) * fs);
  const reach = Math.max(1, ms(STEP_MS));
  const step = (lead: Trace, i: number) => (lead[i + reach] ?? 0) - (lead[i] ?? 0);
  let [odd, whole] = [0, 0];
  for (let k = -ms(STEEP_MS.before); k < ms(STEEP_MS.after); k += 1) {
    odd += alike(beats, (at) => step(two, at + k) - step(one, at + k) - step(three, at + k));
    whole += alike(beats, (at) => step(two, at + k));
  }
  return Math.sqrt(Math.max(0, odd) / Math.max(1, whole));
}

/** The square of what all beats have in common: that of their mean, less what chance alone would leave in it. */
function alike(beats: readonly number[], value: (at: number) => number): number {
  let [sum, squares] = [0, 0];
  for (const at of beats) {
    const one = value(at);
    sum += one;
    squares += one * one;
  }
  const count = beats.length;
  const mean = sum / count;
  return mean * mean - (squares / count - mean * mean) / Math.max(1, count - 1);
}

/** Whether a lead moves in QRS hardly faster than elsewhere: hum, not a heart. */
function isSteady(lead: Trace, beat: MedianBeat): boolean {
  const speed = speedOf({ leads: [lead], fs: beat.fs });
  return quantile(aroundR(speed, beat), 1) < LIMITS.leadTimes * quantile(speed, 0.6);
}

/** Whether a lead stands still for a while, or misses beats that the others have: a loose electrode. */
function isLost(lead: Trace, beats: readonly number[], fs: number): boolean {
  if (stillFor(lead) >= LIMITS.stillS * fs) return true;
  const heights = beats.map((at) =>
    rangeOf(lead.subarray(Math.max(0, at - Math.round(QRS_S.before * fs)), at + Math.round(QRS_S.after * fs))),
  );
  const usual = quantile(heights, 0.75);
  return heights.filter((height) => height < LIMITS.lostShare * usual).length >= 2;
}

/** The longest stretch of one and the same value, in samples. */
function stillFor(lead: Trace): number {
  let [longest, run] = [0, 1];
  for (let i = 1; i < lead.length; i += 1) {
    run = lead[i] === lead[i - 1] ? run + 1 : 1;
    if (run > longest) longest = run;
  }
  return longest;
}
