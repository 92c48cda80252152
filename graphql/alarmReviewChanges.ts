import { Fault } from '../activities/platform/faults';
import type { AlarmReviewOutcome } from '../workflows/domain/vocabulary';
import type { Answer } from '../workflows/messages';
import type { Context } from './context';
import { answerOf, audit, inTransaction, type Person } from './transaction';

type Review = { readonly patientId: string; readonly outcome: AlarmReviewOutcome; readonly remark: string };

/** Somebody has looked through the alarms of a patient's week: what was found, and what was changed. */
export function reviewAlarms({ pool, now }: Context, review: Review, by: Person, clientId: string): Promise<Answer> {
  const { patientId, outcome, remark } = review;
  if (remark.trim() === '') throw new Fault('REASON_NEEDED', 'Say what was found, also where nothing is changed.');
  const id = `ar_${clientId}`;
  return inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(KEEP, [id, patientId, outcome, remark.trim(), by.id, new Date(now())]);
    if (rowCount === 0) return answerOf(id, 'DUPLICATE');
    const detail = { clientId, outcome };
    await audit(client, by, { action: 'ALARMS_REVIEWED', kind: 'PATIENT', id: patientId, detail });
    return answerOf(id, 'APPLIED');
  });
}

const KEEP = `
  INSERT INTO alarm_review (id, patient_id, outcome, remark, reviewed_by, reviewed_at)
  VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING`;
