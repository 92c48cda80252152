import { strip, type Stretch } from '../../ui-admin/src/ecg/paper';

/** A second of a flat line at 1 mV. */
const second = (at: number): Stretch => ({ at: at * 1000, fs: 100, uv: new Int16Array(100).fill(1000) });

test('pieces that follow each other are one line, 25 mm a second and 10 mm a millivolt', () => {
  const [line, ...others] = strip([second(1), second(0)]);
  expect(others).toEqual([]);
  expect(line).toHaveLength(200);
  expect(line?.[0]?.[0]).toBeCloseTo(200);
  expect(line?.at(-1)?.[0]).toBeCloseTo(249.75);
  expect(line?.[0]?.[1]).toBe(5);
});

test('where a piece is missing the line is broken', () => {
  expect(strip([second(0), second(2)]).map((line) => line.length)).toEqual([100, 100]);
});

test('only the last ten seconds are on the paper', () => {
  const points = strip(Array.from({ length: 30 }, (_, n) => second(n))).flat();
  expect(points).toHaveLength(1000);
});
