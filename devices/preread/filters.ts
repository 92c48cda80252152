/** Samples of one lead in microvolts, free of 16-bit steps. */
export type Trace = Float64Array;

/** The mean over `width` samples centred on each; at the ends over what there is. */
export function smooth(trace: Trace, width: number): Trace {
  const before = Math.floor(width / 2);
  const after = Math.max(1, width) - before;
  const sums = new Float64Array(trace.length + 1);
  for (let i = 0; i < trace.length; i += 1) sums[i + 1] = (sums[i] ?? 0) + (trace[i] ?? 0);
  const out = new Float64Array(trace.length);
  const { length } = trace;
  for (let i = 0; i < length; i += 1) {
    const from = i > before ? i - before : 0;
    const to = i + after < length ? i + after : length;
    out[i] = ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from);
  }
  return out;
}

type Biquad = {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
};

/** A Butterworth section of second order by the bilinear transform. */
function butterworth(kind: 'LOW' | 'HIGH', hz: number, fs: number): Biquad {
  const k = Math.tan((Math.PI * Math.min(hz, fs * 0.45)) / fs);
  const norm = 1 / (1 + Math.SQRT2 * k + k * k);
  const gain = kind === 'LOW' ? k * k * norm : norm;
  const sign = kind === 'LOW' ? 2 : -2;
  return {
    b0: gain,
    b1: sign * gain,
    b2: gain,
    a1: 2 * (k * k - 1) * norm,
    a2: (1 - Math.SQRT2 * k + k * k) * norm,
  };
}

/** Filters `trace` into `out`, which may be the same. */
function run(trace: Trace, out: Trace, { b0, b1, b2, a1, a2 }: Biquad, direction: 1 | -1): Trace {
  const first = direction === 1 ? 0 : trace.length - 1;
  const x0 = trace[first] ?? 0;
  // Started as if the first sample had stood for ever, so that an offset makes no step.
  const rest = (x0 * (b0 + b1 + b2)) / (1 + a1 + a2);
  let x1 = x0;
  let x2 = x0;
  let y1 = rest;
  let y2 = rest;
  for (let n = 0, i = first; n < trace.length; n += 1, i += direction) {
    const x = trace[i] ?? 0;
    const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
    out[i] = y;
  }
  return out;
}

/** There and back again, so that nothing moves in time. */
function bothWays(trace: Trace, section: Biquad): Trace {
  const out = run(trace, new Float64Array(trace.length), section, 1);
  return run(out, out, section, -1);
}

export const lowPass = (trace: Trace, hz: number, fs: number): Trace => bothWays(trace, butterworth('LOW', hz, fs));
export const highPass = (trace: Trace, hz: number, fs: number): Trace => bothWays(trace, butterworth('HIGH', hz, fs));

/** The value below which a share of all lies; 0 of nothing. */
export function quantile(values: ArrayLike<number>, share: number): number {
  if (values.length === 0) return 0;
  const mixed = new Float64Array(values);
  const at = share * (mixed.length - 1);
  const low = Math.floor(at);
  const below = select(mixed, low);
  if (at === low) return below;
  let above = Infinity;
  for (let i = low + 1; i < mixed.length; i += 1) if ((mixed[i] ?? 0) < above) above = mixed[i] ?? 0;
  return below + (at - low) * (above - below);
}

/** The value that would stand at `n` if all were in order; puts no greater one before it (Hoare's selection). */
function select(mixed: Float64Array, n: number): number {
  let [from, to] = [0, mixed.length - 1];
  while (from < to) {
    const pivot = mixed[(from + to) >> 1] ?? 0;
    let [left, right] = [from, to];
    while (left <= right) {
      while ((mixed[left] ?? 0) < pivot) left += 1;
      while ((mixed[right] ?? 0) > pivot) right -= 1;
      if (left > right) break;
      const kept = mixed[left] ?? 0;
      mixed[left++] = mixed[right] ?? 0;
      mixed[right--] = kept;
    }
    if (n <= right) to = right;
    else if (n >= left) from = left;
    else break;
  }
  return mixed[n] ?? 0;
}

export const median = (values: ArrayLike<number>): number => quantile(values, 0.5);
