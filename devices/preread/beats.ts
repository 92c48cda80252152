import { shapesOf } from './shapes';
import { highPass, lowPass, median, quantile, smooth, type Trace } from './filters';

/** The band (Hz) in which a QRS stands out from P, T, breathing and muscle. */
const BAND = { low: 6, high: 20 } as const;
/** Half of the stretch over which levels are taken, s: long enough to hold beats on both sides of a pause. */
const NEAR_S = 8;
const REFRACTORY_S = 0.2;
const T_WAVE_S = 0.38;

/** Sample numbers of the R peaks of all leads together, over the whole of the recording. */
export function findBeats(leads: readonly Trace[], fs: number): number[] {
  const energies = leads.map((lead) => energyOf(lead, fs));
  const whole = combine(energies, fs);
  const picked = pick(leads, whole, fs);
  return place(leads, picked, fs);
}

/** How much QRS there is around each sample. */
function energyOf(lead: Trace, fs: number): Trace {
  const band = lowPass(highPass(lead, BAND.low, fs), BAND.high, fs);
  for (let i = 0; i < band.length; i += 1) band[i] = (band[i] ?? 0) ** 2;
  // Sums of squares may come out a hair below nothing.
  const power = smooth(band, Math.round(0.1 * fs));
  for (let i = 0; i < power.length; i += 1) power[i] = (power[i] ?? 0) > 0 ? (power[i] ?? 0) ** 0.5 : 0;
  return power;
}

type Levels = { readonly peak: Float64Array; readonly noise: Float64Array };

/** For each second the usual height of peaks and of what lies between them nearby. */
function levelsOf(energy: Trace, fs: number): Levels {
  const count = Math.max(1, Math.ceil(energy.length / fs));
  const tops = new Float64Array(count);
  const floors = new Float64Array(count);
  for (let second = 0; second < count; second += 1) {
    const part = energy.subarray(Math.round(second * fs), Math.min(energy.length, Math.round((second + 1) * fs)));
    let top = 0;
    for (const value of part) if (value > top) top = value;
    tops[second] = top;
    floors[second] = quantile(part, 0.3);
  }
  const near = (values: Float64Array, second: number) =>
    values.subarray(Math.max(0, second - NEAR_S), Math.min(count, second + NEAR_S + 1));
  return {
    peak: tops.map((_, second) => quantile(near(tops, second), 0.7)),
    noise: floors.map((_, second) => median(near(floors, second))),
  };
}

/** All leads as one, each by how far its peaks stand out there and then. */
function combine(energies: readonly Trace[], fs: number): Trace {
  const length = Math.max(0, ...energies.map((energy) => energy.length));
  const sum = new Float64Array(length);
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
  weights.forEach((weight, second) => {
    const from = Math.round(second * fs);
    const to = Math.min(length, Math.round((second + 1) * fs));
    energies.forEach((energy, n) => {
      const part = (shares[n]?.[second] ?? 0) / Math.max(1e-9, weight);
      for (let i = from; i < to; i += 1) sum[i] = (sum[i] ?? 0) + (energy[i] ?? 0) * part;
    });
  });
  return sum;
}

type Peak = { readonly at: number; readonly height: number };

/** The highest point of every stretch of a refractory time. */
function peaksOf(energy: Trace, fs: number): Peak[] {
  const apart = Math.round(REFRACTORY_S * fs);
  const peaks: Peak[] = [];
  for (let i = 1; i < energy.length - 1; i += 1) {
    const height = energy[i] ?? 0;
    if (height <= (energy[i - 1] ?? 0) || height < (energy[i + 1] ?? 0)) continue;
    const last = peaks.at(-1);
    if (!last || i - last.at > apart) peaks.push({ at: i, height });
    else if (height > last.height) peaks[peaks.length - 1] = { at: i, height };
  }
  return peaks;
}

type Candidate = Peak & {
  /** Its height beside the usual height nearby. */
  readonly share: number;
  /** How like it is to a shape that comes again and again; 1 = the same. */
  readonly likeness: number;
};

const LIMITS = {
  /** Shares of the usual height: less is nothing, and less is a beat only where one is missing. */
  faint: 0.12,
  standsOut: 0.35,
  faintAnchor: 0.25,
  /** From this likeness on, a faint one is a beat. */
  known: 0.85,
  /** Below it a beat looks like no other. */
  stranger: 0.7,
  /** Of the usual time between beats: two neighbours closer than this need no beat between them, and farther lack one. */
  oneBeat: 1.3,
  gap: 1.5,
  /** Of its neighbours' credit: with less, what comes between two beats of a steady rhythm is none. */
  intruder: 0.75,
  /** Interquartile range of the times between beats, of their median: above it nothing is out of step. */
  steady: 0.15,
} as const;

/** What stands out, less what comes between two beats of a steady rhythm and looks less like a beat of this heart. */
function pick(leads: readonly Trace[], energy: Trace, fs: number): number[] {
  const { peak } = levelsOf(energy, fs);
  const found = peaksOf(energy, fs)
    .map((one) => ({ ...one, share: one.height / Math.max(1e-9, peak[Math.floor(one.at / fs)] ?? 1) }))
    .filter(({ share }) => share >= LIMITS.faint);
  const standing = withoutTWaves(
    found.filter(({ share }) => share >= LIMITS.standsOut),
    fs,
  );
  const known = shapesOf(leads, standing, fs);
  const candidates = found.map((one): Candidate => ({ ...one, likeness: known(one.at) }));
  const at = new Set(standing.map((one) => one.at));
  const beats = candidates.filter((one) => at.has(one.at) && (one.share >= 0.5 || one.likeness >= 0.5));
  const steady = withoutIntruders(withoutStrangers(beats, candidates, fs), fs);
  return withoutIntruders(withMissed(steady, candidates, fs), fs).map((one) => one.at);
}

function withoutTWaves<Kind extends Peak>(candidates: readonly Kind[], fs: number): Kind[] {
  const kept: Kind[] = [];
  for (const one of candidates) {
    const last = kept.at(-1);
    const tWave = last && one.at - last.at < T_WAVE_S * fs && one.height < 0.5 * last.height;
    if (!tWave) kept.push(one);
  }
  return kept;
}

/** What looks like no other beat is none when the beats that look like others leave no room for it. */
function withoutStrangers(beats: readonly Candidate[], all: readonly Candidate[], fs: number): Candidate[] {
  const anchors = all.filter(
    ({ at, share, likeness }, n) =>
      likeness >= LIMITS.known &&
      (share >= LIMITS.standsOut ||
        (share >= LIMITS.faintAnchor && at - (all[n - 1]?.at ?? -Infinity) > T_WAVE_S * fs)),
  );
  const rhythm = rhythmOf(anchors, fs);
  return beats.filter((one) => {
    if (one.likeness >= LIMITS.stranger) return true;
    const n = indexOf(anchors, one.at);
    const [before, after] = [anchors[n - 1], anchors[n]];
    if (!before || !after) return true;
    const { usual, spread } = rhythm(one.at);
    if (one.at - before.at < 0.3 * fs && one.share < 1.3) return false;
    return after.at - before.at > LIMITS.oneBeat * usual || (spread > LIMITS.steady && one.share > 0.6);
  });
}

const creditOf = ({ share, likeness }: Candidate): number => Math.min(share, 1) * likeness;

function withoutIntruders(candidates: readonly Candidate[], fs: number): Candidate[] {
  const rhythm = rhythmOf(candidates, fs);
  const kept = [...candidates];
  for (const one of [...candidates].sort((a, b) => creditOf(a) - creditOf(b))) {
    const n = indexOf(kept, one.at);
    const [before, after] = [kept[n - 1], kept[n + 1]];
    if (!before || !after) continue;
    const { usual, spread } = rhythm(one.at);
    if (after.at - before.at > LIMITS.oneBeat * usual) continue;
    if (spread > LIMITS.steady && one.share > 0.6) continue;
    if (creditOf(one) < LIMITS.intruder * Math.min(creditOf(before), creditOf(after))) kept.splice(n, 1);
  }
  return kept;
}

function withMissed(kept: readonly Candidate[], all: readonly Candidate[], fs: number): Candidate[] {
  const rhythm = rhythmOf(kept, fs);
  const apart = 0.3 * fs;
  return kept.flatMap((one, n) => {
    const next = kept[n + 1];
    if (!next || next.at - one.at < LIMITS.gap * rhythm(one.at).usual) return [one];
    const between = all.slice(indexOf(all, one.at) + 1, indexOf(all, next.at));
    return [
      one,
      ...between.filter(({ at, likeness }) => at > one.at + apart && at < next.at - apart && likeness >= LIMITS.known),
    ];
  });
}

/** Where in a list in order of time the one at `at` stands. */
function indexOf(list: readonly { readonly at: number }[], at: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.at ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

type Rhythm = { readonly usual: number; readonly spread: number };

/** The usual time between beats near a place, in samples, and how much it varies. */
function rhythmOf(beats: readonly { readonly at: number }[], fs: number): (at: number) => Rhythm {
  return (at) => {
    const from = indexOf(beats, at - NEAR_S * fs);
    const to = indexOf(beats, at + NEAR_S * fs);
    const gaps: number[] = [];
    for (let n = from; n + 1 < to; n += 1) gaps.push((beats[n + 1]?.at ?? 0) - (beats[n]?.at ?? 0));
    if (gaps.length === 0) return { usual: fs, spread: 1 };
    const usual = median(gaps);
    return { usual, spread: (quantile(gaps, 0.75) - quantile(gaps, 0.25)) / usual };
  };
}

/** Moves each find onto the steepest middle of its QRS: where the leads together are farthest from their baseline. */
function place(leads: readonly Trace[], found: readonly number[], fs: number): number[] {
  const clean = leads.map((lead) => lowPass(highPass(lead, 3, fs), 20, fs));
  const reach = Math.round(0.06 * fs);
  return found.map((at) => {
    let best = at;
    let most = -1;
    for (let i = Math.max(0, at - reach); i <= at + reach; i += 1) {
      let size = 0;
      for (const lead of clean) size += (lead[i] ?? 0) ** 2;
      if (size > most) [most, best] = [size, i];
    }
    return best;
  });
}
