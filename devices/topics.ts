import type { z } from 'zod';
import { SCHEMAS, type Envelope, type Kind } from './envelope';
import { sha256 as sumOf } from '../activities/platform/hash';
import { parseStrictJson } from './strictJson';
import { isSuspect } from './vitals';

const KiB = 1024;

/** What a device may publish under `cpc/v1/{deviceId}/up/` (devices.md 6.1); `inline` = a JSON header block, then bytes. */
export const TOPICS = {
  status: { maxBytes: 2 * KiB, inline: false, lifeline: false },
  alarm: { maxBytes: 16 * KiB, inline: false, lifeline: true },
  vitals: { maxBytes: 32 * KiB, inline: false, lifeline: false },
  loc: { maxBytes: 8 * KiB, inline: false, lifeline: false },
  'ecg/inline': { maxBytes: 256 * KiB, inline: true, lifeline: true },
  'ecg/stream': { maxBytes: 16 * KiB, inline: false, lifeline: false },
  'ecg/ready': { maxBytes: 4 * KiB, inline: false, lifeline: true },
} as const satisfies Record<Kind, { maxBytes: number; inline: boolean; lifeline: boolean }>;

export const UP_TOPICS = 'cpc/v1/+/up/#';
/** Where the screens hear of pages whether or not engine and record are there. */
export const DESK_TOPIC = 'wiretime/desk/pages';
/** Where Mosquitto counts what it dropped since it started, although its sender has the acknowledgement. */
export const DROPPED_TOPIC = '$SYS/broker/publish/messages/dropped';
export const downTopic = (deviceId: string, tail: 'ack' | 'cmd' | 'config'): string =>
  `cpc/v1/${deviceId}/down/${tail}`;
export const upTopic = (deviceId: string, tail: string): string => `cpc/v1/${deviceId}/up/${tail}`;

export const VERDICTS = ['accepted', 'duplicate', 'rejected', 'quarantined'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Why something was not simply accepted: the receipt's `code`, as devices.md 6.3 spells it. */
export const RECEIPT_CODES = [
  'malformed',
  'no-zone',
  'sentinel',
  'oversize',
  'unknown-topic',
  'unknown-device',
  'identity-mismatch',
  'conflict',
  'quota',
  'bad-checksum',
  'no-pre-read',
] as const;
export type ReceiptCode = (typeof RECEIPT_CODES)[number];

/** A message that may be taken in; `flags` say what is odd about it. */
export type Reading = {
  readonly ok: true;
  readonly deviceId: string;
  readonly kind: Kind;
  readonly envelope: Envelope;
  /** The envelope as it came. */
  readonly payload: string;
  /** Of the message's `data`, keys in the contract's order: the same word sent twice has the same sum. */
  readonly sha256: string;
  readonly size: number;
  /** The recording's bytes when the topic carries them. */
  readonly bytes?: Uint8Array;
  readonly flags: readonly string[];
};

/** A message that is refused; `lifeline` = an alarm or ECG may be hidden in it, so a person must look. */
export type Rejected = {
  readonly ok: false;
  readonly deviceId: string;
  readonly kind?: Kind;
  readonly msgId?: string;
  readonly code: ReceiptCode;
  readonly detail: string;
  readonly size: number;
  readonly lifeline: boolean;
};

const isKind = (tail: string): tail is Kind => Object.hasOwn(TOPICS, tail);

/** Turns bytes from a device into a typed reading, or says why it would not. Never throws. */
export function decode(topic: string, payload: Uint8Array): Reading | Rejected {
  const [, deviceId = '', tail = ''] = /^cpc\/v1\/([^/]{1,64})\/up\/(.+)$/.exec(topic) ?? [];
  const size = payload.byteLength;
  if (!isKind(tail)) {
    return {
      ok: false,
      deviceId,
      code: 'unknown-topic',
      detail: 'no such topic in the contract',
      size,
      lifeline: false,
    };
  }
  const { maxBytes, inline, lifeline } = TOPICS[tail];
  const refuse = (code: ReceiptCode, detail: string, msgId?: string): Rejected => ({
    ok: false,
    deviceId,
    kind: tail,
    ...(msgId !== undefined && { msgId }),
    code,
    detail,
    size,
    lifeline,
  });
  if (size > maxBytes) return refuse('oversize', `${size} bytes on a topic of at most ${maxBytes}`);
  const parts = inline ? splitInline(payload) : { header: payload };
  if (!parts) return refuse('malformed', 'the header length does not fit the message');
  const json = parseStrictJson(parts.header);
  if (!json.ok) return refuse('malformed', json.why);
  const parsed = SCHEMAS[tail].safeParse(json.value);
  if (!parsed.success) return refuse(codeOf(parsed.error), sentenceOf(parsed.error), msgIdOf(json.value));
  const envelope: Envelope = parsed.data;
  if (envelope.deviceId !== undefined && envelope.deviceId !== deviceId) {
    return refuse('identity-mismatch', 'the payload names another device than the topic', envelope.msgId);
  }
  const { bytes } = parts;
  const faults = bytes && envelope.kind === 'ecg/inline' ? byteFlags(bytes, envelope.data) : [];
  const sha256 = sumOf(JSON.stringify(envelope.data));
  const flags = [...faults, ...oddities(envelope)];
  return { ok: true, deviceId, kind: tail, envelope, payload: json.text, sha256, size, flags, ...(bytes && { bytes }) };
}

/** `u32 length (network order) + JSON + bytes`: one message is one record (devices.md 6.1). */
function splitInline(payload: Uint8Array): { header: Uint8Array; bytes?: Uint8Array } | undefined {
  if (payload.byteLength < 4) return undefined;
  const length = new DataView(payload.buffer, payload.byteOffset, payload.byteLength).getUint32(0);
  if (length < 2 || 4 + length >= payload.byteLength) return undefined;
  return { header: payload.subarray(4, 4 + length), bytes: payload.subarray(4 + length) };
}

/** The other direction, for carts. */
export function joinInline(header: object, bytes: Uint8Array): Uint8Array {
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  return Buffer.concat([length, json, bytes]);
}

function byteFlags(bytes: Uint8Array, said: { bytes: number; sha256: string }): string[] {
  const same = bytes.byteLength === said.bytes && sumOf(bytes) === said.sha256;
  return same ? [] : ['BAD_CHECKSUM'];
}

function oddities(envelope: Envelope): string[] {
  if (envelope.kind !== 'vitals') return [];
  return envelope.data.points.some(({ value }) => isSuspect(value)) ? ['SENTINEL_SUSPECT'] : [];
}

/** A contract code a schema attached to its issue; anything else is `malformed`. */
function codeOf(error: z.ZodError): ReceiptCode {
  for (const issue of error.issues) {
    const code: unknown = issue.code === 'custom' ? issue.params?.['contract'] : undefined;
    if (code === 'no-zone' || code === 'sentinel') return code;
  }
  return 'malformed';
}

/** The first two faults, by path: enough for the device's maker. It goes into the receipt, never into a log. */
const sentenceOf = (error: z.ZodError): string =>
  error.issues
    .slice(0, 2)
    .map(({ path, message }) => `${path.join('.') || 'message'}: ${message}`)
    .join('; ')
    .slice(0, 300);

/** The id a refused message carries, so that the receipt can name it. */
function msgIdOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('msgId' in value)) return undefined;
  const { msgId } = value;
  return typeof msgId === 'string' && /^[0-9A-Za-z-]{16,64}$/.test(msgId) ? msgId : undefined;
}
