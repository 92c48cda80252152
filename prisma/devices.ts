import { NO_SECRET } from '../activities/platform/deviceCredentials';
import type { Calendar } from '../workflows/domain/pathway';
import type { DeviceEnd } from '../workflows/domain/vocabulary';
import type { Db } from './inbox';

export type DeviceRow = {
  readonly id: string;
  readonly kind: 'ECG_CART' | 'WEARABLE' | 'WRISTBAND' | 'VEHICLE_KIT';
  readonly siteId: string;
  readonly secretHash: string;
  /** SHA-256 of the client certificates that count. */
  readonly certificates: readonly string[];
  readonly uploadIntervalS?: number;
  readonly retired: boolean;
  /** It came back, or is missing, and nobody has put it back in stock. */
  readonly outAs?: DeviceEnd;
};

/** A device as it is registered, retired or not. */
export const findDevice = async (db: Db, id: string): Promise<DeviceRow | undefined> =>
  (await findDevices(db, [id]))[0];

export async function findDevices(db: Db, ids: readonly string[]): Promise<DeviceRow[]> {
  const { rows } = await db.query<{
    id: string;
    kind: DeviceRow['kind'];
    site_id: string;
    secret_hash: string;
    certificates: string[];
    upload_interval_s: number | null;
    retired: boolean;
    out_as: DeviceEnd | null;
  }>(
    `SELECT id, kind, site_id, secret_hash, certificates, upload_interval_s, out_as,
            retired_at IS NOT NULL AND retired_at <= now() AS retired
       FROM device WHERE id = ANY ($1)`,
    [ids],
  );
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    siteId: row.site_id,
    secretHash: row.secret_hash,
    certificates: row.certificates,
    retired: row.retired,
    ...(row.upload_interval_s !== null && { uploadIntervalS: row.upload_interval_s }),
    ...(row.out_as !== null && { outAs: row.out_as }),
  }));
}

export type NewDevice = {
  readonly id: string;
  readonly kind: DeviceRow['kind'];
  readonly siteId: string;
  readonly secretHash: string;
  readonly uploadIntervalS: number | undefined;
  readonly model: string | undefined;
};

/** Refused by the table where the id is taken. */
export const registerDevice = async (db: Db, device: NewDevice): Promise<void> => {
  const { id, kind, siteId, secretHash, uploadIntervalS, model } = device;
  await db.query(
    'INSERT INTO device (id, kind, site_id, secret_hash, upload_interval_s, model) VALUES ($1, $2, $3, $4, $5, $6)',
    [id, kind, siteId, secretHash, uploadIntervalS ?? null, model ?? null],
  );
};

const changed = async (db: Db, sql: string, values: readonly unknown[]): Promise<boolean> =>
  (await db.query(sql, [...values])).rowCount === 1;

/** Voids the secret before it, the tokens made with that, and all certificates; false where nobody knows the device. */
export const replaceSecret = (db: Db, id: string, secretHash: string): Promise<boolean> =>
  changed(db, "UPDATE device SET secret_hash = $2, certificates = '{}' WHERE id = $1", [id, secretHash]);

/** Nothing it shows counts any more, until it is given something new; false where nobody knows the device. */
export const voidCredentials = (db: Db, id: string): Promise<boolean> => replaceSecret(db, id, NO_SECRET);

/** The newest two count, so that a device can change over. */
export const addCertificate = (db: Db, id: string, sum: string): Promise<boolean> =>
  changed(db, 'UPDATE device SET certificates = (ARRAY[$2] || certificates)[1:2] WHERE id = $1', [id, sum]);

/** How often it promises to send from now on. */
export const setUploadInterval = (db: Db, id: string, seconds: number): Promise<boolean> =>
  changed(db, 'UPDATE device SET upload_interval_s = $2 WHERE id = $1', [id, seconds]);

export const retireDevice = (db: Db, id: string, at: Date): Promise<boolean> =>
  changed(db, 'UPDATE device SET retired_at = COALESCE(retired_at, $2) WHERE id = $1', [id, at]);

/** Where a device stands in the region: who reads its ECGs and which desk answers its alarms. */
export type Place = {
  readonly region: string;
  readonly siteId: string;
  readonly hubSiteId: string;
  readonly neighbourSiteId: string;
  readonly utcOffsetMin: number;
  readonly calendar: Calendar;
};

/** A place nobody knows (an unregistered device) falls to the region's first PCI hospital: somebody must look. */
export async function placeOf(db: Db, siteId: string | undefined): Promise<Place | undefined> {
  const { rows } = await db.query<Place>(
    `SELECT s.id AS "siteId", s.region, s.utc_offset_min AS "utcOffsetMin",
            jsonb_build_object('utcOffsetMin', s.utc_offset_min, 'daysOff', s.days_off, 'holidays', s.holidays) AS calendar,
            COALESCE(s.hub_site_id, s.id) AS "hubSiteId",
            COALESCE(s.neighbour_site_id, h.neighbour_site_id, s.hub_site_id, s.id) AS "neighbourSiteId"
       FROM site s LEFT JOIN site h ON h.id = s.hub_site_id
      WHERE s.id = $1 OR $1 IS NULL OR NOT EXISTS (SELECT 1 FROM site WHERE id = $1)
      ORDER BY s.id = $1 DESC NULLS LAST, s.kind = 'PCI_HOSPITAL' DESC, s.id LIMIT 1`,
    [siteId ?? null],
  );
  return rows[0];
}

export async function knownPatient(db: Db, patientId: string): Promise<boolean> {
  const { rowCount } = await db.query('SELECT 1 FROM patient WHERE id = $1', [patientId]);
  return rowCount === 1;
}

/** Whether bytes for this recording came over HTTPS. */
export async function findUpload(
  db: Db,
  deviceId: string,
  ecgId: string,
): Promise<{ sha256: string; contentType: string; bytes: number } | undefined> {
  const { rows } = await db.query<{ sha256: string; content_type: string; bytes: number }>(
    'SELECT sha256, content_type, bytes FROM ecg_upload WHERE device_id = $1 AND device_ecg_id = $2',
    [deviceId, ecgId],
  );
  return rows[0] && { sha256: rows[0].sha256, contentType: rows[0].content_type, bytes: rows[0].bytes };
}

type UploadRow = {
  readonly deviceId: string;
  readonly ecgId: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly contentType: string;
  readonly now: Date;
};

/** Notes uploaded bytes and wakes the message that waits for them; answers the sum that stood there before, if any. */
export async function keepUpload(
  db: Db,
  { deviceId, ecgId, sha256, bytes, contentType, now }: UploadRow,
): Promise<string | undefined> {
  const { rows } = await db.query<{ sha256: string }>(
    `WITH put AS (
       INSERT INTO ecg_upload (device_id, device_ecg_id, sha256, bytes, content_type, received_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT DO NOTHING
     ), woken AS (
       UPDATE device_inbox SET look_at = NULL
        WHERE device_id = $1 AND kind = 'ecg/ready' AND disposition IS NULL AND payload #>> '{data,ecgId}' = $2
     )
     SELECT sha256 FROM ecg_upload WHERE device_id = $1 AND device_ecg_id = $2`,
    [deviceId, ecgId, sha256, bytes, contentType, now],
  );
  return rows[0]?.sha256;
}

export type EcgRow = {
  readonly id: string;
  readonly deviceId: string;
  readonly deviceEcgId: string;
  readonly siteId: string;
  readonly episodeId?: string;
  readonly patientId?: string;
  readonly readingId: string;
  readonly acquiredAt: Date;
  readonly receivedAt: Date;
  readonly format: string;
  readonly contentType: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly canonicalSha256?: string;
  readonly fs?: number;
  readonly leads: readonly string[];
  readonly durationMs?: number;
  readonly state: 'DECODED' | 'NO_PRE_READ' | 'QUARANTINED';
  readonly reasons: readonly string[];
  readonly quality: object;
  readonly flags: readonly string[];
  readonly synthetic: boolean;
  readonly matchedBy: string;
  readonly suggested: readonly string[];
};

/** False when this device's ECG of that id is there already. */
export async function insertEcg(db: Db, ecg: EcgRow): Promise<boolean> {
  const { rowCount } = await db.query(
    `INSERT INTO ecg (id, device_id, device_ecg_id, site_id, episode_id, patient_id, reading_id, acquired_at, received_at, format,
                      content_type, sha256, bytes, canonical_sha256, fs, leads, duration_ms, state, reasons, quality, flags,
                      synthetic, matched_by, suggested)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)
     ON CONFLICT DO NOTHING`,
    [
      ecg.id,
      ecg.deviceId,
      ecg.deviceEcgId,
      ecg.siteId,
      ecg.episodeId ?? null,
      ecg.patientId ?? null,
      ecg.readingId,
      ecg.acquiredAt,
      ecg.receivedAt,
      ecg.format,
      ecg.contentType,
      ecg.sha256,
      ecg.bytes,
      ecg.canonicalSha256 ?? null,
      ecg.fs ?? null,
      ecg.leads,
      ecg.durationMs ?? null,
      ecg.state,
      ecg.reasons,
      ecg.quality,
      ecg.flags,
      ecg.synthetic,
      ecg.matchedBy,
      ecg.suggested,
    ],
  );
  return rowCount === 1;
}

/** What stands under a device's own id for a recording. */
export async function ecgOfDevice(
  db: Db,
  deviceId: string,
  ecgId: string,
): Promise<{ id: string; sha256: string } | undefined> {
  const { rows } = await db.query<{ id: string; sha256: string }>(
    'SELECT id, sha256 FROM ecg WHERE device_id = $1 AND device_ecg_id = $2',
    [deviceId, ecgId],
  );
  return rows[0];
}

/** Gives a recording to an episode when it had none; `undefined` when it belongs to one already. */
export async function linkEcg(
  db: Db,
  { id, episodeId, patientId, matchedBy }: { id: string; episodeId: string; patientId: string; matchedBy: string },
): Promise<{ receivedAt: Date } | undefined> {
  const { rows } = await db.query<{ received_at: Date }>(
    `UPDATE ecg SET episode_id = $2, patient_id = $3, matched_by = $4, suggested = '{}'
      WHERE id = $1 AND episode_id IS NULL AND (patient_id IS NULL OR patient_id = $3) RETURNING received_at`,
    [id, episodeId, patientId, matchedBy],
  );
  return rows[0] && { receivedAt: rows[0].received_at };
}

/** Whether somebody of the region has this id. */
export const isPerson = async (db: Db, id: string): Promise<boolean> =>
  (await db.query('SELECT 1 FROM person WHERE id = $1', [id])).rowCount === 1;
