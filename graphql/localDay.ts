import type { Instant } from '../workflows/domain/time';
import { MINUTE_MS } from '../workflows/domain/time';

/** The calendar day of a place, 2026-11-22. */
export const localDay = (at: Instant, { utcOffsetMin }: { readonly utcOffsetMin: number }): string =>
  new Date(at + utcOffsetMin * MINUTE_MS).toISOString().slice(0, 10);
