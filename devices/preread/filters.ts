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

/** Filters `trace` into `out`, which may be the same, through one section and, where there is a second, through that at once. */
function run(trace: Trace, out: Trace, [one, two]: readonly [Biquad, Biquad?], direction: 1 | -1): Trace {
  const { length } = trace;
  const first = direction === 1 ? 0 : length - 1;
  const { b0, b1, b2, a1, a2 } = one;
  // Started as if the first sample had stood for ever, so that an offset makes no step.
  let x1 = trace[first] ?? 0;
  let x2 = x1;
  let y1 = (x1 * (b0 + b1 + b2)) / (1 + a1 + a2);
  let y2 = y1;
  if (!two) {
    for (let n = 0, i = first; n < length; n += 1, i += direction) {
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
  const { b0: d0, b1: d1, b2: d2, a1: c1, a2: c2 } = two;
  let z1 = (y1 * (d0 + d1 + d2)) / (1 + c1 + c2);
  let z2 = z1;
  for (let n = 0, i = first; n < length; n += 1, i += direction) {
    const x = trace[i] ?? 0;
    const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
    const z = d0 * y + d1 * y1 + d2 * y2 - c1 * z1 - c2 * z2;
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
    z2 = z1;
    z1 = z;
    out[i] = z;
  }
  return out;
}

/** There and back again, so that nothing moves in time. */
function bothWays(trace: Trace, sections: readonly [Biquad, Biquad?]): Trace {
  const out = run(trace, new Float64Array(trace.length), sections, 1);
  return run(out, out, sections, -1);
}

export const highPass = (trace: Trace, hz: number, fs: number): Trace => bothWays(trace, [butterworth('HIGH', hz, fs)]);
export const bandPass = (trace: Trace, low: number, high: number, fs: number): Trace =>
  bothWays(trace, [butterworth('HIGH', low, fs), butterworth('LOW', high, fs)]);

/** The mean of every `step` samples, in their middle. */
export function thin(trace: Trace, step: number): Trace {
  const out = new Float64Array(Math.floor(trace.length / step));
  const { length } = out;
  for (let n = 0; n < length; n += 1) {
    let sum = 0;
    for (let i = n * step; i < n * step + step; i += 1) sum += trace[i] ?? 0;
    out[n] = sum / step;
  }
  return out;
}

/** Puts the first `count` of a short list in order, where they are. */
export function inOrder(values: Float64Array, count: number): Float64Array {
  for (let n = 1; n < count; n += 1) {
    const value = values[n] ?? 0;
    let place = n - 1;
    for (; place >= 0 && (values[place] ?? 0) > value; place -= 1) values[place + 1] = values[place] ?? 0;
    values[place + 1] = value;
  }
  return values;
}

/** The value below which a share of the first `count` lies, when they are in order; 0 of nothing. */
export function rankOf(values: Float64Array, count: number, share: number): number {
  if (count === 0) return 0;
  const at = share * (count - 1);
  const low = Math.floor(at);
  const below = values[low] ?? 0;
  return at === low ? below : below + (at - low) * ((values[low + 1] ?? 0) - below);
}

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
