import type { Lead } from './recording';

/** A calibration pulse is 1 mV high (the paper's 10 mm); half of it is asked for, so that a soft pulse is found too. */
const PULSE = { minUv: 500, minSeconds: 0.2, minLeads: 6 } as const;

/**
 * Cuts off a calibration pulse glued to either end: there every lead is the same, sample by sample, and not flat. No heart
 * does that, because III = II − I.
 */
export function withoutCalibration(leads: readonly Lead[], fs: number): { leads: readonly Lead[]; removed: boolean } {
  const length = leads[0]?.uv.length ?? 0;
  if (leads.length < PULSE.minLeads) return { leads, removed: false };
  let end = length;
  while (end > 0 && allSame(leads, end - 1)) end--;
  let start = 0;
  while (start < end && allSame(leads, start)) start++;
  const from = isPulse(leads, { start: 0, end: start, fs }) ? start : 0;
  const to = isPulse(leads, { start: end, end: length, fs }) ? end : length;
  if (to - from === length || to <= from) return { leads, removed: false };
  return { leads: leads.map(({ name, uv }) => ({ name, uv: uv.slice(from, to) })), removed: true };
}

const allSame = (leads: readonly Lead[], at: number): boolean => leads.every(({ uv }) => uv[at] === leads[0]?.uv[at]);

function isPulse(leads: readonly Lead[], { start, end, fs }: { start: number; end: number; fs: number }): boolean {
  const part = leads[0]?.uv.subarray(start, end) ?? new Int16Array(0);
  if (part.length < PULSE.minSeconds * fs) return false;
  let low = Infinity;
  let high = -Infinity;
  for (const value of part) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return high - low >= PULSE.minUv;
}
