import type { Pool } from 'pg';
import { z } from 'zod';
import { ecgId as toEcgId, episodeId as toEpisodeId, patientId as toPatientId, readingId as toReadingId } from '../workflows/domain/ids';
import { instant } from '../workflows/domain/time';
import {
  bindingAt,
  ecgOfDevice,
  episodeById,
  episodesAtSite,
  episodesOfPatient,
  findDevice,
  findUpload,
  insertEcg,
  knownPatient,
  linkEcg,
  placeOf,
  type EcgRow,
  type Place,
} from '../prisma/devices';
import { dispose, putOff, type Db, type WaitingRow } from '../prisma/inbox';
import { writeWords, type Word } from '../prisma/words';
import type { Blobs } from './blobs';
import { SCHEMAS, type EcgData } from './envelope';
import { encodeCanonical } from './formats/canonical';
import { qualityOf } from './formats/quality';
import { decodeEcg, formatOf } from './formats/registry';
import { shortHash } from './hash';
import { matchEcg, type Candidate, type Match } from './match';
import { raise } from './raise';
import { believe } from './times';
import { inTransaction } from './transaction';

/** How long `ready` waits for its upload, and how soon it looks again. */
const UPLOAD_WAIT_MS = 10 * 60_000;
const LOOK_AGAIN_MS = 15_000;
/** An order may name an episode whose row is still being written. */
const ORDER_WAIT_MS = 5_000;
const ORDER_LOOK_MS = 250;
/** Open episodes of the last hours may be suggested to a person; nothing is attached by place alone. */
const SUGGEST_WITHIN_MS = 12 * 3_600_000;

/** Bytes that came without a word: the gateway's own message about an upload nobody announced. */
export const UPLOAD_ONLY = z.object({ ecgId: z.string(), sha256: z.string(), bytes: z.int(), contentType: z.string() });

/** The same device and its own id make the same ECG however often it is handled. */
export const ecgIdOf = (deviceId: string, deviceEcgId: string) => toEcgId(`ecg_${shortHash(`${deviceId}:${deviceEcgId}`)}`);
const readingIdOf = (ecgId: string) => toReadingId(`rd_${ecgId.replace(/^ecg_/, '')}`);

/** What is known of a recording whichever way it came. */
type Arrival = {
  readonly deviceEcgId: string;
  readonly contentType: string;
  readonly sha256: string;
  readonly acquiredAt: number;
  readonly offsetMs: number;
  readonly flags: readonly string[];
  readonly orderRef?: string;
  readonly patientRef?: EcgData['patientRef'];
  readonly synthetic: boolean;
};

/** Takes up one recording: decode, match, then row, disposition, reading and word to the episode in one transaction. */
export async function takeUpEcg(pool: Pool, blobs: Blobs, row: WaitingRow, now: Date): Promise<void> {
  const arrival = await arrivalOf(pool, row, now);
  if (arrival === 'WAITS') return putOff(pool, row, new Date(now.getTime() + LOOK_AGAIN_MS));
  if (arrival === 'NEVER_CAME') return neverCame(pool, row, now);
  const bytes = await blobs.get(arrival.sha256);
  if (!bytes) throw new Error('the bytes of an accepted recording are gone');
  const place = await placeOf(pool, (await findDevice(pool, row.device_id))?.siteId);
  if (!place) throw new Error('no site in the region reads ECGs');
  const match = await matchOf(pool, row, arrival, place, now);
  if (match === 'ORDER_WAITS') return putOff(pool, row, new Date(now.getTime() + ORDER_LOOK_MS));
  const read = await readFile(blobs, arrival, bytes);
  await inTransaction(pool, async (db) => {
    const ecg = await keep(db, { row, arrival, place, match, read, size: bytes.byteLength });
    if (ecg === 'SAME') return closeSame(db, { row, arrival, match, place, now });
    const disposition = ecg.state === 'QUARANTINED' ? 'QUARANTINED' : 'ESCALATED';
    const rule = match.identify ? 'IDENTIFY' : match.by;
    if (await dispose(db, row, { disposition, rule, subjectId: ecg.readingId }, now)) await writeWords(db, wordsOf(ecg, match, place, arrival), now);
  });
}

type Closing = { row: WaitingRow; arrival: Arrival; match: Match; place: Place; now: Date };

/** The bytes are known already; when only now it is said whose they are, the reading and the episode hear of it. */
async function closeSame(db: Db, { row, arrival, match, place, now }: Closing): Promise<void> {
  const id = ecgIdOf(row.device_id, arrival.deviceEcgId);
  if (!(await dispose(db, row, { disposition: 'CLOSED_BY_RULE', rule: 'SAME_ECG', subjectId: id }, now)) || !match.episode) return;
  const linked = await linkEcg(db, { id, episodeId: match.episode.id, patientId: match.episode.patientId, matchedBy: match.by });
  if (!linked) return;
  const by = { kind: 'DEVICE', id: row.device_id } as const;
  const reading: Word = {
    id: `${id}:linked`,
    kind: 'READING',
    region: place.region,
    targetId: readingIdOf(id),
    message: { id: `${id}:linked`, by, type: 'EPISODE_LINKED', episodeId: toEpisodeId(match.episode.id), patientId: toPatientId(match.episode.patientId) },
  };
  await writeWords(db, [reading, episodeWord({ id, deviceId: row.device_id, receivedAt: linked.receivedAt }, match.episode, arrival)], now);
}

async function arrivalOf(db: Db, row: WaitingRow, now: Date): Promise<Arrival | 'WAITS' | 'NEVER_CAME'> {
  if (row.kind === 'ecg/upload') {
    const { ecgId, sha256, contentType } = UPLOAD_ONLY.parse(row.payload);
    return { deviceEcgId: ecgId, contentType, sha256, acquiredAt: row.received_at.getTime(), offsetMs: 0, flags: ['NO_METADATA'], synthetic: false };
  }
  const { data, sentAt, buffered, orderRef } = (row.kind === 'ecg/inline' ? SCHEMAS['ecg/inline'] : SCHEMAS['ecg/ready']).parse(row.payload);
  const upload = row.kind === 'ecg/ready' ? await findUpload(db, row.device_id, data.ecgId) : undefined;
  const sha256 = row.blob_sha256 ?? upload?.sha256;
  if (sha256 === undefined) return now.getTime() < row.received_at.getTime() + UPLOAD_WAIT_MS ? 'WAITS' : 'NEVER_CAME';
  const { effectiveAt, flags } = believe({ measuredAt: data.acquiredAt, sentAt, buffered }, row.received_at.getTime());
  const wrong = sha256 !== data.sha256 && !row.flags.includes('BAD_CHECKSUM') ? ['BAD_CHECKSUM'] : [];
  return {
    deviceEcgId: data.ecgId,
    contentType: data.format,
    sha256,
    acquiredAt: effectiveAt,
    offsetMs: effectiveAt - data.acquiredAt,
    flags: [...new Set([...row.flags, ...flags, ...wrong])],
    ...(orderRef !== null && { orderRef }),
    patientRef: data.patientRef,
    synthetic: data.synthetic === true,
  };
}

/** A cart that announced a recording and never sent it: a person must ask there. */
async function neverCame(pool: Pool, row: WaitingRow, now: Date): Promise<void> {
  await inTransaction(pool, async (db) => {
    const incidentId = await raise(db, { deviceId: row.device_id, id: row.msg_id, code: 'PLATFORM_FAULT', at: row.received_at, now });
    await dispose(db, row, { disposition: 'QUARANTINED', rule: 'UPLOAD_NEVER_CAME', subjectId: incidentId }, now);
  });
}

async function matchOf(db: Db, row: WaitingRow, arrival: Arrival, place: Place, now: Date): Promise<Match | 'ORDER_WAITS'> {
  const { orderRef, patientRef } = arrival;
  const order = orderRef === undefined ? undefined : await episodeById(db, orderRef);
  if (orderRef !== undefined && !order && now.getTime() < row.received_at.getTime() + ORDER_WAIT_MS) return 'ORDER_WAITS';
  const binding = await bindingAt(db, row.device_id, new Date(arrival.acquiredAt));
  const bound = binding && {
    patientId: binding.patientId,
    episodes: await episodesOfPatient(db, binding.patientId),
    ...(binding.episodeId !== undefined && (await withEpisode(db, binding.episodeId))),
  };
  const typed = patientRef && typeof patientRef === 'object' && patientRef.type === 'patient-id' ? patientRef.value : undefined;
  const named = typed !== undefined && (await knownPatient(db, typed)) ? { patientId: typed, episodes: await episodesOfPatient(db, typed) } : undefined;
  const atSite = await episodesAtSite(db, place.siteId, new Date(now.getTime() - SUGGEST_WITHIN_MS));
  return matchEcg({ atSite, ...(order && { order }), ...(bound && { bound }), ...(named && { named }) });
}

async function withEpisode(db: Db, id: string) {
  const episode = await episodeById(db, id);
  return episode && { episode };
}

type Read = Pick<EcgRow, 'state' | 'reasons' | 'quality' | 'leads'> & Partial<Pick<EcgRow, 'canonicalSha256' | 'fs' | 'durationMs'>> & { notes: readonly string[] };

/** The canonical form beside the original; whatever goes wrong here, a person still gets the original. */
async function readFile(blobs: Blobs, { contentType, synthetic, flags }: Arrival, bytes: Uint8Array): Promise<Read> {
  const decoded = decodeEcg(contentType, bytes);
  if (!decoded.ok) return { state: decoded.broken ? 'QUARANTINED' : 'NO_PRE_READ', reasons: [decoded.why], quality: {}, leads: [], notes: [] };
  const { recording } = decoded;
  const { quality, reasons } = qualityOf(recording);
  const canonicalSha256 = await blobs.put(encodeCanonical(recording, { synthetic }));
  const doubtful = flags.includes('BAD_CHECKSUM') || reasons.includes('SCALE_SUSPECT');
  return {
    state: doubtful ? 'QUARANTINED' : reasons.length > 0 ? 'NO_PRE_READ' : 'DECODED',
    reasons,
    quality,
    leads: recording.leads.map(({ name }) => name),
    canonicalSha256,
    fs: recording.fs,
    durationMs: Math.round(quality.durationS * 1000),
    notes: recording.notes,
  };
}

type Keeping = { row: WaitingRow; arrival: Arrival; place: Place; match: Match; read: Read; size: number };

async function keep(db: Db, { row, arrival, place, match, read: { notes, ...read }, size }: Keeping): Promise<EcgRow | 'SAME'> {
  const of = (deviceEcgId: string, more: readonly string[]): EcgRow => {
    const id = ecgIdOf(row.device_id, deviceEcgId);
    return {
      id,
      deviceId: row.device_id,
      deviceEcgId,
      siteId: place.siteId,
      ...(match.episode && { episodeId: match.episode.id }),
      ...(match.patientId !== undefined && { patientId: match.patientId }),
      readingId: readingIdOf(id),
      acquiredAt: new Date(arrival.acquiredAt),
      receivedAt: row.received_at,
      format: formatOf(arrival.contentType),
      contentType: arrival.contentType,
      sha256: arrival.sha256,
      bytes: size,
      ...read,
      flags: [...arrival.flags, ...notes, ...more],
      synthetic: arrival.synthetic,
      matchedBy: match.by,
      suggested: match.suggested,
    };
  };
  const ecg = of(arrival.deviceEcgId, []);
  if (await insertEcg(db, ecg)) return ecg;
  if ((await ecgOfDevice(db, row.device_id, arrival.deviceEcgId))?.sha256 === arrival.sha256) return 'SAME';
  // The device used an id twice for different recordings: both are kept and both are read.
  const again = of(`${arrival.deviceEcgId}~${arrival.sha256.slice(0, 12)}`, ['ECG_ID_REUSED']);
  return (await insertEcg(db, again)) ? again : 'SAME';
}

function wordsOf(ecg: EcgRow, match: Match, place: Place, arrival: Arrival): Word[] {
  const id = toEcgId(ecg.id);
  const reading = toReadingId(ecg.readingId);
  const by = { kind: 'DEVICE', id: ecg.deviceId } as const;
  const acquiredAt = instant(arrival.acquiredAt);
  const receivedAt = instant(ecg.receivedAt.getTime());
  const open: Word = {
    id: `${ecg.id}:reading`,
    kind: 'READING',
    region: place.region,
    targetId: reading,
    opening: {
      id: reading,
      region: place.region,
      ecgId: id,
      ...(match.episode && { episodeId: toEpisodeId(match.episode.id) }),
      ...(match.patientId !== undefined && { patientId: toPatientId(match.patientId) }),
      siteId: place.siteId,
      hubSiteId: place.hubSiteId,
      neighbourSiteId: place.neighbourSiteId,
      acquiredAt,
      receivedAt,
      heard: { id: `${ecg.id}:received`, receivedAt, by },
    },
  };
  if (!match.episode) return [open];
  return [open, episodeWord(ecg, match.episode, arrival)];
}

function episodeWord({ id, deviceId, receivedAt }: Pick<EcgRow, 'id' | 'deviceId' | 'receivedAt'>, episode: Candidate, { acquiredAt, offsetMs }: Arrival): Word {
  const offset = offsetMs === 0 ? {} : { deviceOffsetMs: offsetMs };
  return {
    id: `${id}:episode`,
    kind: 'EPISODE',
    region: episode.region,
    targetId: episode.id,
    message: {
      id: `${id}:received`,
      by: { kind: 'DEVICE', id: deviceId },
      type: 'ECG_RECEIVED',
      ecgId: toEcgId(id),
      readingId: readingIdOf(id),
      acquired: { at: instant(acquiredAt), precision: 'SECOND', source: 'DEVICE', ...offset },
      ecgReceivedAt: instant(receivedAt.getTime()),
    },
  };
}
