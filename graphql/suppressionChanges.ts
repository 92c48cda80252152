import { Fault } from '../activities/platform/faults';
import { isHandled } from '../prisma/suppression';
import { SUPPRESSION } from '../workflows/domain/suppression';
import { HOUR_MS } from '../workflows/domain/time';
import type { AlarmCode } from '../workflows/domain/vocabulary';
import type { Answer } from '../workflows/messages';
import type { Context } from './context';
import { answerOf, audit, inTransaction, type Person } from './transaction';

type Suppress = {
  readonly patientId: string;
  readonly code: AlarmCode;
  readonly hours: number;
  readonly withHigh: boolean;
  readonly reason: string;
};

/** Holds one kind of alarm of one patient back until a time, by name; what is in force already is not prolonged by another. */
export function suppressAlarm({ pool, now }: Context, asked: Suppress, by: Person, clientId: string): Promise<Answer> {
  const { patientId, code, hours, withHigh, reason } = asked;
  if (reason.trim() === '') throw new Fault('REASON_NEEDED', 'Say why this alarm is held back.');
  if (SUPPRESSION.never.includes(code))
    throw new Fault('BAD_INPUT', 'A call for help and a system that fails are never held back.');
  if (hours < 1 || hours > SUPPRESSION.mostHours)
    throw new Fault('BAD_INPUT', `An alarm is held back for 1 to ${SUPPRESSION.mostHours} hours.`);
  const id = `as_${clientId}`;
  return inTransaction(pool, async (client) => {
    if (withHigh && !(await isHandled(client, patientId)))
      throw new Fault('WRONG_PHASE', 'HIGH is held back only in hospital or while an arrest is treated.');
    const until = new Date(now() + hours * HOUR_MS);
    const values = [id, patientId, code, withHigh, reason.trim(), by.id, by.role, new Date(now()), until];
    const { rowCount } = await client.query(SUPPRESS, values);
    if (rowCount === 0) return answerOf(id, 'DUPLICATE');
    const detail = { clientId, code, until, withHigh };
    await audit(client, by, { action: 'ALARM_SUPPRESSED', kind: 'PATIENT', id: patientId, detail });
    await client.query(ANNOUNCE, [id, 1]);
    return answerOf(id, 'APPLIED');
  });
}

/** Ends it before its time; what it held back and still lasts is raised at once. */
export function endSuppression({ pool, now }: Context, id: string, by: Person, clientId: string): Promise<Answer> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ patient_id: string; over: boolean }>(FOUND, [id, new Date(now())]);
    const [found] = rows;
    if (found === undefined) throw new Fault('NOT_FOUND', 'No such suppression.');
    if (found.over) return answerOf(id, 'NO_LONGER_APPLIES');
    await client.query(END, [id, new Date(now()), by.id]);
    const detail = { clientId, suppressionId: id };
    await audit(client, by, { action: 'SUPPRESSION_ENDED', kind: 'PATIENT', id: found.patient_id, detail });
    await client.query(ANNOUNCE, [id, 2]);
    return answerOf(id, 'APPLIED');
  });
}

const SUPPRESS = `
  INSERT INTO alarm_suppression (id, patient_id, code, with_high, reason, set_by, set_role, from_at, until_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7::role, $8, $9) ON CONFLICT (id) DO NOTHING`;
const FOUND = `
  SELECT patient_id, ended_at IS NOT NULL OR until_at <= $2 AS over FROM alarm_suppression WHERE id = $1 FOR UPDATE`;
const END = 'UPDATE alarm_suppression SET ended_at = $2, ended_by = $3 WHERE id = $1';
// The desk draws at once what is held back and what sounds again; last in the transaction.
const ANNOUNCE = "SELECT announce_change('INCIDENT', $1, 0, $2)";
