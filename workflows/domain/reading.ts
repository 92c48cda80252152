import type { CommonWord, Heard, Unheard } from './decision';
import type { EcgId, EpisodeId, PatientId, ReadingId } from './ids';
import type { LadderRun } from './ladder';
import type { KeptEdition } from './pathway';
import type { Instant } from './time';
import type { Finding, ReadingStatus, Territory } from './vocabulary';

/** One ECG until a person signs it; it need not belong to an episode. */
export type Reading = {
  readonly id: ReadingId;
  readonly region: string;
  readonly ecgId: EcgId;
  readonly episodeId?: EpisodeId;
  readonly patientId?: PatientId;
  /** Where the ECG was taken. */
  readonly siteId: string;
  /** The ECG room that reads for that site, and its neighbour hub. */
  readonly hubSiteId: string;
  readonly neighbourSiteId: string;
  readonly acquiredAt: Instant;
  readonly receivedAt: Instant;
  readonly status: ReadingStatus;
  readonly openedAt?: Instant;
  readonly openedBy?: string;
  readonly signedAt?: Instant;
  readonly signedBy?: string;
  readonly finding?: Finding;
  readonly territories?: readonly Territory[];
  readonly comment?: string;
  /** A doctor at the bedside read it before it came: nobody waits for the signature (R5). */
  readonly readAtBedside?: true;
  /** Nobody is in need: every page says that it is a drill. */
  readonly drill?: true;
  /** The edition of the hospital that answers, where it sets anything otherwise: this one keeps it. */
  readonly pathway?: KeptEdition;
  readonly runs: readonly LadderRun[];
};

/** What a reading's workflow is started with. */
export type OpenReading = Pick<
  Reading,
  | 'id'
  | 'region'
  | 'ecgId'
  | 'episodeId'
  | 'patientId'
  | 'siteId'
  | 'hubSiteId'
  | 'neighbourSiteId'
  | 'acquiredAt'
  | 'receivedAt'
  | 'readAtBedside'
  | 'pathway'
  | 'drill'
> & { readonly heard: Heard };

export type ReadingHappening = Heard &
  (
    | { readonly type: 'READING_OPENED' }
    | {
        readonly type: 'READING_SIGNED';
        readonly finding: Finding;
        readonly territories: readonly Territory[];
        readonly comment?: string;
      }
    | { readonly type: 'ECG_FOUND_UNREADABLE'; readonly advice: string }
    | {
        readonly type: 'EPISODE_LINKED';
        readonly episodeId: EpisodeId;
        readonly patientId: PatientId;
        readonly reason?: string;
      }
    | { readonly type: 'READ_AT_BEDSIDE' }
    | { readonly type: 'DRILL_ENDED' }
    | CommonWord
  );

export type ReadingMessage = Unheard<ReadingHappening>;
