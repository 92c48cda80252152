import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';
import { METADATA_ENCODING_KEY, type Payload, type PayloadCodec } from '@temporalio/common';
import { decode as text, encode as bytes } from '@temporalio/common/lib/encoding';
import { temporal } from '@temporalio/proto';
import type { KeyRing } from './keyRing';

const ENCODING = 'binary/encrypted';
const KEY_ID = 'encryption-key-id';
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** How many nonces are asked of the system at once: asking costs more than encrypting does. */
const NONCES = 512;

const { Payload: PayloadMessage } = temporal.api.common.v1;

/**
 * Encrypts all that Temporal stores of us, each payload whole, with its own nonce: AES-256-GCM.
 * Bound to the namespace and the key, so that a payload moved elsewhere does not open.
 */
export function makeCodec(ring: KeyRing, namespace: string): PayloadCodec {
  const nextNonce = makeNonces();
  const boundTo = (keyId: string) => Buffer.from(`${namespace}\n${keyId}`);

  const encrypt = (payload: Payload): Payload => {
    const { id, secret } = ring.active();
    const nonce = nextNonce();
    const cipher = createCipheriv(CIPHER, secret, nonce).setAAD(boundTo(id));
    const sealed = [cipher.update(PayloadMessage.encode(payload).finish()), cipher.final()];
    return {
      metadata: { [METADATA_ENCODING_KEY]: bytes(ENCODING), [KEY_ID]: bytes(id) },
      data: Buffer.concat([nonce, ...sealed, cipher.getAuthTag()]),
    };
  };

  const decrypt = (payload: Payload): Payload => {
    const { metadata, data } = payload;
    const encoding = metadata?.[METADATA_ENCODING_KEY];
    // What an operator sent with the command line is plain, and is taken as it is.
    if (!encoding || text(encoding) !== ENCODING) return payload;
    const id = text(metadata?.[KEY_ID] ?? new Uint8Array());
    const key = ring.find(id);
    if (key === undefined) throw new Error(`No key ${id} in the key ring: it was destroyed, or this is another ring`);
    if (!data || data.length < NONCE_BYTES + TAG_BYTES) throw new Error('An encrypted payload is cut short');
    const end = data.length - TAG_BYTES;
    const decipher = createDecipheriv(CIPHER, key.secret, data.subarray(0, NONCE_BYTES)).setAAD(boundTo(id));
    decipher.setAuthTag(data.subarray(end));
    const plain = decipher.update(data.subarray(NONCE_BYTES, end)); // all of it: GCM is a stream
    decipher.final(); // throws when a byte was changed
    return PayloadMessage.decode(plain);
  };

  return {
    encode: async (payloads) => payloads.map(encrypt),
    decode: async (payloads) => payloads.map(decrypt),
  };
}

/** Random nonces, each given out once. */
function makeNonces(): () => Buffer {
  const drawn = Buffer.alloc(NONCES * NONCE_BYTES);
  let used = drawn.length;
  return () => {
    if (used === drawn.length) {
      randomFillSync(drawn);
      used = 0;
    }
    used += NONCE_BYTES;
    return drawn.subarray(used - NONCE_BYTES, used);
  };
}
