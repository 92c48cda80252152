import { isTargetCode, targetOf } from '../../../workflows/domain/targets';
import { fill, type Words } from '../words/words';

export type Threshold = {
  readonly code: string;
  readonly ref: string;
  readonly target: string | null;
  readonly value: number;
};

/** What the minutes of one threshold mean, as people read it. */
export function thresholdName({ code, target }: Threshold, { t, word }: Pick<Words, 't' | 'word'>): string {
  if (target === null || !isTargetCode(target)) return word('threshold', code);
  const part = code.slice(target.length + 1);
  const nth = /^TELL_(\d+)$/.exec(part)?.[1];
  const name = word('target', target);
  if (nth === undefined) return `${name}: ${word('threshold', part)}`;
  const told = targetOf(target).tells?.[Number(nth) - 1];
  const whom = told === undefined ? '' : (chains[told.role]?.(t) ?? word('role', told.role));
  return `${name}: ${fill(t.tellsAfter, { whom, channel: word('channel', told?.channel) })}`;
}

/** Those of a target's own chain, whoever they are at the moment. */
const chains: Readonly<Record<string, (t: Words['t']) => string>> = {
  OWNER: (t) => t.clockOwner,
  LEVEL_ONE: (t) => t.clockLevelOne,
  HOLDER: (t) => t.clockHolder,
};

/** Minutes with at most two decimals: ten seconds are 0.17. */
export const shownMin = (minutes: number): number => Math.round(minutes * 100) / 100;

/** The three months before those we are in, on this screen's clock. */
export function lastQuarter(now: number): { readonly from: string; readonly to: string } {
  const today = new Date(now);
  const first = Math.floor(today.getMonth() / 3) * 3;
  const monthStart = (month: number) => new Date(today.getFullYear(), month, 1).toISOString();
  return { from: monthStart(first - 3), to: monthStart(first) };
}
