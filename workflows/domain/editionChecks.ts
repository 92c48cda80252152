import { ADJUNCT_NUMBERS } from './adjunctRows';
import { limitIn } from './askedLimits';
import type { LadderCode } from './ladderSteps';
import { channelCode, ladderCodes, lastMinute, STEP_CHANNELS, wholeLadders } from './ladderSteps';
import type { Edited, Thresholds } from './pathway';
import { numberIn } from './pathway';
import { quietHours, thresholdOf } from './ruleThresholds';
import type { Threshold } from './thresholds';
import type { Minutes } from './time';
import { STEP_ROLES } from './stepRoles';
import { whyNotPeople } from './editionPeople';
import { minutesOf, stepIn, THRESHOLDS } from './thresholds';
import type { ThresholdUnit } from './vocabulary';

/** Numbers an edition sets beyond what their rows print: two people approve them, one after the other. */
export const beyondPrint = (thresholds: Thresholds): readonly string[] =>
  THRESHOLDS.flatMap(({ code, printed }) => {
    const value = thresholds[code];
    return value !== undefined && printed && (value < printed[0] || value > printed[1]) ? [code] : [];
  });

/** What a number of each unit may be: more, or less, is a slip of the pen. What its row prints goes by that. */
type Bounds = { readonly above?: number; readonly from?: number; readonly to: number };
const BOUNDS: Readonly<Partial<Record<ThresholdUnit, Bounds>>> = {
  MIN: { above: 0, to: 60 * 1440 },
  HOURS: { above: 0, to: 60 * 24 },
  PERCENT: { above: 0, to: 500 },
  MINUTE_OF_DAY: { from: 0, to: 1439 },
  YEARS: { from: 18, to: 120 },
  OFFERED: { from: 0, to: 1 },
  CHANNEL: { from: 0, to: STEP_CHANNELS.length - 1 },
  ROLE: { from: 0, to: STEP_ROLES.length - 1 },
  SPO2: { above: 0, to: 100 },
};
const WHOLE: readonly ThresholdUnit[] = ['MINUTE_OF_DAY', 'YEARS', 'OFFERED', 'CHANNEL', 'ROLE', 'LEADS', 'DAYS'];

/** Numbers further from their row than this, to either side, are slips of the pen [P]. */
const FACTOR = 2;
function boundsOf({ unit, value, printed }: Threshold): Bounds {
  const [from, to] = printed ?? [value, value];
  return (printed === undefined ? BOUNDS[unit] : undefined) ?? { from: from / FACTOR, to: to * FACTOR };
}

/** An episode carries what differs from the tables all its life: a whole table of its own is a release. */
const MOST_CHANGED = 100;

/** Why an edition's numbers can't be taken; `undefined` when they can. */
export function whyNotThresholds(thresholds: Thresholds): string | undefined {
  if (Object.keys(thresholds).length > MOST_CHANGED) return `An edition changes at most ${MOST_CHANGED} numbers.`;
  for (const [code, value] of Object.entries(thresholds)) {
    const known = THRESHOLDS.find((one) => one.code === code);
    if (known === undefined) return `${code} is no threshold.`;
    const { above = -Infinity, from = -Infinity, to } = boundsOf(known);
    if (!Number.isFinite(value) || value <= above || value < from || value > to)
      return `${code} must be ${from > -Infinity ? `${from} to` : `above ${above} and at most`} ${to}.`;
    if (WHOLE.includes(known.unit) && !Number.isInteger(value)) return `${code} is a whole number.`;
  }
  return outOfOrder({ thresholds }) ?? whyNotPeople({ thresholds });
}

/** Levels and the steps of a ladder keep their order, whatever their minutes. */
function outOfOrder(edition: Edited): string | undefined {
  const levels = [thresholdOf(edition, 'LEVEL_HALF'), thresholdOf(edition, 'LEVEL_NEAR_BREACH'), 100];
  if (!isRising([...levels, thresholdOf(edition, 'LEVEL_ESCALATED')]))
    return 'The levels of a clock rise: half, near breach, 100, escalated.';
  const { fromMin, toMin } = quietHours(edition);
  if (fromMin === toMin) return 'Quiet hours end at another minute than they begin.';
  if (thresholdOf(edition, 'LYSIS_LOOK_FROM') >= thresholdOf(edition, 'LYSIS_DECIDED_BY'))
    return 'Lysis is decided after it was looked at.';
  if (!isRising(ONSET_WINDOWS.map((code) => thresholdOf(edition, code))))
    return 'The windows after the onset rise: very early, early, the window, late.';
  if (!isRising(OVERDUE_DAYS.map((code) => thresholdOf(edition, code))))
    return 'An overdue visit is reminded of, then made at home, then reviewed as lost.';
  if (limitIn(edition, 'GRACE_INTERMEDIATE_109') > limitIn(edition, 'GRACE_HIGH_140'))
    return 'Intermediate risk begins below high risk.';
  const wide = RANGES.find(([from, to]) => numberOf(edition, from) > numberOf(edition, to));
  if (wide !== undefined) return `${wide[0].code} is at most ${wide[1].code}.`;
  const wrong = ladderCodes.find((code) => !isRising(minutesOf(code).map((minute) => stepIn(edition, code, minute))));
  if (wrong !== undefined) return `The steps of ${wrong} keep their order.`;
  const unheard = ladderCodes.find((code) =>
    wholeLadders(code).some((asks) => isUnheard(edition, code, lastMinute(asks))),
  );
  return unheard === undefined ? undefined : `The last step of ${unheard} is a call or the desk.`;
}

/** After the last step nobody else is asked: what may lie unread on a phone is not it. */
function isUnheard(edition: Edited, code: LadderCode, afterMin: Minutes): boolean {
  const set = STEP_CHANNELS[numberIn(edition, channelCode(code, afterMin), 0)];
  return set === 'PUSH' || set === 'SMS';
}

const OVERDUE_DAYS = ['VISIT_REMIND_OVERDUE', 'VISIT_AT_HOME_AFTER', 'VISIT_LOST_AFTER'] as const;
const ONSET_WINDOWS = ['ONSET_VERY_EARLY', 'ONSET_EARLY', 'ONSET_WINDOW', 'ONSET_LATE'] as const;
/** The two ends of an amount that is a range. */
const RANGES = ADJUNCT_NUMBERS.flatMap((from) => {
  const to = ADJUNCT_NUMBERS.find(({ code }) => code === from.code.replace(/_FROM$/, '_TO'));
  return from.end === 'FROM' && to !== undefined ? [[from, to] as const] : [];
});
const numberOf = (edition: Edited, { code, value }: Pick<Threshold, 'code' | 'value'>): number =>
  numberIn(edition, code, value);

const isRising = (numbers: readonly number[]): boolean =>
  numbers.every((one, place) => place === 0 || one > (numbers[place - 1] ?? one));
