import type { Kind } from './envelope';
import type { Reading } from './topics';

export type Allowance = { readonly perMinute: number; readonly burst: number };
export type Quotas = Record<Kind, Allowance>;

/**
 * Per device and kind (devices.md 4.5), of recordings per patient; bursts of the kinds it leaves open let a tunnel's
 * buffer through at once.
 */
export const QUOTAS: Quotas = {
  alarm: { perMinute: 10, burst: 20 },
  vitals: { perMinute: 12, burst: 60 },
  status: { perMinute: 6, burst: 12 },
  loc: { perMinute: 12, burst: 60 },
  'ecg/stream': { perMinute: 90, burst: 120 },
  'ecg/inline': { perMinute: 0.1, burst: 3 },
  'ecg/ready': { perMinute: 0.1, burst: 3 },
};

/** Recordings of one cart, whoever they are of: more than hands can take. */
const RECORDINGS: Allowance = { perMinute: 1, burst: 12 };
const MAX_KEYS = 100_000;

export type Buckets = {
  /** `true` = there is room, and one token is gone. */
  take(key: string, allowance: Allowance, now: number): boolean;
  giveBack(key: string): void;
};

export function makeBuckets(): Buckets {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take(key, { perMinute, burst }, now) {
      const { tokens, at } = buckets.get(key) ?? { tokens: burst, at: now };
      const left = Math.min(burst, tokens + (Math.max(0, now - at) / 60_000) * perMinute);
      const room = left >= 1;
      // Names that nobody registered must not fill the memory; a forgotten bucket is a full one.
      if (buckets.size > MAX_KEYS) buckets.clear();
      buckets.set(key, { tokens: room ? left - 1 : left, at: now });
      return room;
    },
    giveBack(key) {
      const bucket = buckets.get(key);
      if (bucket) bucket.tokens++;
    },
  };
}

export type Quota = {
  /** Whether a device may send this now; it never uses up another's room. */
  hasRoom(reading: Reading, now: number): boolean;
  /** The message was there already: a device that repeats itself for want of a receipt has sent it once. */
  wasRepeated(reading: Reading): void;
};

export function makeQuota(quotas: Quotas = QUOTAS): Quota {
  const buckets = makeBuckets();
  const highSeen = new Set<string>();
  return {
    wasRepeated: (reading) => bucketsOf(reading, quotas).forEach(([key]) => buckets.giveBack(key)),
    hasRoom(reading, now) {
      const { deviceId, envelope } = reading;
      const room = takeAll(buckets, bucketsOf(reading, quotas), now);
      if (room || envelope.kind !== 'alarm') return room;
      const { code, priorityClaimed } = envelope.data;
      // An SOS and the first high alarm of its kind always pass: noise must never cost a life (devices.md 4.5).
      if (code === 'SOS') return true;
      const first = `${deviceId} ${code}`;
      if (priorityClaimed !== 'high' || highSeen.has(first)) return false;
      highSeen.add(first);
      return true;
    },
  };
}

type Bucket = readonly [key: string, allowance: Allowance];

/** A cart that goes from patient to patient is not chattering: what it records of one leaves room for the next. */
function bucketsOf({ deviceId, kind, envelope }: Reading, quotas: Quotas): readonly Bucket[] {
  const whole = `${deviceId} ${kind}`;
  if (envelope.kind !== 'ecg/inline' && envelope.kind !== 'ecg/ready') return [[whole, quotas[kind]]];
  const whom = envelope.orderRef ?? JSON.stringify(envelope.data.patientRef);
  const { perMinute, burst } = quotas[kind];
  const all = { perMinute: Math.max(perMinute, RECORDINGS.perMinute), burst: Math.max(burst, RECORDINGS.burst) };
  return [
    [`${whole} ${whom}`, quotas[kind]],
    [whole, all],
  ];
}

/** Room in every one of them, or nothing is taken from any. */
function takeAll(buckets: Buckets, wanted: readonly Bucket[], now: number): boolean {
  const full = wanted.findIndex(([key, allowance]) => !buckets.take(key, allowance, now));
  if (full < 0) return true;
  for (const [key] of wanted.slice(0, full)) buckets.giveBack(key);
  return false;
}
