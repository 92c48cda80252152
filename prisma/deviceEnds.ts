import type { DeviceEnd } from '../workflows/domain/vocabulary';
import type { Db } from './inbox';

/**
 * Hands the device back; what it buffered before still belongs to the patient it was measured on. Answers with the
 * incident that told of its silence, where there is one: nobody waits for its word any more.
 */
export async function unbindDevice(db: Db, deviceId: string, at: Date, end?: BindingEnd): Promise<string | undefined> {
  const { rows } = await db.query<{ incident_id: string | null }>(
    `WITH freed AS (
       UPDATE device_binding SET bound_to = $2, ended_as = $3, ended_by = $4
        WHERE device_id = $1 AND bound_to IS NULL AND bound_from < $2)
     DELETE FROM silence_clock WHERE device_id = $1 RETURNING incident_id`,
    [deviceId, at, end?.as ?? null, end?.by ?? null],
  );
  return rows[0]?.incident_id ?? undefined;
}

type BindingEnd = { readonly as: DeviceEnd; readonly by: string };

/** Keeps a device from being handed out, or puts it back in stock; false where it stands so already. */
export async function setOut(db: Db, id: string, outAs: DeviceEnd | null): Promise<boolean> {
  const sql = 'UPDATE device SET out_as = $2 WHERE id = $1 AND out_as IS DISTINCT FROM $2';
  return (await db.query(sql, [id, outAs])).rowCount === 1;
}
