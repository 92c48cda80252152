import { isFault } from '../../activities/platform/faults';
import { readInstant, timeOf } from '../../graphql/times';
import { instant } from '../../workflows/domain/time';

const NOW = instant(Date.parse('2026-11-22T12:00:00Z'));
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'taken';
  } catch (error) {
    if (isFault(error)) return error.code;
    throw error;
  }
};
const minute = { precision: 'MINUTE', source: 'HUMAN' } as const;

test.each([
  ['2026-11-22T14:03:20+08:00', '2026-11-22T06:03:20.000Z'],
  ['2026-11-22T06:03Z', '2026-11-22T06:03:00.000Z'],
  ['2026-11-22T06:03:20.123456Z', '2026-11-22T06:03:20.123Z'],
])('%s is read as %s', (text, utc) => {
  expect(new Date(readInstant(text)).toISOString()).toBe(utc);
});

test.each(['2026-11-22T14:03:20', '2026-11-22 14:03', '2026-11-22'])(
  '%s names no zone, so it is nobody’s time',
  (text) => {
    expect(codeOf(() => readInstant(text))).toBe('TIME_WITHOUT_ZONE');
  },
);

test.each([
  '',
  'now',
  '14:03',
  '1763791400',
  '2026-02-30T10:00:00Z',
  '2026-11-22T25:00:00Z',
  '2026-11-22T06:03Z; DROP',
  'Nov 22 2026 10:00 GMT',
])('“%s” is no time', (text) => {
  expect(codeOf(() => readInstant(text))).toBe('BAD_INPUT');
});

test('a phone two minutes fast is believed, one three minutes fast is not', () => {
  expect(codeOf(() => timeOf({ at: '2026-11-22T12:02:00Z', ...minute }, NOW))).toBe('taken');
  expect(codeOf(() => timeOf({ at: '2026-11-22T12:02:01Z', ...minute }, NOW))).toBe('TIME_IN_FUTURE');
});

test('an interval has both ends, in order, and nothing else has two', () => {
  const at = '2026-11-22T08:00:00Z';
  const later = '2026-11-22T10:00:00Z';
  const interval = { precision: 'INTERVAL', source: 'HUMAN' } as const;
  expect(timeOf({ at, untilAt: later, ...interval }, NOW)).toMatchObject({ untilAt: Date.parse(later) });
  expect(codeOf(() => timeOf({ at, ...interval }, NOW))).toBe('BAD_INPUT');
  expect(codeOf(() => timeOf({ at: later, untilAt: at, ...interval }, NOW))).toBe('BAD_INPUT');
  expect(codeOf(() => timeOf({ at, untilAt: later, ...minute }, NOW))).toBe('BAD_INPUT');
  expect(codeOf(() => timeOf({ at, untilAt: '2026-11-22T13:00:00Z', ...interval }, NOW))).toBe('TIME_IN_FUTURE');
});

test('nobody at a keyboard is a device', () => {
  expect(codeOf(() => timeOf({ at: '2026-11-22T08:00:00Z', precision: 'SECOND', source: 'DEVICE' }, NOW))).toBe(
    'BAD_INPUT',
  );
});
