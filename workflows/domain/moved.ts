import type { Episode, Report } from './episode';
import type { EcgId, EpisodeId, PatientId } from './ids';
import type { Instant } from './time';

/** Where an ECG or a whole episode goes on. */
export type Whither = { readonly episodeId: EpisodeId; readonly patientId: PatientId };

/** One ECG of the episode, with its report once it is signed. */
export type EcgOfEpisode = {
  readonly ecgId: EcgId;
  readonly readingId: string;
  readonly acquiredAt: Instant;
  readonly receivedAt: Instant;
  readonly report?: Report;
  /** The person who recorded it, where the cart says so. */
  readonly takenBy?: string;
  /** Somebody doubts that it is this patient's: nothing follows from it meanwhile (R23). */
  readonly doubt?: { readonly by: string; readonly at: Instant; readonly reason: string };
};

/** An ECG that was another patient's: kept, with who said so, why, and where it went (R23). */
export type Retraction = {
  readonly ecg: EcgOfEpisode;
  readonly at: Instant;
  readonly by: string;
  readonly reason: string;
  readonly to?: Whither;
};

/** What an episode hands to the one it is merged into. */
export type MovedFacts = Pick<Episode, 'milestones' | 'ecgs' | 'overlays' | 'checklist' | 'consents'> &
  Partial<Pick<Episode, 'killip' | 'weightKg' | 'choice' | 'index' | 'tests' | 'drugs' | 'bedside' | 'consults'>>;

/** What is told of an episode about whose it is, and whose its ECGs are. */
export type IdentityWord =
  | { readonly type: 'IDENTITY_DOUBTED'; readonly ecgId: EcgId; readonly reason: string }
  | { readonly type: 'IDENTITY_SETTLED'; readonly ecgId: EcgId }
  | { readonly type: 'ECG_RETRACTED'; readonly ecgId: EcgId; readonly reason: string; readonly to?: Whither }
  | { readonly type: 'PATIENT_IDENTIFIED'; readonly patientId: PatientId; readonly identifiers: string }
  | { readonly type: 'EPISODE_MERGED'; readonly into: Whither; readonly reason: string }
  | { readonly type: 'FACTS_MOVED'; readonly fromEpisodeId: EpisodeId; readonly facts: MovedFacts };
