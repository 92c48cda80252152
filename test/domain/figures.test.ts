import { figureOf, percentile } from '../../workflows/domain/figures';

const valid = (min: number, hit?: boolean) => ({ is: 'VALID', min, ...(hit !== undefined && { hit }) }) as const;

test('10.24: percentiles lie on the straight line between their neighbours', () => {
  expect(percentile([40, 50, 60, 80], 0.75)).toBe(65);
  expect(percentile([40, 50, 60, 80], 0.5)).toBe(55);
  expect(percentile([7], 0.75)).toBe(7);
});

test('10.24: the share on target is of valid values, and the share of invalid ones stands beside it', () => {
  expect(figureOf([valid(5, true), valid(8, true), valid(30, false), { is: 'INVALID' }])).toEqual({
    n: 3,
    hits: 2,
    hitPct: 200 / 3,
    timed: 3,
    meanMin: 43 / 3,
    medianMin: 8,
    p75Min: 19,
    shortestMin: 5,
    longestMin: 30,
    invalid: 1,
    invalidPct: 25,
    apart: [],
  });
});

test('10.42: what is uncertain or before its start leaves denominators and mean alone', () => {
  expect(figureOf([valid(5, true), { is: 'UNCERTAIN' }, { is: 'BEFORE_START' }])).toMatchObject({
    n: 1,
    hitPct: 100,
    meanMin: 5,
    invalid: 0,
    invalidPct: 0,
    apart: [
      { is: 'BEFORE_START', count: 1 },
      { is: 'UNCERTAIN', count: 1 },
    ],
  });
});

test('without a case there is no figure, and no nought either', () => {
  expect(figureOf([])).toEqual({ n: 0, timed: 0, invalid: 0, apart: [] });
});
