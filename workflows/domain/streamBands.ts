import { DEVICE_ALARMS } from './deviceAlarms';
import { GOOD_SQI, type PersonalLimit, type StreamRule, type StreamRules, type StreamVital } from './streamRules';
import { MINUTE_MS } from './time';

export const HOUR_MS = 60 * MINUTE_MS;
/** Readings further apart than this are no unbroken stretch (devices.md 5.6: no data for two minutes is silence). */
const LONGEST_GAP_MS = 2 * MINUTE_MS;
/** How long sleep, movement, posture and contact are believed after they were told; then nothing is suppressed by them. */
const BELIEVED_MS = 10 * MINUTE_MS;
/** More are never needed to count repeats or to find the lowest weight of three days. */
export const KEPT = 12;

/** One measured value of one device; `at` in milliseconds of UTC. */
export type Reading = {
  readonly vital: StreamVital;
  readonly at: number;
  readonly value: number;
  /** Of an ST value. */
  readonly lead?: string;
  readonly sqi?: number;
};

/** What people have said of the wearer. */
export type AlarmProfile = {
  readonly knownAf: boolean;
  /** The first 14 days after an infarct, or under close watch (W19). */
  readonly highWatch: boolean;
  readonly limits: Readonly<Partial<Record<PersonalLimit, number>>>;
  /** By lead; where nothing is set, the isoelectric line. */
  readonly stBaselineMv: Readonly<Record<string, number>>;
};
export const NO_PROFILE: AlarmProfile = { knownAf: false, highWatch: false, limits: {}, stBaselineMv: {} };

export type Watching = {
  readonly rules: StreamRules;
  readonly profile: AlarmProfile;
  /** Complaints of the last minutes, as alarms call them. */
  readonly symptoms: readonly string[];
};

type Told = { readonly at: number; readonly value: number };

/** What is known of the wearer and the signal beside the rules. */
export type Wearer = {
  readonly told: Readonly<Partial<Record<StreamVital, Told>>>;
  readonly turnedAt?: number;
  /** When a rhythm was last measured in a good signal. */
  readonly goodAt?: number;
  readonly weights?: readonly Told[];
};

/** How far one rule has come; no `since` = its value is in the healthy range. */
export type Band = {
  readonly at: number;
  readonly since?: number;
  readonly readings?: number;
  readonly holds?: true;
  /** Of the last reading beyond the limit, as a person reads it. */
  readonly value?: number;
  /** The mildest of the stretch, which is what lasted: 130 for five minutes and then 185 is not yet 185 for 30 s. */
  readonly lasting?: number;
  /** When it was beyond the limit, for what counts how often. */
  readonly hits?: readonly number[];
};

/** Sleep, movement, posture, contact and atrial fibrillation; the last good signal; the weights of three days. */
export function noteWearer(wearer: Wearer, { vital, at, value, sqi }: Reading): Wearer {
  switch (vital) {
    case 'HR':
    case 'RR_INTERVAL':
      return sqi !== undefined && sqi >= GOOD_SQI ? { ...wearer, goodAt: at } : wearer;
    case 'WEIGHT': {
      const recent = (wearer.weights ?? []).filter((told) => told.at > at - 72 * HOUR_MS);
      return { ...wearer, weights: [...recent, { at, value }].slice(-KEPT) };
    }
    case 'UPRIGHT': {
      const turned = wearer.told.UPRIGHT !== undefined && wearer.told.UPRIGHT.value !== value;
      return { ...wearer, told: { ...wearer.told, UPRIGHT: { at, value } }, ...(turned && { turnedAt: at }) };
    }
    case 'AF':
    case 'CONTACT':
    case 'ASLEEP':
    case 'MOVING':
      return { ...wearer, told: { ...wearer.told, [vital]: { at, value } } };
    default:
      return wearer;
  }
}

/** Whether something told of the wearer is so; what was told too long ago is not known. */
export function isTold({ told }: Wearer, vital: StreamVital, value: number, at: number): boolean {
  const said = told[vital];
  return said !== undefined && said.value === value && at - said.at <= BELIEVED_MS;
}

type Stepping = {
  readonly rule: StreamRule;
  readonly reading: Reading;
  readonly watching: Watching;
  readonly wearer: Wearer;
  /** As the wearer was known before this reading. */
  readonly before: Wearer;
};

/** One rule and one reading. A reading that comes late changes nothing any more: it is stored and shown. */
export function stepBand(band: Band | undefined, stepping: Stepping): Band {
  const { rule, reading } = stepping;
  const { at } = reading;
  if (band && at <= band.at) return band;
  const remembered = band?.hits ? { hits: band.hits } : {};
  if (isHeld(stepping)) return band?.holds ? { ...band, at } : { at, ...remembered };
  const value = valueOf(stepping);
  const slack = band?.holds ? rule.hysteresis : 0;
  if (!applies(stepping) || !isBeyond(stepping, value, slack)) return { at, ...remembered };
  const since = startOf(band, stepping);
  const readings = (band?.since === undefined ? 0 : (band.readings ?? 0)) + 1;
  const hits = hitsOf(band, stepping);
  const shown = value * (rule.shownAs?.factor ?? 1);
  const long = at - since >= rule.forS * 1000 || (rule.readings !== undefined && readings >= rule.readings);
  const often = rule.times === undefined || (hits?.length ?? 0) >= rule.times.count;
  return {
    at,
    since,
    readings: Math.min(readings, KEPT),
    value: shown,
    lasting: rule.forS > 0 && since === band?.since ? milder(rule, band.lasting ?? shown, shown) : shown,
    ...(hits && { hits }),
    ...((band?.holds || (long && often)) && { holds: true as const }),
  };
}

const milder = ({ side }: StreamRule, a: number, b: number): number =>
  side === 'BELOW' || side === 'AT_MOST' ? Math.max(a, b) : Math.min(a, b);

/** The stretch goes on, unless readings are missing or the wearer has turned; one that holds began when it began. */
function startOf(band: Band | undefined, { rule, reading, wearer }: Stepping): number {
  if (band?.since === undefined) return reading.at;
  if (band.holds) return band.since;
  const turned = rule.only?.steady === true && (wearer.turnedAt ?? 0) > band.since;
  return reading.at - band.at > LONGEST_GAP_MS || turned ? reading.at : band.since;
}

function hitsOf(band: Band | undefined, { rule, reading: { at } }: Stepping): number[] | undefined {
  const { countWithin } = DEVICE_ALARMS[rule.code];
  const within = rule.times ? rule.times.withinH * HOUR_MS : (countWithin ?? 0) * MINUTE_MS;
  return within > 0 ? [...(band?.hits ?? []).filter((hit) => hit > at - within), at].slice(-KEPT) : undefined;
}

/** 6.4: what an electrode that is off or a poor signal says of the rhythm is neither an alarm nor its end. */
function isHeld({ rule, reading, wearer, before }: Stepping): boolean {
  if (rule.rhythm !== true) return false;
  const poor = reading.sqi !== undefined && reading.sqi < GOOD_SQI;
  // A good signal is better word of the contact than what was told of it before.
  const off = reading.sqi === undefined && isTold(wearer, 'CONTACT', 0, reading.at);
  const wasGood = before.goodAt !== undefined && reading.at - before.goodAt <= LONGEST_GAP_MS;
  return (poor || off) && !(rule.trustsLastGood === true && wasGood);
}

function applies({ rule: { only = {} }, reading: { at }, watching: { profile }, wearer }: Stepping): boolean {
  const inAf = profile.knownAf || isTold(wearer, 'AF', 1, at);
  return (
    !(only.awake === true && isTold(wearer, 'ASLEEP', 1, at)) &&
    !(only.atRest === true && isTold(wearer, 'MOVING', 1, at)) &&
    (only.inAf === undefined || only.inAf === inAf) &&
    !(only.newAf === true && profile.knownAf) &&
    !(only.highWatch === true && !profile.highWatch)
  );
}

/** To a thousandth, so that -0.12 against a baseline of -0.02 is -0.1 and no hair less. */
const rounded = (value: number): number => Math.round(value * 1000) / 1000;

function valueOf({ rule, reading, watching, wearer }: Stepping): number {
  if (rule.fromBaseline) return rounded(reading.value - (watching.profile.stBaselineMv[reading.lead ?? ''] ?? 0));
  if (rule.riseWithinH === undefined) return reading.value;
  const from = reading.at - rule.riseWithinH * HOUR_MS;
  const recent = (wearer.weights ?? []).filter(({ at }) => at > from).map(({ value }) => value);
  return rounded(reading.value - Math.min(reading.value, ...recent));
}

/** `slack` moves the limit back into the healthy range. */
function isBeyond({ rule, watching }: Stepping, value: number, slack: number): boolean {
  const limit = (rule.personal && watching.profile.limits[rule.personal]) ?? rule.limit;
  switch (rule.side) {
    case 'BELOW':
      return value < limit + slack;
    case 'AT_MOST':
      return value <= limit + slack;
    case 'AT_LEAST':
      return value >= limit - slack;
    case 'ABOVE':
      return value > limit - slack;
  }
}
