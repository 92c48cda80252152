import { Fault, isFault } from '../activities/platform/faults';
import { readCarried } from '../prisma/carried';
import { CORRECTIONS } from '../workflows/domain/afterwardsRules';
import { decideEpisode } from '../workflows/domain/decideEpisode';
import type { Actor } from '../workflows/domain/decision';
import type { Episode, EpisodeMessage } from '../workflows/domain/episode';
import { isRefusal } from '../workflows/domain/faults';
import type { Answer, Message } from '../workflows/messages';
import type { Context } from './context';
import type { Words } from './engine';
import { onRecord } from './record';

type Sent = { readonly clientId: string; readonly episodeId: string; readonly reason: string };
type Word = { readonly id: string; readonly message: EpisodeMessage; readonly content?: string };

export const reopen = (context: Context, { clientId, episodeId, reason }: Sent, by: Actor): Promise<Answer> =>
  tellEnded(context, { id: episodeId, message: { id: clientId, by, type: 'EPISODE_REOPENED', reason } });

const isCorrection = (message: Message): message is EpisodeMessage => CORRECTIONS.some((type) => type === message.type);

type Told = { readonly kind: keyof Words; readonly id: string; readonly message: Message; readonly content: string };

/** Tells a running thing; a correction of an episode whose run is over is heard by one taken up from the record. */
export async function tellOrCorrect(context: Context, { kind, id, message, content }: Told): Promise<Answer> {
  try {
    return await context.engine.tell(kind, id, message, content);
  } catch (error) {
    if (!isFault(error) || error.code !== 'EPISODE_CLOSED' || !isCorrection(message)) throw error;
    return tellEnded(context, { id, message, content });
  }
}

/** Nothing is begun again for a word the rules would refuse. */
async function tellEnded(context: Context, { id, message, content }: Word): Promise<Answer> {
  const now = context.now();
  const carried = await onRecord(() => readCarried(context.pool, { kind: 'EPISODE', id }, now));
  if (carried === undefined) return context.engine.tell('EPISODE', id, message, content);
  const episode = carried.state as Episode; // written whole by the engine alone
  if (episode.closed === undefined) return context.engine.tell('EPISODE', id, message, content);
  const isKnown = carried.answers.some(([known]) => known === message.id);
  const decided = isKnown ? undefined : decideEpisode(episode, { ...message, receivedAt: now });
  if (decided !== undefined && isRefusal(decided)) throw new Fault(decided.refused, decided.because);
  return context.engine.takeUp(carried, message, content);
}
