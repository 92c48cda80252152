import { createHash } from 'node:crypto';
import { Fault } from '../activities/platform/faults';
import type { EpisodeId } from '../workflows/domain/ids';
import { episodeId } from '../workflows/domain/ids';

const SHAPE = /^[a-z]+_[\w-]{1,80}$/;

/** An id from outside: of its kind, or refused. */
export function idOf<Id extends string>(make: (text: string) => Id, text: string): Id {
  try {
    if (!SHAPE.test(text)) throw new TypeError('not an id');
    return make(text);
  } catch (cause) {
    throw new Fault('BAD_INPUT', 'One of the ids is not an id of its kind.', { cause });
  }
}

/** The id of the episode a word opens: the same word, sent again, names the same episode. */
export function episodeIdFrom(clientId: string): EpisodeId {
  const hex = createHash('sha256').update(`episode:${clientId}`).digest('hex');
  return episodeId(
    `ep_${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`,
  );
}
