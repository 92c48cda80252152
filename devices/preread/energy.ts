import { bandPass, inOrder, median, rankOf, type Trace } from './filters';

/** The band (Hz) in which a QRS stands out from P, T, breathing and muscle. */
const BAND = { low: 6, high: 20 } as const;
/** Half of the stretch over which levels are taken, s: long enough to hold beats on both sides of a pause. */
export const NEAR_S = 8;
/** Of its usual height: what is higher counts as this high, and where a lead's peaks are higher it is trusted the less, by this power. */
const LIMITS = { high: 1.3, mistrust: 6 } as const;
/** A lead is off where for so many blocks of a quarter of a second it shows less than this share of its usual height. */
const OFF = { blocks: 8, share: 0.025 } as const;
const BLOCKS = 4;
const WIDTH_S = 0.1;
/** What lies between the peaks is told from so many samples a second. */
const FLOOR_HZ = 32;

/** How much QRS there is around each sample: the root of the mean of squares over a tenth of a second. */
export function energyOf(lead: Trace, fs: number): Trace {
  const band = bandPass(lead, BAND.low, BAND.high, fs);
  const { length } = band;
  const width = Math.max(1, Math.round(WIDTH_S * fs));
  const after = width - Math.floor(width / 2);
  // The squares that are within the window, so that the band itself can be written over.
  const squares = new Float64Array(width);
  let sum = 0;
  for (let n = 0, into = 0; n < length + after - 1; n += 1, into = into + 1 === width ? 0 : into + 1) {
    const value = n < length ? (band[n] ?? 0) : 0;
    const square = value * value;
    sum += square - (squares[into] ?? 0);
    squares[into] = square;
    const middle = n - after + 1;
    if (middle < 0) continue;
    const held = Math.min(n + 1, length) - Math.max(0, n + 1 - width);
    // Sums of squares may come out a hair below nothing.
    band[middle] = sum > 0 ? Math.sqrt(sum / held) : 0;
  }
  return band;
}

type Levels = { readonly peak: Float64Array; readonly noise: Float64Array };

/** For each second the usual height of peaks and of what lies between them nearby. */
export function levelsOf(energy: Trace, fs: number): Levels {
  const count = Math.max(1, Math.ceil(energy.length / fs));
  const tops = new Float64Array(count);
  const floors = new Float64Array(count);
  const few = new Float64Array(Math.ceil(fs));
  const step = Math.max(1, Math.floor(fs / FLOOR_HZ));
  for (let second = 0; second < count; second += 1) {
    const end = Math.min(energy.length, Math.round((second + 1) * fs));
    let top = 0;
    let kept = 0;
    const begin = Math.round(second * fs);
    for (let i = begin; i < end; i += 1) {
      const value = energy[i] ?? 0;
      if (value > top) top = value;
    }
    for (let i = Math.ceil(begin / step) * step; i < end; i += step) few[kept++] = energy[i] ?? 0;
    tops[second] = top;
    floors[second] = rankOf(inOrder(few, kept), kept, 0.3);
  }
  return { peak: nearby(tops, 0.7), noise: nearby(floors, 0.5) };
}

/** The value below which a share of those nearby lies, for each second. */
function nearby(values: Float64Array, share: number): Float64Array {
  const near = new Float64Array(2 * NEAR_S + 1);
  return values.map((_, second) => {
    const from = Math.max(0, second - NEAR_S);
    const count = Math.min(values.length, second + NEAR_S + 1) - from;
    for (let n = 0; n < count; n += 1) near[n] = values[from + n] ?? 0;
    return rankOf(inOrder(near, count), count, share);
  });
}

/** The quarters of a second in which a lead shows nothing for long: a loose electrode, or the heart pauses. */
function offIn(energy: Trace, peak: Float64Array, fs: number): Uint8Array {
  const off = new Uint8Array(peak.length * BLOCKS);
  let run = 0;
  for (let block = 0; block < off.length; block += 1) {
    const least = OFF.share * (peak[Math.floor(block / BLOCKS)] ?? 0);
    const end = Math.min(energy.length, Math.round(((block + 1) * fs) / BLOCKS));
    let i = Math.round((block * fs) / BLOCKS);
    while (i < end && (energy[i] ?? 0) < least) i += 1;
    run = i < end ? 0 : run + 1;
    if (run === OFF.blocks) off.fill(1, block + 1 - run, block + 1);
    else if (run > OFF.blocks) off[block] = 1;
  }
  return off;
}

/** The energies of all leads as one, each by how far its peaks stand out there and then, and not where it alone is off. */
export function together(energies: readonly Trace[], fs: number): Trace {
  const length = Math.max(0, ...energies.map((energy) => energy.length));
  const seen = energies.map((energy) => {
    const { peak, noise } = levelsOf(energy, fs);
    const usual = median(peak);
    const weights = peak.map((top, second) => {
      if (top < 1) return 0;
      const clear = Math.max(0.01, top / Math.max(noise[second] ?? 0, 2) - 1) ** 2;
      return clear * Math.min(1, (LIMITS.high * usual) / top) ** LIMITS.mistrust;
    });
    return { energy, peak, weights, off: offIn(energy, peak, fs) };
  });
  const sum = new Float64Array(length);
  const blocks = Math.ceil((length * BLOCKS) / fs);
  for (let block = 0; block < blocks; block += 1) {
    const second = Math.floor(block / BLOCKS);
    const from = Math.round((block * fs) / BLOCKS);
    const to = Math.min(length, Math.round(((block + 1) * fs) / BLOCKS));
    const on = seen.filter(({ off, weights }) => off[block] === 0 && (weights[second] ?? 0) > 0);
    const asked = on.length > 0 ? on : seen;
    let whole = 0;
    for (const { weights } of asked) whole += weights[second] ?? 0;
    for (const { energy, peak, weights } of asked) {
      const most = LIMITS.high * (peak[second] ?? 0);
      const part = (weights[second] ?? 0) / Math.max(1e-9, whole * (peak[second] ?? 0));
      for (let i = from; i < to; i += 1) sum[i] = (sum[i] ?? 0) + Math.min(energy[i] ?? 0, most) * part;
    }
  }
  return sum;
}
