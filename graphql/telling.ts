import { createHash } from 'node:crypto';
import { Fault, isFault, isWorthRetrying } from '../activities/platform/faults';
import type { Actor } from '../workflows/domain/decision';
import type { PersonAction } from '../workflows/domain/permissions';
import type { Answer, Message } from '../workflows/messages';
import { roleFor } from './allowed';
import type { Context } from './context';
import type { Saying, Words } from './engine';
import { assertKeepable, keepRefusal } from './refusals';
import { tellOrCorrect } from './reopening';
import type { ToldShape } from './types/fault';

/** What every mutation carries: the id under which its word counts once. */
export type Sent = { readonly clientId: string };
const CLIENT_ID = /^[\w.:-]{8,100}$/;

type Speaker = Actor & { readonly kind: 'HUMAN' };
type Work = (by: Speaker, content: string) => Promise<Answer & { episodeId?: string }>;

/** May they? Tell. Answer. `word` is made here, so that what is wrong with it is a refusal like any other. */
export const tellAs = async <Kind extends keyof Words>(
  context: Context,
  { action, sent, kind, id }: { action: PersonAction; sent: Sent; kind: Kind; id: string },
  word: () => Saying<Kind>,
): Promise<ToldShape> =>
  once(context, { action, sent, isTold: true }, (by, content) => {
    const message = { ...word(), id: sent.clientId, by } as unknown as Message; // a saying of this kind plus the two keys it lacks
    return tellOrCorrect(context, { kind, id, message, content });
  });

/** Asks for something under one action: checks who asks, remembers the word's content, keeps what is refused. */
export const asked = (context: Context, action: PersonAction, sent: Sent, work: Work): Promise<ToldShape> =>
  once(context, { action, sent, isTold: false }, work);

type Asking = {
  readonly action: PersonAction;
  readonly sent: Sent;
  /** Whom the engine tells remembers what was said under an id; of anything else the record must. */
  readonly isTold: boolean;
};

async function once(context: Context, { action, sent, isTold }: Asking, work: Work): Promise<ToldShape> {
  const { measures, wordContents } = context;
  const started = performance.now();
  const content = fingerprint(action, sent);
  let isNew = false;
  try {
    if (!CLIENT_ID.test(sent.clientId)) throw new Fault('BAD_INPUT', 'A clientId has 8 to 100 letters, digits or .:-_');
    assertKeepable(sent);
    const by = { kind: 'HUMAN', ...roleFor(context, action) } as const;
    const before = wordContents.note(sent.clientId, content);
    isNew = before === undefined;
    assertSame(before, content);
    if (!isTold) assertSame(await wordContents.first(sent.clientId, content), content);
    const { id, episodeId, epoch, seq, outcome, content: said } = await work(by, content);
    // Whom the engine tells hears an id once: then this is the first word's answer, and this one was not told.
    assertSame(said, content);
    measures.told(action, outcome, performance.now() - started);
    return { id, epoch, seq, outcome, ...(episodeId === undefined ? {} : { episodeId }) };
  } catch (error) {
    measures.told(action, isFault(error) ? error.code : 'BUG', performance.now() - started);
    if (!isFault(error)) throw error;
    // What was refused for good has used nothing up: the corrected form may go out under the same id.
    if (isNew && !isWorthRetrying(error)) await wordContents.forget(sent.clientId, content);
    void keepRefusal(context, action, sent, error);
    throw error;
  }
}

function assertSame(said: string | undefined, content: string): void {
  if (said !== undefined && said !== content) throw new Fault('ID_REUSED', 'This id was used for something else.');
}

/** Letters of a fingerprint, six bits each: two forms under one id do not meet by chance. */
const FINGERPRINT_LENGTH = 16;

/** What makes two words the same: their action and everything sent with it. */
export const fingerprint = (action: PersonAction, sent: Sent): string =>
  createHash('sha256')
    .update(JSON.stringify([action, sent]))
    .digest('base64url')
    .slice(0, FINGERPRINT_LENGTH);
