import { useSyncExternalStore } from 'react';
import { post, type Answered, type Problem } from './client';
import { session } from './session';
import { keep, kept } from './store';
import { trusted } from './trusted';

/** What the person did, kept until the server has answered: it survives a reload and is sent again under the same id. */
export type Unsent = {
  readonly clientId: string;
  readonly personId: string;
  readonly label: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly at: number;
};

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 15_000;

const read = (): readonly Unsent[] => {
  try {
    return trusted<readonly Unsent[]>(JSON.parse(kept('outbox') ?? '[]'));
  } catch {
    return [];
  }
};

let queue = read();
const listeners = new Set<() => void>();
const write = (next: readonly Unsent[]): void => {
  queue = next;
  keep('outbox', JSON.stringify(next));
  for (const listener of listeners) listener();
};

/** A random id; `randomUUID` exists on secure pages only. */
export const newClientId = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `ui-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
};

type MutationReply = {
  readonly __typename?: string;
  readonly id?: string;
  readonly code?: Problem['code'];
  readonly message?: string;
};

/** Reads what a mutation answered: every one is `Told` or `Fault`. */
const readReply = (answer: Answered<unknown>): Answered<MutationReply> => {
  if ('problem' in answer) return answer;
  const [reply] = Object.values(trusted<Record<string, MutationReply>>(answer.data)); // one field a mutation
  if (reply === undefined) return { problem: { code: 'UNEXPECTED', message: 'No answer.', retry: false } };
  if (reply.__typename !== 'Fault') return { data: reply };
  const code = reply.code ?? 'UNEXPECTED';
  return { problem: { code, message: reply.message ?? '', retry: code.endsWith('_UNREACHABLE') } };
};

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const running = new Map<string, Promise<Answered<MutationReply>>>();

const untilAnswered = async (item: Unsent): Promise<Answered<MutationReply>> => {
  for (let pause = FIRST_WAIT_MS; ; pause = Math.min(pause * 2, LONGEST_WAIT_MS)) {
    // Only the person who did it may send it; it waits while somebody else is signed in.
    if (session()?.personId === item.personId) {
      const answer = readReply(await post(item.query, { ...item.variables, clientId: item.clientId }));
      if (!('problem' in answer && (answer.problem.retry || answer.problem.code === 'NOT_SIGNED_IN'))) {
        write(queue.filter(({ clientId }) => clientId !== item.clientId));
        return answer;
      }
    }
    await wait(pause);
  }
};

const run = (item: Unsent): Promise<Answered<MutationReply>> => {
  const already = running.get(item.clientId);
  if (already !== undefined) return already;
  const started = untilAnswered(item).finally(() => running.delete(item.clientId));
  running.set(item.clientId, started);
  return started;
};

/**
 * The same words sent again after an answer that said nothing about them keep their id, so that the server can tell
 * a second press from a second action.
 */
let unclear: { readonly content: string; readonly clientId: string } | undefined;

/** Does something, once: resolves when the server has answered, however long that takes. */
export const act = async (
  document: { toString(): string },
  variables: Readonly<Record<string, unknown>>,
  label: string,
): Promise<Answered<MutationReply>> => {
  const who = session();
  if (who === undefined) return { problem: { code: 'NOT_SIGNED_IN', message: 'Sign in first.', retry: false } };
  const query = document.toString();
  const content = JSON.stringify([who.personId, query, variables]);
  const clientId = unclear?.content === content ? unclear.clientId : newClientId();
  const item: Unsent = { clientId, personId: who.personId, label, query, variables, at: Date.now() };
  write([...queue, item]);
  const answer = await run(item);
  unclear = 'problem' in answer && answer.problem.code === 'UNEXPECTED' ? { content, clientId } : undefined;
  return answer;
};

/** Takes up what an earlier visit left unsent; `answered` hears how each ended. */
export const resumeOutbox = (answered: (item: Unsent, answer: Answered<MutationReply>) => void): void => {
  for (const item of queue) void run(item).then((answer) => answered(item, answer));
};

export const useUnsent = (): readonly Unsent[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => queue,
  );
