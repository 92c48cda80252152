import { Fault } from '../activities/platform/faults';
import type { Context } from './context';
import { isSamePerson } from './duplicates';
import { answerOf, audit, inTransaction, type Person } from './transaction';

type Deps = Pick<Context, 'pool' | 'now'>;
/** Whose word it is, and the id under which it counts once. */
type Said = { readonly by: Person; readonly clientId: string };
type Link = { readonly patientId: string; readonly sameAsId: string; readonly reason: string };

/** R24: two records are one person. A link, so that it can be undone; the id of the person's word makes it count once. */
export function linkPatients(deps: Deps, { patientId, sameAsId, reason }: Link, { by, clientId }: Said) {
  if (patientId === sameAsId) throw new Fault('BAD_INPUT', 'These are one record already.');
  if (reason.trim() === '') throw new Fault('REASON_NEEDED', 'Say how you know that both are one person.');
  const id = `pl_${clientId}`;
  return inTransaction(deps.pool, async (client) => {
    const linked = await client.query('SELECT 1 FROM patient_link WHERE id = $1', [id]);
    if (linked.rowCount === 0 && (await isSamePerson(client, patientId, sameAsId)))
      throw new Fault('ALREADY_DONE', 'These are known to be one person already.');
    const values = [id, patientId, sameAsId, new Date(deps.now()), by.id, reason.trim()];
    const { rowCount } = await client.query(LINK, values);
    if (rowCount === 0) return answerOf(id, 'DUPLICATE');
    const detail = { clientId, patientId, sameAsId, reason };
    await audit(client, by, { action: 'PATIENTS_LINKED', kind: 'PATIENT', id, detail });
    return answerOf(id, 'APPLIED');
  });
}

/** The two are two people after all: what was linked is as it was before, and the link stays in the record. */
export function unlinkPatients(deps: Deps, linkId: string, reason: string, { by, clientId }: Said) {
  if (reason.trim() === '') throw new Fault('REASON_NEEDED', 'Say why these are two people.');
  return inTransaction(deps.pool, async (client) => {
    const { rows } = await client.query<{ undone_at: Date | null }>(
      'SELECT undone_at FROM patient_link WHERE id = $1 FOR UPDATE',
      [linkId],
    );
    if (rows[0] === undefined) throw new Fault('NOT_FOUND', 'There is no such link.');
    if (rows[0].undone_at !== null) return answerOf(linkId, 'DUPLICATE');
    await client.query(UNDO, [linkId, new Date(deps.now()), by.id, reason.trim()]);
    const detail = { clientId, reason };
    await audit(client, by, { action: 'PATIENTS_UNLINKED', kind: 'PATIENT', id: linkId, detail });
    return answerOf(linkId, 'APPLIED');
  });
}

const LINK = `
  INSERT INTO patient_link (id, patient_id, same_as_id, linked_at, linked_by, reason)
  VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING`;
const UNDO = 'UPDATE patient_link SET undone_at = $2, undone_by = $3, undo_reason = $4 WHERE id = $1';
