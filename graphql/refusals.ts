import { Fault } from '../activities/platform/faults';
import type { PersonAction } from '../workflows/domain/permissions';
import type { Context } from './context';

/** The largest word (characters): far above any form, far below what the engine carries (32 KiB). */
const LONGEST = 16_000;

/** NUL and half a character: JSON may have them, PostgreSQL and screens not. */
const isText = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/** Refuses what the record could never hold: one such text would keep everything after it from being written. */
export function assertKeepable(sent: object): void {
  let good = true;
  const text = JSON.stringify(sent, (_, value: unknown) => {
    if (typeof value === 'string' && !isText(value)) good = false;
    return value;
  });
  if (!good) throw new Fault('BAD_INPUT', 'A text has characters that are none.');
  if (text.length > LONGEST) throw new Fault('BAD_INPUT', 'This is too long.');
}

/** As it was sent, as far as the record can hold it. */
function keepable(sent: object): string {
  const text = JSON.stringify(sent, (_, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('\0', '\uFFFD').toWellFormed() : value,
  );
  return text.length <= LONGEST ? text : JSON.stringify({ cut: text.slice(0, LONGEST).toWellFormed() });
}

const INSERT = 'INSERT INTO refusal (actor, code, sentence, mutation, input) VALUES ($1, $2, $3, $4, $5)';

/** Best effort, because a refusal must be answered while the record is away too. */
export async function keepRefusal(
  { pool, actor, log }: Context,
  action: PersonAction,
  sent: object,
  fault: Fault,
): Promise<void> {
  try {
    await pool.query(INSERT, [actor?.personId, fault.code, fault.message, action, keepable(sent)]);
  } catch (error) {
    log.error('REFUSAL_NOT_KEPT', error, { action, code: fault.code });
  }
}
