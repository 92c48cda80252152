import type { Pool } from 'pg';

/** What was said under an id: a fingerprint of it, and whom it was told to. */
export type Content = { readonly content: string; readonly subject: string };

export type WordContents = {
  /** Notes a word before it is told; answers what was said under its id before. */
  note(clientId: string, word: Content): Noted;
  /** Forgets words that nobody repeats any more. */
  prune(): Promise<void>;
};

export type Noted = {
  /** What this process heard under the id before. */
  readonly before: Content | undefined;
  /** What any process heard under it first; unknown when the record does not answer in time. */
  readonly first: Promise<Content | undefined>;
  /** What was refused for good has used nothing up. */
  readonly forget: () => Promise<void>;
};

const REMEMBERED = 20_000;
/** As long as a flush is waited for (ms): with the record away people are answered, and this guard is this process's alone. */
const ANSWERED_MS = 300;
/** A form is sent again within the day, or not at all. */
const KEPT = '1 day';

const NOTE = `
  INSERT INTO word_content AS w (client_id, content, subject) VALUES ($1, $2, $3)
  ON CONFLICT (client_id) DO UPDATE SET client_id = w.client_id RETURNING content, subject`;

const FORGET = 'DELETE FROM word_content WHERE client_id = $1 AND content = $2';

/** The engine remembers answers; this remembers contents, in this process and in the record for all of them. */
export function makeWordContents(pool: Pick<Pool, 'query'>): WordContents {
  const held = new Map<string, Content>();
  const inTime = <T>(work: Promise<T>): Promise<T | undefined> =>
    new Promise((resolve) => {
      const late = setTimeout(() => resolve(undefined), ANSWERED_MS);
      void work
        .catch(() => undefined)
        .then(resolve)
        .finally(() => clearTimeout(late));
    });
  return {
    note: (clientId, { content, subject }) => {
      const before = held.get(clientId);
      if (before !== undefined) return { before, first: Promise.resolve(before), forget: () => Promise.resolve() };
      held.set(clientId, { content, subject });
      const oldest = held.keys().next();
      if (held.size > REMEMBERED && oldest.done !== true) held.delete(oldest.value);
      const first = inTime(pool.query<Content>(NOTE, [clientId, content, subject])).then((answer) => answer?.rows[0]);
      const forget = async () => {
        held.delete(clientId);
        await first;
        await inTime(pool.query(FORGET, [clientId, content]));
      };
      return { before, first, forget };
    },
    prune: async () => {
      // With the record away the next round does it.
      await inTime(pool.query(`DELETE FROM word_content WHERE said_at < now() - interval '${KEPT}'`));
    },
  };
}
