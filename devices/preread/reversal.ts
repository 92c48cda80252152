import type { Trace } from './filters';
import type { Measures } from './measure';
import type { MedianBeat } from './medianBeat';

/** I and V6 look at the heart from the same side: this unlike, and one of the two is upside down. */
const OPPOSITE = -0.5;

/** Whether the arm electrodes look exchanged: lead I is V6 upside down, and it is lead I that points down. */
export function armsLookReversed({ leads, fs }: MedianBeat, names: readonly string[], measures: Measures): boolean {
  const [one, six] = [leads[names.indexOf('I')], leads[names.indexOf('V6')]];
  if (!one || !six || (measures.leads.get('I')?.netMvMs ?? 0) >= 0) return false;
  const { onset, offset } = measures.fiducials;
  const from = Math.max(0, onset - Math.round(0.2 * fs));
  return correlation(one, six, from, offset + Math.round(0.3 * fs)) < OPPOSITE;
}

function correlation(a: Trace, b: Trace, from: number, to: number): number {
  let [xy, xx, yy] = [0, 0, 0];
  for (let i = from; i < to; i += 1) {
    const x = a[i] ?? 0;
    const y = b[i] ?? 0;
    xy += x * y;
    xx += x * x;
    yy += y * y;
  }
  return xx * yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
}
