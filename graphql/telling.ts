import { createHash } from 'node:crypto';
import { Fault, isFault, isWorthRetrying } from '../activities/platform/faults';
import type { Actor } from '../workflows/domain/decision';
import type { PersonAction } from '../workflows/domain/permissions';
import type { Answer, Message } from '../workflows/messages';
import { roleFor } from './allowed';
import type { Context } from './context';
import type { Saying, Words } from './engine';
import { assertKeepable, keepRefusal } from './refusals';
import type { ToldShape } from './types/fault';

/** What every mutation carries: the id under which its word counts once. */
export type Sent = { readonly clientId: string };
const CLIENT_ID = /^[\w.:-]{8,100}$/;

/** May they? Tell. Answer. `word` is made here, so that what is wrong with it is a refusal like any other. */
export const tellAs = async <Kind extends keyof Words>(
  context: Context,
  { action, sent, kind, id }: { action: PersonAction; sent: Sent; kind: Kind; id: string },
  word: () => Saying<Kind>,
): Promise<ToldShape> =>
  asked(context, action, sent, async (by) => {
    const message = { ...word(), id: sent.clientId, by } as unknown as Message; // a saying of this kind plus the two keys it lacks
    return context.engine.tell(kind, id, message);
  });

/** Asks for something under one action: checks who asks, remembers the word's content, keeps what is refused. */
export async function asked(
  context: Context,
  action: PersonAction,
  sent: Sent,
  work: (by: Actor & { kind: 'HUMAN' }) => Promise<Answer & { episodeId?: string }>,
): Promise<ToldShape> {
  const started = performance.now();
  let remembered = false;
  try {
    if (!CLIENT_ID.test(sent.clientId)) throw new Fault('BAD_INPUT', 'A clientId has 8 to 100 letters, digits or .:-_');
    assertKeepable(sent);
    const by = { kind: 'HUMAN', ...roleFor(context, action) } as const;
    remembered = remember(sent.clientId, fingerprint(action, sent));
    const { id, episodeId, epoch, seq, outcome } = await work(by);
    context.measures.told(action, outcome, performance.now() - started);
    return { id, epoch, seq, outcome, ...(episodeId === undefined ? {} : { episodeId }) };
  } catch (error) {
    context.measures.told(action, isFault(error) ? error.code : 'BUG', performance.now() - started);
    if (!isFault(error)) throw error;
    // What was refused for good has used nothing up: the corrected form may go out under the same id.
    if (remembered && !isWorthRetrying(error)) contents.delete(sent.clientId);
    void keepRefusal(context, action, sent, error);
    throw error;
  }
}

/** What makes two words the same: their action and everything sent with it. */
export const fingerprint = (action: PersonAction, sent: Sent): string =>
  createHash('sha256')
    .update(JSON.stringify([action, sent]))
    .digest('base64url');

const REMEMBERED = 20_000;
const contents = new Map<string, string>();

/** Refuses another word under an id that has been used; the engine remembers answers, this process contents. */
function remember(clientId: string, content: string): boolean {
  const before = contents.get(clientId);
  if (before !== undefined && before !== content) throw new Fault('ID_REUSED', 'This id was used for something else.');
  contents.set(clientId, content);
  const oldest = contents.keys().next();
  if (contents.size > REMEMBERED && oldest.done !== true) contents.delete(oldest.value);
  return before === undefined;
}
