import { deriveLimbLeads } from '../formats/leads';
import { toUv, type Lead, type Recording } from '../formats/recording';

/**
 * The dynamical model of McSharry, Clifford, Tarassenko and Smith (IEEE Trans Biomed Eng 2003;50:289–294): each beat
 * runs once round a circle, and five bell-shaped events at fixed angles pull the trace up and down. Angles, widths and
 * heights below are the paper's table; a sixth event stands for the ST segment.
 */
const EVENTS = [
  { name: 'P', angle: -Math.PI / 3, height: 1.2, width: 0.25 },
  { name: 'Q', angle: -Math.PI / 12, height: -5, width: 0.1 },
  { name: 'R', angle: 0, height: 30, width: 0.1 },
  { name: 'S', angle: Math.PI / 12, height: -7.5, width: 0.1 },
  { name: 'T', angle: Math.PI / 2, height: 0.75, width: 0.4 },
] as const;
type Event = (typeof EVENTS)[number]['name'];
const ST = { angle: Math.PI / 5, width: 0.25 } as const;

/** How strongly each lead sees each event: ours, to look like a heart; only eight, because four follow from I and II. */
const SEEN: Readonly<Record<string, Readonly<Record<Event, number>>>> = {
  I: { P: 0.7, Q: 0.5, R: 0.6, S: 0.3, T: 0.8 },
  II: { P: 1, Q: 0.6, R: 1, S: 0.5, T: 1 },
  V1: { P: 0.5, Q: 0, R: 0.2, S: 2.6, T: -0.3 },
  V2: { P: 0.5, Q: 0, R: 0.4, S: 3, T: 1.2 },
  V3: { P: 0.6, Q: 0, R: 0.7, S: 2.2, T: 1.3 },
  V4: { P: 0.6, Q: 0.4, R: 1.2, S: 1.2, T: 1.2 },
  V5: { P: 0.6, Q: 0.6, R: 1.1, S: 0.6, T: 1 },
  V6: { P: 0.6, Q: 0.7, R: 0.9, S: 0.3, T: 0.9 },
};

type HeartOptions = {
  readonly fs?: number;
  readonly seconds?: number;
  /** Beats a minute. */
  readonly rate?: number;
  /** Millivolts of ST elevation by independent lead (I, II, V1…V6). */
  readonly stMv?: Readonly<Record<string, number>>;
  readonly seed?: number;
};

/** A made-up 12-lead ECG. Whoever shows it must say `synthetic`. */
export function syntheticTwelveLead({
  fs = 500,
  seconds = 10,
  rate = 78,
  stMv = {},
  seed = 1,
}: HeartOptions = {}): Recording {
  const angles = beatAngles({ fs, seconds, rate, random: randomOf(seed) });
  const leads = Object.entries(SEEN).map(([name, seen], n): Lead => {
    const noise = randomOf(seed * 100 + n);
    const trace = integrate(angles, fs, seen);
    const lift = stMv[name] ?? 0;
    return {
      name,
      uv: Int16Array.from(trace, (mv, i) => toUv(1000 * (mv + lift * bell(angles[i] ?? 0, ST)) + 8 * (noise() - 0.5))),
    };
  });
  return { fs, leads: deriveLimbLeads(leads).leads, notes: ['SYNTHETIC'] };
}

/** Where on its circle the heart is at every sample; beats differ a little, as breathing makes them. */
function beatAngles({
  fs,
  seconds,
  rate,
  random,
}: {
  fs: number;
  seconds: number;
  rate: number;
  random: () => number;
}): Float64Array {
  const angles = new Float64Array(Math.round(fs * seconds));
  let angle = -Math.PI;
  let speed = (2 * Math.PI * rate) / 60;
  for (let i = 0; i < angles.length; i++) {
    angles[i] = angle;
    angle += speed / fs;
    if (angle > Math.PI) {
      angle -= 2 * Math.PI;
      speed = ((2 * Math.PI * rate) / 60) * (0.97 + 0.06 * random());
    }
  }
  return angles;
}

/** dz/dt = −Σ a Δθ exp(−Δθ²/2b²) − z, by small steps; in millivolts after the paper's own scaling to −0.4…1.2 mV. */
function integrate(angles: Float64Array, fs: number, seen: Readonly<Record<Event, number>>): Float64Array {
  const events = EVENTS.map(({ name, ...event }) => ({ ...event, seen: seen[name] }));
  const trace = new Float64Array(angles.length);
  let z = 0;
  for (const [i, angle] of angles.entries()) {
    let pull = 0;
    for (const { angle: centre, height, width, seen: share } of events) {
      const off = wrap(angle - centre);
      pull += share * height * off * Math.exp(-(off * off) / (2 * width * width));
    }
    z += (-pull - z) / fs;
    trace[i] = z * SCALE_MV;
  }
  return trace;
}

/** The raw model swings about −0.01…0.05 at 78/min; the paper scales it to a lead's millivolts. */
const SCALE_MV = 25;

const bell = (angle: number, { angle: centre, width }: { angle: number; width: number }): number => {
  const off = wrap(angle - centre);
  return Math.exp(-(off * off) / (2 * width * width));
};

const wrap = (angle: number): number => Math.atan2(Math.sin(angle), Math.cos(angle));

/** Small repeatable randomness (mulberry32): the same seed makes the same heart. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
