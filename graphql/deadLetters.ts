import { Fault } from '../activities/platform/faults';
import type { Answer } from '../workflows/messages';
import type { Context } from './context';
import { answerOf, audit, inTransaction, type Person } from './transaction';

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
    if (letter.handled) return answerOf(id, 'DUPLICATE');
    await client.query(HANDLE, [id, new Date(now()), by.id, remark.trim()]);
    const detail = { clientId, remark };
    await audit(client, by, { action: 'DEAD_LETTER_HANDLED', kind: 'DEAD_LETTER', id, detail });
    return answerOf(id, 'APPLIED');
  });
};

const FIND = 'SELECT handled_at IS NOT NULL AS handled FROM dead_letter WHERE id = $1 FOR UPDATE';
const HANDLE = 'UPDATE dead_letter SET handled_at = $2, handled_by = $3, remark = $4 WHERE id = $1';
