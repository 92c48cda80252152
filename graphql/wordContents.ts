import type { Pool } from 'pg';
import { inTime } from '../activities/platform/inTime';

/** What was said under which id, as a fingerprint of it; words to running things are remembered by these as well. */
export type WordContents = {
  /** Notes a word before anything comes of it; answers what this process heard under its id before. */
  note(clientId: string, content: string): string | undefined;
  /** What any process heard under it first; unknown when the record does not answer in time. */
  first(clientId: string, content: string): Promise<string | undefined>;
  /** What was refused for good has used nothing up. */
  forget(clientId: string, content: string): Promise<void>;
  /** Forgets words that nobody repeats any more. */
  prune(): Promise<void>;
};

const REMEMBERED = 20_000;
/** As long as a flush is waited for (ms): with the record away people are answered, and this guard is this process's alone. */
const ANSWERED_MS = 300;
/** A form is sent again within the day, or not at all. */
const KEPT = '1 day';

const NOTE = `
  INSERT INTO word_content AS w (client_id, content) VALUES ($1, $2)
  ON CONFLICT (client_id) DO UPDATE SET client_id = w.client_id RETURNING content`;

const FORGET = 'DELETE FROM word_content WHERE client_id = $1 AND content = $2';

/** The engine remembers what it was told itself; this remembers the rest, in this process and in the record for all. */
export function makeWordContents(pool: Pick<Pool, 'query'>): WordContents {
  const held = new Map<string, string>();
  return {
    note: (clientId, content) => {
      const before = held.get(clientId);
      if (before !== undefined) return before;
      held.set(clientId, content);
      const oldest = held.keys().next();
      if (held.size > REMEMBERED && oldest.done !== true) held.delete(oldest.value);
      return undefined;
    },
    first: async (clientId, content) => {
      const answer = await inTime(pool.query<{ content: string }>(NOTE, [clientId, content]), ANSWERED_MS);
      return answer?.rows[0]?.content;
    },
    forget: async (clientId, content) => {
      held.delete(clientId);
      await inTime(pool.query(FORGET, [clientId, content]), ANSWERED_MS);
    },
    prune: async () => {
      // With the record away the next round does it.
      await inTime(pool.query(`DELETE FROM word_content WHERE said_at < now() - interval '${KEPT}'`), ANSWERED_MS);
    },
  };
}
