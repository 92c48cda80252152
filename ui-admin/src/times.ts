import type { Precision } from '../../workflows/domain/vocabulary';

const two = (value: number): string => String(value).padStart(2, '0');

export const toMs = (iso: string | null | undefined): number | undefined => (iso == null ? undefined : Date.parse(iso));

/** 14:03:20, on this screen's clock. */
export const clockTime = (ms: number): string => {
  const at = new Date(ms);
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
};

/** 14:03, and the day too when it is not today's. */
export const shortTime = (ms: number, now: number): string => {
  const at = new Date(ms);
  const minute = `${two(at.getHours())}:${two(at.getMinutes())}`;
  return at.toDateString() === new Date(now).toDateString()
    ? minute
    : `${two(at.getMonth() + 1)}-${two(at.getDate())} ${minute}`;
};

export const dayOf = (ms: number): string => {
  const at = new Date(ms);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
};

/** A clinical time as exact as it is known. */
export const withPrecision = (ms: number, untilMs: number | undefined, precision: Precision, now: number): string => {
  if (precision === 'INTERVAL' && untilMs !== undefined) return `${shortTime(ms, now)}–${shortTime(untilMs, now)}`;
  if (precision === 'HOUR') return `~${shortTime(ms, now).slice(0, -2)}00`;
  return precision === 'SECOND' ? `${shortTime(ms, now)}:${two(new Date(ms).getSeconds())}` : shortTime(ms, now);
};

/** What an input of type datetime-local shows and takes, in this screen's zone, to the second. */
export const localInput = (ms: number): string => {
  const at = new Date(ms);
  return `${dayOf(ms)}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
};

/** A local input with its zone put on: `2026-11-22T14:03:20+08:00`. */
export const withZone = (input: string): string => {
  const ms = new Date(input).getTime();
  if (Number.isNaN(ms)) return input; // the server refuses it with a sentence
  const offset = -new Date(ms).getTimezoneOffset();
  const sign = offset < 0 ? '-' : '+';
  return `${localInput(ms)}${sign}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
};
