import { shortTime } from './times';

export const DAYS_SHOWN = 7;

/** Midnight of this week's Monday on this screen's calendar, ms. */
export const startOfWeek = (now: number): number => {
  const at = new Date(now);
  const sinceMonday = (at.getDay() + 6) % 7;
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() - sinceMonday).getTime();
};

/** The midnights of a week and the one that ends it, `weeks` after the first, ms; right where clocks are changed too. */
export const weekDays = (monday: number, weeks: number): readonly number[] => {
  const first = new Date(monday);
  return Array.from({ length: DAYS_SHOWN + 1 }, (_, n) =>
    new Date(first.getFullYear(), first.getMonth(), first.getDate() + weeks * DAYS_SHOWN + n).getTime(),
  );
};

type Stretch = { readonly role: string; readonly fromAt: string; readonly toAt: string };

/** The parts of one role's stretches that lie in a day, cut to it. */
export const within = <T extends Stretch>(
  stretches: readonly T[],
  role: string,
  from: number,
  to: number,
): readonly T[] =>
  stretches
    .filter((one) => one.role === role && Date.parse(one.fromAt) < to && Date.parse(one.toAt) > from)
    .map((one) => ({
      ...one,
      fromAt: new Date(Math.max(Date.parse(one.fromAt), from)).toISOString(),
      toAt: new Date(Math.min(Date.parse(one.toAt), to)).toISOString(),
    }));

/** A stretch within one day, on the clock: `08:00–24:00`, or in a word when it is the whole of it. */
export const timeInDay = (from: number, to: number, allDay: string): string => {
  const [starts, ends] = [shortTime(from, from), shortTime(to, to)];
  if (starts === '00:00' && ends === '00:00') return allDay;
  return `${starts}–${ends === '00:00' ? '24:00' : ends}`;
};
