import {
  calibration,
  CSS_PX_PER_MM,
  measure,
  MM_PER_MV,
  MM_PER_S,
  paperWidthMm,
  threeByFour,
  trace,
} from '../../ui-admin/src/ecg/paper';
import { readSamples } from '../../ui-admin/src/ecg/samples';
import { encodeCanonical } from '../../devices/formats/canonical';

const cell = { lead: 'II', row: 3, fromS: 0, toS: 10, xMm: 13, baselineMm: 100 };

describe('ECG paper', () => {
  test('one second is 25 mm wide and one millivolt 10 mm high', () => {
    const uv = new Int16Array(1001);
    uv[500] = 1000;
    const points = trace(cell, uv, 500);
    const [x0 = 0, y0 = 0] = points[0] ?? [];
    const [x1 = 0, y1 = 0] = points[500] ?? [];
    expect(x1 - x0).toBeCloseTo(MM_PER_S, 9);
    expect(y0 - y1).toBeCloseTo(MM_PER_MV, 9);
  });

  test('on a 96-dpi screen a millimetre of paper is a millimetre', () => {
    expect(CSS_PX_PER_MM * 25.4).toBe(96);
  });

  test('the calibration pulse is 1 mV high and 200 ms wide', () => {
    const points = calibration(50);
    const ys = points.map(([, y]) => y);
    const top = points.filter(([, y]) => y === 40).map(([x]) => x);
    expect(Math.max(...ys) - Math.min(...ys)).toBe(MM_PER_MV);
    expect(Math.max(...top) - Math.min(...top)).toBeCloseTo(0.2 * MM_PER_S, 9);
  });

  test('three rows of four leads stand over a rhythm strip of the whole ten seconds', () => {
    const cells = threeByFour(10);
    expect(cells).toHaveLength(13);
    expect(cells.filter(({ row }) => row < 3).map(({ lead }) => lead)).toEqual([
      'I',
      'II',
      'III',
      'aVR',
      'aVL',
      'aVF',
      'V1',
      'V2',
      'V3',
      'V4',
      'V5',
      'V6',
    ]);
    expect(cells.at(-1)).toMatchObject({ lead: 'II', fromS: 0, toS: 10 });
    for (const { xMm, fromS, toS } of cells)
      expect(xMm + (toS - fromS) * MM_PER_S).toBeLessThanOrEqual(paperWidthMm(10));
  });

  test('the four columns are four successive quarters of the same ten seconds', () => {
    const top = threeByFour(10).filter(({ row }) => row === 0);
    expect(top.map(({ fromS, toS }) => [fromS, toS])).toEqual([
      [0, 2.5],
      [2.5, 5],
      [5, 7.5],
      [7.5, 10],
    ]);
  });

  test('calipers over 20 mm by 15 mm read 800 ms, 1.5 mV and 75 a minute', () => {
    expect(measure({ xMm: 20, yMm: 60 }, { xMm: 40, yMm: 45 })).toEqual({ ms: 800, mV: 1.5, perMin: 75 });
  });

  test('a trace shorter than its cell simply ends', () => {
    expect(trace(cell, new Int16Array(100), 500)).toHaveLength(100);
  });
});

describe('the samples of the wire', () => {
  test('what the gateway stored is what the screen draws, lead by lead', () => {
    const leads = [
      { name: 'I', uv: Int16Array.from([0, 100, -200]) },
      { name: 'II', uv: Int16Array.from([5, -32768, 32767]) },
    ];
    const bytes = encodeCanonical({ fs: 500, leads, notes: [] }, { synthetic: true });
    const copy = new Uint8Array(bytes).buffer;
    const read = readSamples(copy);
    expect(read.fs).toBe(500);
    expect(read.synthetic).toBe(true);
    expect([...(read.leads.get('I') ?? [])]).toEqual([0, 100, -200]);
    expect([...(read.leads.get('II') ?? [])]).toEqual([5, -32768, 32767]);
  });
});
