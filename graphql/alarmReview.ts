import type { Pool } from 'pg';
import type { AlarmCode } from '../workflows/domain/vocabulary';

export type QuietAlarm = { readonly code: AlarmCode; readonly alarms: number; readonly devices: number };

const QUIET = `
  SELECT code, count(*)::int AS alarms, count(DISTINCT device_id)::int AS devices FROM device_alarm
   WHERE incident_id IS NULL AND started_at >= $1 AND started_at < $2 GROUP BY code ORDER BY alarms DESC, code`;

/** What became nobody’s alarm (6.3, information: weekly): told for information only, too short, or held by a rule. */
export const quietAlarms = async (pool: Pick<Pool, 'query'>, from: Date, to: Date): Promise<readonly QuietAlarm[]> =>
  (await pool.query<QuietAlarm>(QUIET, [from, to])).rows;
