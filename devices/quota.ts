import type { Reading } from './topics';
import type { Kind } from './envelope';

export type Allowance = { readonly perMinute: number; readonly burst: number };
export type Quotas = Record<Kind, Allowance>;

/** Per device and kind (devices.md 4.5); bursts of the kinds it leaves open let a tunnel's buffer through at once. */
export const QUOTAS: Quotas = {
  alarm: { perMinute: 10, burst: 20 },
  vitals: { perMinute: 12, burst: 60 },
  status: { perMinute: 6, burst: 12 },
  loc: { perMinute: 12, burst: 60 },
  'ecg/inline': { perMinute: 0.1, burst: 3 },
  'ecg/ready': { perMinute: 0.1, burst: 3 },
};

type Bucket = { tokens: number; at: number };

/** A token bucket per device and kind; `true` = there is room. A device never uses up another's. */
export function makeQuota(quotas: Quotas = QUOTAS): (reading: Reading, now: number) => boolean {
  const buckets = new Map<string, Bucket>();
  const highSeen = new Set<string>();
  const take = (key: string, { perMinute, burst }: Allowance, now: number): boolean => {
    const bucket = buckets.get(key) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) / 60_000) * perMinute);
    const room = tokens >= 1;
    buckets.set(key, { tokens: room ? tokens - 1 : tokens, at: now });
    return room;
  };
  return (reading, now) => {
    const { deviceId, kind, envelope } = reading;
    const room = take(`${deviceId} ${kind}`, quotas[kind], now);
    if (room || envelope.kind !== 'alarm') return room;
    const { code, priorityClaimed } = envelope.data;
    // An SOS and the first high alarm of its kind always pass: noise must never cost a life (devices.md 4.5).
    if (code === 'SOS') return true;
    const first = `${deviceId} ${code}`;
    if (priorityClaimed !== 'high' || highSeen.has(first)) return false;
    highSeen.add(first);
    return true;
  };
}
