import type { Pool } from 'pg';
import type { Log } from '../activities/platform/log';
import { keepDeadLetter, type InboxRow, type Intake } from '../prisma/inbox';
import { findDevice, type DeviceRow } from '../prisma/devices';
import type { Blobs } from './blobs';
import { formatOf } from './formats/registry';
import { sha256 } from './hash';
import type { Metrics } from './metrics';
import { makeBuckets, makeQuota, type Quotas } from './quota';
import { raise } from './raise';
import { ecgIdOf } from './takeUpEcg';
import { believe } from './times';
import { decode, type Reading, type ReceiptCode, type Rejected, type Verdict } from './topics';
import { inTransaction } from './transaction';

/** What a device hears on `down/ack` (devices.md 6.2); it keeps its data until then. */
export type Receipt = {
  readonly msgId: string | null;
  readonly verdict: Verdict;
  readonly code?: ReceiptCode;
  readonly detail?: string;
  readonly serverTime: string;
  readonly ecgId?: string;
  readonly retry: boolean;
};

export type Arrived = { readonly topic: string; readonly payload: Uint8Array; readonly retained: boolean };
/** `CLEAR`: a retained message of a kind that must never be retained; nobody hears it, the topic is emptied. */
export type Answer = { readonly deviceId: string; readonly receipt: Receipt } | 'CLEAR';

export type IntakeDeps = {
  readonly pool: Pool;
  readonly blobs: Blobs;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly clock: () => Date;
  /** Commits a row; resolves once it is durable, however long PostgreSQL is away. */
  readonly store: (row: InboxRow) => Promise<Intake | 'UNSTORABLE'>;
  /** Runs something against PostgreSQL until it succeeds. */
  readonly persist: <T>(work: () => Promise<T>) => Promise<T>;
  readonly onStored: () => void;
  readonly quotas?: Quotas;
};

/** Bytes of one refused message that are kept. */
const DEAD_BYTES = 64 * 1024;
/** A device may fill the dead letters this fast and no faster; beyond it refusals are only counted. */
const DEAD_LETTERS = { perMinute: 30, burst: 30 };
const DEVICE_CACHE_MS = 5_000;

/** Takes in what a device sent and answers with its receipt, only after the commit (devices.md 6.3, row by row). */
export function makeIntake(deps: IntakeDeps): (arrived: Arrived) => Promise<Answer> {
  const { metrics, clock } = deps;
  const hasRoom = makeQuota(deps.quotas);
  const mayKeep = makeBuckets();
  const deviceOf = makeDeviceCache(deps);
  const answer = (deviceId: string, receipt: Omit<Receipt, 'serverTime' | 'retry'> & { retry?: boolean }): Answer => {
    metrics.count('received', { verdict: receipt.verdict, code: receipt.code ?? 'none' });
    return { deviceId, receipt: { retry: false, ...receipt, serverTime: clock().toISOString() } };
  };
  const refuse = async (arrived: Arrived, rejected: Rejected): Promise<Answer> => {
    const { deviceId, code, detail, lifeline } = rejected;
    if (mayKeep(deviceId, DEAD_LETTERS, clock().getTime())) await deps.persist(() => bury(deps, arrived, rejected));
    else metrics.count('dead_letter_not_kept');
    deps.log.warn('MESSAGE_REFUSED', { device: deviceId, code, kind: rejected.kind, lifeline });
    return answer(deviceId, { msgId: rejected.msgId ?? null, verdict: 'rejected', code, detail });
  };
  return async (arrived) => {
    const decoded = decode(arrived.topic, arrived.payload);
    // The broker keeps the newest status for us; anything else it kept is old and would fire again and again.
    if (arrived.retained && decoded.kind !== 'status') {
      metrics.count('retained_ignored', { kind: decoded.kind ?? 'unknown' });
      return 'CLEAR';
    }
    if (!decoded.ok) return refuse(arrived, decoded);
    const { deviceId, envelope } = decoded;
    const device = await deps.persist(() => deviceOf(deviceId));
    if (!device || device.retired) return refuse(arrived, unknown(decoded));
    const now = clock();
    if (!hasRoom(decoded, now.getTime())) {
      return answer(deviceId, { msgId: envelope.msgId, verdict: 'rejected', code: 'quota', detail: 'too many of this kind; send it again later', retry: true });
    }
    const blob = decoded.bytes && (await deps.blobs.put(decoded.bytes));
    const stored = await deps.store(rowOf(decoded, now, blob));
    if (stored === 'UNSTORABLE') return refuse(arrived, { ...refusal(decoded), code: 'malformed', detail: 'the record cannot hold it', lifeline: true });
    if (stored === 'CONFLICT') {
      deps.log.warn('MESSAGE_CONFLICT', { device: deviceId, message: envelope.msgId });
      return refuse(arrived, { ...refusal(decoded), code: 'conflict', detail: 'this id was sent before with other content; the first is kept' });
    }
    deps.onStored();
    return answer(deviceId, receiptOf(decoded, stored));
  };
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
  code: 'unknown-device',
  detail: 'this device is not registered or no longer in use',
  lifeline: reading.envelope.kind === 'alarm' && reading.envelope.data.code === 'SOS' && reading.envelope.data.phase !== 'end',
});

function rowOf({ deviceId, kind, envelope, payload, sha256: sum, flags }: Reading, now: Date, blob: string | undefined): InboxRow {
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
  const unread = !bad && ecg !== undefined && formatOf(ecg.format) === 'UNSUPPORTED';
  const first: Verdict = bad ? 'quarantined' : 'accepted';
  return {
    msgId: envelope.msgId,
    verdict: stored === 'DUPLICATE' ? ('duplicate' as const) : first,
    ...(bad && { code: 'bad-checksum' as const, detail: 'kept and shown as unverified' }),
    ...(unread && { code: 'no-pre-read' as const, detail: 'kept; a person reads it as it is' }),
    ...(ecg && { ecgId: ecgIdOf(deviceId, ecg.ecgId) }),
  };
}

/** Keeps a refused message; where an alarm or an ECG may be hidden in it, a person is told in the same transaction. */
async function bury({ pool, clock }: IntakeDeps, { topic, payload }: Arrived, { deviceId, code, detail, size, lifeline, msgId }: Rejected): Promise<void> {
  const sum = sha256(payload);
  const now = clock();
  await inTransaction(pool, async (db) => {
    const raised = code === 'unknown-device' ? 'SOS' : 'PLATFORM_FAULT';
    const id = msgId ?? sum.slice(0, 32);
    const subjectId = lifeline ? await raise(db, { deviceId: deviceId || 'unknown', id: `refused:${id}`, code: raised, at: now, now }) : undefined;
    await keepDeadLetter(db, {
      receivedAt: now,
      deviceId,
      topic: topic.slice(0, 200),
      verdict: 'rejected',
      code,
      detail,
      size,
      sha256: sum,
      // Of what is too large only the head is kept.
      bytes: payload.subarray(0, code === 'oversize' ? 256 : DEAD_BYTES),
      ...(subjectId !== undefined && { subjectId }),
    });
  });
}

/** Registered devices, remembered for some seconds: a message must not cost a query, a retired device not long pass. */
function makeDeviceCache({ pool, clock }: Pick<IntakeDeps, 'pool' | 'clock'>): (id: string) => Promise<DeviceRow | undefined> {
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
