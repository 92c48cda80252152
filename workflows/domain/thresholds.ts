import { ADJUNCT_NUMBERS, NO_BOLUS } from './adjunctRows';
import { ASKED_LIMITS } from './askedLimits';
import type { LadderCode } from './ladderSteps';
import { channelCode, everyAsk, ladderCodes, STEP_CHANNELS, stepCode, stepsOf } from './ladderSteps';
import { HALF_OVER, LYTIC_NUMBERS, LYTIC_ROWS, offerCode } from './lytics';
import { PACK_CHOICES, PACK_NUMBERS, packCode, SMALLER_LOAD } from './packRows';
import type { Edited, KeptEdition, PathwayVersion, Thresholds } from './pathway';
import { numberIn } from './pathway';
import { CHAIN_LEVELS, chainCodes, chainLevelCode } from './owners';
import { askCode, mayAskAnother, roleSet } from './stepRoles';
import { RULE_THRESHOLDS } from './ruleThresholds';
import { ST_HEIGHTS } from './stCriteria';
import type { Target, TargetCode } from './targets';
import { targetCodes, targetOf } from './targets';
import type { Minutes } from './time';
import type { Channel, ThresholdUnit } from './vocabulary';

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

const limitCode = (code: TargetCode): string => `${code}_LIMIT`;
const tellCode = (code: TargetCode, nth: number): string => `${code}_TELL_${nth + 1}`;
const tellChannelCode = (code: TargetCode, nth: number): string => `${tellCode(code, nth)}_BY`;
const tellRoleCode = (code: TargetCode, nth: number): string => `${tellCode(code, nth)}_ASKS`;
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
  const ref = code.slice(0, 3);
  return [
    ...named.flatMap(([name, value]) =>
      value === undefined ? [] : [{ code: name, ref, value, unit: 'MIN' as const, target: code }],
    ),
    ...tells.flatMap((_, nth) => [
      { code: tellRoleCode(code, nth), ref, value: 0, unit: 'ROLE' as const, target: code },
      { code: tellChannelCode(code, nth), ref, value: 0, unit: 'CHANNEL' as const, target: code },
    ]),
  ];
}

/** The minutes of a ladder after its start, each once, in the order in which they come. */
export const minutesOf = (ladder: LadderCode): readonly Minutes[] =>
  [...new Set(everyAsk(ladder).map(([afterMin]) => afterMin))].filter((minute) => minute > 0);

const ofLadder = (ladder: LadderCode): readonly Threshold[] => {
  const { ref } = stepsOf(ladder);
  const asks = everyAsk(ladder);
  return [
    ...minutesOf(ladder).map((value) => ({ code: stepCode(ladder, value), ref, value, unit: 'MIN' as const, ladder })),
    ...asks
      .filter(([, who]) => mayAskAnother(who))
      .map(([afterMin, who]) => ({
        code: askCode(ladder, afterMin, who),
        ...{ ref, value: 0, unit: 'ROLE' as const, ladder },
      })),
    ...[...new Set(asks.map(([afterMin]) => afterMin))].map((afterMin) => ({
      code: channelCode(ladder, afterMin),
      ...{ ref, value: 0, unit: 'CHANNEL' as const, ladder },
    })),
  ];
};

/** How a level of every clock is told where an edition says nothing (1.1, 10.11). */
const LEVEL_CHANNELS = { NEAR_BREACH: 'PUSH', BREACH: 'VOICE', ESCALATED: 'VOICE' } as const;
type ToldLevel = keyof typeof LEVEL_CHANNELS;
const levelChannelCode = (level: ToldLevel): string => `LEVEL_${level}_BY`;

/** Every number an edition may set, with what holds where none is set. */
export const THRESHOLDS: readonly Threshold[] = [
  ...targetCodes.flatMap(ofTarget),
  ...Object.entries({ ...RULE_THRESHOLDS, ...ASKED_LIMITS }).map(([code, facts]) => ({ code, ...facts })),
  ...(Object.keys(LEVEL_CHANNELS) as ToldLevel[]).map((level) => ({
    code: levelChannelCode(level),
    ...{ ref: '1.1', value: 0, unit: 'CHANNEL' as const },
  })),
  ...chainCodes.flatMap((chain) =>
    CHAIN_LEVELS.map((level) => ({
      code: chainLevelCode(chain, level),
      ...{ ref: '10.11', value: 0, unit: 'ROLE' as const },
    })),
  ),
  ...ladderCodes.flatMap(ofLadder),
  ...LYTIC_ROWS.flatMap(({ half }) =>
    half === undefined ? [] : [{ code: HALF_OVER, ref: '10.6', value: half.years, unit: 'YEARS' as const }],
  ),
  ...[NO_BOLUS, SMALLER_LOAD].map(({ code, years }) => ({ code, ref: '10.6', value: years, unit: 'YEARS' as const })),
  ...LYTIC_ROWS.map(({ product }) => ({ code: offerCode(product), ref: '2.4', value: 1, unit: 'OFFERED' as const })),
  ...PACK_CHOICES.map((drug) => ({ code: packCode(drug), ref: '2.5#2', value: 1, unit: 'OFFERED' as const })),
  ...[...LYTIC_NUMBERS, ...PACK_NUMBERS, ...ADJUNCT_NUMBERS].map(({ code, ref, value, unit, printed }) => ({
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

/** When a step of a ladder comes under an edition. */
export const stepIn = (edition: Edited, code: LadderCode, afterMin: Minutes): Minutes =>
  numberIn(edition, stepCode(code, afterMin), afterMin);

/** A channel as an edition names it; `printed`: what the table has. */
function channelSet(edition: Edited, code: string, printed: Channel): Channel {
  const set = STEP_CHANNELS[numberIn(edition, code, 0)];
  return set === undefined || set === 'AS_PRINTED' ? printed : set;
}

/** By which channel a step asks under an edition; `printed`: what the table has. */
export const channelIn = (edition: Edited, code: LadderCode, afterMin: Minutes, printed: Channel): Channel =>
  channelSet(edition, channelCode(code, afterMin), printed);

/** By which channel a level of a clock is told under an edition. */
export const levelChannel = (edition: Edited, level: ToldLevel): Channel =>
  channelSet(edition, levelChannelCode(level), LEVEL_CHANNELS[level]);

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
      tells: tells.map((tell, nth) => ({
        ...tell,
        afterMin: set(tellCode(code, nth), tell.afterMin),
        role: roleSet({ thresholds }, tellRoleCode(code, nth)) ?? tell.role,
        channel: channelSet({ thresholds }, tellChannelCode(code, nth), tell.channel),
      })),
    }),
  };
}

/** Routine waits for the morning of the hospital's own hours, an alarm's as well. */
const isOfHours = (code: string): boolean => code === 'QUIET_FROM' || code === 'QUIET_TO';

/** Which of the numbers a reading, an alarm, a lab, a hole in the rota and a list of alarms go by. */
const KEPT_BY = {
  READING: ({ code, ladder }) => ladder === 'READ_ECG' || code === 'UNANSWERED',
  INCIDENT: ({ code, ladder }) =>
    ladder?.startsWith('INCIDENT_') === true ||
    // 120 is asked to look in the steps of an ambulance
    ladder === 'DISPATCH_AMBULANCE' ||
    code.startsWith('ALARM_') ||
    isOfHours(code) ||
    code === 'UNANSWERED',
  LAB: ({ code, ladder }) => ladder === 'LAB_CHOICE' || code === 'UNANSWERED',
  ROTA_HOLE: ({ code, ladder }) =>
    ladder === 'ROTA_HOLE_FOUND' || ladder === 'ROTA_HOLE_BEGUN' || code.startsWith('ROTA_HOLE_'),
  DIGEST: ({ code, ladder }) => ladder === 'LOW_ALARMS' || ladder === 'WEEK_OF_ALARMS' || isOfHours(code),
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

export type Changed = { readonly code: string; readonly before: number; readonly after: number };

/** What two editions differ in, in the order of the tables. */
export const differences = (before: Thresholds, after: Thresholds): readonly Changed[] =>
  THRESHOLDS.flatMap(({ code, value }) => {
    const changed = { code, before: before[code] ?? value, after: after[code] ?? value };
    return changed.before === changed.after ? [] : [changed];
  });
