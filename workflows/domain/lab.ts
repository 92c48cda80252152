import type { CommonWord, Heard, Unheard } from './decision';
import type { EpisodeId, LabId } from './ids';
import type { LadderRun } from './ladder';
import type { KeptEdition } from './pathway';
import type { Instant } from './time';
import type { LabStatus } from './vocabulary';

/** One cath lab: who holds it and who waits. The compare-and-set that keeps two patients out of one room. */
export type Lab = {
  readonly id: LabId;
  readonly region: string;
  readonly siteId: string;
  readonly status: LabStatus;
  readonly holder?: { readonly episodeId: EpisodeId; readonly since: Instant };
  readonly waiters: readonly EpisodeId[];
  /** What the hospital of who called last sets otherwise for the lab’s own ladder. */
  readonly pathway?: KeptEdition;
  readonly runs: readonly LadderRun[];
};

export type OpenLab = Pick<Lab, 'id' | 'region' | 'siteId'> & { readonly heard: Heard };

export type LabHappening = Heard &
  (
    | { readonly type: 'LAB_CLAIMED'; readonly episodeId: EpisodeId; readonly pathway?: KeptEdition }
    | { readonly type: 'LAB_RELEASED'; readonly episodeId: EpisodeId }
    /** A person gives the lab to one of those who wait; to take it from its holder needs a reason. */
    | { readonly type: 'LAB_GIVEN'; readonly episodeId: EpisodeId; readonly reason?: string }
    | { readonly type: 'LAB_BLOCKED'; readonly reason: string }
    | { readonly type: 'LAB_UNBLOCKED' }
    | CommonWord
  );

export type LabMessage = Unheard<LabHappening>;
