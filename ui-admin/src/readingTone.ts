import { drawClock, type Tone } from './clocks';

/** T07: a signed read within 10 min of acquisition, ms. */
export const READ_WITHIN_MS = 10 * 60_000;

export const readingTone = (ageMs: number): Tone =>
  drawClock({ status: 'RUNNING', startedAt: 0, dueAt: READ_WITHIN_MS }, ageMs).tone;
