import { levelShares, type LevelShares } from '../../workflows/domain/ruleThresholds';
import type { ClockStatus, Level } from '../../workflows/domain/vocabulary';
import { fill } from './words/fill';

/** What a clock needs to be drawn between two refetches; instants in ms. */
export type DrawnClock = {
  readonly status: ClockStatus;
  readonly startedAt: number;
  readonly dueAt?: number | undefined;
  readonly endedAt?: number | undefined;
  /** Where the levels lie under the edition of the episode; absent: where the tables have them. */
  readonly shares?: LevelShares;
};

/** One meaning for colour: on time, at risk, breached, unknown; `QUIET` for what no longer runs. */
export type Tone = 'ON_TIME' | 'AT_RISK' | 'BREACHED' | 'UNKNOWN' | 'QUIET';

/** The shape beside each colour, so that colour never stands alone. */
export const SHAPES: Readonly<Record<Tone, string>> = {
  ON_TIME: '●',
  AT_RISK: '▲',
  BREACHED: '■',
  UNKNOWN: '◇',
  QUIET: '–',
};

export type Drawing = {
  readonly tone: Tone;
  /** Share of the limit gone, 0…; 1 is the limit. */
  readonly share: number;
  readonly level: Level | undefined;
  /** Minutes to the limit; negative when it has passed. */
  readonly leftMin: number | undefined;
};

/** Per cent of the limit at which the levels of a clock come (1.1). */
export const sharesOf = ({ shares }: Pick<DrawnClock, 'shares'>): LevelShares => shares ?? levelShares({});

function levelAt(clock: DrawnClock, share: number): Level | undefined {
  const { half, nearBreach, escalated } = sharesOf(clock);
  const gone = share * 100;
  if (gone >= escalated) return 'ESCALATED';
  if (gone >= 100) return 'BREACH';
  if (gone >= nearBreach) return 'NEAR_BREACH';
  return gone >= half ? 'HALF' : undefined;
}

const toneOf = (clock: DrawnClock, share: number): Tone => {
  if (clock.status === 'UNCERTAIN') return 'UNKNOWN';
  if (clock.status === 'MISSED') return 'BREACHED';
  if (clock.status !== 'RUNNING') return 'QUIET';
  if (share >= 1) return 'BREACHED';
  return share * 100 >= sharesOf(clock).nearBreach ? 'AT_RISK' : 'ON_TIME';
};

/** A clock as it looks at `now`: a pure function, so that every cell agrees and needs no timer. */
export const drawClock = (clock: DrawnClock, now: number): Drawing => {
  if (clock.dueAt === undefined) return { tone: toneOf(clock, 0), share: 0, level: undefined, leftMin: undefined };
  const limit = clock.dueAt - clock.startedAt;
  const at = clock.endedAt ?? now;
  const share = limit > 0 ? Math.max(0, (at - clock.startedAt) / limit) : 1;
  return { tone: toneOf(clock, share), share, level: levelAt(clock, share), leftMin: (clock.dueAt - at) / 60_000 };
};

const two = (value: number): string => String(value).padStart(2, '0');

/** What a language puts after a number of days, hours and minutes. */
type Units = { readonly unitDay: string; readonly unitHour: string; readonly unitMinute: string };

/** Time to go as a person reads it: `7:05`, `−1:12` when it has passed, hours and days when long. */
export const countdown = (leftMs: number, { unitDay, unitHour, unitMinute }: Units): string => {
  const sign = leftMs < 0 ? '−' : '';
  const seconds = Math.floor(Math.abs(leftMs) / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes >= 48 * 60) return `${sign}${Math.floor(minutes / 1440)}${unitDay}`;
  if (minutes >= 120) return `${sign}${Math.floor(minutes / 60)}${unitHour}${two(minutes % 60)}${unitMinute}`;
  return `${sign}${minutes}:${two(seconds % 60)}`;
};

/** A limit as a person reads it: minutes while they are few, then hours and days. */
export const minuteWords = (min: number, words: Units & { readonly inMinutes: string }): string =>
  min < 120 ? fill(words.inMinutes, { n: min }) : countdown(min * 60_000, words);
