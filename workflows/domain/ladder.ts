import type { Because } from './decision';
import type { Instant } from './time';
import type { Channel, LadderStatus, Level, PageStatus, Role, SubjectKind } from './vocabulary';

/**
 * One step of a ladder. `ALWAYS` is told whatever was answered before (a breach is announced to the next level
 * even when the owner has acknowledged); the others only while nobody has answered, or while nothing was opened.
 */
export type Rung = {
  readonly at: Instant;
  readonly when: 'ALWAYS' | 'UNANSWERED' | 'UNOPENED';
  readonly tells: readonly {
    readonly role: Role;
    readonly siteId: string;
    readonly channel: Channel;
    /** What this one is asked for; absent: what the ladder asks. */
    readonly detail?: string;
    /** Told by name, together with whoever is on duty for the role. */
    readonly personId?: string;
  }[];
  readonly level?: Level;
  /** Its clock stands still: neither this rung nor a later one comes before it goes on. */
  readonly waits?: true;
};

/** A ladder as it stands for one cause, with absolute times. */
export type Ladder = {
  readonly rungs: readonly Rung[];
  readonly because: Because;
  /** Whether acknowledging a page answers the ladder, or only the deed it asks for (signing, doing the task). */
  readonly answeredBy: 'ACKNOWLEDGEMENT' | 'DEED';
  /** It tells, and nobody has to answer: told once, it asks no colleague and is never "nobody answered". */
  readonly informs?: true;
  /** What informs is put away so long after it was told, ms; absent: it stays. */
  readonly putAwayAfterMs?: number;
  /** Nothing else will end it: the acknowledgement is the end. */
  readonly endsWhenAnswered?: true;
  /** The last rung again and again until somebody answers (clinical.md 10.28), ms. */
  readonly repeatEveryMs?: number;
  /** How long after the last rung nobody having answered becomes a state of its own, ms. */
  readonly nobodyAfterMs: number;
  /** Routine alone: when a colleague may be asked who would be asked at an instant. */
  readonly held?: (at: Instant) => Instant;
};

/** One page of a run, as remembered until the run ends. */
export type RunPage = {
  readonly id: string;
  readonly rung: number;
  readonly role: Role;
  readonly siteId: string;
  readonly channel: Channel;
  readonly because: Because;
  readonly askedAt: Instant;
  readonly status: PageStatus;
  readonly sentAt?: Instant;
  readonly personId?: string;
  readonly simulated?: boolean;
  readonly fault?: string;
  readonly ackAt?: Instant;
  readonly ackBy?: string;
  /** Which of the people on duty for the role is asked; absent: the first. */
  readonly turn?: number;
  /** How many there are, when more than one. */
  readonly turns?: number;
};

/** How far one ladder has been climbed. */
export type LadderRun = {
  readonly key: string;
  readonly startedAt: Instant;
  readonly status: LadderStatus;
  /** Rungs taken so far; repeats of the last rung count on. */
  readonly climbed: number;
  readonly lastAt?: Instant;
  /** A page of this run could not be sent: the next rung is due at once. */
  readonly hurriedAt?: Instant;
  /** Rungs asked ahead of their time because a page failed; none is asked ahead twice. */
  readonly hurriedTo?: number;
  readonly openedAt?: Instant;
  readonly answeredAt?: Instant;
  readonly answeredBy?: string;
  readonly endedAt?: Instant;
  readonly clearedBy?: string;
  readonly pages: readonly RunPage[];
};

export type Subject = { readonly kind: SubjectKind; readonly id: string };
