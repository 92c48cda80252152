import { Fault } from '../activities/platform/faults';
import type { Time } from '../workflows/domain/episode';
import type { Instant } from '../workflows/domain/time';
import { instant, MINUTE_MS } from '../workflows/domain/time';
import type { Precision, Source } from '../workflows/domain/vocabulary';

const WITH_ZONE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
const WITHOUT_ZONE = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?$/;
/** What clocks of phones and of this server may differ by before a time counts as being in the future. */
const FUTURE_MS = 2 * MINUTE_MS;

/** Reads a moment from outside; a time without a zone is nobody's time. */
export const readInstant = (value: string): Instant => {
  if (WITHOUT_ZONE.test(value)) throw new Fault('TIME_WITHOUT_ZONE', `${value} has no time zone: add Z or +08:00.`);
  const ms = WITH_ZONE.test(value) && isCalendarDay(value.slice(0, 10)) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(ms)) throw new Fault('BAD_INPUT', `${value} is not a time like 2026-11-22T14:03:20+08:00.`);
  return instant(ms);
};

/** `Date.parse` turns 30 February into 2 March; a clinical time must not move by itself. */
const isCalendarDay = (day: string): boolean => {
  const ms = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === day;
};

/** A day without a time, 2027-03-31, that is in the calendar. */
export const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && isCalendarDay(text);

const assertHappened = (at: Instant, now: Instant): void => {
  if (at > now + FUTURE_MS) throw new Fault('TIME_IN_FUTURE', `${new Date(at).toISOString()} has not happened yet.`);
};

type TimeInput = {
  readonly at: string;
  readonly untilAt?: string | null | undefined;
  readonly precision: Precision;
  readonly source: Source;
};

/** A clinical time as sent; both ends of an interval must have happened, and come in order. */
export function timeOf({ at: text, untilAt: untilText, precision, source }: TimeInput, now: Instant): Time {
  if (source === 'DEVICE' || source === 'SYSTEM')
    throw new Fault('BAD_INPUT', 'A person’s time is HUMAN or BACK_ENTERED.');
  const at = happenedAt(text, now);
  const untilAt = untilText == null ? undefined : happenedAt(untilText, now);
  if ((precision === 'INTERVAL') !== (untilAt !== undefined))
    throw new Fault('BAD_INPUT', 'An interval has two ends, and only an interval has.');
  if (untilAt !== undefined && untilAt < at) throw new Fault('BAD_INPUT', 'The interval ends before it begins.');
  return { at, precision, source, ...(untilAt === undefined ? {} : { untilAt }) };
}

/** Reads a moment that must have happened already. */
export const happenedAt = (text: string, now: Instant): Instant => {
  const at = readInstant(text);
  assertHappened(at, now);
  return at;
};
