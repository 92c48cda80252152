import {
  calibration,
  MM_PER_S,
  paperHeightMm,
  paperWidthMm,
  ROW_MM,
  strip,
  STRIP_S,
  threeByFour,
  trace,
  type Stretch,
} from './paper';
import type { Samples } from './samples';

const PAPER = { background: '#fffaf7', fine: '#f9dfd6', bold: '#eeb4a4', ink: '#14181f', label: '#14181f' } as const;

const grid = (context: CanvasRenderingContext2D, widthMm: number, heightMm: number, pxPerMm: number): void => {
  context.fillStyle = PAPER.background;
  context.fillRect(0, 0, widthMm * pxPerMm, heightMm * pxPerMm);
  const lines = (everyMm: number, colour: string, width: number) => {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    for (let x = 0; x <= widthMm; x += everyMm) {
      context.moveTo(x * pxPerMm, 0);
      context.lineTo(x * pxPerMm, heightMm * pxPerMm);
    }
    for (let y = 0; y <= heightMm; y += everyMm) {
      context.moveTo(0, y * pxPerMm);
      context.lineTo(widthMm * pxPerMm, y * pxPerMm);
    }
    context.stroke();
  };
  lines(1, PAPER.fine, 0.6);
  lines(5, PAPER.bold, 0.9);
};

const line = (
  context: CanvasRenderingContext2D,
  points: readonly (readonly [number, number])[],
  pxPerMm: number,
): void => {
  context.beginPath();
  points.forEach(([x, y], index) =>
    index === 0 ? context.moveTo(x * pxPerMm, y * pxPerMm) : context.lineTo(x * pxPerMm, y * pxPerMm),
  );
  context.stroke();
};

type Scale = { readonly pxPerMm: number; readonly sharpness: number };

/** Empty paper of a size, and the pen; the canvas is sized for sharp pixels. */
const paperOn = (
  canvas: HTMLCanvasElement,
  widthMm: number,
  heightMm: number,
  { pxPerMm, sharpness }: Scale,
): CanvasRenderingContext2D | null => {
  canvas.width = Math.round(widthMm * pxPerMm * sharpness);
  canvas.height = Math.round(heightMm * pxPerMm * sharpness);
  canvas.style.width = `${widthMm * pxPerMm}px`;
  canvas.style.height = `${heightMm * pxPerMm}px`;
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.scale(sharpness, sharpness);
  grid(context, widthMm, heightMm, pxPerMm);
  context.strokeStyle = PAPER.ink;
  context.lineWidth = Math.max(1, 0.28 * pxPerMm);
  context.lineJoin = 'round';
  return context;
};

/** The last seconds of a running trace on one row of paper. */
export const drawStrip = (canvas: HTMLCanvasElement, stretches: readonly Stretch[], scale: Scale): void => {
  const context = paperOn(canvas, STRIP_S * MM_PER_S, ROW_MM, scale);
  if (context !== null) for (const points of strip(stretches)) line(context, points, scale.pxPerMm);
};

/** Draws the paper, the calibration pulses, the leads in 3×4 and the rhythm strip. */
export const drawEcg = (canvas: HTMLCanvasElement, samples: Samples, pxPerMm: number, sharpness: number): void => {
  const context = paperOn(canvas, paperWidthMm(samples.durationS), paperHeightMm(), { pxPerMm, sharpness });
  if (context === null) return;
  context.fillStyle = PAPER.label;
  context.font = `600 ${Math.round(3.2 * pxPerMm)}px system-ui, sans-serif`;
  const cells = threeByFour(samples.durationS);
  for (const baseline of new Set(cells.map(({ baselineMm }) => baselineMm)))
    line(context, calibration(baseline), pxPerMm);
  for (const cell of cells) {
    const uv = samples.leads.get(cell.lead);
    if (uv !== undefined) line(context, trace(cell, uv, samples.fs), pxPerMm);
    // The name stands in the cell's top corner, clear of most traces; a missing lead says so.
    context.fillText(
      uv === undefined ? `${cell.lead} –` : cell.lead,
      (cell.xMm + 1) * pxPerMm,
      (cell.baselineMm - 10.5) * pxPerMm,
    );
  }
};
