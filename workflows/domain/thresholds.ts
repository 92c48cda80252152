import type { PathwayVersion, Thresholds } from './pathway';
import type { Target, TargetCode } from './targets';
import { targetCodes, targetOf } from './targets';
import type { Minutes } from './time';

/** Minutes of the pathway that a site may set otherwise in an edition of its own. */
export type Threshold = {
  readonly code: string;
  /** The row of the reference it comes from. */
  readonly ref: string;
  readonly value: Minutes;
  readonly target?: TargetCode;
};

/** Minutes of the decision rules; those of the clocks are read from their rows. */
const RULE_THRESHOLDS = {
  /** A refusal is offered again after this time. */
  REOFFER_EVERY: { ref: '2.8', value: 30 },
  /** Without an answer for so long the last person is called. */
  UNANSWERED: { ref: 'R7', value: 5 },
} as const satisfies Record<string, Pick<Threshold, 'ref' | 'value'>>;
type RuleThreshold = keyof typeof RULE_THRESHOLDS;

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
    value === undefined ? [] : [{ code: name, ref: code.slice(0, 3), value, target: code }],
  );
}

/** Every number an edition may set, with what holds where none is set. */
export const THRESHOLDS: readonly Threshold[] = [
  ...targetCodes.flatMap(ofTarget),
  ...Object.entries(RULE_THRESHOLDS).map(([code, facts]) => ({ code, ...facts })),
];

type Edition = Pick<PathwayVersion, 'thresholds'>;

/** Minutes of a decision rule under an episode’s edition. */
export const thresholdOf = ({ thresholds }: Edition, code: RuleThreshold): number =>
  thresholds?.[code] ?? RULE_THRESHOLDS[code].value;

/** A row of the targets under an episode’s edition. */
export function targetIn({ thresholds }: Edition, code: TargetCode): Target {
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

/** Nothing on the pathway waits longer, min: more is a slip of the pen. */
const LARGEST_MIN = 60 * 1440;

/** Why an edition's numbers can't be taken; `undefined` when they can. */
export function whyNotThresholds(thresholds: Thresholds): string | undefined {
  for (const [code, value] of Object.entries(thresholds)) {
    if (!THRESHOLDS.some((one) => one.code === code)) return `${code} is no threshold.`;
    if (!Number.isFinite(value) || value <= 0 || value > LARGEST_MIN)
      return `${code} must be above 0 and at most ${LARGEST_MIN} min.`;
  }
  return undefined;
}

export type Changed = { readonly code: string; readonly before: number; readonly after: number };

/** What two editions differ in, in the order of the tables. */
export const differences = (before: Thresholds, after: Thresholds): readonly Changed[] =>
  THRESHOLDS.flatMap(({ code, value }) => {
    const changed = { code, before: before[code] ?? value, after: after[code] ?? value };
    return changed.before === changed.after ? [] : [changed];
  });
