import type { Pool } from 'pg';
import { COUNT_ACCEPTED, forgetDeadBytes } from '../prisma/inbox';
import { purgeInbox } from '../prisma/ledger';
import { forgetPartsBefore } from '../prisma/parts';

const DAY_MS = 86_400_000;
/** Bytes of refused messages are kept for a week (devices.md 6.3). */
const DEAD_BYTES_MS = 7 * DAY_MS;
/** A device repeats a message for want of a receipt within days; its values stand once however often it comes. */
const INBOX_MS = 7 * DAY_MS;
/** More than come in between two rounds, so that what piled up is caught up with. */
const MINUTES_AT_ONCE = 30;
/** An upload that nobody announced within this goes to a reader all the same. */
const UNANNOUNCED_MS = 2 * 60_000;

/** What needs doing once a minute; answers how much it did. */
export async function keepHouse(pool: Pool, now: Date): Promise<number> {
  await forgetPartsBefore(pool, new Date(now.getTime() - DAY_MS));
  await forgetDeadBytes(pool, new Date(now.getTime() - DEAD_BYTES_MS));
  await purgeInbox(pool, new Date(now.getTime() - INBOX_MS), MINUTES_AT_ONCE);
  return announceUploads(pool, new Date(now.getTime() - UNANNOUNCED_MS), now);
}

/** Bytes without a word: the gateway speaks for the cart, and the reader sees the "identify" banner. */
export async function announceUploads(pool: Pool, before: Date, now: Date): Promise<number> {
  const { rows } = await pool.query(
    `WITH due AS (
       UPDATE ecg_upload u SET taken_at = $2
        WHERE taken_at IS NULL AND received_at <= $1
       RETURNING device_id, device_ecg_id, sha256, bytes, content_type, received_at
     ), stored AS (
     INSERT INTO device_inbox (device_id, msg_id, kind, boot_id, seq, measured_at, effective_at, received_at, sha256, payload, blob_sha256)
     SELECT d.device_id, 'upload:' || d.device_ecg_id, 'ecg/upload', 'gateway', 0, d.received_at, d.received_at, d.received_at, d.sha256,
            jsonb_build_object('ecgId', d.device_ecg_id, 'sha256', d.sha256, 'bytes', d.bytes, 'contentType', d.content_type), d.sha256
       FROM due d
      WHERE NOT EXISTS (SELECT 1 FROM device_inbox i
                         WHERE i.device_id = d.device_id AND i.kind = 'ecg/ready' AND i.payload #>> '{data,ecgId}' = d.device_ecg_id)
     ON CONFLICT DO NOTHING RETURNING received_at
     ), counted AS (${COUNT_ACCEPTED})
     SELECT 1 FROM stored`,
    [before, now],
  );
  return rows.length;
}
