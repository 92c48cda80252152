import type { Pool } from 'pg';
import type { Blobs } from '../activities/platform/blobs';
import { sha256 } from '../activities/platform/hash';
import { findUpload, keepUpload } from '../prisma/devices';
import type { WaitingRow } from '../prisma/inbox';
import { forgetParts, keepPart, partsOf, wakeAnnounced } from '../prisma/parts';
import { SCHEMAS } from './envelope';
import { MAX_FILE_BYTES } from './formats/recording';

/** devices.md 6.1: for carts that cannot do HTTPS. */
export const CHUNK_BYTES = 48 * 1024;
export const MAX_CHUNKS = 128;
/** Of one device's unfinished recordings, two of the largest. */
export const HELD_BYTES = 2 * MAX_FILE_BYTES;

export type Chunk = {
  readonly deviceId: string;
  readonly uploadId: string;
  readonly n: number;
  readonly bytes: Uint8Array;
};

/** One chunk by its topic, `undefined` on any other; a number past the last is no chunk either. */
export function chunkOf(topic: string, bytes: Uint8Array): Chunk | undefined {
  const [, deviceId, uploadId, digits] =
    /^cpc\/v1\/([^/]{1,64})\/up\/ecg\/chunk\/([0-9A-Za-z-]{1,64})\/(\d{1,3})$/.exec(topic) ?? [];
  if (deviceId === undefined || uploadId === undefined || Number(digits) >= MAX_CHUNKS) return undefined;
  return { deviceId, uploadId, n: Number(digits), bytes };
}

/** What a receipt of a chunk names: chunks carry no message id. */
export const chunkName = ({ uploadId, n }: Chunk): string => `${uploadId}/${n}`;
export const fitsChunk = ({ bytes }: Chunk): boolean => bytes.byteLength > 0 && bytes.byteLength <= CHUNK_BYTES;

/** Keeps a chunk and wakes the announcement that may wait for it. */
export async function keepChunk(pool: Pool, chunk: Chunk, now: Date) {
  const kept = await keepPart(pool, chunk, { maxBytes: HELD_BYTES, now });
  if (kept === 'KEPT') await wakeAnnounced(pool, chunk.deviceId, chunk.uploadId);
  return kept;
}

/** Where an announcement names its chunks and all are there, they become one recording, as if it had been uploaded. */
export async function joinChunks(
  { pool, blobs }: { pool: Pool; blobs: Blobs },
  row: WaitingRow,
  now: Date,
): Promise<void> {
  if (row.kind !== 'ecg/ready') return;
  const { data } = SCHEMAS['ecg/ready'].parse(row.payload);
  const { uploadId, chunks, ecgId, format } = data;
  if (uploadId === undefined || chunks === undefined) return;
  const { device_id: deviceId } = row;
  const parts = await partsOf(pool, deviceId, uploadId);
  if (parts.length < chunks || parts.some(({ n }, place) => n !== place)) return;
  const bytes = Buffer.concat(parts.map((part) => part.bytes));
  if (!(await findUpload(pool, deviceId, ecgId))) {
    await blobs.put(bytes);
    await keepUpload(pool, { deviceId, ecgId, sha256: sha256(bytes), bytes: bytes.length, contentType: format, now });
  }
  await forgetParts(pool, deviceId, uploadId);
}
