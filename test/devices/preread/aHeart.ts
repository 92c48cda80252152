import { deriveLimbLeads } from '../../../devices/formats/leads';
import { toUv, type Recording } from '../../../devices/formats/recording';

/** Bells that make a beat: centre and width in ms from R, and each lead's height in mV. */
const WAVES = [
  { at: -160, width: 22, seen: { I: 0.08, II: 0.14, V1: 0.05, V2: 0.06, V3: 0.06, V4: 0.07, V5: 0.07, V6: 0.07 } },
  { at: -22, width: 7, seen: { I: -0.08, II: -0.08, V1: 0.15, V2: 0.2, V3: 0.1, V4: -0.05, V5: -0.1, V6: -0.1 } },
  { at: 0, width: 10, seen: { I: 0.7, II: 1, V1: 0.2, V2: 0.4, V3: 0.8, V4: 1.4, V5: 1.3, V6: 1 } },
  { at: 22, width: 9, seen: { I: -0.1, II: -0.15, V1: -0.9, V2: -1.3, V3: -0.8, V4: -0.4, V5: -0.2, V6: -0.1 } },
  { at: 280, width: 45, seen: { I: 0.2, II: 0.25, V1: -0.05, V2: 0.4, V3: 0.4, V4: 0.4, V5: 0.3, V6: 0.25 } },
] as const;
type Name = keyof (typeof WAVES)[number]['seen'];
const NAMES: readonly Name[] = ['I', 'II', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'];

/** The plateau that is added as ST elevation: it begins with the end of QRS and goes over into T, ms from R. */
const PLATEAU = { rises: 30, stands: 45, falls: 160, ends: 300 };
/** A notch at the end of QRS goes as fast as it came. */
const NOTCH = { rises: 30, stands: 40, falls: 55, ends: 85 };

type Heart = {
  readonly rate?: number;
  readonly seconds?: number;
  readonly fs?: number;
  /** By measured lead; III and the augmented leads follow. */
  readonly stMv?: Readonly<Partial<Record<Name, number>>>;
  /** Stretches QRS; 1 = 90 ms. */
  readonly wide?: number;
  readonly spikeMv?: number;
  /** How long a pacemaker's spike lasts on paper. */
  readonly spikeMs?: number;
  readonly notch?: boolean;
  /** Wide beats in a row that begin in a ventricle, in the middle of the recording. */
  readonly run?: { readonly beats: number; readonly perMin: number };
  /** How high all waves are; 1 = as in `WAVES`. */
  readonly height?: number;
  readonly noiseUv?: number;
  readonly seed?: number;
};

/** An invented twelve-lead tracing whose every measure is known. */
export function aHeart({
  rate = 75,
  seconds = 10,
  fs = 500,
  stMv = {},
  wide = 1,
  spikeMv = 0,
  spikeMs = 4,
  notch = false,
  run,
  height = 1,
  noiseUv = 6,
  seed = 7,
}: Heart = {}): Recording {
  const noise = noiseOf(seed);
  const beats = beatsOf({ rate, seconds, run });
  const leads = NAMES.map((name) => {
    const uv = new Int16Array(seconds * fs);
    let n = 0;
    for (let i = 0; i < uv.length; i += 1) {
      const time = (i * 1000) / fs;
      while (n + 1 < beats.length && middleOf(beats[n], beats[n + 1]) <= time) n += 1;
      const { at = 0, isWide = false } = beats[n] ?? {};
      const t = time - at;
      if (isWide) uv[i] = toUv(1000 * height * ventricular(name, t) + noiseUv * noise());
      else {
        const bells = WAVES.map(({ at: centre, width, seen }) => {
          const stretch = Math.abs(centre) < 100 ? wide : 1;
          return seen[name] * Math.exp(-(((t - centre * stretch) / (width * stretch)) ** 2) / 2);
        });
        const spike = Math.abs(t + 60 * wide) < spikeMs / 2 ? spikeMv : 0;
        const st = (stMv[name] ?? 0) * plateau(t, notch ? NOTCH : PLATEAU);
        uv[i] = toUv(1000 * (height * sum(bells) + spike + st) + noiseUv * noise());
      }
    }
    return { name, uv };
  });
  return { fs, leads: deriveLimbLeads(leads).leads, notes: [] };
}

type Beat = { readonly at: number; readonly isWide: boolean };

/** When each beat has its R, ms. */
function beatsOf({ rate, seconds, run }: { rate: number; seconds: number; run: Heart['run'] }): Beat[] {
  const every = 60_000 / rate;
  const beats: Beat[] = [];
  let at = 400 - every;
  let left = run?.beats ?? 0;
  while (at < seconds * 1000 + every) {
    const isWide = run !== undefined && left > 0 && at > seconds * 400;
    beats.push({ at, isWide });
    if (isWide) left -= 1;
    at += run !== undefined && isWide ? 60_000 / run.perMin : every;
  }
  return beats;
}

/** From where on the later of two beats is drawn. */
const middleOf = (one: Beat | undefined, next: Beat | undefined): number => ((one?.at ?? 0) + (next?.at ?? 0)) / 2;

/** A slow deflection against the way of the usual R, and a T against it in turn. */
function ventricular(name: Name, t: number): number {
  const r = WAVES[2].seen[name];
  const bell = (centre: number, width: number) => Math.exp(-(((t - centre) / width) ** 2) / 2);
  return r * (1.3 * bell(20, 26) - 1.6 * bell(-30, 24) + 0.3 * bell(150, 30));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function plateau(t: number, { rises, stands, falls, ends }: typeof PLATEAU): number {
  if (t <= rises || t >= ends) return 0;
  if (t < stands) return (t - rises) / (stands - rises);
  return t < falls ? 1 : (ends - t) / (ends - falls);
}

/** Repeatable numbers between −1 and 1. */
export function noiseOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 1_073_741_824 - 1;
  };
}
