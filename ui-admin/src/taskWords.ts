import { fill } from './words/fill';
import type { Words } from './words/words';

const DAY_MS = 86_400_000;
const dayNumber = (ms: number): number => {
  const at = new Date(ms);
  return Math.round(Date.UTC(at.getFullYear(), at.getMonth(), at.getDate()) / DAY_MS);
};

/** Whole days to a due time on this screen's calendar; due today is not overdue (clinical.md 10.44). */
export const daysToDue = (dueMs: number, now: number): number => dayNumber(dueMs) - dayNumber(now);

export const dueWords = (dueMs: number, now: number, { t }: Pick<Words, 't'>): string => {
  const days = daysToDue(dueMs, now);
  if (days === 0) return t.dueToday;
  return days < 0 ? `■ ${fill(t.overdueBy, { n: -days })}` : fill(t.dueIn, { n: days });
};
