import { fiducialsOf, type Fiducials } from './fiducials';
import type { Trace } from './filters';
import type { MedianBeat } from './medianBeat';

/** What one lead's median beat measures, mV against the level just before QRS. */
export type LeadMeasures = {
  readonly jMv: number;
  /** 60 ms after the J point. */
  readonly j60Mv: number;
  readonly rMv: number;
  /** The deepest point of QRS. */
  readonly sMv: number;
  /** The deepest point before R: the septal q that a left bundle branch block takes away. */
  readonly qMv: number;
  /** What of R comes before the deepest point: next to nothing in a QS. */
  readonly firstRMv: number;
  readonly tMv: number;
  /** The area of QRS, mV·ms: positive where it points up. */
  readonly netMvMs: number;
};

export type Measures = {
  /** From the first lead that moves to the last. */
  readonly qrsMs: number;
  /** What cardiologists draw of it, lead by lead, in the middle. */
  readonly drawnQrsMs: number;
  readonly fiducials: Fiducials;
  readonly leads: ReadonlyMap<string, LeadMeasures>;
};

/** Baseline: this long before the onset of QRS, ms (devices.md 3.1). */
const BASELINE_MS = { from: 30, to: 6 } as const;
const AFTER_J_MS = 60;
/** A slow QRS begins and ends in one lead before the others, a quick one steals in: the line through 16 records of LUDB. */
const DRAWN = { ms: 20, share: 0.83 } as const;
/** What cardiologists would draw of a QRS that lasts from the first lead that moves to the last, ms. */
export const drawnQrsMs = ({ onset, offset }: Fiducials, fs: number): number =>
  DRAWN.ms + DRAWN.share * (((offset - onset) / fs) * 1000);

const T_MS = { from: 60, to: 340 } as const;

export function measuresOf(beat: MedianBeat, names: readonly string[]): Measures {
  const fiducials = fiducialsOf(beat);
  const leads = new Map(
    names.flatMap((name, n) => {
      const lead = beat.leads[n];
      return lead ? [[name, leadMeasures(lead, fiducials, beat.fs)] as const] : [];
    }),
  );
  const qrsMs = ((fiducials.offset - fiducials.onset) / beat.fs) * 1000;
  return { qrsMs, drawnQrsMs: drawnQrsMs(fiducials, beat.fs), fiducials, leads };
}

function leadMeasures(lead: Trace, { onset, offset }: Fiducials, fs: number): LeadMeasures {
  const ms = (time: number) => Math.round((time / 1000) * fs);
  const base = meanOf(lead, onset - ms(BASELINE_MS.from), onset - ms(BASELINE_MS.to));
  const level = (at: number) => (meanOf(lead, at - 1, at + 1) - base) / 1000;
  const value = (at: number) => ((lead[at] ?? 0) - base) / 1000;
  let [r, peak, s, nadir, net] = [0, onset, 0, onset, 0];
  for (let i = onset; i <= offset; i += 1) {
    if (value(i) > r) [r, peak] = [value(i), i];
    net += (value(i) * 1000) / fs;
    if (value(i) < s) [s, nadir] = [value(i), i];
  }
  let firstR = 0;
  for (let i = onset; i < nadir; i += 1) firstR = Math.max(firstR, value(i));
  let q = 0;
  for (let i = onset; i < peak; i += 1) q = Math.min(q, value(i));
  let t = 0;
  for (let i = offset + ms(T_MS.from); i < Math.min(lead.length, offset + ms(T_MS.to)); i += 1)
    if (Math.abs(value(i)) > Math.abs(t)) t = value(i);
  return {
    jMv: level(offset),
    j60Mv: level(offset + ms(AFTER_J_MS)),
    rMv: r,
    sMv: s,
    qMv: q,
    firstRMv: firstR,
    tMv: t,
    netMvMs: net,
  };
}

function meanOf(lead: Trace, from: number, to: number): number {
  let [sum, count] = [0, 0];
  for (let i = Math.max(0, from); i <= Math.min(lead.length - 1, to); i += 1) {
    sum += lead[i] ?? 0;
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}
