import type { PoolClient } from 'pg';
import { Fault } from '../activities/platform/faults';
import type { Actor } from '../workflows/domain/decision';
import type { Answer } from '../workflows/messages';
import type { Context } from './context';
import { isSamePerson } from './duplicates';
import { inTransaction } from './transaction';

type Person = Actor & { readonly kind: 'HUMAN' };
type Deps = Pick<Context, 'pool' | 'now'>;
/** Whose word it is, and the id under which it counts once. */
type Said = { readonly by: Person; readonly clientId: string };
type Link = { readonly patientId: string; readonly sameAsId: string; readonly reason: string };

const answer = (id: string, outcome: Answer['outcome']): Answer => ({ id, epoch: 0, seq: 0, outcome });

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
    if (rowCount === 0) return answer(id, 'DUPLICATE');
    await audit(client, by, 'PATIENTS_LINKED', { id, ...{ clientId, patientId, sameAsId, reason } });
    return answer(id, 'APPLIED');
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
    if (rows[0].undone_at !== null) return answer(linkId, 'DUPLICATE');
    await client.query(UNDO, [linkId, new Date(deps.now()), by.id, reason.trim()]);
    await audit(client, by, 'PATIENTS_UNLINKED', { id: linkId, ...{ clientId, reason } });
    return answer(linkId, 'APPLIED');
  });
}

const LINK = `
  INSERT INTO patient_link (id, patient_id, same_as_id, linked_at, linked_by, reason)
  VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING`;
const UNDO = 'UPDATE patient_link SET undone_at = $2, undone_by = $3, undo_reason = $4 WHERE id = $1';
const AUDIT = `
  INSERT INTO audit (at, actor_kind, actor_id, actor_role, action, subject_kind, subject_id, detail)
  VALUES (now(), 'HUMAN', $1, $2::role, $3, 'PATIENT', $4, $5::jsonb)`;

const audit = (
  client: PoolClient,
  { id: who, role }: Person,
  action: string,
  { id, ...detail }: { readonly id: string },
) => client.query(AUDIT, [who, role, action, id, JSON.stringify(detail)]);
