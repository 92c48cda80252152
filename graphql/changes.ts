import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Log } from '../activities/platform/log';
import { makeHeldChanges, readAfter } from './heldChanges';
import type { ChangeNote } from './heldChanges';
import { listen } from './listen';

/** The gap-free order of changes, followed by one connection of this process for all its subscribers. */
export type ChangeStream = {
  /** The last position seen; `undefined` until the record was reached once. */
  position(): number | undefined;
  /** Whether the record is away. */
  stale(): boolean;
  /** When the record last answered (ms). */
  heardAt(): number | undefined;
  /** The changes after a position, in order, at most `limit`: from memory, or from the record when long ago. */
  after(position: number, limit: number): Promise<readonly ChangeNote[]>;
  /** Resolves at the next change, or loss or return of the record, or after `ms`. */
  news(ms: number, signal: AbortSignal): Promise<void>;
  /** The process is ending: whoever follows must break off. */
  ending(): boolean;
  close(): Promise<void>;
};

const RETRY_MS = 500;

type Deps = { readonly databaseUrl: string; readonly pool: Pool; readonly log: Log; readonly now: () => number };

export function makeChangeStream({ databaseUrl, pool, log, now }: Deps): ChangeStream {
  const bell = new EventEmitter().setMaxListeners(0);
  const closing = new AbortController();
  const { signal } = closing;
  const held = makeHeldChanges({ pool, now, onNews: () => bell.emit('news') });
  let stale = true;
  const turn = (away: boolean) => {
    stale = away;
    bell.emit('news');
  };

  const follow = async () => {
    while (!signal.aborted) {
      try {
        await listen({ databaseUrl, held, signal, onPlace: () => turn(false) });
      } catch (error) {
        if (signal.aborted) return;
        if (!stale) log.error('CHANGES_LOST', error);
        turn(true);
        await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  };
  const following = follow();

  return {
    position: held.position,
    stale: () => stale,
    heardAt: held.heardAt,
    after: async (from, limit) => held.after(from, limit) ?? readAfter(pool, from, limit),
    news: async (ms, ended) => {
      const either = AbortSignal.any([ended, signal, AbortSignal.timeout(ms)]);
      await once(bell, 'news', { signal: either }).catch(() => undefined);
    },
    ending: () => signal.aborted,
    close: async () => {
      closing.abort();
      bell.emit('news');
      await following;
    },
  };
}
