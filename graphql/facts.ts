import type { Prisma } from '../prisma/generated/client';
import type { Episode } from '../workflows/domain/episode';

type Told =
  | 'index'
  | 'complaints'
  | 'checklist'
  | 'jurisdiction'
  | 'killip'
  | 'forecast'
  | 'choice'
  | 'activation'
  | 'result'
  | 'legs'
  | 'discharge'
  | 'downReferral'
  | 'report';
/** What the projection keeps of an episode's state as JSON; an imported old episode may have less. */
export type Facts = Partial<Pick<Episode, Told>>;

export const factsOf = (facts: Prisma.JsonValue): Facts => (facts ?? {}) as unknown as Facts; // written by the projection alone
