import type { Apart, IndicatorReading } from './indicatorReading';
import { APART } from './indicatorReading';
import type { Minutes } from './time';

/** What is reported of one indicator over one period (3.1, 10.24). */
export type Figure = {
  /** Valid values: the denominator of `hitPct`. */
  readonly n: number;
  readonly hits?: number;
  readonly hitPct?: number;
  /** Over the values that are minutes. */
  readonly timed: number;
  readonly meanMin?: Minutes;
  readonly medianMin?: Minutes;
  readonly p75Min?: Minutes;
  readonly shortestMin?: Minutes;
  readonly longestMin?: Minutes;
  readonly invalid: number;
  /** Of valid and invalid together, shown beside the share on target. */
  readonly invalidPct?: number;
  readonly apart: readonly { readonly is: Apart; readonly count: number }[];
};

/** By linear interpolation between neighbours, as PostgreSQL's `percentile_cont` (10.24); `sorted` is not empty. */
export function percentile(sorted: readonly number[], part: number): number {
  const place = part * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}

const shareOf = (count: number, all: number): number | undefined => (all === 0 ? undefined : (100 * count) / all);

function timesOf(minutes: readonly Minutes[]): Partial<Figure> {
  if (minutes.length === 0) return {};
  const sorted = minutes.toSorted((one, other) => one - other);
  return {
    meanMin: minutes.reduce((sum, min) => sum + min, 0) / minutes.length,
    medianMin: percentile(sorted, 0.5),
    p75Min: percentile(sorted, 0.75),
    shortestMin: percentile(sorted, 0),
    longestMin: percentile(sorted, 1),
  };
}

/** The share on target is of valid values; invalid ones stand beside it and are never counted as either (3.1). */
export function figureOf(readings: readonly IndicatorReading[]): Figure {
  const valid = readings.filter((reading) => reading.is === 'VALID');
  const judged = valid.filter(({ hit }) => hit !== undefined);
  const hits = judged.filter(({ hit }) => hit === true).length;
  const minutes = valid.flatMap(({ min }) => min ?? []);
  const invalid = readings.filter(({ is }) => is === 'INVALID').length;
  const hitPct = shareOf(hits, judged.length);
  const invalidPct = shareOf(invalid, valid.length + invalid);
  return {
    n: valid.length,
    timed: minutes.length,
    invalid,
    ...timesOf(minutes),
    ...(hitPct !== undefined && { hits, hitPct }),
    ...(invalidPct !== undefined && { invalidPct }),
    apart: APART.map((kind) => ({ is: kind, count: readings.filter(({ is }) => is === kind).length })).filter(
      ({ count }) => count > 0,
    ),
  };
}
