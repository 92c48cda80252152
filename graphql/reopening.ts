import { Fault } from '../activities/platform/faults';
import { readCarried } from '../prisma/carried';
import { decideEpisode } from '../workflows/domain/decideEpisode';
import type { Actor } from '../workflows/domain/decision';
import type { Episode } from '../workflows/domain/episode';
import { isRefusal } from '../workflows/domain/faults';
import type { Answer } from '../workflows/messages';
import type { Context } from './context';
import { onRecord } from './record';

type Sent = { readonly clientId: string; readonly episodeId: string; readonly reason: string };

/** Nothing is begun again for a word the rules would refuse. */
export async function reopen(context: Context, { clientId, episodeId, reason }: Sent, by: Actor): Promise<Answer> {
  const now = context.now();
  const message = { id: clientId, by, type: 'EPISODE_REOPENED', reason } as const;
  const carried = await onRecord(() => readCarried(context.pool, { kind: 'EPISODE', id: episodeId }, now));
  if (carried === undefined) return context.engine.tell('EPISODE', episodeId, message);
  const episode = carried.state as Episode; // written whole by the engine alone
  if (episode.closed === undefined) return context.engine.tell('EPISODE', episodeId, message);
  const isKnown = carried.answers.some(([id]) => id === clientId);
  const decided = isKnown ? undefined : decideEpisode(episode, { ...message, receivedAt: now });
  if (decided !== undefined && isRefusal(decided)) throw new Fault(decided.refused, decided.because);
  return context.engine.reopen(carried, message);
}
