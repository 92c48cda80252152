import { setTimeout as sleep } from 'node:timers/promises';

const RETRY_MS = 250;
const ANSWER_MS = 15_000;

/** A trouble that may be over when one asks again. */
export const passing = (message: string, cause?: unknown): Error =>
  Object.assign(new Error(message, { cause }), { passing: true });
const isPassing = (error: unknown): boolean => error instanceof Error && 'passing' in error;

/** Tries again until it works, is refused for good, or `patienceMs` are over. */
export async function patiently<T>(what: string, patienceMs: number, attempt: () => Promise<T>): Promise<T> {
  for (const until = Date.now() + patienceMs; ; await sleep(RETRY_MS)) {
    try {
      return await attempt();
    } catch (error) {
      if (!isPassing(error)) throw error;
      if (Date.now() > until) throw new Error(`${what}: no answer within ${patienceMs / 1000} s`, { cause: error });
    }
  }
}

export async function get(address: string, init: RequestInit = {}): Promise<Response> {
  const asked = { ...init, signal: AbortSignal.timeout(ANSWER_MS) };
  const response = await fetch(address, asked).catch((cause: unknown) => {
    throw passing(`${address} does not answer`, cause);
  });
  if (response.status >= 500) throw passing(`${address} answers ${response.status}`);
  return response;
}

/** What an address answers in JSON; cut off in the middle, it is worth asking again. */
export async function json<T>(response: Response): Promise<T> {
  try {
    const answer: T = JSON.parse(await response.text()); // the caller names what this address answers
    return answer;
  } catch (cause) {
    throw passing(`${response.url} does not answer in JSON`, cause);
  }
}
