import type { Pool } from 'pg';
import type { Log } from '../activities/platform/log';
import { reopenWord, waitingWords, wordFailed, wordTold, type WaitingWord, type Word } from '../prisma/words';
import type { Metrics } from './metrics';
import type { Shards } from './shards';

/** `GONE`: the thing is closed, or nothing of that id ever ran. */
export type Told = 'TOLD' | 'GONE';
/** Speaks one word to the engine; throws `EngineAway` when the engine cannot be reached at all. */
export type Tell = (word: Word) => Promise<Told>;

const ENGINE_AWAY = 'the engine is away';
export const engineAway = (cause: unknown): Error => new Error(ENGINE_AWAY, { cause });
const isEngineAway = (error: unknown): boolean => error instanceof Error && error.message === ENGINE_AWAY;

export type TellDeps = {
  readonly pool: Pool;
  readonly shards: Pick<Shards, 'held'>;
  readonly tell: Tell;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly clock: () => Date;
};

/** So few at a time that a HIGH alarm never waits long for a round of others to end. */
const TOLD_AT_ONCE = 32;

const backoffMs = (attempts: number): number => Math.min(30_000, 250 * 2 ** Math.min(attempts, 10));

/**
 * Tells what is due, different targets side by side, one target's words in their order. A word that fails waits alone;
 * when the engine is away this throws, all words stay, and the caller comes back. Answers how many were told.
 */
export async function tellWaiting(deps: TellDeps, limit = TOLD_AT_ONCE): Promise<number> {
  const words = await waitingWords(deps.pool, deps.shards.held(), deps.clock(), limit);
  const queue = [...words];
  const lanes = Array.from({ length: Math.min(16, queue.length) }, async () => {
    for (let word = queue.shift(); word; word = queue.shift()) {
      await tellOne(deps, word).catch((error: unknown) => {
        // The others would only find the same: nobody takes another word.
        queue.length = 0;
        throw error;
      });
    }
  });
  const ends = await Promise.allSettled(lanes);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return words.length;
}

async function tellOne({ pool, tell, log, metrics, clock }: TellDeps, word: WaitingWord): Promise<void> {
  let told: Told;
  try {
    told = await tell(word);
  } catch (error) {
    if (isEngineAway(error)) throw error;
    log.error('WORD_NOT_TOLD', error, { word: word.id, target: word.targetId, attempts: word.attempts + 1 });
    metrics.count('word_failed', { kind: word.kind });
    return wordFailed(
      pool,
      word.id,
      new Date(clock().getTime() + backoffMs(word.attempts)),
      String(error).slice(0, 500),
    );
  }
  metrics.count('word_told', { kind: word.kind, told });
  if (told === 'GONE' && word.message && word.opening) return reopenWord(pool, word);
  if (told === 'GONE') log.info('WORD_FOR_NOBODY', { word: word.id, target: word.targetId });
  return wordTold(pool, word.id, told, clock());
}
