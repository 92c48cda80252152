import type { Because } from './decision';
import type { EcgId, EpisodeId } from './ids';
import type { DrugGiven } from './drugs';
import type { TestResult } from './testResults';
import type { Instant } from './time';
import type {
  AlarmCode,
  ArrivalClass,
  Channel,
  ClockFlag,
  ClockStatus,
  CloseReason,
  ConsentKind,
  ConsentState,
  DelayReason,
  Department,
  Finding,
  HelpChannel,
  IncidentAction,
  IncidentStatus,
  LabStatus,
  LadderStatus,
  Level,
  Milestone,
  Outcome,
  PageStatus,
  Phase,
  Precision,
  Priority,
  QuestionKind,
  QuestionStatus,
  ReachWay,
  ReadingStatus,
  Role,
  Source,
  Strategy,
  SubjectKind,
  TaskKind,
  TaskStatus,
  VoidReason,
} from './vocabulary';

/**
 * What PostgreSQL holds of a running thing, as plain rows: `table` names the table, every key ending in `At` is an
 * instant, absent keys are NULL. A flush sends the rows that changed; each replaces its older self by primary key.
 */
export type Row =
  | EpisodeRow
  | ReadingRow
  | IncidentRow
  | ReachAttemptRow
  | LabRow
  | MilestoneRow
  | ClockRow
  | LadderRow
  | PageRow
  | TaskRow
  | QuestionRow
  | HeldEcgRow
  | ConsentRow
  | TestResultRow
  | DrugGivenRow
  | StayRow;

/** Primary key `id`. */
export type EpisodeRow = {
  readonly table: 'episode';
  readonly id: string;
  readonly region: string;
  readonly patientId: string;
  readonly phase: Phase;
  readonly openedAt: Instant;
  readonly closedAt?: Instant;
  readonly closeReason?: CloseReason;
  readonly communitySiteId: string;
  readonly referringSiteId?: string;
  readonly receivingSiteId?: string;
  readonly helpChannel: HelpChannel;
  readonly arrivalClass?: ArrivalClass;
  readonly drill: boolean;
  readonly pathwayEdition: string;
  readonly linkedFromId?: string;
  readonly continuedById?: string;
  readonly mergedIntoId?: string;
  readonly finding?: Finding;
  readonly strategy?: Strategy;
  readonly labId?: string;
  readonly bypassEd?: boolean;
  readonly bypassCcu?: boolean;
  /** The next moment somebody is told, and the clock (`T05`) that tells next, when one does. */
  readonly nextDueAt?: Instant;
  readonly nextTarget?: string;
  readonly worstLevel?: Level;
  readonly nobodyAnswered: boolean;
  readonly openIncidents: number;
  /** Forecast, checklist, recommendation, activation, PCI result, discharge: shapes of domain/episode.ts. */
  readonly facts: object;
};

/** Primary key `id`. */
export type ReadingRow = {
  readonly table: 'reading';
  readonly id: string;
  readonly ecgId: string;
  readonly episodeId?: string;
  readonly patientId?: string;
  readonly siteId: string;
  readonly acquiredAt: Instant;
  readonly status: ReadingStatus;
  readonly openedAt?: Instant;
  readonly openedBy?: string;
  readonly signedAt?: Instant;
  readonly signedBy?: string;
  readonly finding?: Finding;
  readonly report?: object;
};

/** Primary key `id`. */
export type IncidentRow = {
  readonly table: 'incident';
  readonly id: string;
  readonly patientId?: string;
  readonly episodeId?: string;
  readonly deviceId: string;
  readonly siteId: string;
  readonly code: AlarmCode;
  readonly priority: Priority;
  readonly status: IncidentStatus;
  readonly onsetAt: Instant;
  readonly raisedAt: Instant;
  readonly endedAt?: Instant;
  readonly signals: number;
  readonly value?: number;
  readonly unit?: string;
  readonly late: boolean;
  readonly ackAt?: Instant;
  readonly ackBy?: string;
  readonly assessedAt?: Instant;
  readonly assessedBy?: string;
  readonly assessment?: string;
  readonly action?: IncidentAction;
  readonly actedAt?: Instant;
  readonly actedBy?: string;
  readonly upReferralId?: string;
  readonly closedAt?: Instant;
  readonly closedBy?: string;
};

/** Primary key `(incidentId, n)`. */
export type ReachAttemptRow = {
  readonly table: 'reach_attempt';
  readonly incidentId: string;
  readonly n: number;
  readonly way: ReachWay;
  readonly at: Instant;
  readonly toldBy: string;
  /** Whether somebody was reached; of a welfare check not known before somebody tells how it ended. */
  readonly reached?: boolean;
  readonly remark?: string;
  /** Where 120 was asked to look, and when the patient was last known to be there. */
  readonly place?: string;
  readonly seenAt?: Instant;
  readonly emsSiteId?: string;
  readonly endedAt?: Instant;
  readonly endedBy?: string;
};

/** Primary key `id`. */
export type LabRow = {
  readonly table: 'lab_state';
  readonly id: string;
  readonly siteId: string;
  readonly status: LabStatus;
  readonly holderId?: string;
  readonly heldAt?: Instant;
  readonly waiters: readonly string[];
};

/** Primary key `(episodeId, n)`; never changed, corrections append. */
export type MilestoneRow = {
  readonly table: 'milestone';
  readonly episodeId: string;
  readonly n: number;
  readonly code: Milestone;
  readonly at: Instant;
  readonly untilAt?: Instant;
  readonly precision: Precision;
  readonly source: Source;
  readonly recordedBy: string;
  readonly recordedRole?: Role;
  readonly deviceOffsetMs?: number;
  readonly receivedAt: Instant;
  readonly corrects?: number;
  readonly withdraws?: true;
  readonly reason?: string;
  readonly ecgId?: EcgId;
  readonly fromEpisodeId?: EpisodeId;
};

/** Primary key `(episodeId, target)`. */
export type ClockRow = {
  readonly table: 'clock';
  readonly episodeId: string;
  readonly target: string;
  readonly status: ClockStatus;
  readonly startedAt: Instant;
  readonly dueAt?: Instant;
  readonly limitMin?: number;
  readonly endedAt?: Instant;
  readonly tookMin?: number;
  /** The highest level announced so far. */
  readonly level?: Level;
  readonly levelAt?: Instant;
  readonly ownerRole: Role;
  readonly voidReason?: VoidReason;
  readonly flag?: ClockFlag;
  readonly reasonOwed: boolean;
  readonly delayReason?: DelayReason;
  readonly delayText?: string;
};

/** Primary key `id` = `{subjectId}:{key}`. */
export type LadderRow = {
  readonly table: 'ladder';
  readonly id: string;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  readonly key: string;
  readonly status: LadderStatus;
  readonly startedAt: Instant;
  readonly climbed: number;
  readonly nextAt?: Instant;
  readonly answeredAt?: Instant;
  readonly answeredBy?: string;
  readonly endedAt?: Instant;
  readonly clearedBy?: string;
};

/** Primary key `id`. */
export type PageRow = {
  readonly table: 'page';
  readonly id: string;
  readonly ladderId: string;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  readonly rung: number;
  readonly role: Role;
  readonly siteId: string;
  readonly channel: Channel;
  readonly because: Because;
  readonly status: PageStatus;
  readonly askedAt: Instant;
  readonly sentAt?: Instant;
  readonly personId?: string;
  readonly simulated?: boolean;
  readonly fault?: string;
  readonly ackAt?: Instant;
  readonly ackBy?: string;
};

/** Primary key `id`. */
export type TaskRow = {
  readonly table: 'task';
  readonly id: string;
  readonly episodeId: string;
  readonly kind: TaskKind;
  readonly code: string;
  readonly ownerRole: Role;
  readonly siteId: string;
  readonly opensAt: Instant;
  readonly dueAt: Instant;
  readonly status: TaskStatus;
  readonly doneAt?: Instant;
  readonly doneBy?: string;
  readonly detail: object;
};

/** Primary key `readingId`: the episode that holds an ECG now, whatever its reading was told; none, when taken back. */
export type HeldEcgRow = {
  readonly table: 'held_ecg';
  readonly readingId: string;
  readonly ecgId: string;
  readonly episodeId?: string;
};

/** Primary key `(episodeId, kind, code)`: what the record asks people about itself. */
export type QuestionRow = {
  readonly table: 'question';
  readonly episodeId: string;
  readonly kind: QuestionKind;
  readonly code: string;
  readonly role: Role;
  readonly siteId: string;
  readonly askedAt: Instant;
  readonly dueAt: Instant;
  readonly about: readonly number[];
  readonly status: QuestionStatus;
  readonly closedAt?: Instant;
  readonly closedBy?: string;
  readonly reason?: string;
};

/** Primary key `(episodeId, kind)`. */
export type ConsentRow = {
  readonly table: 'consent';
  readonly episodeId: string;
  readonly kind: ConsentKind;
  readonly state: ConsentState;
  readonly startedAt?: Instant;
  readonly signedAt?: Instant;
  readonly byName?: string;
  readonly relation?: string;
  readonly reason?: string;
  readonly formSha256?: string;
  readonly formType?: string;
};

/** Primary key `(episodeId, n)`; never changed, corrections append. */
export type TestResultRow = Omit<TestResult, 'sampled'> &
  TestResult['sampled'] & { readonly table: 'test_result'; readonly episodeId: string };

/** Primary key `(episodeId, n)`; never changed, corrections append. */
export type DrugGivenRow = Omit<DrugGiven, 'given'> &
  DrugGiven['given'] & { readonly table: 'drug_given'; readonly episodeId: string };

/** Primary key `episodeId`: the hospital stay, for lengths of stay (G1). */
export type StayRow = {
  readonly table: 'stay';
  readonly episodeId: string;
  readonly siteId: string;
  readonly department: Department;
  readonly admittedAt: Instant;
  readonly readyAt?: Instant;
  readonly dischargedAt?: Instant;
};

/** One line of a subject's story, appended once: primary key `(subjectId, epoch, seq)`. */
export type HappeningRow = {
  readonly seq: number;
  readonly id: string;
  readonly type: string;
  readonly at: Instant;
  readonly receivedAt: Instant;
  readonly actorKind: 'HUMAN' | 'DEVICE' | 'SYSTEM';
  readonly actorId: string;
  readonly actorRole?: Role;
  readonly outcome: Outcome;
  readonly payload: object;
};

/** One write of a running thing into PostgreSQL, in one transaction. */
export type Flush = {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly region: string;
  readonly epoch: number;
  readonly seq: number;
  readonly closed: boolean;
  /** The whole state, from which the subject can be started again. */
  readonly state: object;
  readonly rows: readonly Row[];
  readonly happenings: readonly HappeningRow[];
};

/** What stands in PostgreSQL after a flush; `state` and the words it rests on only when the record was ahead of the engine. */
export type Flushed = {
  readonly epoch: number;
  readonly seq: number;
  readonly state?: object;
  readonly words?: readonly {
    readonly id: string;
    readonly epoch: number;
    readonly seq: number;
    readonly outcome: Outcome;
  }[];
};
