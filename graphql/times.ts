import { Fault } from '../activities/platform/faults';
import type { Instant } from '../workflows/domain/time';
import { instant, MINUTE_MS } from '../workflows/domain/time';

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

/** Refuses a time that has not happened yet. */
export const assertHappened = (at: Instant, now: Instant): void => {
  if (at > now + FUTURE_MS) throw new Fault('TIME_IN_FUTURE', `${new Date(at).toISOString()} has not happened yet.`);
};
