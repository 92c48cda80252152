import type { Pool } from 'pg';
import type { Log } from '../activities/platform/log';
import { isStored, type InboxRow } from '../prisma/inbox';
import { findDevice, type DeviceRow } from '../prisma/devices';
import type { Store, Stored } from './batch';
import type { Blobs } from '../activities/platform/blobs';
import { makeBury } from './bury';
import { chunkRefusal, makeChunks } from './chunkIntake';
import { chunkOf } from './chunks';
import { ecgIdOf } from './ecgWords';
import { mayHoldSamples } from './formats/registry';
import type { Metrics } from './metrics';
import { makeBuckets, makeQuota, type Quotas } from './quota';
import type { Persist } from './persist';
import { CONFLICT, OVER_QUOTA, UNKNOWN, UNSTORABLE } from './refusals';

import type { Receipt } from './receipt';
import { believe } from './times';
import { decode, type Reading, type Rejected, type Verdict } from './topics';

export type Arrived = { readonly topic: string; readonly payload: Uint8Array; readonly retained: boolean };
/** `CLEAR`: a retained message of a kind that must never be retained; nobody hears it, the topic is emptied. */
export type Answer =
  | {
      readonly deviceId: string;
      readonly receipt: Receipt;
      /** Vitals that are stored: their receipts may go together. */
      readonly stored?: { readonly bootId: string; readonly seq: number };
    }
  | 'CLEAR'
  /** Nothing was said: a topic was emptied, by us or by an installer. */
  | 'NOTHING';

type Heard = Exclude<Answer, string>;

/** Takes in one message; its answer comes after the commit. */
export type Intake = (arrived: Arrived) => Promise<Answer>;

export type IntakeDeps = {
  readonly pool: Pool;
  readonly blobs: Blobs;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly clock: () => Date;
  readonly store: Store;
  readonly persist: Persist;
  readonly onStored: () => void;
  readonly quotas?: Quotas;
};

const DEVICE_CACHE_MS = 5_000;

export type Said = Omit<Receipt, 'serverTime' | 'retry'> & { readonly retry?: boolean };

/** Takes in what a device sent and answers with its receipt, only after the commit (devices.md 6.3, row by row). */
export function makeIntake(deps: IntakeDeps): Intake {
  const { metrics, clock, persist } = deps;
  const deviceOf = makeDeviceCache(deps);
  const bury = makeBury(deps);
  const answer = (deviceId: string, said: Said): Heard => {
    metrics.count('received', { verdict: said.verdict, code: said.code ?? 'none' });
    return { deviceId, receipt: { retry: false, ...said, serverTime: clock().toISOString() } };
  };
  const refuse = async (arrived: Arrived, rejected: Rejected): Promise<Heard> => {
    await bury(arrived, rejected);
    const { deviceId, msgId = null, code, detail } = rejected;
    return answer(deviceId, { msgId, verdict: 'rejected', code, detail });
  };
  const hearChunk = makeChunks(deps, answer);
  const hearReading = makeHearing(deps, { answer, refuse, bury });
  return async (arrived) => {
    if (arrived.payload.byteLength === 0) return 'NOTHING';
    const chunk = chunkOf(arrived.topic, arrived.payload);
    if (chunk) {
      if (arrived.retained) return 'CLEAR';
      const device = await persist.run(() => deviceOf(chunk.deviceId));
      return device && !device.retired ? hearChunk(chunk) : refuse(arrived, chunkRefusal(chunk, UNKNOWN));
    }
    const reading = decode(arrived.topic, arrived.payload);
    // The broker keeps the newest status for us; anything else it kept is old and would fire again and again.
    if (arrived.retained && reading.kind !== 'status') {
      metrics.count('retained_ignored', { kind: reading.kind ?? 'unknown' });
      return 'CLEAR';
    }
    if (!reading.ok) return refuse(arrived, reading);
    const device = await persist.run(() => deviceOf(reading.deviceId));
    return device && !device.retired ? hearReading(arrived, reading) : refuse(arrived, unknown(reading));
  };
}

type Answers = {
  readonly answer: (deviceId: string, said: Said) => Heard;
  readonly refuse: (arrived: Arrived, rejected: Rejected) => Promise<Heard>;
  readonly bury: (arrived: Arrived, rejected: Rejected) => Promise<void>;
};

/** What a device in use said, and said rightly: held back where it says too much, else stored once. */
function makeHearing(deps: IntakeDeps, { answer, refuse, bury }: Answers) {
  const { pool, clock, persist } = deps;
  const quota = makeQuota(deps.quotas);
  const isNews = makeChattering(clock);
  // A device that repeats itself while its first word is being stored has said it once.
  const inHand = new Set<string>();
  return async (arrived: Arrived, reading: Reading): Promise<Heard> => {
    const { msgId, bootId, seq } = reading.envelope;
    const key = `${reading.deviceId} ${msgId}`;
    const again = inHand.has(key);
    const fits =
      again ||
      quota.hasRoom(reading, clock().getTime()) ||
      (await persist.run(() => isStored(pool, reading.deviceId, msgId)));
    if (!fits) {
      if (isNews(reading)) await bury(arrived, overQuota(reading));
      return answer(reading.deviceId, { ...OVER_QUOTA, msgId });
    }
    inHand.add(key);
    const stored = await keep(deps, reading).finally(() => again || inHand.delete(key));
    if (stored === 'UNSTORABLE') return refuse(arrived, { ...refusal(reading), ...UNSTORABLE, lifeline: true });
    if (stored === 'CONFLICT') return refuse(arrived, { ...refusal(reading), ...CONFLICT });
    if (stored === 'DUPLICATE' && !again) quota.wasRepeated(reading);
    deps.onStored();
    const heard = answer(reading.deviceId, receiptOf(reading, stored));
    return reading.kind === 'vitals' ? { ...heard, stored: { bootId, seq } } : heard;
  };
}

/** A device that says too much is one item for a person (devices.md 4.5), not one for each word: once an hour of its kind. */
function makeChattering(clock: IntakeDeps['clock']): (reading: Reading) => boolean {
  const told = makeBuckets();
  return ({ deviceId, kind }) => told.take(`${deviceId} ${kind}`, { perMinute: 1 / 60, burst: 1 }, clock().getTime());
}

/** Somebody's recording that is held back must not wait in silence. */
const overQuota = (reading: Reading): Rejected => ({
  ...refusal(reading),
  ...OVER_QUOTA,
  lifeline: reading.kind === 'ecg/inline' || reading.kind === 'ecg/ready',
});

/** The recording's bytes first, then the row that names them: a row never speaks of bytes that are not there. */
async function keep({ blobs, store, clock }: IntakeDeps, reading: Reading): Promise<Stored> {
  const now = clock();
  const blob = reading.bytes && (await blobs.put(reading.bytes));
  return store(rowOf(reading, now, blob));
}

const refusal = ({ deviceId, kind, envelope, size }: Reading): Omit<Rejected, 'code' | 'detail'> => ({
  ok: false,
  deviceId,
  kind,
  msgId: envelope.msgId,
  size,
  lifeline: false,
});

/** A pressed button counts whoever's it is: it goes to the unassigned board (devices.md 6.3). */
const unknown = (reading: Reading): Rejected => ({
  ...refusal(reading),
  ...UNKNOWN,
  lifeline:
    reading.envelope.kind === 'alarm' && reading.envelope.data.code === 'SOS' && reading.envelope.data.phase !== 'end',
});

function rowOf(
  { deviceId, kind, envelope, payload, sha256: sum, flags }: Reading,
  now: Date,
  blob: string | undefined,
): InboxRow {
  const believed = believe(envelope, now.getTime());
  return {
    deviceId,
    kind,
    msgId: envelope.msgId,
    bootId: envelope.bootId,
    seq: envelope.seq,
    measuredAt: envelope.measuredAt,
    effectiveAt: believed.effectiveAt,
    receivedAt: now.getTime(),
    sha256: sum,
    payload,
    flags: [...new Set([...flags, ...believed.flags])],
    ...(blob !== undefined && { blobSha256: blob }),
  };
}

/** A repeated message hears the same body again, with the verdict `duplicate`. */
function receiptOf({ deviceId, envelope, flags }: Reading, stored: 'ACCEPTED' | 'DUPLICATE') {
  const ecg = 'ecgId' in envelope.data ? envelope.data : undefined;
  const bad = flags.includes('BAD_CHECKSUM');
  const unread = !bad && ecg !== undefined && !mayHoldSamples(ecg.format);
  const first: Verdict = bad ? 'quarantined' : 'accepted';
  return {
    msgId: envelope.msgId,
    verdict: stored === 'DUPLICATE' ? ('duplicate' as const) : first,
    ...(bad && { code: 'bad-checksum' as const, detail: 'kept and shown as unverified' }),
    ...(unread && { code: 'no-pre-read' as const, detail: 'kept; a person reads it as it is' }),
    ...(ecg && { ecgId: ecgIdOf(deviceId, ecg.ecgId) }),
  };
}

/** Registered devices, remembered for some seconds: a message must not cost a query, a retired device not long pass. */
function makeDeviceCache({
  pool,
  clock,
}: Pick<IntakeDeps, 'pool' | 'clock'>): (id: string) => Promise<DeviceRow | undefined> {
  const cache = new Map<string, { device: DeviceRow | undefined; until: number }>();
  return async (id) => {
    const now = clock().getTime();
    const kept = cache.get(id);
    if (kept && kept.until > now) return kept.device;
    const device = await findDevice(pool, id);
    // Names of devices nobody registered must not fill the memory.
    if (cache.size > 50_000) cache.clear();
    cache.set(id, { device, until: now + DEVICE_CACHE_MS });
    return device;
  };
}
