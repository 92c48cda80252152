import type { Receipt } from '../receipt';
import { sha256 } from '../../activities/platform/hash';
import { CHUNK_BYTES } from '../chunks';
import { TOPICS } from '../topics';
import type { Tracing } from './library';
import { ulid } from './composer';
import type { LinkOptions } from './connection';
import { openLink, type Link } from './link';

export type RecordingOrder = {
  readonly tracing: Tracing;
  /** The episode the cart was told to record for. */
  readonly orderRef?: string;
  readonly patientRef?: { readonly type: string; readonly value: string } | string;
  readonly acquiredAt?: number;
  readonly reason?: 'chest-pain' | 'routine' | 'follow-up';
  readonly priority?: 'stat' | 'routine';
  readonly ecgId?: string;
  /** The id of whoever records it. */
  readonly operator?: string;
};

export type Cart = {
  /** Sends a recording in one message; a larger one by HTTPS, or in chunks where it has none. Resolves with the receipt. */
  record(order: RecordingOrder): Promise<Receipt>;
  readonly link: Link;
  close(): Promise<void>;
};

/** A networked 12-lead cart. `httpUrl` is the gateway's own address, for recordings over 256 KiB. */
export async function makeCart(options: LinkOptions & { readonly httpUrl?: string }): Promise<Cart> {
  const link = await openLink(options);
  const { deviceId, secret = '', httpUrl, clock = Date.now } = options;
  await link.born;
  return {
    link,
    async record({
      tracing,
      orderRef,
      patientRef,
      acquiredAt = clock(),
      reason = 'chest-pain',
      priority = 'stat',
      ecgId = ulid(clock()),
      operator,
    }) {
      const { bytes, contentType, synthetic } = tracing;
      const sum = sha256(bytes);
      const data = {
        ecgId,
        format: contentType,
        bytes: bytes.byteLength,
        sha256: sum,
        acquiredAt: new Date(acquiredAt).toISOString(),
        reason,
        patientRef: patientRef ?? null,
        priority,
        ...(operator !== undefined && { operator }),
        ...(synthetic && { synthetic }),
      };
      const say = { measuredAt: acquiredAt, ...(orderRef !== undefined && { orderRef }) };
      if (bytes.byteLength + 4096 <= TOPICS['ecg/inline'].maxBytes)
        return link.say('ecg/inline', data, { ...say, bytes });
      if (httpUrl === undefined)
        return link.say('ecg/ready', { ...data, ...(await sendChunks(link, ulid(clock()), bytes)) }, say);
      await putUntilTaken(`${httpUrl}/devices/${deviceId}/ecg/${ecgId}`, { secret, deviceId, contentType, bytes, sum });
      return link.say('ecg/ready', data, say);
    },
    close: () => link.close(),
  };
}

/** What the announcement says of chunks once each of them has its receipt. */
async function sendChunks(link: Link, uploadId: string, bytes: Uint8Array) {
  const chunks = Math.ceil(bytes.byteLength / CHUNK_BYTES);
  const send = (_: unknown, n: number) =>
    link.chunk(uploadId, n, bytes.subarray(n * CHUNK_BYTES, (n + 1) * CHUNK_BYTES));
  await Promise.all(Array.from({ length: chunks }, send));
  return { uploadId, chunks };
}

type Putting = { secret: string; deviceId: string; contentType: string; bytes: Uint8Array; sum: string };

async function putUntilTaken(url: string, { secret, deviceId, contentType, bytes, sum }: Putting): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    const reply = await fetch(url, {
      method: 'PUT',
      headers: {
        authorization: `Basic ${Buffer.from(`${deviceId}:${secret}`).toString('base64')}`,
        'content-type': contentType,
        'x-content-sha256': sum,
      },
      body: Buffer.from(bytes),
    }).catch(() => undefined);
    if (reply?.ok) return;
    if (reply && reply.status < 500)
      throw new Error(`the gateway refused the upload: ${reply.status} ${await reply.text()}`);
    await new Promise((later) => setTimeout(later, 500));
  }
  throw new Error('the gateway did not take the upload');
}
