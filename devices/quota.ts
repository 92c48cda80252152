import type { Kind } from './envelope';
import type { Reading } from './topics';

export type Allowance = { readonly perMinute: number; readonly burst: number };
export type Quotas = Record<Kind, Allowance>;

/** Per device and kind (devices.md 4.5); bursts of the kinds it leaves open let a tunnel's buffer through at once. */
export const QUOTAS: Quotas = {
  alarm: { perMinute: 10, burst: 20 },
  vitals: { perMinute: 12, burst: 60 },
  status: { perMinute: 6, burst: 12 },
  loc: { perMinute: 12, burst: 60 },
  'ecg/stream': { perMinute: 90, burst: 120 },
  'ecg/inline': { perMinute: 0.1, burst: 3 },
  'ecg/ready': { perMinute: 0.1, burst: 3 },
};

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
  const keyOf = ({ deviceId, kind }: Reading) => `${deviceId} ${kind}`;
  return {
    wasRepeated: (reading) => buckets.giveBack(keyOf(reading)),
    hasRoom(reading, now) {
      const { deviceId, kind, envelope } = reading;
      const room = buckets.take(keyOf(reading), quotas[kind], now);
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
