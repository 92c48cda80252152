import { Fault } from '../activities/platform/faults';
import type { Actor } from '../workflows/domain/decision';
import type { Answer } from '../workflows/messages';
import type { Context } from './context';
import { inTransaction } from './transaction';

type Person = Actor & { readonly kind: 'HUMAN' };
type Handling = { readonly id: string; readonly remark: string; readonly clientId: string };

/** Takes a refused message off the list, with who did it and what they found. */
export const handleDeadLetter = (
  { pool, now }: Pick<Context, 'pool' | 'now'>,
  { id, remark, clientId }: Handling,
  by: Person,
): Promise<Answer> => {
  if (remark.trim() === '') throw new Fault('REASON_NEEDED', 'Say what was found or done.');
  if (!/^\d{1,18}$/.test(id)) throw new Fault('NOT_FOUND', 'No such refused message.');
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ handled: boolean }>(FIND, [id]);
    const [letter] = rows;
    if (letter === undefined) throw new Fault('NOT_FOUND', 'No such refused message.');
    const answer = (outcome: Answer['outcome']): Answer => ({ id, epoch: 0, seq: 0, outcome });
    if (letter.handled) return answer('DUPLICATE');
    await client.query(HANDLE, [id, new Date(now()), by.id, remark.trim()]);
    await client.query(AUDIT, [by.id, by.role, id, JSON.stringify({ clientId, remark })]);
    return answer('APPLIED');
  });
};

const FIND = 'SELECT handled_at IS NOT NULL AS handled FROM dead_letter WHERE id = $1 FOR UPDATE';
const HANDLE = 'UPDATE dead_letter SET handled_at = $2, handled_by = $3, remark = $4 WHERE id = $1';
const AUDIT = `
  INSERT INTO audit (at, actor_kind, actor_id, actor_role, action, subject_kind, subject_id, detail)
  VALUES (now(), 'HUMAN', $1, $2::role, 'DEAD_LETTER_HANDLED', 'DEAD_LETTER', $3, $4::jsonb)`;
