import { SUPPRESSION, type Standing } from '../workflows/domain/suppression';
import type { AlarmCode, Priority } from '../workflows/domain/vocabulary';
import type { Db } from './inbox';

/** Whether the patient is in hospital or an arrest is being treated; `phases` is the parameter that lists the phases. */
const handled = (patient: string, phases: string): string => `EXISTS (
  SELECT FROM episode e WHERE e.patient_id = ${patient} AND e.closed_at IS NULL AND (e.phase = ANY (${phases}::phase[])
      OR EXISTS (SELECT FROM jsonb_array_elements(e.facts -> 'overlays') AS o (span)
                  WHERE span ->> 'overlay' = 'ARREST' AND span -> 'until' IS NULL)))`;

export async function isHandled(db: Db, patientId: string): Promise<boolean> {
  const { rows } = await db.query<{ handled: boolean }>(`SELECT ${handled('$1', '$2')} AS handled`, [
    patientId,
    SUPPRESSION.highIn,
  ]);
  return rows[0]?.handled === true;
}

/** What is in force then for this patient and kind of alarm. */
export async function standingSuppression(
  db: Db,
  patientId: string,
  code: AlarmCode,
  now: Date,
): Promise<Standing | undefined> {
  const { rows } = await db.query<Standing>(
    `SELECT id, with_high AS "withHigh", with_high AND ${handled('s.patient_id', '$4')} AS handled
       FROM alarm_suppression s
      WHERE patient_id = $1 AND code = $2 AND released_at IS NULL AND from_at <= $3 AND until_at > $3 AND ended_at IS NULL
      ORDER BY with_high DESC, until_at DESC LIMIT 1`,
    [patientId, code, now, SUPPRESSION.highIn],
  );
  return rows[0];
}

/** An alarm as it would have been raised; `data` as the gateway reads it. */
export type HeldAlarm<Data extends { readonly alarmId: string }> = {
  readonly deviceId: string;
  readonly msgId: string;
  readonly data: Data;
  readonly priority: Priority;
  readonly flags: readonly string[];
  readonly effectiveAt: Date;
};

/** Keeps the newest word of an alarm that is held back, and how often it came. */
export const holdBack = (
  db: Db,
  suppressionId: string,
  alarm: HeldAlarm<{ readonly alarmId: string }>,
): Promise<unknown> =>
  db.query(
    `INSERT INTO held_alarm AS h (suppression_id, device_id, alarm_id, msg_id, data, priority, flags, effective_at)
     VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7, $8)
     ON CONFLICT (suppression_id, device_id, alarm_id) DO UPDATE
       SET msg_id = excluded.msg_id, data = excluded.data, priority = excluded.priority, flags = excluded.flags,
           effective_at = excluded.effective_at, signals = h.signals + 1`,
    [
      ...[suppressionId, alarm.deviceId, alarm.data.alarmId, alarm.msgId, JSON.stringify(alarm.data), alarm.priority],
      ...[alarm.flags, alarm.effectiveAt],
    ],
  );

/** Ends what held back HIGH of patients who are no longer in hospital, and answers with all that is over and not yet released. */
export async function endedSuppressions(db: Db, now: Date, limit: number): Promise<readonly string[]> {
  await db.query(
    `UPDATE alarm_suppression s SET ended_at = $1
      WHERE released_at IS NULL AND ended_at IS NULL AND with_high AND until_at > $1 AND NOT ${handled('s.patient_id', '$2')}`,
    [now, SUPPRESSION.highIn],
  );
  const { rows } = await db.query<{ id: string }>(
    `SELECT id FROM alarm_suppression WHERE released_at IS NULL AND LEAST(until_at, ended_at) <= $1
      ORDER BY until_at LIMIT $2 FOR UPDATE SKIP LOCKED`,
    [now, limit],
  );
  return rows.map(({ id }) => id);
}

/** Closes a suppression for good; answers with what it held back that nobody has heard of and that has not ended. */
export async function release<Data extends { readonly alarmId: string }>(
  db: Db,
  suppressionId: string,
  now: Date,
): Promise<readonly HeldAlarm<Data>[]> {
  await db.query('UPDATE alarm_suppression SET released_at = $2 WHERE id = $1', [suppressionId, now]);
  const { rows } = await db.query<HeldAlarm<Data>>(
    `SELECT h.device_id AS "deviceId", h.msg_id AS "msgId", h.data, h.priority, h.flags, h.effective_at AS "effectiveAt"
       FROM held_alarm h JOIN device_alarm a ON a.device_id = h.device_id AND a.alarm_id = h.alarm_id
      WHERE h.suppression_id = $1 AND a.ended_at IS NULL AND a.incident_id IS NULL ORDER BY h.effective_at`,
    [suppressionId],
  );
  return rows;
}
