import { startOfWeek, timeInDay, weekDays, within } from '../../ui-admin/src/rotaWeek';

const local = (day: number, hour = 0) => new Date(2026, 10, day, hour).getTime();

test('the week on the screen begins on Monday at midnight, on a Sunday evening too', () => {
  expect(startOfWeek(local(22, 23))).toBe(local(16));
  expect(startOfWeek(local(16))).toBe(local(16));
});

test('a week has seven days and the midnight that ends it, and the next one goes on there', () => {
  const week = weekDays(local(16), 0);
  expect(week).toEqual([16, 17, 18, 19, 20, 21, 22, 23].map((day) => local(day)));
  expect(weekDays(local(16), 1)[0]).toBe(week.at(-1));
});

test('a night shift is shown on both of its days, each with its own part', () => {
  const iso = (ms: number) => new Date(ms).toISOString();
  const night = { role: 'LAB_NURSE', fromAt: iso(local(16, 20)), toAt: iso(local(17, 8)) };
  expect(within([night], 'LAB_NURSE', local(16), local(17))).toEqual([{ ...night, toAt: iso(local(17)) }]);
  expect(within([night], 'LAB_NURSE', local(17), local(18))).toEqual([{ ...night, fromAt: iso(local(17)) }]);
  expect(within([night], 'LAB_NURSE', local(18), local(19))).toEqual([]);
  expect(within([night], 'COORDINATOR', local(16), local(17))).toEqual([]);
});

test.each([
  [0, 24, 'all day'],
  [8, 24, '08:00–24:00'],
  [0, 8, '00:00–08:00'],
  [8, 20, '08:00–20:00'],
])('on the plan a duty from %p to %p o’clock reads %s', (from, to, words) => {
  const hour = (n: number) => new Date(2026, 10, 22, n).getTime();
  expect(timeInDay(hour(from), hour(to), 'all day')).toBe(words);
});
