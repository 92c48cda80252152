import * as fc from 'fast-check';
import {
  afterQuiet,
  dayAfter,
  dayAfterMonths,
  endOfDay,
  plusWorkingDays,
  plusWorkingMinutes,
  workingMinutes,
} from '../../workflows/domain/calendar';
import { DEFAULT_PATHWAY } from '../../workflows/domain/pathway';
import { quietHours } from '../../workflows/domain/ruleThresholds';
import { instant, plus } from '../../workflows/domain/time';
import { local } from '../builders/anEpisode';

const weekdays = DEFAULT_PATHWAY.calendar;
const withHoliday = { ...weekdays, holidays: ['2026-10-01'] };
const aMoment = fc.integer({ min: 0, max: 4_000_000_000_000 }).map(instant);

test('24 hours of working time from Monday ten o’clock are over on Tuesday at ten', () => {
  expect(plusWorkingDays(weekdays, local('2026-03-02T10:00'), 1)).toBe(local('2026-03-03T10:00'));
});

test('10.20: 24 hours of working time from Friday are over on Monday at the same clock time', () => {
  expect(plusWorkingDays(weekdays, local('2026-03-06T16:30'), 1)).toBe(local('2026-03-09T16:30'));
});

test('24 hours of working time from Saturday are over on Monday at the same clock time', () => {
  expect(plusWorkingDays(weekdays, local('2026-03-07T11:00'), 1)).toBe(local('2026-03-09T11:00'));
});

test('a holiday is no working day', () => {
  expect(plusWorkingDays(withHoliday, local('2026-09-30T09:00'), 1)).toBe(local('2026-10-02T09:00'));
});

test('the local day counts, not the day in Greenwich', () => {
  // Saturday 01:00 in the region is still Friday in UTC
  expect(plusWorkingMinutes(weekdays, local('2026-03-07T01:00'), 60)).toBe(local('2026-03-09T01:00'));
});

test('working minutes leave the weekend out', () => {
  expect(workingMinutes(weekdays, local('2026-03-06T23:00'), local('2026-03-09T01:00'))).toBe(120);
});

test('10.44: what is due today is not overdue before midnight', () => {
  const due = endOfDay(weekdays, dayAfter(weekdays, local('2026-03-02T10:00'), 7));
  expect(due).toBe(instant(local('2026-03-10T00:00') - 1));
});

test('a month after 31 January is the last day of February', () => {
  expect(dayAfterMonths(weekdays, local('2026-01-31T10:00'), 1)).toBe(dayAfter(weekdays, local('2026-02-28T10:00'), 0));
});

test('twelve months after a day in December is the same day a year on', () => {
  expect(dayAfterMonths(weekdays, local('2026-12-15T10:00'), 12)).toBe(
    dayAfter(weekdays, local('2027-12-15T10:00'), 0),
  );
});

test('adding working minutes and counting them again gives the same number', () => {
  fc.assert(
    fc.property(aMoment, fc.integer({ min: 1, max: 20_000 }), (at, minutes) => {
      expect(workingMinutes(weekdays, at, plusWorkingMinutes(weekdays, at, minutes))).toBeCloseTo(minutes, 6);
    }),
  );
});

test('more working time is never over sooner', () => {
  fc.assert(
    fc.property(aMoment, fc.nat(20_000), fc.nat(5_000), (at, minutes, more) => {
      const sooner = plusWorkingMinutes(weekdays, at, minutes);
      expect(plusWorkingMinutes(weekdays, at, minutes + more)).toBeGreaterThanOrEqual(sooner);
      expect(sooner).toBeGreaterThanOrEqual(plus(at, minutes));
    }),
  );
});

const held = (at: string) => afterQuiet(weekdays, quietHours({}), local(at));

test('routine waits from eight in the evening until nine in the morning, on the site’s own clock', () => {
  expect(held('2026-03-02T19:59')).toBe(local('2026-03-02T19:59'));
  expect(held('2026-03-02T20:00')).toBe(local('2026-03-03T09:00'));
  expect(held('2026-03-03T00:00')).toBe(local('2026-03-03T09:00'));
  expect(held('2026-03-03T08:59')).toBe(local('2026-03-03T09:00'));
  expect(held('2026-03-03T09:00')).toBe(local('2026-03-03T09:00'));
});

test('nothing is held longer than a night, nothing is moved back, and nothing stays in the quiet', () => {
  fc.assert(
    fc.property(aMoment, fc.nat(1439), fc.nat(1439), (at, fromMin, toMin) => {
      const then = afterQuiet(weekdays, { fromMin, toMin }, at);
      expect(then - at).toBeGreaterThanOrEqual(0);
      expect(then - at).toBeLessThanOrEqual(24 * 3_600_000);
      expect(afterQuiet(weekdays, { fromMin, toMin }, then)).toBe(then);
    }),
  );
});
