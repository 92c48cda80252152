import { energyOf, levelsOf, NEAR_S, together } from './energy';
import { inOrder, rankOf, thin, type Trace } from './filters';
import { hiddenBeside } from './hidden';
import { creditOf, noiseOf, settledInNoise, type Candidate } from './noisy';
import { alikeOf, shapedOf, shapesOf, type Shaped } from './shapes';

/** Beats are looked for at about so many samples a second: more tells nothing about where one is. */
const LOOKED_AT_HZ = 125;
const REFRACTORY_S = 0.2;
const T_WAVE_S = 0.38;

/** Sample numbers of the R peaks of all leads together, over the whole of the recording. */
export function findBeats(leads: readonly Trace[], fs: number): number[] {
  const step = Math.max(1, Math.round(fs / LOOKED_AT_HZ));
  const thinned = step === 1 ? leads : leads.map((lead) => thin(lead, step));
  const hz = fs / step;
  const shaped = shapedOf(thinned, hz);
  const whole = together(
    thinned.map((lead) => energyOf(lead, hz)),
    hz,
  );
  return place(shaped, pick(shaped, whole)).map((at) => Math.round(at * step + (step - 1) / 2));
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

const LIMITS = {
  /** Shares of the usual height: less is nothing, and less is a beat only where one is missing. */
  faint: 0.12,
  standsOut: 0.35,
  faintAnchor: 0.25,
  /** What is so high may hide a beat beside it, and a beat that was hidden is so high. */
  hides: 0.5,
  /** From this likeness on, a faint one is a beat. */
  known: 0.85,
  /** Below it a beat looks like no other. */
  stranger: 0.7,
  /** Of the usual time between beats: two neighbours closer than this need no beat between them, and farther lack one. */
  oneBeat: 1.3,
  gap: 1.5,
  /** Of the usual time: of two missed ones that are closer, one is no beat. */
  twoBeats: 0.6,
  /** Of its neighbours' credit: with less, what comes between two beats of a steady rhythm is none. */
  intruder: 0.75,
  /** Interquartile range of the times between beats, of their median: above it nothing is out of step. */
  steady: 0.15,
} as const;

/** What stands out, less what comes between two beats of a steady rhythm and looks less like a beat of this heart. */
function pick(shaped: Shaped, energy: Trace): number[] {
  const { fs } = shaped;
  const { peak } = levelsOf(energy, fs);
  const shareOf = (at: number) => (energy[at] ?? 0) / Math.max(1e-9, peak[Math.floor(at / fs)] ?? 1);
  const found = peaksOf(energy, fs)
    .map(({ at, height }) => ({ at, height, share: shareOf(at) }))
    .filter(({ share }) => share >= LIMITS.faint);
  const standing = withoutTWaves(
    found.filter(({ share }) => share >= LIMITS.standsOut),
    fs,
  );
  const known = shapesOf(shaped, standing);
  const seen = found.map(({ at, share }): Candidate => ({ at, share, likeness: known(at) }));
  const hidden = hiddenBeside(seen, {
    fs,
    shareOf,
    likenessOf: known,
    high: LIMITS.hides,
    known: LIMITS.known,
    apart: Math.round(REFRACTORY_S * fs),
  });
  const noiseAt = noiseOf(energy, peak, fs);
  // Where it is quiet, what looks like no beat gives way; in noise both stay, and the rhythm decides.
  const givesWay = ({ at, likeness }: Candidate) => likeness < LIMITS.stranger && noiseAt(at) === 0;
  const candidates = seen.map((one) => (givesWay(one) ? (hidden.get(one) ?? one) : one));
  const standingAt = new Set(standing.map(({ at }) => at));
  const standOut = candidates.filter(
    (one, n) => standingAt.has(seen[n]?.at ?? -1) && (one.share >= 0.5 || one.likeness >= 0.5),
  );
  const steady = withoutIntruders(withoutStrangers(standOut, candidates, fs), fs);
  const beats = withoutIntruders(withMissed(steady, candidates, fs), fs);
  const around = {
    fs,
    noiseAt,
    alike: (one: number, other: number) => alikeOf(shaped, one, other),
    quietly: () =>
      shapesOf(
        shaped,
        standing.filter(({ at }) => noiseAt(at) === 0),
      ),
  };
  const all = [...new Set([...candidates, ...hidden.values()])].sort((one, other) => one.at - other.at);
  return settledInNoise(beats, all, around).map((one) => one.at);
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

function withoutIntruders(candidates: readonly Candidate[], fs: number): Candidate[] {
  const rhythm = rhythmOf(candidates, fs);
  const kept = [...candidates];
  for (const one of [...candidates].sort((a, b) => creditOf(a) - creditOf(b))) {
    const n = indexOf(kept, one.at);
    const [before, after] = [kept[n - 1], kept[n + 1]];
    if (!before || !after) continue;
    if (creditOf(one) >= LIMITS.intruder * Math.min(creditOf(before), creditOf(after))) continue;
    const { usual, spread } = rhythm(one.at);
    const hasRoom = after.at - before.at > LIMITS.oneBeat * usual;
    if (!hasRoom && (spread <= LIMITS.steady || one.share <= 0.6)) kept.splice(n, 1);
  }
  return kept;
}

function withMissed(kept: readonly Candidate[], all: readonly Candidate[], fs: number): Candidate[] {
  const rhythm = rhythmOf(kept, fs);
  const apart = 0.3 * fs;
  return kept.flatMap((one, n) => {
    const next = kept[n + 1];
    const { usual } = rhythm(one.at);
    if (!next || next.at - one.at < LIMITS.gap * usual) return [one];
    const between = all
      .slice(indexOf(all, one.at) + 1, indexOf(all, next.at))
      .filter(({ at, likeness }) => at > one.at + apart && at < next.at - apart && likeness >= LIMITS.known);
    return [one, ...withoutTheirT(between, { usual, fs })];
  });
}

/** A faint QRS and its T look alike: of two that are too close for two beats, the first. */
function withoutTheirT(missed: readonly Candidate[], { usual, fs }: { usual: number; fs: number }): Candidate[] {
  const apart = Math.min(LIMITS.twoBeats * usual, T_WAVE_S * fs);
  const kept: Candidate[] = [];
  for (const one of missed) if (one.at - (kept.at(-1)?.at ?? -Infinity) >= apart) kept.push(one);
  return kept;
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
  const gaps = new Float64Array(beats.length);
  return (at) => {
    const from = indexOf(beats, at - NEAR_S * fs);
    const to = indexOf(beats, at + NEAR_S * fs);
    let count = 0;
    for (let n = from; n + 1 < to; n += 1) gaps[count++] = (beats[n + 1]?.at ?? 0) - (beats[n]?.at ?? 0);
    if (count === 0) return { usual: fs, spread: 1 };
    inOrder(gaps, count);
    const usual = rankOf(gaps, count, 0.5);
    return { usual, spread: (rankOf(gaps, count, 0.75) - rankOf(gaps, count, 0.25)) / usual };
  };
}

/** Moves each find to where the leads together are farthest from their baseline, between two samples. */
function place({ leads, fs }: Shaped, found: readonly number[]): number[] {
  const reach = Math.round(0.06 * fs);
  const size = (i: number) => {
    let sum = 0;
    for (const lead of leads) sum += (lead[i] ?? 0) ** 2;
    return sum;
  };
  return found.map((at) => {
    let best = at;
    let most = -1;
    for (let i = Math.max(0, at - reach); i <= at + reach; i += 1) {
      const one = size(i);
      if (one > most) [most, best] = [one, i];
    }
    const [before, after] = [size(best - 1), size(best + 1)];
    const bend = before - 2 * most + after;
    return bend < 0 ? best + Math.max(-0.5, Math.min(0.5, (before - after) / (2 * bend))) : best;
  });
}
