import { type Chunk, chunkName, fitsChunk, keepChunk, MAX_CHUNKS } from './chunks';
import type { IntakeDeps, Said } from './intake';
import { makeBuckets } from './quota';
import { CONFLICT, OVER_QUOTA } from './refusals';
import type { Rejected } from './topics';

/** A recording of the largest size twice a minute. */
const CHUNK_QUOTA = { perMinute: 2 * MAX_CHUNKS, burst: 2 * MAX_CHUNKS };

/** A chunk that is kept for a person like any other refused message. */
export const chunkRefusal = ({ deviceId, bytes }: Chunk, why: Pick<Rejected, 'code' | 'detail'>): Rejected => ({
  ok: false,
  deviceId,
  size: bytes.byteLength,
  lifeline: false,
  ...why,
});

/** Takes in one piece of a recording; what becomes of the recording is said to the announcement that names it. */
export function makeChunks<Answer>(
  { pool, clock, persist }: Pick<IntakeDeps, 'pool' | 'clock' | 'persist'>,
  answer: (deviceId: string, said: Said) => Answer,
): (chunk: Chunk) => Promise<Answer> {
  const buckets = makeBuckets();
  return async (chunk) => {
    const { deviceId } = chunk;
    const msgId = chunkName(chunk);
    const say = (said: Omit<Said, 'msgId'>) => answer(deviceId, { msgId, ...said });
    if (!fitsChunk(chunk)) return say({ verdict: 'rejected', code: 'oversize', detail: 'no byte, or too many' });
    if (!buckets.take(deviceId, CHUNK_QUOTA, clock().getTime())) return say(OVER_QUOTA);
    const kept = await persist.run(() => keepChunk(pool, chunk, clock()));
    if (kept === 'CONFLICT') return say({ verdict: 'rejected', ...CONFLICT });
    if (kept === 'FULL') return say({ ...OVER_QUOTA, detail: 'too many unfinished recordings; send it again later' });
    return say({ verdict: kept === 'KEPT' ? 'accepted' : 'duplicate' });
  };
}
