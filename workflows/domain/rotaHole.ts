import type { CommonWord, Heard, Unheard } from './decision';
import type { RotaHoleId } from './ids';
import type { LadderRun } from './ladder';
import type { KeptEdition } from './pathway';
import type { Hole } from './rota';
import type { Instant } from './time';

/** A time ahead in which nobody is on duty for a role, until somebody fills it or it has passed. */
export type RotaHole = Hole & {
  readonly id: RotaHoleId;
  readonly region: string;
  /** Where the coordinator and the duty director of the site are. */
  readonly hubSiteId: string;
  readonly foundAt: Instant;
  readonly endedAt?: Instant;
  /** The edition of the hospital that coordinates, where it sets these ladders otherwise. */
  readonly pathway?: KeptEdition;
  readonly runs: readonly LadderRun[];
};

export type OpenRotaHole = Omit<RotaHole, 'foundAt' | 'endedAt' | 'runs'> & { readonly heard: Heard };

export type RotaHoleHappening = Heard &
  (
    | { readonly type: 'HOLE_FILLED' }
    /** Nobody filled it, and its time is over. */
    | { readonly type: 'HOLE_PASSED' }
    | CommonWord
  );

export type RotaHoleMessage = Unheard<RotaHoleHappening>;
