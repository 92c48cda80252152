import { randomBytes } from 'node:crypto';
import type { Kind } from '../envelope';
import { joinInline } from '../topics';

/** A message as it went out: sending it again is a duplicate, sending it changed is a conflict. */
export type Sent = {
  readonly kind: Kind;
  readonly msgId: string;
  readonly bootId: string;
  readonly seq: number;
  readonly payload: Uint8Array;
  /** The topic's tail where it is not the kind: a chunk's. */
  readonly tail?: string;
};
export type Say = {
  readonly measuredAt?: number;
  readonly buffered?: boolean;
  readonly orderRef?: string;
  readonly bytes?: Uint8Array;
};

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID: sorts by time, never repeats. */
export function ulid(ms: number): string {
  let time = '';
  for (let rest = Math.max(0, Math.floor(ms)), n = 0; n < 10; n++, rest = Math.floor(rest / 32))
    time = (CROCKFORD[rest % 32] ?? '0') + time;
  return time + [...randomBytes(16)].map((byte) => CROCKFORD[byte % 32] ?? '0').join('');
}

export type Composer = ReturnType<typeof makeComposer>;

/** Envelopes of one device: one boot id and a counting sequence until it reboots. */
export function makeComposer(clock: () => number) {
  const startedAt = performance.now();
  let bootId = randomBytes(6).toString('hex');
  let seq = 0;
  return {
    next(kind: Kind, data: object, { measuredAt, buffered = false, orderRef, bytes }: Say = {}): Sent {
      const at = clock();
      const msgId = ulid(at);
      const envelope = {
        v: 1,
        kind,
        msgId,
        bootId,
        seq,
        measuredAt: new Date(measuredAt ?? at).toISOString(),
        monoMs: Math.round(performance.now() - startedAt),
        sentAt: new Date(at).toISOString(),
        clock: { source: 'ntp', syncAgeS: 60 },
        buffered,
        fw: 'sim-1.0',
        orderRef: orderRef ?? null,
        wristband: null,
        data,
      };
      const payload = bytes ? joinInline(envelope, bytes) : Buffer.from(JSON.stringify(envelope));
      return { kind, msgId, bootId, seq: seq++, payload };
    },
    reboot() {
      bootId = randomBytes(6).toString('hex');
      seq = 0;
    },
  };
}
