import type { Pool } from 'pg';
import { MOMENTARY } from '../workflows/domain/clearing';
import { GROUP_MINUTES } from '../workflows/domain/deviceAlarms';
import type { AlarmCode } from '../workflows/domain/vocabulary';

export type IncidentAlarm = {
  readonly incidentId: string;
  readonly code: AlarmCode;
  readonly times: number;
  readonly firstAt: Date;
  /** Of the last of them; none while one lasts, and of what has no duration. */
  readonly endedAt: Date | null;
  /** When the device was last heard, where that is later than the group’s time and it has not told an end. */
  readonly heardAt: Date | null;
};

const ALARMS = `
  SELECT a.incident_id AS "incidentId", a.code, count(*)::int AS times, min(a.started_at) AS "firstAt",
         CASE WHEN a.code <> ALL ($2) AND bool_and(a.ended_at IS NOT NULL) THEN max(a.ended_at) END AS "endedAt",
         CASE WHEN a.code <> ALL ($2) AND bool_or(a.ended_at IS NULL AND heard.at > a.started_at + make_interval(mins => $3))
              THEN max(heard.at) END AS "heardAt"
    FROM device_alarm a
    LEFT JOIN device_presence p ON p.device_id = a.device_id
    LEFT JOIN silence_clock c ON c.device_id = a.device_id
    CROSS JOIN LATERAL (SELECT greatest(p.last_seen_at, c.last_seen_at) AS at) AS heard
   WHERE a.incident_id = ANY ($1) GROUP BY a.incident_id, a.code ORDER BY min(a.started_at), a.code`;

/** What the devices told that became each of these incidents, one line for each kind of alarm. */
export async function alarmsOf(
  pool: Pick<Pool, 'query'>,
  incidentIds: readonly string[],
): Promise<ReadonlyMap<string, readonly IncidentAlarm[]>> {
  const { rows } = await pool.query<IncidentAlarm>(ALARMS, [incidentIds, MOMENTARY, GROUP_MINUTES]);
  return Map.groupBy(rows, ({ incidentId }) => incidentId);
}
