import type { AlarmCode } from './vocabulary';

/** What a stream rule may look at; the last four say how the wearer is, `SQI` is the quality beside any value. */
export const STREAM_VITALS = [
  'HR',
  'RR_INTERVAL',
  'QTC',
  'ST',
  'SPO2',
  'SBP',
  'DBP',
  'GLUCOSE',
  'WEIGHT',
  'BATTERY',
  'SQI',
  'AF',
  'CONTACT',
  'ASLEEP',
  'MOVING',
  'UPRIGHT',
] as const;
export type StreamVital = (typeof STREAM_VITALS)[number];

/** Limits a person may set for one patient; each replaces the limit of one rule. */
export const PERSONAL_LIMITS = ['HR_LOW', 'HR_HIGH', 'SPO2_LOW'] as const;
export type PersonalLimit = (typeof PERSONAL_LIMITS)[number];

/** How a value stands to the limit when the rule holds. */
export type Side = 'BELOW' | 'AT_MOST' | 'AT_LEAST' | 'ABOVE';

/** The numbers of a rule: what an edition may change. */
export type RuleNumbers = {
  readonly limit: number;
  /** How long without a break, in seconds; 0 = at the first reading. */
  readonly forS: number;
  /** How far back over the limit the value must come before the alarm ends (devices.md 5.6). */
  readonly hysteresis: number;
};

export type StreamRule = RuleNumbers & {
  /** The row of clinical.md 6.2. */
  readonly ref: string;
  readonly code: AlarmCode;
  readonly vital: StreamVital;
  readonly side: Side;
  /** So many readings in a row do as well as the time. */
  readonly readings?: number;
  readonly personal?: PersonalLimit;
  /** The wearer must be so, as far as anybody knows; what is not known suppresses nothing. */
  readonly only?: {
    readonly awake?: true;
    readonly atRest?: true;
    readonly inAf?: boolean;
    readonly newAf?: true;
    readonly highWatch?: true;
    /** Counted anew when the wearer lies down or gets up. */
    readonly steady?: true;
  };
  /** A rhythm or ST rule: held while the electrode is off or the signal poor (6.4). */
  readonly rhythm?: true;
  /** Not held when the signal just before was good (6.4). */
  readonly trustsLastGood?: true;
  /** Holds when it was so this often within so many hours. */
  readonly times?: { readonly count: number; readonly withinH: number };
  /** The value is the rise over the lowest of so many hours. */
  readonly riseWithinH?: number;
  /** The value is the distance from the patient's own baseline. */
  readonly fromBaseline?: true;
  /** Told anew while it lasts, after so many minutes or when it has grown by so much. */
  readonly again?: { readonly afterMin: number; readonly growth: number };
  /** Not raised again for so many minutes after it was. */
  readonly quietMin?: number;
  /** What a person reads instead of the measured unit. */
  readonly shownAs?: { readonly factor: number; readonly unit: string };
};

/** The edition below; a change is a new edition, tried on stored data first. */
export const STREAM_EDITION = '2026-11';

/** A value is poor below this (devices.md 5.6: rhythm alarms need SQI >= 0.5). */
export const GOOD_SQI = 0.5;

const seconds = { factor: 0.001, unit: 's' } as const;
const rhythm = true as const;
const rate = { vital: 'HR', hysteresis: 5, rhythm } as const;
const pause = { vital: 'RR_INTERVAL', side: 'AT_LEAST', forS: 0, hysteresis: 0, rhythm, shownAs: seconds } as const;
const st = { vital: 'ST', forS: 60, hysteresis: 0, rhythm, fromBaseline: true } as const;
const oxygen = {
  ref: 'W14',
  code: 'SPO2_LOW',
  vital: 'SPO2',
  side: 'BELOW',
  forS: 15,
  readings: 2,
  hysteresis: 2,
} as const;
const spot = { forS: 0, hysteresis: 0 } as const;
const pressure = { ref: 'W15', code: 'BP_ABNORMAL', ...spot } as const;
const sugar = { ref: 'W16', code: 'GLUCOSE_ABNORMAL', vital: 'GLUCOSE', ...spot } as const;
const battery = { ref: 'W21', code: 'LOW_BATTERY', vital: 'BATTERY', side: 'BELOW', forS: 0, hysteresis: 5 } as const;
const contact = { ref: 'W19', code: 'LEAD_OFF', vital: 'CONTACT', side: 'AT_MOST', limit: 0, hysteresis: 0 } as const;

/**
 * clinical.md 6.2 where plain values tell: delays are that table's, hysteresis and re-alarm devices.md 5.6's (10.32);
 * no QRS of a wearable is 10.8, what is told again 10.43.
 * How urgent what holds is, is `deviceAlarms.ts`. Rows that need a waveform or a person (W2, W3, W6, W9, W11, W17, W18)
 * are told by the device; W22 to W24 are clocks of the server.
 */
export const STREAM_RULES = {
  W1_NO_QRS: { ...pause, ref: 'W1', code: 'VF_ASYSTOLE', limit: 6000, trustsLastGood: true },
  W4_PAUSE_AF: { ...pause, ref: 'W4', code: 'PAUSE', limit: 5000, only: { inAf: true } },
  W4_PAUSE: { ...pause, ref: 'W4', code: 'PAUSE', limit: 4000, only: { inAf: false } },
  W4_PAUSES: {
    ...pause,
    ref: 'W4',
    code: 'PAUSE',
    limit: 3000,
    only: { inAf: false },
    times: { count: 3, withinH: 24 },
  },
  W5_ASLEEP: { ...rate, ref: 'W5', code: 'BRADYCARDIA', side: 'BELOW', limit: 35, forS: 60 },
  W5_AWAKE: {
    ...rate,
    ref: 'W5',
    code: 'BRADYCARDIA',
    side: 'BELOW',
    limit: 40,
    forS: 60,
    personal: 'HR_LOW',
    only: { awake: true },
  },
  W7_180: { ...rate, ref: 'W7', code: 'TACHYCARDIA', side: 'AT_LEAST', limit: 180, forS: 30 },
  W7_150: { ...rate, ref: 'W7', code: 'TACHYCARDIA', side: 'ABOVE', limit: 150, forS: 60 },
  W7_REST: {
    ...rate,
    ref: 'W7',
    code: 'TACHYCARDIA',
    side: 'ABOVE',
    limit: 120,
    forS: 300,
    personal: 'HR_HIGH',
    only: { atRest: true },
  },
  W8_AF: {
    ref: 'W8',
    code: 'AF_ONSET',
    vital: 'AF',
    side: 'AT_LEAST',
    limit: 1,
    forS: 30,
    hysteresis: 0,
    rhythm,
    only: { newAf: true },
    quietMin: 24 * 60,
  },
  W10_QTC: { ref: 'W10', code: 'LONG_QTC', vital: 'QTC', side: 'AT_LEAST', limit: 500, ...spot, rhythm },
  W12_ST_UP: {
    ...st,
    ref: 'W12',
    code: 'ST_ELEVATION_FEW_LEADS',
    side: 'AT_LEAST',
    limit: 0.2,
    only: { steady: true },
    again: { afterMin: 10, growth: 0.05 },
  },
  W13_ST_DOWN: {
    ...st,
    ref: 'W13',
    code: 'ST_DEPRESSION',
    side: 'AT_MOST',
    limit: -0.1,
    only: { atRest: true },
    again: { afterMin: 30, growth: 0.05 },
  },
  W14_85: { ...oxygen, limit: 85 },
  W14_90: { ...oxygen, limit: 90, personal: 'SPO2_LOW' },
  W15_LOW: { ...pressure, vital: 'SBP', side: 'BELOW', limit: 90 },
  W15_HIGH: { ...pressure, vital: 'SBP', side: 'AT_LEAST', limit: 160 },
  W15_DIASTOLIC: { ...pressure, vital: 'DBP', side: 'AT_LEAST', limit: 100 },
  W16_LOW: { ...sugar, side: 'AT_MOST', limit: 3.9 },
  W16_HIGH: { ...sugar, side: 'AT_LEAST', limit: 16.7 },
  W19_WATCHED: { ...contact, forS: 1800, only: { awake: true, highWatch: true } },
  W19_OFF: { ...contact, forS: 120, only: { awake: true } },
  W20_POOR: { ref: 'W20', code: 'POOR_SIGNAL', vital: 'SQI', side: 'BELOW', limit: GOOD_SQI, forS: 600, hysteresis: 0 },
  W21_5: { ...battery, limit: 5 },
  W21_20: { ...battery, limit: 20 },
  W25_GAIN: {
    ref: 'W25',
    code: 'WEIGHT_GAIN',
    vital: 'WEIGHT',
    side: 'AT_LEAST',
    limit: 2,
    ...spot,
    riseWithinH: 72,
    quietMin: 24 * 60,
  },
} as const satisfies Record<string, StreamRule>;
export type StreamRuleId = keyof typeof STREAM_RULES;
export type StreamRules = Readonly<Record<StreamRuleId, StreamRule>>;
export const STREAM_RULE_IDS = Object.keys(STREAM_RULES).filter((id): id is StreamRuleId => id in STREAM_RULES);

/** What an edition says otherwise; a rule that is not named stays as it is. */
export type RuleChanges = Readonly<Partial<Record<StreamRuleId, Partial<RuleNumbers>>>>;

export const changeRules = (rules: StreamRules, changes: RuleChanges): StreamRules =>
  STREAM_RULE_IDS.reduce<StreamRules>((all, id) => ({ ...all, [id]: { ...all[id], ...changes[id] } }), rules);

/** A personal limit may be moved up to the graver row of its kind and no further; these rows stay for everybody. */
export const PERSONAL_BOUNDS: Readonly<
  Record<PersonalLimit, { readonly rule: StreamRuleId; readonly least?: number; readonly most?: number }>
> = {
  HR_LOW: { rule: 'W5_AWAKE', least: STREAM_RULES.W5_ASLEEP.limit },
  HR_HIGH: { rule: 'W7_REST', most: STREAM_RULES.W7_150.limit },
  SPO2_LOW: { rule: 'W14_90', least: STREAM_RULES.W14_85.limit },
};

const NUMBERS = ['limit', 'forS', 'hysteresis'] as const satisfies readonly (keyof RuleNumbers)[];

/** What is stored of an edition, believed only where it names a rule and gives it a number. */
export function readChanges(stored: unknown): RuleChanges {
  const said = typeof stored === 'object' && stored !== null ? Object.entries(stored) : [];
  const known = STREAM_RULE_IDS.flatMap((id) => {
    const [, numbers]: readonly unknown[] = said.find(([name]) => name === id) ?? [];
    if (typeof numbers !== 'object' || numbers === null) return [];
    const given = NUMBERS.flatMap((name) => {
      const value: unknown = Object.entries(numbers).find(([key]) => key === name)?.[1];
      return typeof value === 'number' && Number.isFinite(value) ? [[name, value] as const] : [];
    });
    return [[id, Object.fromEntries(given)] as const];
  });
  return Object.fromEntries(known);
}
