import type { Pool } from 'pg';
import type { Log } from '../activities/platform/log';
import { raise } from './raise';
import { inTransaction } from './transaction';

/** W22: what a device's silence means as it grows; the first level is told to nobody, only shown. */
export const SILENCE_LEVELS = [
  { level: 1, tells: false, afterIntervals: 2 },
  { level: 2, tells: true, afterMs: 3_600_000 },
  { level: 3, tells: true, afterMs: 24 * 3_600_000 },
] as const;

/** A gateway that heard nothing for this long was away itself: the devices get their time again (design.md 5). */
const AWAY_MS = 30_000;
const SWEEP_LOCK = 72_028;

/** Notes that this gateway listens; says since when nobody did, when that was long enough to matter. */
export async function beat(pool: Pool, gatewayId: string, now: Date): Promise<Date | undefined> {
  const { rows } = await pool.query<{ last: Date | null }>(
    `WITH last AS (SELECT max(beat_at) AS last FROM gateway_heartbeat),
          mine AS (INSERT INTO gateway_heartbeat (id, beat_at, started_at) VALUES ($1, $2, $2)
                   ON CONFLICT (id) DO UPDATE SET beat_at = excluded.beat_at)
     SELECT last FROM last`,
    [gatewayId, now],
  );
  const last = rows[0]?.last ?? undefined;
  return last && now.getTime() - last.getTime() > AWAY_MS ? last : undefined;
}

/** Nobody listened between `from` and `now`: every clock moves by that, so that a restart floods nobody. */
export async function forgiveAbsence(pool: Pool, from: Date, now: Date): Promise<void> {
  await pool.query(
    'UPDATE silence_clock SET due_at = due_at + ($2::timestamptz - $1::timestamptz), last_seen_at = last_seen_at + ($2::timestamptz - $1::timestamptz) WHERE level < 3',
    [from, now],
  );
}

/** Raises what is due, each clock one level at a time; one sweeper at a time over all replicas. Answers how many moved. */
export async function sweepSilence(pool: Pool, log: Log, now: Date): Promise<number> {
  return inTransaction(pool, async (db) => {
    const { rows: lock } = await db.query<{ got: boolean }>('SELECT pg_try_advisory_xact_lock($1, 0) AS got', [
      SWEEP_LOCK,
    ]);
    if (lock[0]?.got !== true) return 0;
    // A device whose word still waits to be taken up is not silent.
    const { rows } = await db.query<{
      device_id: string;
      level: number;
      last_seen_at: Date;
      incident_id: string | null;
    }>(
      `SELECT c.device_id, c.level, c.last_seen_at, c.incident_id FROM silence_clock c
        WHERE c.due_at <= $1 AND c.level < 3
          AND NOT EXISTS (SELECT 1 FROM device_inbox i WHERE i.device_id = c.device_id AND i.disposition IS NULL AND i.kind <> 'status')
        ORDER BY c.due_at LIMIT 200 FOR UPDATE OF c SKIP LOCKED`,
      [now],
    );
    for (const { device_id: deviceId, level, last_seen_at: lastSeenAt, incident_id } of rows) {
      const reached = level + 1;
      const tells = SILENCE_LEVELS.some((row) => row.level === reached && row.tells);
      const id = `silence:${lastSeenAt.getTime()}:${reached}`;
      const incidentId = tells ? await raise(db, { deviceId, id, code: 'NO_DATA', at: lastSeenAt, now }) : incident_id;
      const next = SILENCE_LEVELS.find((row) => row.level === reached + 1);
      const dueAt = next && 'afterMs' in next ? new Date(lastSeenAt.getTime() + next.afterMs) : now;
      await db.query('UPDATE silence_clock SET level = $2, due_at = $3, incident_id = $4 WHERE device_id = $1', [
        deviceId,
        reached,
        dueAt,
        incidentId,
      ]);
      log.info('DEVICE_SILENT', { device: deviceId, level: reached });
    }
    return rows.length;
  });
}
