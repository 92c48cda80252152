import type { Prisma } from '../prisma/generated/client';
import type { Bypass } from '../workflows/domain/bypass';
import type { Episode } from '../workflows/domain/episode';
import type { angiographyWindow } from '../workflows/domain/lysisRules';

type Told =
  | 'index'
  | 'complaints'
  | 'checklist'
  | 'jurisdiction'
  | 'killip'
  | 'weightKg'
  | 'callScript'
  | 'callPlace'
  | 'confirmations'
  | 'forecast'
  | 'choice'
  | 'overlays'
  | 'standDowns'
  | 'lysis'
  | 'activation'
  | 'result'
  | 'angiographyEnd'
  | 'consults'
  | 'resources'
  | 'wants'
  | 'receivers'
  | 'announcedAt'
  | 'reception'
  | 'refused'
  | 'legs'
  | 'discharge'
  | 'downReferral'
  | 'downRefusals'
  | 'hospitalFollowUp'
  | 'report'
  | 'bedside'
  | 'unreadable'
  | 'revision'
  | 'risk'
  | 'bleeding'
  | 'ecgs'
  | 'retractions'
  | 'unidentified'
  | 'merged';
/** What the projection keeps of an episode's state as JSON; an imported old episode may have less. */
export type Facts = Partial<Pick<Episode, Told>> & {
  readonly angiography?: ReturnType<typeof angiographyWindow>;
  readonly bypassBecause?: Bypass['because'];
  readonly monitoredBay?: boolean;
};

export const factsOf = (facts: Prisma.JsonValue): Facts => (facts ?? {}) as unknown as Facts; // written by the projection alone
