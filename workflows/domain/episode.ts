import type { Activation, StandDown } from './activation';
import type { AngiographyConcluded } from './angiography';
import type { AcuteWord } from './acuteWords';
import type { BedsideReading } from './bedside';
import type { CallAnswer, CallPlace } from './callScript';
import type { Consult, ConsultWord } from './consult';
import type { CommonWord, Heard, Telling, Unheard } from './decision';
import type { DownRefusal, Word } from './downReferral';
import type { LabBusy, NetworkFigure } from './forecast';
import type { EcgId, EpisodeId, PatientId } from './ids';
import type { LadderRun } from './ladder';
import type { Revision } from './findings';
import type { Confirmation } from './lysisGate';
import type { DrugGiven, DrugWord } from './drugs';
import type { LysisAssessment } from './lysisResult';
import type { EditionWord } from './editionRules';
import type { EcgOfEpisode, IdentityWord, Retraction, Whither } from './moved';
import type { OverlaySpan } from './overlays';
import type { RiskLabel } from './nsteRisk';
import type { PathwayVersion } from './pathway';
import type { Question } from './questions';
import type { Advice } from './strategy';
import type { Receiver, ReceiverWord, Reception, Refused } from './receivers';
import type { HeldResource, ResourceWord, Want } from './resources';
import type { TestResult, TestWord } from './testResults';
import type { Instant, Minutes } from './time';
import type {
  AlarmCode,
  BleedingKind,
  Answer,
  CallItem,
  CloseReason,
  ConsentKind,
  ConsentState,
  DelayReason,
  Department,
  DeviceEnd,
  Finding,
  HelpChannel,
  IncidentStatus,
  Jurisdiction,
  Level,
  Milestone,
  PciComplication,
  PciSupport,
  Precision,
  Priority,
  Role,
  Source,
  Strategy,
  TaskKind,
  TaskStatus,
  Territory,
  VoidReason,
} from './vocabulary';

/** A clinical time as somebody reported it; `untilAt` closes an interval. */
export type Time = {
  readonly at: Instant;
  readonly untilAt?: Instant;
  readonly precision: Precision;
  readonly source: Source;
  readonly deviceOffsetMs?: number;
};

/** One line of the append-only list of clinical times. */
export type MilestoneEntry = Time & {
  readonly n: number;
  readonly code: Milestone;
  readonly recordedBy: string;
  readonly recordedRole?: Role;
  readonly receivedAt: Instant;
  /** The number of the entry this one corrects. */
  readonly corrects?: number;
  /** It takes that entry back and puts nothing in its place. */
  readonly withdraws?: true;
  /** Why it was corrected or taken back. */
  readonly reason?: string;
  /** The ECG it came with. */
  readonly ecgId?: EcgId;
  /** The merged episode in which it was recorded first. */
  readonly fromEpisodeId?: EpisodeId;
};

/** The places one episode can touch; who is paged depends on which of them holds the patient. */
export type Sites = {
  readonly community: string;
  readonly ems: string;
  readonly referring?: string;
  readonly receiving: string;
};

export type DrugLine = { readonly drug: string; readonly dose: string; readonly stopAt?: Instant };
export type Stent = { readonly segment: string; readonly product: string };

/** What an up-referral already knows of the index event. */
export type Index = {
  readonly episodeId: EpisodeId;
  readonly incidentId?: string;
  readonly stents: readonly Stent[];
  readonly drugs: readonly DrugLine[];
  readonly culprit?: string;
  readonly dischargedAt?: Instant;
  /** R19: back soon after going home; the plan of then rests, where that episode is open still. */
  readonly readmitted?: 'PLAN_RESTS' | 'CLOSED';
};

/** The first word of an episode: what its workflow is started with. */
export type OpenEpisode = {
  readonly id: EpisodeId;
  readonly region: string;
  readonly patientId: PatientId;
  readonly sites: Sites;
  readonly pathway: PathwayVersion;
  readonly helpChannel: HelpChannel;
  readonly helpSought: Time;
  readonly onset?: Time;
  /** What the caller says: codes of red flags, no free text about the patient. */
  readonly complaints: readonly string[];
  readonly drill: boolean;
  readonly unidentified?: true;
  readonly index?: Index;
  /** Which hospital has the patient already: then 120 is not asked for a vehicle. */
  readonly at?: 'REFERRING' | 'RECEIVING';
  /** When a doctor was at the patient, where that is known at once. */
  readonly contact?: Time;
  /** The sender is in no register of the network and so has no agreement; any other’s are in `receivers` (G2). */
  readonly outsideNetwork?: boolean;
  /** What the receiving hospital's last 90 days say, where they say anything. */
  readonly arrivalToWire?: NetworkFigure;
  /** The drive of the region's list, where it says one. */
  readonly drive?: Pick<Forecast, 'driveMin' | 'driveKnownOn'>;
  readonly receivers?: readonly Receiver[];
  readonly heard: Heard;
};

export type Report = {
  /** The ECG it is the report of, or the number of the bedside reading that has none. */
  readonly ecgId?: EcgId;
  readonly bedside?: number;
  readonly finding: Finding;
  readonly territories: readonly Territory[];
  readonly signedBy: string;
  readonly at: Instant;
};

/** Minutes still ahead, each with its own source; `undefined` = not known (clinical.md 2.2, 10.38). */
export type Forecast = {
  readonly madeAt: Instant;
  readonly localMin?: Minutes;
  readonly driveMin?: Minutes;
  /** The drive is the region's list's, as of this day (2026-11-22); absent: a person's estimate. */
  readonly driveKnownOn?: string;
  /** 75th percentile of the target lab's arrival-to-wire in the last 90 days, and of how many cases. */
  readonly arrivalToWireMin?: Minutes;
  readonly cases?: number;
  readonly labBusy?: LabBusy;
};

export type Choice = {
  readonly strategy: Strategy;
  readonly by: string;
  readonly role: Role;
  readonly at: Instant;
  readonly reason?: string;
  /** The recommendation's row that was on the screen when the doctor chose. */
  readonly shown?: string;
  /** What the table said at that moment. */
  readonly advised?: Advice;
  /** Since when the table says something else than then (2.2). */
  readonly changedAt?: Instant;
};

export type Consent = {
  readonly state: ConsentState;
  readonly startedAt?: Instant;
  readonly signedAt?: Instant;
  readonly byName?: string;
  readonly relation?: string;
  readonly reason?: string;
  /** The picture of the signed form: the sum its bytes are kept under, and what they are (2.8). */
  readonly formSha256?: string;
  readonly formType?: string;
};

export type PciResult = {
  readonly culprit: string;
  readonly access: 'RADIAL' | 'FEMORAL';
  readonly timiBefore: number;
  readonly timiAfter: number;
  readonly stents: readonly Stent[];
  /** Thrombus was seen in the culprit. */
  readonly thrombus?: boolean;
  readonly complications?: readonly PciComplication[];
  readonly support?: readonly PciSupport[];
};

export type StayLeg = { readonly department: Department; readonly from: Instant };

export type Discharge = {
  readonly at: Instant;
  readonly by: string;
  readonly drugs: readonly DrugLine[];
  readonly highRisk: boolean;
  readonly lvef?: number;
  /** R20: why, and whether the risk form is signed. */
  readonly againstAdvice?: {
    readonly riskForm: boolean;
    readonly reason: string;
    readonly byName?: string;
    readonly relation?: string;
  };
};

export type PlanTask = {
  readonly id: string;
  readonly kind: TaskKind;
  /** The plan row it came from (`V1`, `DAPT`). */
  readonly code: string;
  readonly ownerRole: Role;
  readonly siteId: string;
  readonly opensAt: Instant;
  readonly dueAt: Instant;
  readonly status: TaskStatus;
  readonly doneAt?: Instant;
  readonly doneBy?: string;
  readonly detail: Readonly<Record<string, string>>;
};

/** What the episode remembers of one clock beyond what its milestones say. */
export type ClockMemory = {
  readonly announced: readonly { readonly level: Level; readonly at: Instant }[];
  readonly voidReason?: VoidReason;
  readonly delayReason?: DelayReason;
  readonly delayText?: string;
  /** Overdue levels were told before a late, earlier end turned the clock: both facts stay. */
  readonly breachedAt?: Instant;
};

export type IncidentNote = {
  readonly code: AlarmCode;
  readonly priority: Priority;
  readonly status: IncidentStatus;
};

/** How an episode ended, and what it still asked and owed then: that comes back should a person reopen it. */
export type Closure = {
  readonly reason: CloseReason;
  readonly by: string;
  readonly at: Instant;
  readonly heardAt?: Instant;
  readonly rests?: { readonly tasks: readonly string[]; readonly ladders: readonly string[] };
};

export type Episode = {
  readonly id: EpisodeId;
  readonly region: string;
  readonly patientId: PatientId;
  readonly sites: Sites;
  readonly pathway: PathwayVersion;
  readonly openedAt: Instant;
  readonly helpChannel: HelpChannel;
  readonly complaints: readonly string[];
  /** What a caller answered, each with who asked and when (4.2 P1). */
  readonly callScript?: Readonly<Partial<Record<CallItem, CallAnswer>>>;
  /** Where the patient waits (4.2 P1, R1, R2). */
  readonly callPlace?: CallPlace;
  readonly drill: boolean;
  readonly index?: Index;
  readonly milestones: readonly MilestoneEntry[];
  readonly overlays: readonly OverlaySpan[];
  readonly ecgs: readonly EcgOfEpisode[];
  readonly retractions: readonly Retraction[];
  readonly report?: Report;
  /** What was read at the bedside, each with its recording once that has come (R5). */
  readonly bedside?: readonly BedsideReading[];
  /** The last ECG nobody could read, while no later one has come (R3). */
  readonly unreadable?: { readonly ecgId: EcgId; readonly advice: string; readonly acquiredAt: Instant };
  readonly revision?: Revision;
  readonly risk?: RiskLabel;
  readonly bleeding?: { readonly kind: BleedingKind; readonly at: Instant; readonly by: string };
  /** A new infarction after PCI, which `continuedBy` is (R17). */
  readonly reinfarction?: { readonly time: Time } & Telling;
  readonly outsideNetwork?: boolean;
  readonly jurisdiction: Jurisdiction;
  readonly checklist: Readonly<Record<string, Answer>>;
  readonly killip?: 1 | 2 | 3 | 4;
  readonly weightKg?: number;
  /** When an absolute contraindication was last found, and who stands for lysis all the same (2.3). */
  readonly contraindicatedAt?: Instant;
  readonly confirmations: readonly Confirmation[];
  readonly forecast?: Forecast;
  readonly choice?: Choice;
  readonly lysis?: LysisAssessment;
  readonly activation?: Activation;
  readonly standDowns: readonly StandDown[];
  readonly consents: Readonly<Partial<Record<ConsentKind, Consent>>>;
  readonly result?: PciResult;
  readonly angiographyEnd?: AngiographyConcluded;
  /** Point-of-care and laboratory results, corrected ones included. */
  readonly tests?: readonly TestResult[];
  /** Doses given, corrected ones included. */
  readonly drugs?: readonly DrugGiven[];
  /** Advice asked for from afar, and what was answered. */
  readonly consults?: readonly Consult[];
  /** Beds, vehicles and packs it holds, and what it waits for: at most one of a kind. */
  readonly resources?: readonly HeldResource[];
  readonly wants?: readonly Want[];
  /** Hospitals by agreement, in the order they are asked; who took the patient, and who did not. */
  readonly receivers?: readonly Receiver[];
  readonly announcedAt?: Instant;
  readonly reception?: Reception;
  readonly refused?: readonly Refused[];
  readonly legs: readonly StayLeg[];
  readonly discharge?: Discharge;
  readonly downReferral?: { readonly siteId: string; readonly sentAt: Instant; readonly acceptedBy?: string };
  /** Centres that could not take the patient, and the hospital that runs the follow-up instead (R22). */
  readonly downRefusals?: readonly DownRefusal[];
  readonly hospitalFollowUp?: Word;
  readonly tasks: readonly PlanTask[];
  readonly questions: readonly Question[];
  readonly incidents: Readonly<Record<string, IncidentNote>>;
  readonly clocks: Readonly<Record<string, ClockMemory>>;
  readonly runs: readonly LadderRun[];
  /** Every role this episode has paged: who must hear when what they heard was wrong. */
  readonly told: readonly Role[];
  readonly continuedBy?: EpisodeId;
  /** Nobody knows yet who the patient is (R25). */
  readonly unidentified?: true;
  /** Episodes of the same event that ended here, and the one this ended in (R1). */
  readonly merged: readonly EpisodeId[];
  readonly mergedInto?: Whither;
  readonly closed?: Closure;
  /** Roles that were asked in a drill and did not answer. */
  readonly drillMissed?: readonly string[];
};

/** Something that happened to an episode, or that a person asked of it. */
export type EpisodeHappening = Heard &
  (
    | AcuteWord
    | ResourceWord
    | ReceiverWord
    | TestWord
    | DrugWord
    | ConsultWord
    | IdentityWord
    | EditionWord
    | { readonly type: 'DEPARTMENT_ENTERED'; readonly department: Department; readonly time: Time }
    | {
        readonly type: 'DISCHARGED';
        readonly time: Time;
        readonly drugs: readonly DrugLine[];
        readonly highRisk: boolean;
        readonly lvef?: number;
      }
    | { readonly type: 'DOWN_REFERRED'; readonly siteId: string; readonly time: Time }
    | { readonly type: 'DOWN_REFERRAL_ACCEPTED'; readonly time: Time }
    | { readonly type: 'DOWN_REFERRAL_REFUSED'; readonly time: Time; readonly reason: string }
    | { readonly type: 'FOLLOW_UP_KEPT'; readonly time: Time; readonly reason: string }
    | {
        readonly type: 'TASK_DONE';
        readonly taskId: string;
        readonly time: Time;
        readonly answers: Readonly<Record<string, string>>;
        readonly nextDueAt?: Instant;
      }
    /** Days without the antiplatelet drugs (10.31). */
    | { readonly type: 'DAPT_GAP_REPORTED'; readonly days: number; readonly time: Time }
    | { readonly type: 'DEVICE_SILENT'; readonly deviceId: string; readonly since: Instant }
    | { readonly type: 'DEVICE_HEARD'; readonly deviceId: string }
    | { readonly type: 'DEVICE_TAKEN_BACK'; readonly deviceId: string; readonly endedAs: DeviceEnd }
    | { readonly type: 'DEVICE_BOUND'; readonly deviceId: string }
    | { readonly type: 'INCIDENT_CHANGED'; readonly incidentId: string; readonly note: IncidentNote }
    | { readonly type: 'READMITTED'; readonly toEpisodeId: EpisodeId }
    | {
        readonly type: 'UP_REFERRED';
        readonly toEpisodeId: EpisodeId;
        readonly incidentId?: string;
        readonly at: Instant;
      }
    | {
        readonly type: 'DELAY_EXPLAINED';
        readonly target: string;
        readonly reason: DelayReason;
        readonly text?: string;
      }
    | CommonWord
    | { readonly type: 'EPISODE_CLOSED'; readonly reason: CloseReason; readonly time: Time }
    | { readonly type: 'EPISODE_REOPENED'; readonly reason: string }
  );
/** What reaches an episode from outside: the engine itself stamps when it heard it. */
export type EpisodeMessage = Unheard<EpisodeHappening>;
/** The happening of one type. */
export type Of<Type extends EpisodeHappening['type']> = Extract<EpisodeHappening, { type: Type }>;
