import type { CountedCase, CountedTime } from './countedCase';
import type { Minutes } from './time';
import { between } from './time';
import type { Milestone } from './vocabulary';

/** What is shown beside an indicator and in neither its numerator nor its denominator (R19, 10.10, 10.25, 10.26, 10.42). */
export const APART = [
  'BEFORE_START',
  'UNCERTAIN',
  'ONSET_UNKNOWN',
  'NOT_REACHED',
  'CANCELLED',
  'FALSE_POSITIVE',
  'NOT_OVER',
] as const;
export type Apart = (typeof APART)[number];

/** What one case is for one indicator; `INVALID`: a time is missing, in the wrong order or beyond the cap (3.1). */
export type IndicatorReading =
  | { readonly is: 'VALID'; readonly min?: Minutes; readonly hit?: boolean }
  | { readonly is: 'INVALID' }
  | { readonly is: Apart };

/** Each row keeps its own sign, as in its source (10.15). */
export type Limit = { readonly sign: '<' | '<='; readonly min: Minutes };
export const within = ({ sign, min: limit }: Limit, min: Minutes): boolean =>
  sign === '<' ? min < limit : min <= limit;

/** An interval between two clinical times as an indicator counts it. */
export type Interval = {
  /** The first of these that is known. */
  readonly from: readonly Milestone[];
  readonly to: readonly Milestone[];
  /** Every one of `to`, and the last counts. */
  readonly toAll?: true;
  /** A longer value is no value (3.1, 10.23). */
  readonly capMin: Minutes;
  /** An end before the start is no mistake here (10.10). */
  readonly mayEndFirst?: true;
};

const firstOf = ({ times }: CountedCase, codes: readonly Milestone[]): CountedTime | undefined =>
  codes.map((code) => times[code]).find((time) => time !== undefined);

function endOf({ to, toAll }: Interval, one: CountedCase): CountedTime | undefined {
  if (toAll === undefined) return firstOf(one, to);
  const ends = to.flatMap((code) => one.times[code] ?? []);
  return ends.length < to.length ? undefined : ends.reduce((last, end) => (last.at > end.at ? last : end));
}

/** What has not happened may yet, or never can: it is not missing (10.42). */
export const mayLack = ({ open, times }: CountedCase): boolean => open || times.DEATH !== undefined;

/** Both ends of what the times allow; equal where both are instants (10.19). */
const rangeOf = (start: CountedTime, end: CountedTime) => ({
  shortest: between(start.untilAt ?? start.at, end.at),
  longest: between(start.at, end.untilAt ?? end.at),
});

/** `undefined`: the case has nothing to be counted by yet. */
export function readInterval(interval: Interval, one: CountedCase, limit?: Limit): IndicatorReading | undefined {
  const start = firstOf(one, interval.from);
  if (start === undefined && interval.from.includes('ONSET')) return { is: 'ONSET_UNKNOWN' };
  const end = endOf(interval, one);
  if (start === undefined || end === undefined) return mayLack(one) ? undefined : { is: 'INVALID' };
  const { shortest, longest } = rangeOf(start, end);
  if (longest < 0) return { is: interval.mayEndFirst === true ? 'BEFORE_START' : 'INVALID' };
  if (shortest > interval.capMin) return { is: 'INVALID' };
  if (shortest < 0 || longest > interval.capMin) return { is: 'UNCERTAIN' };
  if (limit === undefined) return shortest === longest ? { is: 'VALID', min: longest } : { is: 'UNCERTAIN' };
  const hit = within(limit, longest);
  if (hit !== within(limit, shortest)) return { is: 'UNCERTAIN' };
  // a range whose ends agree is on target or not, and has no minutes of its own
  return shortest === longest ? { is: 'VALID', min: longest, hit } : { is: 'VALID', hit };
}

export const HOUR = 60;
const DAY = 24 * HOUR;
/** 10.23: a column of each row. */
export const CAP = {
  minutes: DAY,
  C13: 3 * DAY,
  C16: 3 * DAY,
  C18: 7 * DAY,
  T34: 30 * DAY,
  C12: 14 * DAY,
  G10: 14 * DAY,
};

export const upTo = (min: Minutes): Limit => ({ sign: '<=', min });
export const under = (min: Minutes): Limit => ({ sign: '<', min });
export const from = (start: Milestone, end: Milestone, capMin: Minutes = CAP.minutes): Interval => ({
  from: [start],
  to: [end],
  capMin,
});
