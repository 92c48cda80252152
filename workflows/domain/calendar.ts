import type { Calendar, QuietHours } from './pathway';
import { between, DAY_MS, instant, MINUTE_MS } from './time';
import type { Instant, Minutes } from './time';

/** Days since 1970-01-01 on the site's own calendar. */
export const localDay = (calendar: Calendar, at: Instant): number =>
  Math.floor((at + calendar.utcOffsetMin * MINUTE_MS) / DAY_MS);

/** The instant a local day begins. */
export const startOfDay = (calendar: Calendar, day: number): Instant =>
  instant(day * DAY_MS - calendar.utcOffsetMin * MINUTE_MS);

/** The last millisecond of a local day: what is due today is not overdue (10.44). */
export const endOfDay = (calendar: Calendar, day: number): Instant => instant(startOfDay(calendar, day + 1) - 1);

export const dayAfter = (calendar: Calendar, at: Instant, days: number): number => localDay(calendar, at) + days;

/** The same date `months` later, or the last of a shorter month. */
export const dayAfterMonths = (calendar: Calendar, at: Instant, months: number): number => {
  const date = new Date(localDay(calendar, at) * DAY_MS);
  const month = date.getUTCMonth() + months;
  const lastOfMonth = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate();
  return Date.UTC(date.getUTCFullYear(), month, Math.min(date.getUTCDate(), lastOfMonth)) / DAY_MS;
};

const THURSDAY = 4; // 1970-01-01

export const isWorkingDay = (calendar: Calendar, day: number): boolean => {
  const weekday = (((day + THURSDAY) % 7) + 7) % 7;
  return (
    !calendar.daysOff.includes(weekday) &&
    !calendar.holidays.some((date) => Date.parse(`${date}T00:00:00Z`) === day * DAY_MS)
  );
};

const A_YEAR_OF_DAYS = 366; // a calendar without any working day would search for ever

/** The first working day on or after `day`. */
export const workingDayFrom = (calendar: Calendar, day: number): number => {
  for (let ahead = 0; ahead < A_YEAR_OF_DAYS; ahead += 1) if (isWorkingDay(calendar, day + ahead)) return day + ahead;
  return day;
};

/** 24 hours of working time = the same clock time of the next working day, `days` times over (10.20). */
export const plusWorkingDays = (calendar: Calendar, at: Instant, days: number): Instant => {
  const from = localDay(calendar, at);
  let day = from;
  for (let taken = 0; taken < days; taken += 1) day = workingDayFrom(calendar, day + 1);
  return instant(at + (day - from) * DAY_MS);
};

type Stretch = { readonly from: Instant; readonly to: Instant };

/** The parts of `from`–`to` that lie on working days. */
const workingStretches = (calendar: Calendar, from: Instant, to: Instant): readonly Stretch[] => {
  const stretches: Stretch[] = [];
  for (let day = localDay(calendar, from); startOfDay(calendar, day) < to; day += 1)
    if (isWorkingDay(calendar, day))
      stretches.push({
        from: instant(Math.max(from, startOfDay(calendar, day))),
        to: instant(Math.min(to, startOfDay(calendar, day + 1))),
      });
  return stretches;
};

/** Minutes of working days between two instants. */
export const workingMinutes = (calendar: Calendar, from: Instant, to: Instant): Minutes =>
  workingStretches(calendar, from, to).reduce((sum, stretch) => sum + between(stretch.from, stretch.to), 0);

/** The instant at which `minutes` of working days have passed since `at`. */
export const plusWorkingMinutes = (calendar: Calendar, at: Instant, minutes: Minutes): Instant => {
  // In ms, because minutes as fractions do not add up exactly.
  let left = minutes * MINUTE_MS;
  let from = at;
  for (;;) {
    const day = workingDayFrom(calendar, localDay(calendar, from));
    const start = Math.max(from, startOfDay(calendar, day));
    const end = startOfDay(calendar, day + 1);
    if (left <= end - start) return instant(start + left);
    left -= end - start;
    from = end;
  }
};

/** The same instant where the site works then, or else the next working morning. */
export const workingHourFrom = (calendar: Calendar, quiet: QuietHours, at: Instant): Instant => {
  const day = localDay(calendar, at);
  const working = workingDayFrom(calendar, day);
  const awake = afterQuiet(calendar, quiet, working === day ? at : startOfDay(calendar, working));
  return localDay(calendar, awake) === working ? awake : workingHourFrom(calendar, quiet, awake);
};

/** The same instant, or the end of the quiet hours it lies in, by the site's own clock. */
export const afterQuiet = (calendar: Calendar, { fromMin, toMin }: QuietHours, at: Instant): Instant => {
  const passed = at - startOfDay(calendar, localDay(calendar, at));
  // Both are counted from the beginning of the quiet, so that midnight is no edge; in whole ms, so that the end is exact.
  const into = (passed - fromMin * MINUTE_MS + DAY_MS) % DAY_MS;
  const length = ((toMin - fromMin) * MINUTE_MS + DAY_MS) % DAY_MS;
  return into < length ? instant(at + length - into) : at;
};
