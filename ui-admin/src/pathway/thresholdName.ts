import { isTargetCode, targetOf } from '../../../workflows/domain/targets';
import type { PathwayNowQuery } from '../api/generated/graphql';
import { fill, type Words } from '../words/words';

export type Threshold = PathwayNowQuery['pathwayThresholds'][number];
type Speaking = Pick<Words, 't' | 'word'>;

/** What a threshold means, as people read it. */
export function thresholdName(threshold: Threshold, words: Speaking): string {
  const { code, target, ladder, unit, value } = threshold;
  const { t, word } = words;
  if (ladder !== null) return `${ladderName(ladder, words)}: ${fill(t.ladderStep, { n: value })}`;
  if (unit === 'OFFERED') return `${word('lyticProduct', code.slice('LYTIC_'.length))}: ${t.productOffered}`;
  if (target === null || !isTargetCode(target)) return word('threshold', code);
  const part = code.slice(target.length + 1);
  const nth = /^TELL_(\d+)$/.exec(part)?.[1];
  const name = word('target', target);
  if (nth === undefined) return `${name}: ${word('threshold', part)}`;
  const told = targetOf(target).tells?.[Number(nth) - 1];
  const whom = told === undefined ? '' : (chains[told.role]?.(t) ?? word('role', told.role));
  return `${name}: ${fill(t.tellsAfter, { whom, channel: word('channel', told?.channel) })}`;
}

/** A ladder goes by the reason its pages give; an alarm's by its priority. */
export function ladderName(ladder: string, { word }: Speaking): string {
  const [, priority] = /^INCIDENT_(\w+)$/.exec(ladder) ?? [];
  return priority === undefined
    ? word('pageReason', ladder)
    : `${word('pageReason', 'INCIDENT')}, ${word('priority', priority)}`;
}

/** Those of a target's own chain, whoever they are at the moment. */
const chains: Readonly<Record<string, (t: Words['t']) => string>> = {
  OWNER: (t) => t.clockOwner,
  LEVEL_ONE: (t) => t.clockLevelOne,
  HOLDER: (t) => t.clockHolder,
};

/** A minute of the day as a clock shows it, and back. */
export const clockTime = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
export const minuteOf = (time: string): number | undefined => {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(time) ?? [];
  return hours === undefined || minutes === undefined ? undefined : Number(hours) * 60 + Number(minutes);
};

/** A number with its unit; minutes with at most two decimals: ten seconds are 0.17. */
export function shownValue({ unit }: Pick<Threshold, 'unit'>, value: number, { t, word }: Speaking): string {
  if (unit === 'MINUTE_OF_DAY') return clockTime(value);
  if (unit === 'OFFERED') return value === 1 ? t.offeredYes : t.offeredNo;
  return `${Math.round(value * 100) / 100} ${word('thresholdUnit', unit)}`;
}

/** The three months before those we are in, on this screen's clock. */
export function lastQuarter(now: number): { readonly from: string; readonly to: string } {
  const today = new Date(now);
  const first = Math.floor(today.getMonth() / 3) * 3;
  const monthStart = (month: number) => new Date(today.getFullYear(), month, 1).toISOString();
  return { from: monthStart(first - 3), to: monthStart(first) };
}
