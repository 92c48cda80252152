import { bandPass, inOrder, rankOf, smooth, type Trace } from './filters';

/** The band (Hz) in which a QRS stands out from P, T, breathing and muscle. */
const BAND = { low: 6, high: 20 } as const;
/** Half of the stretch over which levels are taken, s: long enough to hold beats on both sides of a pause. */
export const NEAR_S = 8;
/** What lies between the peaks is told from so many samples a second. */
const FLOOR_HZ = 32;

/** How much QRS there is around each sample. */
export function energyOf(lead: Trace, fs: number): Trace {
  const band = bandPass(lead, BAND.low, BAND.high, fs);
  for (let i = 0; i < band.length; i += 1) band[i] = (band[i] ?? 0) ** 2;
  const power = smooth(band, Math.round(0.1 * fs));
  // Sums of squares may come out a hair below nothing.
  for (let i = 0; i < power.length; i += 1) power[i] = Math.sqrt(Math.max(0, power[i] ?? 0));
  return power;
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
    for (let i = Math.round(second * fs); i < end; i += 1) {
      const value = energy[i] ?? 0;
      if (value > top) top = value;
      if (i % step === 0) few[kept++] = value;
    }
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

/** The energies of all leads as one, each by how far its peaks stand out there and then. */
export function together(energies: readonly Trace[], fs: number): Trace {
  const length = Math.max(0, ...energies.map((energy) => energy.length));
  const weights = new Float64Array(Math.max(1, Math.ceil(length / fs)));
  const shares = energies.map((energy) => {
    const { peak, noise } = levelsOf(energy, fs);
    return peak.map((top, second) => {
      if (top < 1) return 0;
      const weight = Math.max(0.01, top / Math.max(noise[second] ?? 0, 2) - 1) ** 2;
      weights[second] = (weights[second] ?? 0) + weight;
      return weight / top;
    });
  });
  const sum = new Float64Array(length);
  energies.forEach((energy, n) => {
    for (let second = 0; second < weights.length; second += 1) {
      const part = (shares[n]?.[second] ?? 0) / Math.max(1e-9, weights[second] ?? 0);
      const end = Math.min(length, Math.round((second + 1) * fs));
      for (let i = Math.round(second * fs); i < end; i += 1) sum[i] = (sum[i] ?? 0) + (energy[i] ?? 0) * part;
    }
  });
  return sum;
}
