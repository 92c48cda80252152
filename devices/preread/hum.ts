import { smooth, type Trace } from './filters';

/** The mains of the world, Hz, and where beside them a tone is compared with what a heart has there, Hz. */
const MAINS = [50, 60] as const;
const BESIDE_HZ = { from: 1, to: 4, step: 0.1 } as const;
/** A tone is hum when it is so many times what lies beside it, and so high, µV. */
const RULES = { times: 3, uv: 3 } as const;
/** Whole cycles of both mains, and short enough for a tone that drifts, s. */
const FOLLOW_S = 1;

/** Without the mains where they hum, followed as their height and phase change; a lead that doesn't hum is left as it is. */
export function withoutHum(lead: Trace, fs: number): Trace {
  const hums = MAINS.filter((hz) => hz < 0.45 * fs && isHum(lead, hz, fs));
  return hums.reduce((trace, hz) => without(trace, hz, fs), lead);
}

/** A heart that beats like a clock has tones as well, but one beside the other. */
function isHum(lead: Trace, hz: number, fs: number): boolean {
  const most = toneOf(lead, hz, fs) / RULES.times;
  if (most * RULES.times < RULES.uv) return false;
  const isQuiet = (beside: number) => toneOf(lead, hz - beside, fs) <= most && toneOf(lead, hz + beside, fs) <= most;
  if (!isQuiet(BESIDE_HZ.to)) return false;
  for (let beside: number = BESIDE_HZ.from; beside < BESIDE_HZ.to; beside += BESIDE_HZ.step)
    if (!isQuiet(beside)) return false;
  return true;
}

/** The height of one tone over the whole of a lead (Goertzel’s recursion). */
function toneOf(lead: Trace, hz: number, fs: number): number {
  const twice = 2 * Math.cos((2 * Math.PI * hz) / fs);
  let [one, two] = [0, 0];
  for (let i = 0; i < lead.length; i += 1) {
    const next = (lead[i] ?? 0) + twice * one - two;
    two = one;
    one = next;
  }
  return (2 * Math.sqrt(Math.max(0, one * one + two * two - twice * one * two))) / Math.max(1, lead.length);
}

function without(lead: Trace, hz: number, fs: number): Trace {
  const turn = (2 * Math.PI * hz) / fs;
  const width = Math.round(FOLLOW_S * fs);
  const level = smooth(lead, width);
  const flat = lead.map((value, i) => value - (level[i] ?? 0));
  const cosine = smooth(
    flat.map((value, i) => value * Math.cos(turn * i)),
    width,
  );
  const sine = smooth(
    flat.map((value, i) => value * Math.sin(turn * i)),
    width,
  );
  return lead.map((value, i) => {
    const phase = turn * i;
    return value - 2 * ((cosine[i] ?? 0) * Math.cos(phase) + (sine[i] ?? 0) * Math.sin(phase));
  });
}
