import type {
  Adjunct,
  AlarmCode,
  AlarmReviewOutcome,
  Answer,
  AngiographyEnd,
  ArrivalClass,
  BleedingKind,
  CallAdvice,
  Channel,
  ClockFlag,
  ClockStatus,
  CloseReason,
  ConsentKind,
  ConsentState,
  ConsultOutput,
  DelayReason,
  Department,
  DeviceEnd,
  DeviceKind,
  Drug,
  Finding,
  GivenUnit,
  HelpChannel,
  IncidentAction,
  IncidentStatus,
  Jurisdiction,
  LabStatus,
  LadderStatus,
  Lead,
  Level,
  LysisResult,
  Milestone,
  NationalClass,
  Outcome,
  Overlay,
  PageReason,
  PciComplication,
  PciSupport,
  PageStatus,
  Phase,
  Precision,
  PreReadReason,
  Priority,
  QuestionKind,
  QuestionStatus,
  ReachWay,
  ReadingStatus,
  RiskClass,
  ResourceKind,
  Role,
  Route,
  Sex,
  SiteKind,
  Source,
  StandDownReason,
  StVerdict,
  Strategy,
  SubjectKind,
  TaskKind,
  TaskStatus,
  ThresholdUnit,
  Territory,
  TestBound,
  TestKind,
  TracingSource,
  TransferAdvice,
  VoidReason,
  VitalCode,
} from '../../../workflows/domain/vocabulary';
import type { ActionGroup } from '../actions/groups';
import type { PathwaySection } from '../pathway/sections';
import type { Action, ActorKind, HistoryKind } from '../api/generated/graphql';
import type { AdjunctReason, AdjunctSays } from '../../../workflows/domain/adjuncts';
import type { AdjunctRemark } from '../../../workflows/domain/adjunctRows';
import type { DrillLeg } from '../../../workflows/domain/drillLinks';
import type { DeviceTrouble } from '../../../workflows/domain/deviceTroubles';
import type { UpReferralLevel, UpReferralReason } from '../../../workflows/domain/upReferralRows';
import type { IndicatorCode } from '../../../workflows/domain/indicators';
import type { Apart } from '../../../workflows/domain/indicatorReading';
import type { ClockAsk } from '../../../workflows/domain/targets';
import type { PackQuestion } from '../../../workflows/domain/pack';
import type { Reason, Remark } from '../../../workflows/domain/strategy';
import type { SgarbossaSign, StQuestion } from '../../../workflows/domain/stCriteria';
import type { FaultCode } from '../../../workflows/domain/faults';

/** What people read for every code of the vocabulary; a code without a word does not compile. */
export type CodeWords = {
  readonly phase: Readonly<Record<Phase, string>>;
  readonly milestone: Readonly<Record<Milestone, string>>;
  readonly stVerdict: Readonly<Record<StVerdict, string>>;
  readonly preReadReason: Readonly<Record<PreReadReason, string>>;
  readonly precision: Readonly<Record<Precision, string>>;
  readonly source: Readonly<Record<Source, string>>;
  readonly role: Readonly<Record<Role, string>>;
  readonly channel: Readonly<Record<Channel, string>>;
  readonly level: Readonly<Record<Level, string>>;
  readonly clockFlag: Readonly<Record<ClockFlag, string>>;
  readonly clockStatus: Readonly<Record<ClockStatus, string>>;
  readonly voidReason: Readonly<Record<VoidReason, string>>;
  readonly delayReason: Readonly<Record<DelayReason, string>>;
  readonly ladderStatus: Readonly<Record<LadderStatus, string>>;
  readonly pageStatus: Readonly<Record<PageStatus, string>>;
  readonly pageReason: Readonly<Record<PageReason, string>>;
  readonly helpChannel: Readonly<Record<HelpChannel, string>>;
  readonly arrivalClass: Readonly<Record<ArrivalClass, string>>;
  readonly nationalClass: Readonly<Record<NationalClass, string>>;
  readonly callAdvice: Readonly<Record<CallAdvice, string>>;
  readonly angiographyEnd: Readonly<Record<AngiographyEnd, string>>;
  readonly pciComplication: Readonly<Record<PciComplication, string>>;
  readonly pciSupport: Readonly<Record<PciSupport, string>>;
  readonly bleedingKind: Readonly<Record<BleedingKind, string>>;
  readonly finding: Readonly<Record<Finding, string>>;
  readonly riskClass: Readonly<Record<RiskClass | 'ASK', string>>;
  readonly consultOutput: Readonly<Record<ConsultOutput, string>>;
  readonly transferAdvice: Readonly<Record<TransferAdvice, string>>;
  readonly testKind: Readonly<Record<TestKind, string>>;
  readonly alarmReviewOutcome: Readonly<Record<AlarmReviewOutcome, string>>;
  readonly deviceEnd: Readonly<Record<DeviceEnd, string>>;
  readonly reachWay: Readonly<Record<ReachWay, string>>;
  readonly testBound: Readonly<Record<TestBound, string>>;
  /** UCUM units that read otherwise; most are shown as they are. */
  readonly unit: Readonly<Record<string, string>>;
  readonly drillLeg: Readonly<Record<DrillLeg, string>>;
  readonly territory: Readonly<Record<Territory, string>>;
  readonly readingStatus: Readonly<Record<ReadingStatus, string>>;
  readonly strategy: Readonly<Record<Strategy | 'ASK', string>>;
  readonly answer: Readonly<Record<Answer, string>>;
  readonly jurisdiction: Readonly<Record<Jurisdiction, string>>;
  readonly tracingSource: Readonly<Record<TracingSource, string>>;
  readonly standDownReason: Readonly<Record<StandDownReason, string>>;
  readonly overlay: Readonly<Record<Overlay, string>>;
  readonly lysisResult: Readonly<Record<LysisResult | 'ASK', string>>;
  readonly drug: Readonly<Record<Drug, string>>;
  readonly vital: Readonly<Record<VitalCode, string>>;
  readonly doseUnit: Readonly<Record<GivenUnit, string>>;
  /** What goes into the pack, and what is asked before it. */
  readonly pack: Readonly<Record<PackQuestion, string>>;
  readonly indicator: Readonly<Record<IndicatorCode, string>>;
  readonly indicatorApart: Readonly<Record<Apart, string>>;
  readonly adjunct: Readonly<Record<Adjunct, string>>;
  readonly adjunctSays: Readonly<Record<AdjunctSays, string>>;
  readonly adjunctReason: Readonly<Record<AdjunctReason | AdjunctRemark, string>>;
  readonly route: Readonly<Record<Route, string>>;
  readonly lead: Readonly<Record<Lead, string>>;
  /** What a threshold of ST elevation is for. */
  readonly stQuestion: Readonly<Record<StQuestion, string>>;
  readonly sgarbossa: Readonly<Record<SgarbossaSign | 'SMITH', string>>;
  readonly consentKind: Readonly<Record<ConsentKind, string>>;
  readonly consentState: Readonly<Record<ConsentState, string>>;
  readonly labStatus: Readonly<Record<LabStatus, string>>;
  readonly resourceKind: Readonly<Record<ResourceKind, string>>;
  /** Products of the dose tables, clinical.md 2.4. */
  readonly lyticProduct: Readonly<Record<string, string>>;
  readonly department: Readonly<Record<Department, string>>;
  readonly taskKind: Readonly<Record<TaskKind, string>>;
  readonly taskStatus: Readonly<Record<TaskStatus, string>>;
  readonly closeReason: Readonly<Record<CloseReason, string>>;
  readonly questionKind: Readonly<Record<QuestionKind, string>>;
  readonly questionStatus: Readonly<Record<QuestionStatus, string>>;
  readonly siteKind: Readonly<Record<SiteKind, string>>;
  readonly sex: Readonly<Record<Sex, string>>;
  readonly subjectKind: Readonly<Record<SubjectKind, string>>;
  readonly outcome: Readonly<Record<Outcome, string>>;
  readonly deviceTrouble: Readonly<Record<DeviceTrouble, string>>;
  readonly deviceKind: Readonly<Record<DeviceKind, string>>;
  readonly alarm: Readonly<Record<AlarmCode, string>>;
  readonly priority: Readonly<Record<Priority, string>>;
  readonly incidentStatus: Readonly<Record<IncidentStatus, string>>;
  readonly incidentAction: Readonly<Record<IncidentAction, string>>;
  readonly upReferralLevel: Readonly<Record<UpReferralLevel, string>>;
  readonly upReferralReason: Readonly<Record<UpReferralReason, string>>;
  /** Refusals of the server, and why a screen got no answer at all. */
  readonly fault: Readonly<Record<FaultCode | 'OFFLINE' | 'UNEXPECTED', string>>;
  /** What people may do: one for each mutation. */
  readonly action: Readonly<Record<Action, string>>;
  readonly actionGroup: Readonly<Record<ActionGroup, string>>;
  readonly access: Readonly<Record<'RADIAL' | 'FEMORAL', string>>;
  readonly complaint: Readonly<Record<string, string>>;
  readonly historyKind: Readonly<Record<HistoryKind, string>>;
  readonly actorKind: Readonly<Record<ActorKind, string>>;
  readonly ecgFlag: Readonly<Record<string, string>>;
  /** Questions of 2.2, 2.3 and 2.11; {n} and {m} are the numbers an edition asks them with. */
  readonly checklistItem: Readonly<Record<string, string>>;
  /** Why a strategy is recommended, and what is remarked beside it. */
  readonly strategyReason: Readonly<Record<Reason | Remark, string>>;
  /** The rows of the follow-up plan. */
  readonly taskContent: Readonly<Record<string, string>>;
  readonly taskDetail: Readonly<Record<string, string>>;
  readonly taskCode: Readonly<Record<string, string>>;
  /** The time targets T01…T43 of the clinical reference. */
  readonly thresholdUnit: Readonly<Record<ThresholdUnit, string>>;
  readonly rotaHoleLadder: Readonly<Record<'ROTA_HOLE_FOUND' | 'ROTA_HOLE_BEGUN', string>>;
  /** Under which strategy a dose is given, and which end of it a number is. */
  readonly doseColumn: Readonly<Record<'PPCI' | 'LYSIS', string>>;
  readonly doseEnd: Readonly<Record<'FROM' | 'TO' | 'MAX', string>>;
  /** Under what the numbers of a pathway are found. */
  readonly pathwaySection: Readonly<Record<PathwaySection, string>>;
  /** Parts of a threshold’s code after its target, and thresholds of no target. */
  readonly threshold: Readonly<Record<string, string>>;
  readonly clockAsk: Readonly<Record<ClockAsk, string>>;
  readonly target: Readonly<Record<string, string>>;
  /** What happened, by the types of happenings. */
  readonly happening: Readonly<Record<string, string>>;
};
export type CodeGroup = keyof CodeWords;
