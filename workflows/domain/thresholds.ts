import { ADJUNCT_NUMBERS, NO_BOLUS, PACK_CHOICES, packCode } from './adjunctRows';
import type { LadderCode } from './ladderSteps';
import { ladderCodes, stepCode, stepsOf } from './ladderSteps';
import { HALF_OVER, LYTIC_NUMBERS, LYTIC_ROWS, offerCode } from './lytics';
import type { Edited, KeptEdition, PathwayVersion, QuietHours, Thresholds } from './pathway';
import { numberIn } from './pathway';
import { ST_HEIGHTS } from './stCriteria';
import type { Target, TargetCode } from './targets';
import { targetCodes, targetOf } from './targets';
import type { Minutes } from './time';
import type { ThresholdUnit } from './vocabulary';

/** A number of the pathway that a site may set otherwise in an edition of its own. */
export type Threshold = {
  readonly code: string;
  /** The row of the reference it comes from. */
  readonly ref: string;
  readonly value: number;
  readonly unit: ThresholdUnit;
  readonly target?: TargetCode;
  readonly ladder?: LadderCode;
  /** The amounts the row itself prints; beyond them two people approve. */
  readonly printed?: readonly [from: number, to: number];
};

/** Numbers of the decision rules; those of clocks, ladders and drugs are read from their rows. */
const RULE_THRESHOLDS = {
  /** Shares of a limit; the breach itself is all of it. */
  LEVEL_HALF: { ref: '1.1', value: 50, unit: 'PERCENT' },
  LEVEL_NEAR_BREACH: { ref: '1.1', value: 75, unit: 'PERCENT' },
  LEVEL_ESCALATED: { ref: '1.1', value: 150, unit: 'PERCENT' },
  /** Routine pages are held from eight in the evening until nine in the morning [P]; urgent ones never are. */
  QUIET_FROM: { ref: '5.1', value: 20 * 60, unit: 'MINUTE_OF_DAY' },
  QUIET_TO: { ref: '5.1', value: 9 * 60, unit: 'MINUTE_OF_DAY' },
  /** Above this diagnosis-to-wire time PPCI is no longer the first choice. */
  FORECAST_LIMIT: { ref: '2.2#4', value: 120, unit: 'MIN' },
  /** From here on lysis may be preferred in the first hours. */
  FORECAST_SLOW: { ref: '2.2#5a', value: 60, unit: 'MIN' },
  /** Hours since the onset that divide the rows of the reperfusion choice; China’s lists end none for stable ones, so the longer. */
  ONSET_VERY_EARLY: { ref: '2.2#5a', value: 2, unit: 'HOURS' },
  ONSET_EARLY: { ref: '2.2#5a', value: 3, unit: 'HOURS' },
  ONSET_WINDOW: { ref: '2.2#4', value: 12, unit: 'HOURS' },
  ONSET_LATE: { ref: '2.2#6', value: 24, unit: 'HOURS' },
  ONSET_STABLE_ESC_2023: { ref: '2.2#8', value: 48, unit: 'HOURS' },
  ONSET_STABLE_ACCF_AHA: { ref: '2.2#8', value: 24, unit: 'HOURS' },
  ONSET_STABLE_CHINA_2019: { ref: '2.2#8', value: 48, unit: 'HOURS' },
  /** Reperfused from this share of the reference on. */
  LYSIS_RESOLVED: { ref: '2.6', value: 50, unit: 'PERCENT' },
  /** The ECGs that count are those of 60 to 90 min after the bolus. */
  LYSIS_LOOK_FROM: { ref: '2.6', value: 60, unit: 'MIN' },
  LYSIS_DECIDED_BY: { ref: 'T29', value: 90, unit: 'MIN' },
  /** Over this age clopidogrel is loaded with 75 mg. */
  CLOPIDOGREL_75_OVER: { ref: '10.6', value: 75, unit: 'YEARS' },
  /** A refusal is offered again after this time. */
  REOFFER_EVERY: { ref: '2.8', value: 30, unit: 'MIN' },
  /** A crew's word of when it arrives counts so long; older it is shown as old. */
  ETA_COUNTS: { ref: 'P6T', value: 10, unit: 'MIN' },
  /** Without an answer for so long the last person is called. */
  UNANSWERED: { ref: 'R7', value: 5, unit: 'MIN' },
  /** An ended episode is reopened within this time; later a linked one is opened. */
  REOPEN_WITHIN: { ref: 'END', value: 24 * 60, unit: 'MIN' },
  /** An alarm that was acknowledged is assessed, and one found real is acted on, within this time. */
  ALARM_HIGH_ASSESS: { ref: '10.28', value: 3, unit: 'MIN' },
  ALARM_HIGH_ACT: { ref: '10.28', value: 5, unit: 'MIN' },
  ALARM_MEDIUM_ASSESS: { ref: '6.3', value: 30, unit: 'MIN' },
  ALARM_MEDIUM_ACT: { ref: '6.3', value: 240, unit: 'MIN' },
} as const satisfies Record<string, Pick<Threshold, 'ref' | 'value' | 'unit'>>;
export type RuleThreshold = keyof typeof RULE_THRESHOLDS;

const limitCode = (code: TargetCode): string => `${code}_LIMIT`;
const tellCode = (code: TargetCode, nth: number): string => `${code}_TELL_${nth + 1}`;
const earliestCode = (code: TargetCode): string => `${code}_NOT_BEFORE`;

function ofTarget(code: TargetCode): readonly Threshold[] {
  const { limitMin, limitWhen, notBeforeMin, tells = [] } = targetOf(code);
  const named: readonly (readonly [string, number | undefined])[] = [
    [limitCode(code), limitMin],
    [`${limitCode(code)}_${limitWhen?.fact}`, limitWhen?.limitMin],
    [earliestCode(code), notBeforeMin],
    // a row's own word at the very start is an announcement, not a limit
    ...tells.map(({ afterMin }, nth) => [tellCode(code, nth), afterMin === 0 ? undefined : afterMin] as const),
  ];
  return named.flatMap(([name, value]) =>
    value === undefined ? [] : [{ code: name, ref: code.slice(0, 3), value, unit: 'MIN' as const, target: code }],
  );
}

/** The minutes of a ladder after its start, each once, in the order in which they come. */
const minutesOf = (ladder: LadderCode): readonly Minutes[] =>
  [...new Set(stepsOf(ladder).asks)].filter((minute) => minute > 0);

const ofLadder = (ladder: LadderCode): readonly Threshold[] =>
  minutesOf(ladder).map((value) => ({
    code: stepCode(ladder, value),
    ref: stepsOf(ladder).ref,
    value,
    unit: 'MIN',
    ladder,
  }));

/** Every number an edition may set, with what holds where none is set. */
export const THRESHOLDS: readonly Threshold[] = [
  ...targetCodes.flatMap(ofTarget),
  ...Object.entries(RULE_THRESHOLDS).map(([code, facts]) => ({ code, ...facts })),
  ...ladderCodes.flatMap(ofLadder),
  ...LYTIC_ROWS.flatMap(({ half }) =>
    half === undefined ? [] : [{ code: HALF_OVER, ref: '10.6', value: half.years, unit: 'YEARS' as const }],
  ),
  { code: NO_BOLUS.code, ref: '10.6', value: NO_BOLUS.years, unit: 'YEARS' },
  ...LYTIC_ROWS.map(({ product }) => ({ code: offerCode(product), ref: '2.4', value: 1, unit: 'OFFERED' as const })),
  ...PACK_CHOICES.map((item) => ({ code: packCode(item), ref: '2.5#2', value: 1, unit: 'OFFERED' as const })),
  ...[...LYTIC_NUMBERS, ...ADJUNCT_NUMBERS].map(({ code, ref, value, unit, printed }) => ({
    code,
    ref,
    value,
    unit,
    printed,
  })),
  ...ST_HEIGHTS.map(({ code, row: { ref, mV } }) => ({
    code,
    ref: ref.replace(/ .*$/, ''),
    value: mV,
    unit: 'MV' as const,
  })),
];

/** Amounts an edition sets beyond what their rows print: two people approve them, one after the other. */
export const beyondPrint = (thresholds: Thresholds): readonly string[] =>
  THRESHOLDS.flatMap(({ code, printed }) => {
    const value = thresholds[code];
    return value !== undefined && printed && (value < printed[0] || value > printed[1]) ? [code] : [];
  });

/** A number of a decision rule under an episode’s edition. */
export const thresholdOf = (edition: Edited, code: RuleThreshold): number =>
  numberIn(edition, code, RULE_THRESHOLDS[code].value);

/** At which shares of a limit the levels of a clock come, per cent; the breach itself is the whole of it. */
export type LevelShares = { readonly half: number; readonly nearBreach: number; readonly escalated: number };
export const levelShares = (edition: Edited): LevelShares => ({
  half: thresholdOf(edition, 'LEVEL_HALF'),
  nearBreach: thresholdOf(edition, 'LEVEL_NEAR_BREACH'),
  escalated: thresholdOf(edition, 'LEVEL_ESCALATED'),
});

/** When routine waits, by the edition's own hours. */
export const quietHours = (edition: Edited): QuietHours => ({
  fromMin: thresholdOf(edition, 'QUIET_FROM'),
  toMin: thresholdOf(edition, 'QUIET_TO'),
});

/** When a step of a ladder comes under an edition. */
export const stepIn = (edition: Edited, code: LadderCode, afterMin: Minutes): Minutes =>
  numberIn(edition, stepCode(code, afterMin), afterMin);

/** A row of the targets under an episode’s edition. */
export function targetIn({ thresholds }: Edited, code: TargetCode): Target {
  const row = targetOf(code);
  if (thresholds === undefined) return row;
  const { limitMin, limitWhen, notBeforeMin, tells } = row;
  const set = (name: string, value: number): number => thresholds[name] ?? value;
  return {
    ...row,
    ...(limitMin !== undefined && { limitMin: set(limitCode(code), limitMin) }),
    ...(limitWhen && {
      limitWhen: { ...limitWhen, limitMin: set(`${limitCode(code)}_${limitWhen.fact}`, limitWhen.limitMin) },
    }),
    ...(notBeforeMin !== undefined && { notBeforeMin: set(earliestCode(code), notBeforeMin) }),
    ...(tells && {
      tells: tells.map((tell, nth) => ({ ...tell, afterMin: set(tellCode(code, nth), tell.afterMin) })),
    }),
  };
}

/** What a number of each unit may be: more, or less, is a slip of the pen. Amounts of drugs go by their own row. */
type Bounds = { readonly above?: number; readonly from?: number; readonly to: number };
const BOUNDS: Readonly<Partial<Record<ThresholdUnit, Bounds>>> = {
  MIN: { above: 0, to: 60 * 1440 },
  HOURS: { above: 0, to: 60 * 24 },
  PERCENT: { above: 0, to: 500 },
  MINUTE_OF_DAY: { from: 0, to: 1439 },
  YEARS: { from: 18, to: 120 },
  OFFERED: { from: 0, to: 1 },
};
const WHOLE: readonly ThresholdUnit[] = ['MINUTE_OF_DAY', 'YEARS', 'OFFERED'];

/** Amounts and heights further from their row than this, to either side, are slips of the pen [P]. */
const FACTOR = 2;
const boundsOf = ({ unit, value, printed = [value, value] }: Threshold): Bounds =>
  BOUNDS[unit] ?? { from: printed[0] / FACTOR, to: printed[1] * FACTOR };

/** An episode carries what differs from the tables all its life: a whole table of its own is a release. */
const MOST_CHANGED = 100;

/** Which of the numbers a reading, an alarm, a lab and a hole in the rota go by. */
const KEPT_BY = {
  READING: ({ code, ladder }) => ladder === 'READ_ECG' || code === 'UNANSWERED',
  INCIDENT: ({ code, ladder }) =>
    ladder?.startsWith('INCIDENT_') === true || code.startsWith('ALARM_') || code === 'UNANSWERED',
  LAB: ({ code, ladder }) => ladder === 'LAB_CHOICE' || code === 'UNANSWERED',
  ROTA_HOLE: ({ ladder }) => ladder === 'ROTA_HOLE_FOUND' || ladder === 'ROTA_HOLE_BEGUN',
} as const satisfies Record<string, (one: Threshold) => boolean>;

/** What runs by itself keeps of the edition it begins under; nothing when that changes none of its numbers. */
export function keptOf(
  edition: Pick<PathwayVersion, 'edition' | 'thresholds'> | undefined,
  by: keyof typeof KEPT_BY,
): KeptEdition | undefined {
  const own = THRESHOLDS.filter(KEPT_BY[by]).map(({ code }) => code);
  const thresholds = Object.fromEntries(
    Object.entries(edition?.thresholds ?? {}).filter(([code]) => own.includes(code)),
  );
  return edition === undefined || Object.keys(thresholds).length === 0
    ? undefined
    : { edition: edition.edition, thresholds };
}

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
  return outOfOrder({ thresholds });
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
  const wide = RANGES.find(([from, to]) => numberOf(edition, from) > numberOf(edition, to));
  if (wide !== undefined) return `${wide[0].code} is at most ${wide[1].code}.`;
  const wrong = ladderCodes.find((code) => !isRising(minutesOf(code).map((minute) => stepIn(edition, code, minute))));
  return wrong === undefined ? undefined : `The steps of ${wrong} keep their order.`;
}

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

export type Changed = { readonly code: string; readonly before: number; readonly after: number };

/** What two editions differ in, in the order of the tables. */
export const differences = (before: Thresholds, after: Thresholds): readonly Changed[] =>
  THRESHOLDS.flatMap(({ code, value }) => {
    const changed = { code, before: before[code] ?? value, after: after[code] ?? value };
    return changed.before === changed.after ? [] : [changed];
  });
