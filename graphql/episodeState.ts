import type { Episode } from '../workflows/domain/episode';
import type { Context } from './context';

/** An episode's state as the engine last wrote it; an imported old one may have none. */
export async function stateOf(id: string, { loaders }: Pick<Context, 'loaders'>): Promise<Episode | undefined> {
  const state = (await loaders.standing(id))?.state;
  return state !== undefined && 'milestones' in state ? (state as Episode) : undefined; // written whole by the engine alone
}
