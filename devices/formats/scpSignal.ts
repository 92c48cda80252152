import type { Beats, LeadRange, Zone } from './scpSections';

/** Sums differences of the first or second order up again, in place; the first values stand as they are. */
export function sumUp(values: Int32Array, order: number): Int32Array {
  for (let n = order; n < values.length; n += 1) {
    const one = order > 0 ? (values[n - 1] ?? 0) : 0;
    const slope = order > 1 ? one - (values[n - 2] ?? 0) : 0;
    values[n] = (values[n] ?? 0) + one + slope;
  }
  return values;
}

/**
 * How many samples each stored value of a thinned lead stands for: one inside a protected zone, else up to `factor`,
 * whose mean it is (“bimodal compression”).
 */
export function thinning({ start, end }: LeadRange, zones: readonly Zone[], factor: number): Uint8Array {
  const inside = new Uint8Array(end - start + 1);
  for (const zone of zones)
    if (zone.end >= zone.start) inside.fill(1, Math.max(0, zone.start - start), Math.max(0, zone.end - start + 1));
  const widths = new Uint8Array(inside.length);
  let count = 0;
  for (let at = 0; at < inside.length; at += widths[count - 1] ?? 1) {
    let width = 1;
    if (inside[at] === 0) while (width < factor && at + width < inside.length && inside[at + width] === 0) width += 1;
    widths[count] = width;
    count += 1;
  }
  return widths.subarray(0, count);
}

/** The thinned stretches filled again: straight lines between the middles of what each value stood for. */
export function fillUp(values: Int32Array, widths: Uint8Array): Float64Array {
  const filled = new Float64Array(widths.reduce((sum, width) => sum + width, 0));
  let start = 0;
  let before = { middle: -1, value: values[0] ?? 0 };
  let at = 0;
  widths.forEach((width, n) => {
    const here = { middle: start + (width - 1) / 2, value: values[n] ?? 0 };
    const slope = (here.value - before.value) / (here.middle - before.middle);
    for (; at <= here.middle; at += 1) filled[at] = before.value + slope * (at - before.middle);
    before = here;
    start += width;
  });
  return filled.fill(before.value, at);
}

/** Adds the reference beat where it was taken out: beats of type 0, each between its own start and end. */
export function addBeats(
  nv: Float64Array,
  { start }: LeadRange,
  reference: Float64Array,
  { beats, fiducial }: Beats,
): void {
  for (const beat of beats) {
    if (beat.type !== 0) continue;
    // Sample numbers count from 1, of the lead as of the reference beat.
    const shift = beat.fiducial - fiducial;
    const first = Math.max(beat.start, start, shift + 1);
    const last = Math.min(beat.end, start + nv.length - 1, shift + reference.length);
    for (let n = first; n <= last; n += 1) nv[n - start] = (nv[n - start] ?? 0) + (reference[n - shift - 1] ?? 0);
  }
}

/** Beats follow each other: a list that covers the lead more than twice is forged, and would take for ever to add. */
export function crowded(zones: readonly Zone[], { start, end }: LeadRange): boolean {
  let covered = 0;
  for (const zone of zones) covered += Math.max(0, Math.min(zone.end, end) - Math.max(zone.start, start) + 1);
  return covered > 2 * (end - start + 1);
}
