import type { ReadWithinPartsFragment } from './api/generated/graphql';
import { drawClock, type Tone } from './clocks';

/** How long an ECG has waited, beside how long it may (T07). */
export const readingTone = ({ limitMin, shares }: ReadWithinPartsFragment, ageMs: number): Tone =>
  drawClock({ status: 'RUNNING', startedAt: 0, dueAt: limitMin * 60_000, shares }, ageMs).tone;
