import { z } from 'zod';
import { findUpload, isPerson } from '../prisma/devices';
import type { Db, WaitingRow } from '../prisma/inbox';
import { SCHEMAS, type EcgData } from './envelope';
import { believe, TIME_RULES } from './times';

/** How long `ready` waits for its upload. */
const UPLOAD_WAIT_MS = 10 * 60_000;

/** Bytes that came without a word: the gateway's own message about an upload nobody announced. */
const UPLOAD_ONLY = z.object({ ecgId: z.string(), sha256: z.string(), bytes: z.int(), contentType: z.string() });

/** What is known of a recording whichever way it came. */
export type Arrival = {
  readonly deviceEcgId: string;
  readonly contentType: string;
  readonly sha256: string;
  readonly acquiredAt: number;
  readonly offsetMs: number;
  readonly flags: readonly string[];
  readonly orderRef?: string;
  readonly patientRef?: EcgData['patientRef'];
  readonly synthetic: boolean;
  /** The person who recorded it, where the cart names one of the region. */
  readonly takenBy?: string;
};

/** Brings the three ways a recording can come to one form; `WAITS` while its bytes are still to come. */
export async function arrivalOf(db: Db, row: WaitingRow, now: Date): Promise<Arrival | 'WAITS' | 'NEVER_CAME'> {
  if (row.kind === 'ecg/upload') {
    const { ecgId, sha256, contentType } = UPLOAD_ONLY.parse(row.payload);
    return {
      deviceEcgId: ecgId,
      contentType,
      sha256,
      acquiredAt: row.received_at.getTime(),
      offsetMs: 0,
      flags: ['NO_METADATA'],
      synthetic: false,
    };
  }
  const { data, sentAt, buffered, orderRef } = (
    row.kind === 'ecg/inline' ? SCHEMAS['ecg/inline'] : SCHEMAS['ecg/ready']
  ).parse(row.payload);
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
    ...(data.operator !== undefined && (await isPerson(db, data.operator)) && { takenBy: data.operator }),
  };
}

/**
 * What the file itself says of its time. Where nobody announced the recording it is all there is; beside an announced time
 * it only warns: a file of another hour may be another patient's.
 */
export function withFileTime(arrival: Arrival, startedAt: number | undefined, receivedAt: number): Arrival {
  if (startedAt === undefined) return arrival;
  if (arrival.flags.includes('NO_METADATA')) {
    const { effectiveAt, flags } = believe({ measuredAt: startedAt, sentAt: receivedAt, buffered: false }, receivedAt);
    return {
      ...arrival,
      acquiredAt: effectiveAt,
      offsetMs: effectiveAt - startedAt,
      flags: [...new Set([...arrival.flags, ...flags])],
    };
  }
  const apart = Math.abs(arrival.acquiredAt - startedAt) > TIME_RULES.aheadMs;
  return apart ? { ...arrival, flags: [...arrival.flags, 'FILE_TIME_DIFFERS'] } : arrival;
}
