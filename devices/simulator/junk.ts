import { TOPICS, type ReceiptCode } from '../topics';
import type { Sent } from './composer';

type Envelope = Readonly<Record<string, unknown>>;
type Junk = {
  readonly what: string;
  /** What its receipt must say. */
  readonly code: ReceiptCode;
  readonly spoil: (envelope: Envelope) => Envelope;
};

const point = (value: number, unit = '/min') => ({ at: new Date(0).toISOString(), code: 'HR', value, unit });
const saying = (value: number, unit?: string) => (envelope: Envelope) => ({
  ...envelope,
  data: { points: [point(value, unit)] },
});
/** What the firmware would say were it whole. */
export const GOOD = { points: [point(72)] } as const;

/** What broken firmware sends (devices.md 6.2, 6.3): refused by name, and the receipt finds its message. */
export const JUNK: readonly Junk[] = [
  { what: 'a number that stands for no value', code: 'sentinel', spoil: saying(-100) },
  {
    what: 'a time without a zone',
    code: 'no-zone',
    spoil: (envelope) => ({ ...envelope, measuredAt: '2026-11-22T10:15:30' }),
  },
  { what: 'a wrong unit', code: 'malformed', spoil: saying(72, 'bpm') },
  { what: 'a field nobody agreed on', code: 'malformed', spoil: (envelope) => ({ ...envelope, heartrate: 72 }) },
  {
    what: 'another device’s name',
    code: 'identity-mismatch',
    spoil: (envelope) => ({ ...envelope, deviceId: 'dv_somebody_else' }),
  },
];

/** A good message after the firmware spoiled it. */
export function spoiled(sent: Sent, { spoil }: Junk): Sent {
  const envelope = JSON.parse(Buffer.from(sent.payload).toString()) as Envelope; // made by our own composer
  return { ...sent, payload: Buffer.from(JSON.stringify(spoil(envelope))) };
}

/** What is refused before anybody reads which message it was; no receipt can name it. */
export const UNREADABLE: readonly { readonly code: ReceiptCode; readonly of: (sent: Sent) => Uint8Array }[] = [
  { code: 'malformed', of: ({ payload }) => payload.subarray(0, Math.floor(payload.byteLength / 2)) },
  { code: 'oversize', of: ({ payload }) => Buffer.concat([payload, Buffer.alloc(TOPICS.vitals.maxBytes, ' ')]) },
];
