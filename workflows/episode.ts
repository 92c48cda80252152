import type { Episode, OpenEpisode } from './domain/episode';
import { EPISODE } from './machine';
import type { Begin } from './messages';
import { run } from './shell';

/** One patient's acute event and the year after it: `episode:{region}:{id}`. Continues as new when quiet and long. */
export const episode = (begin: Begin<OpenEpisode, Episode>): Promise<void> => run(EPISODE, begin);
