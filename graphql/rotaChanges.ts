import { Fault } from '../activities/platform/faults';
import type { Instant } from '../workflows/domain/time';
import type { Role } from '../workflows/domain/vocabulary';
import type { Answer } from '../workflows/messages';
import type { Context } from './context';
import { answerOf, audit, inTransaction, type Person } from './transaction';

type Change = {
  readonly role: Role;
  readonly siteId: string;
  readonly personId: string;
  readonly insteadOf?: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly reason: string;
};

/** Puts somebody else, or somebody at all, on duty for a while; the id of the person's word makes it count once. */
export function substitute(
  { pool, now }: Pick<Context, 'pool' | 'now'>,
  change: Change,
  by: Person,
  clientId: string,
): Promise<Answer> {
  const { role, siteId, personId, insteadOf, from, to, reason } = change;
  if (to <= from) throw new Fault('BAD_INPUT', 'It ends before it begins.');
  if (to <= now()) throw new Fault('BAD_INPUT', 'This time is over: nobody can stand in for it any more.');
  if (personId === insteadOf) throw new Fault('BAD_INPUT', 'Nobody stands in for themselves.');
  if (reason.trim() === '') throw new Fault('REASON_NEEDED', 'Say why the rota is changed.');
  const id = `su_${clientId}`;
  return inTransaction(pool, async (client) => {
    const able = await client.query('SELECT 1 FROM person_role WHERE person_id = $1 AND role = $2', [personId, role]);
    if (able.rowCount === 0) throw new Fault('BAD_INPUT', 'This person does not have the role and cannot stand in.');
    const { rowCount } = await client.query(SUBSTITUTE, [
      ...[id, role, siteId, personId, insteadOf, new Date(from), new Date(to)],
      ...[reason.trim(), by.id, new Date(now())],
    ]);
    if (rowCount === 0) return answerOf(id, 'DUPLICATE');
    const detail = { clientId, role, siteId, personId, insteadOf, from, to, reason };
    await audit(client, by, { action: 'ROTA_SUBSTITUTED', kind: 'ROTA', id, detail });
    return answerOf(id, 'APPLIED');
  });
}

/** The successor says that the duty is theirs now: from here on the predecessor is left alone. */
export const takeOver = (
  { pool, now }: Pick<Context, 'pool' | 'now'>,
  dutyId: string,
  by: Person,
  clientId: string,
): Promise<Answer> =>
  inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ person_id: string }>(DUTY, [dutyId]);
    const duty = rows[0];
    if (duty === undefined) throw new Fault('NOT_FOUND', 'No such duty on the rota.');
    if (duty.person_id !== by.id)
      throw new Fault('NOT_ALLOWED', 'A hand-over is acknowledged by the successor in person.');
    const { rowCount } = await client.query(TAKE, [dutyId, by.id, new Date(now())]);
    if (rowCount === 0) return answerOf(dutyId, 'DUPLICATE');
    await audit(client, by, { action: 'ROTA_HANDED_OVER', kind: 'ROTA', id: dutyId, detail: { clientId } });
    return answerOf(dutyId, 'APPLIED');
  });

const SUBSTITUTE = `
  INSERT INTO rota_substitution
    (id, role, site_id, person_id, instead_of, from_at, to_at, reason, made_by, made_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO NOTHING`;
const DUTY = `
  SELECT person_id FROM rota_shift WHERE id = $1 UNION ALL SELECT person_id FROM rota_substitution WHERE id = $1`;
const TAKE = `
  INSERT INTO rota_hand_over (duty_id, person_id, taken_at) VALUES ($1, $2, $3) ON CONFLICT (duty_id) DO NOTHING`;
