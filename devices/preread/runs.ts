import type { Trace } from './filters';
import { fiducialsOf } from './fiducials';
import { drawnQrsMs } from './measure';
import { medianBeatOf, readyForBeats } from './medianBeat';
import { familiesOf } from './shapes';

/** Wide beats one after another, faster than a ventricle beats of itself. */
export type WideRun = { readonly fromS: number; readonly toS: number; readonly beats: number; readonly perMin: number };

const RULES = {
  /** W3: three beats or more, at 100 a minute or more. */
  beats: 3,
  perMin: 100,
  /** W2: where no narrow beat of this heart is seen, slower ones are more likely bundle branch block. */
  alonePerMin: 150,
  /** AHA/ACCF/HRS 2009, of what cardiologists draw. */
  wideMs: 120,
} as const;
/** A beat that found its place among its like was moved no farther, s. */
const REACH_S = 0.03;

/** Runs that may be ventricular tachycardia: a hint to look, for a beat that is led astray is wide as well. */
export function wideRunsOf(leads: readonly Trace[], beats: readonly number[], fs: number): WideRun[] {
  const apart = (60 / RULES.perMin) * fs;
  const quick = chains(beats, (at, before) => at - before <= apart);
  if (!quick.some((run) => run.length >= RULES.beats)) return [];
  const { wide, narrow } = sorted(leads, beats, fs);
  const least = narrow > 0 ? RULES.perMin : RULES.alonePerMin;
  return quick
    .flatMap((run) => chains(run, (at, before) => wide.has(at) && wide.has(before)))
    .filter((run) => run.length >= RULES.beats)
    .map((run) => runOf(run, fs))
    .filter(({ perMin }) => perMin >= least);
}

function runOf(run: readonly number[], fs: number): WideRun {
  const [from, to] = [run[0] ?? 0, run.at(-1) ?? 0];
  const ms = (at: number) => Math.round((at / fs) * 1000) / 1000;
  return {
    fromS: ms(from),
    toS: ms(to),
    beats: run.length,
    perMin: Math.round(((run.length - 1) * 60 * fs) / (to - from)),
  };
}

/** Neighbours that hold together. */
function chains(beats: readonly number[], holds: (at: number, before: number) => boolean): number[][] {
  const found: number[][] = [];
  for (const at of beats) {
    const last = found.at(-1);
    const before = last?.at(-1);
    if (last && before !== undefined && holds(at, before)) last.push(at);
    else found.push([at]);
  }
  return found;
}

/** The beats that lie within a wide family, and how many lie within a narrow one; a stranger is neither. */
function sorted(leads: readonly Trace[], beats: readonly number[], fs: number) {
  const ready = readyForBeats(leads, fs);
  const reach = REACH_S * fs;
  const wide = new Set<number>();
  let narrow = 0;
  for (const family of familiesOf(leads, beats, fs)) {
    const beat = family.length < RULES.beats ? undefined : medianBeatOf(ready, family);
    if (!beat) continue;
    if (drawnQrsMs(fiducialsOf(beat), fs) < RULES.wideMs) narrow += beat.from.length;
    else for (const at of family) if (beat.from.some((one) => Math.abs(one - at) <= reach)) wide.add(at);
  }
  return { wide, narrow };
}
