import type { Minutes } from './time';
import type { Jurisdiction } from './vocabulary';

/** Which edition of the pathway an episode runs on, and the site's calendar it counts working time by. */
export type PathwayVersion = {
  readonly edition: string;
  readonly jurisdiction: Jurisdiction;
  readonly calendar: Calendar;
};

/** A site's calendar: minutes ahead of UTC, the weekday numbers (0 = Sunday) off, and dates off (`2026-10-01`). */
export type Calendar = {
  readonly utcOffsetMin: number;
  readonly daysOff: readonly number[];
  readonly holidays: readonly string[];
};

/** The part of a local day in which routine waits, as minutes after midnight; `fromMin` after `toMin` spans midnight. */
export type QuietHours = { readonly fromMin: Minutes; readonly toMin: Minutes };

/** Routine pages are held from eight in the evening until nine in the morning [P]; urgent ones never are. */
export const QUIET_HOURS: QuietHours = { fromMin: 20 * 60, toMin: 9 * 60 };

/** The pathway a demo region starts with; each threshold behind it cites its clinical.md row. */
export const DEFAULT_PATHWAY: PathwayVersion = {
  edition: '2026-11',
  jurisdiction: 'CHINA_2019',
  calendar: { utcOffsetMin: 480, daysOff: [0, 6], holidays: [] },
};
