import type { Db } from './inbox';

export type Part = {
  readonly deviceId: string;
  readonly uploadId: string;
  readonly n: number;
  readonly bytes: Uint8Array;
};
export type KeptPart = 'KEPT' | 'DUPLICATE' | 'CONFLICT' | 'FULL';

/** Keeps one piece; `FULL` when the device's unfinished recordings would hold more than `maxBytes`. */
export async function keepPart(
  db: Db,
  { deviceId, uploadId, n, bytes }: Part,
  { maxBytes, now }: { readonly maxBytes: number; readonly now: Date },
): Promise<KeptPart> {
  const { rows } = await db.query<{ kept: boolean; same: boolean | null; full: boolean }>(
    `WITH held AS (SELECT COALESCE(sum(length(bytes)), 0) + length($4::bytea) > $6 AS full FROM ecg_part WHERE device_id = $1),
          put AS (INSERT INTO ecg_part (device_id, upload_id, n, bytes, received_at)
                  SELECT $1, $2, $3, $4, $5 FROM held WHERE NOT held.full ON CONFLICT DO NOTHING RETURNING 1)
     SELECT EXISTS (SELECT 1 FROM put) AS kept, held.full,
            (SELECT bytes = $4::bytea FROM ecg_part WHERE device_id = $1 AND upload_id = $2 AND n = $3) AS same
       FROM held`,
    [deviceId, uploadId, n, Buffer.from(bytes), now, maxBytes],
  );
  const [row] = rows;
  if (row?.kept === true) return 'KEPT';
  if (row?.same === true) return 'DUPLICATE';
  return row?.same === false ? 'CONFLICT' : 'FULL';
}

/** Every piece that is there, in order. */
export async function partsOf(db: Db, deviceId: string, uploadId: string): Promise<{ n: number; bytes: Buffer }[]> {
  const { rows } = await db.query<{ n: number; bytes: Buffer }>(
    'SELECT n, bytes FROM ecg_part WHERE device_id = $1 AND upload_id = $2 ORDER BY n',
    [deviceId, uploadId],
  );
  return rows;
}

export const forgetParts = async (db: Db, deviceId: string, uploadId: string): Promise<void> => {
  await db.query('DELETE FROM ecg_part WHERE device_id = $1 AND upload_id = $2', [deviceId, uploadId]);
};

/** Pieces of recordings that never became whole; the device has them still. */
export const forgetPartsBefore = async (db: Db, before: Date): Promise<void> => {
  await db.query('DELETE FROM ecg_part WHERE received_at < $1', [before]);
};

/** An announcement waits for a piece that has just come. */
export const wakeAnnounced = async (db: Db, deviceId: string, uploadId: string): Promise<void> => {
  await db.query(
    `UPDATE device_inbox SET look_at = NULL WHERE device_id = $1 AND kind = 'ecg/ready' AND disposition IS NULL
        AND payload #>> '{data,uploadId}' = $2`,
    [deviceId, uploadId],
  );
};
