/** ECG paper: everything in millimetres at 25 mm/s and 10 mm/mV; a screen multiplies once by its pixels per mm. */
export const MM_PER_S = 25;
export const MM_PER_MV = 10;
/** One CSS millimetre: 96 px an inch. */
export const CSS_PX_PER_MM = 96 / 25.4;

/** Height of one row of the paper: 30 mm shows ±1.5 mV around the baseline. */
export const ROW_MM = 30;
/** Room on the left for the calibration pulse: 5 mm before it, 5 mm of pulse, 3 mm after. */
export const LEFT_MM = 13;
export const TOP_MM = 4;

const COLUMNS = [
  ['I', 'II', 'III'],
  ['aVR', 'aVL', 'aVF'],
  ['V1', 'V2', 'V3'],
  ['V4', 'V5', 'V6'],
] as const;
export const RHYTHM_LEAD = 'II';

/** One stretch of one lead on the paper. */
export type Cell = {
  readonly lead: string;
  readonly row: number;
  readonly fromS: number;
  readonly toS: number;
  readonly xMm: number;
  /** The line of 0 mV. */
  readonly baselineMm: number;
};

/** The usual print: 3 rows of 4 columns, each column its own quarter of the recording, and a rhythm strip below. */
export const threeByFour = (durationS: number): readonly Cell[] => {
  const shownS = Math.min(durationS, 10);
  const quarter = shownS / 4;
  const baseline = (row: number) => TOP_MM + ROW_MM * (row + 0.5);
  const cells = COLUMNS.flatMap((leads, column) =>
    leads.map((lead, row) => ({
      lead,
      row,
      fromS: column * quarter,
      toS: (column + 1) * quarter,
      xMm: LEFT_MM + column * quarter * MM_PER_S,
      baselineMm: baseline(row),
    })),
  );
  return [...cells, { lead: RHYTHM_LEAD, row: 3, fromS: 0, toS: shownS, xMm: LEFT_MM, baselineMm: baseline(3) }];
};

export const paperWidthMm = (durationS: number): number => LEFT_MM + Math.min(durationS, 10) * MM_PER_S + 3;
export const paperHeightMm = (rows = 4): number => TOP_MM + rows * ROW_MM + 2;

/** The points of a trace in mm: x to the right, y downwards, samples in µV. */
export const trace = (cell: Cell, samplesUv: Int16Array, fs: number): readonly (readonly [number, number])[] => {
  const first = Math.round(cell.fromS * fs);
  const last = Math.min(Math.round(cell.toS * fs), samplesUv.length);
  const points: (readonly [number, number])[] = [];
  for (let index = first; index < last; index += 1) {
    const uv = samplesUv[index] ?? 0;
    points.push([cell.xMm + (index / fs - cell.fromS) * MM_PER_S, cell.baselineMm - (uv / 1000) * MM_PER_MV]);
  }
  return points;
};

/** The calibration pulse before a row: 1 mV high, 200 ms wide. */
export const calibration = (baselineMm: number): readonly (readonly [number, number])[] => [
  [2, baselineMm],
  [5, baselineMm],
  [5, baselineMm - MM_PER_MV],
  [5 + 0.2 * MM_PER_S, baselineMm - MM_PER_MV],
  [5 + 0.2 * MM_PER_S, baselineMm],
  [LEFT_MM, baselineMm],
];

/** What lies between two points of the paper: ms, mV, and the rate if it were one beat. */
export const measure = (
  from: { readonly xMm: number; readonly yMm: number },
  to: { readonly xMm: number; readonly yMm: number },
): { readonly ms: number; readonly mV: number; readonly perMin: number | undefined } => {
  const ms = Math.round((Math.abs(to.xMm - from.xMm) / MM_PER_S) * 1000);
  const mV = Math.round(((from.yMm - to.yMm) / MM_PER_MV) * 100) / 100;
  return { ms, mV, perMin: ms >= 200 ? Math.round(60_000 / ms) : undefined };
};

/** How much of a running trace is on the screen, s. */
export const STRIP_S = 10;

/** Some seconds of a trace that runs: when its first sample was measured (ms), and the samples in µV. */
export type Stretch = { readonly at: number; readonly fs: number; readonly uv: Int16Array };

/** The last seconds of a running trace as lines in mm; where pieces are missing the line is broken. */
export const strip = (stretches: readonly Stretch[]): readonly (readonly (readonly [number, number])[])[] => {
  const endAt = Math.max(...stretches.map(({ at, fs, uv }) => at + (uv.length / fs) * 1000));
  const startAt = endAt - STRIP_S * 1000;
  const lines: (readonly [number, number])[][] = [];
  let follows = -Infinity;
  for (const { at, fs, uv } of stretches.toSorted((one, other) => one.at - other.at)) {
    // Half a sample's jitter of the device's clock is no gap.
    const joined = Math.abs(at - follows) < 1500 / fs;
    const line = (joined ? lines.at(-1) : undefined) ?? [];
    if (!joined) lines.push(line);
    uv.forEach((value, index) => {
      const x = ((at - startAt) / 1000 + index / fs) * MM_PER_S;
      if (x >= 0) line.push([x, ROW_MM / 2 - (value / 1000) * MM_PER_MV]);
    });
    follows = at + (uv.length / fs) * 1000;
  }
  return lines;
};
