import type { Db } from './inbox';

export type Binding = { readonly patientId: string; readonly episodeId?: string };

/** Whose the device was at that time; never whose it is now. */
export async function bindingAt(db: Db, deviceId: string, at: Date): Promise<Binding | undefined> {
  const { rows } = await db.query<{ patient_id: string; episode_id: string | null }>(
    `SELECT patient_id, episode_id FROM device_binding
      WHERE device_id = $1 AND tstzrange(bound_from, bound_to) @> $2::timestamptz`,
    [deviceId, at],
  );
  const [row] = rows;
  return row && { patientId: row.patient_id, ...(row.episode_id !== null && { episodeId: row.episode_id }) };
}

/**
 * Gives a device to a patient from a moment on and starts its silence clock; the constraint refuses a second patient.
 * One handed out some time ago is as silent as it has been since it last spoke, not since it was handed out.
 */
export async function bindDevice(
  db: Db,
  {
    deviceId,
    patientId,
    episodeId,
    by,
    from,
  }: { deviceId: string; patientId: string; episodeId?: string; by: string; from: Date },
): Promise<void> {
  await db.query(
    `WITH bound AS (
       INSERT INTO device_binding (device_id, patient_id, episode_id, bound_from, bound_by) VALUES ($1, $2, $3, $4, $5)
     )
     INSERT INTO silence_clock (device_id, last_seen_at, due_at)
     SELECT d.id, heard.at, heard.at + make_interval(secs => d.upload_interval_s * 2)
       FROM device d
       LEFT JOIN device_presence p ON p.device_id = d.id
      CROSS JOIN LATERAL (SELECT greatest($4::timestamptz, p.last_seen_at) AS at) AS heard
      WHERE d.id = $1 AND d.upload_interval_s IS NOT NULL
     ON CONFLICT (device_id) DO UPDATE SET last_seen_at = excluded.last_seen_at, due_at = excluded.due_at, level = 0, incident_id = NULL, episode_id = NULL`,
    [deviceId, patientId, episodeId ?? null, from, by],
  );
}

/** What a device measured since then and was nobody's is its wearer's at the time of measuring; answers how many values. */
export const claimValues = async (db: Db, deviceId: string, from: Date): Promise<number> =>
  (
    await db.query(
      `UPDATE vital_sample v SET patient_id = b.patient_id, episode_id = b.episode_id
         FROM device_binding b
        WHERE v.device_id = $1 AND v.at >= $2 AND v.patient_id IS NULL
          AND b.device_id = v.device_id AND tstzrange(b.bound_from, b.bound_to) @> v.at`,
      [deviceId, from],
    )
  ).rowCount ?? 0;
