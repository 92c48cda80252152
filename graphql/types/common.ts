import { GraphQLError } from 'graphql';
import * as words from '../../workflows/domain/vocabulary';
import { builder } from '../builder';

const badInput = (sentence: string): GraphQLError => new GraphQLError(sentence, { extensions: { code: 'BAD_INPUT' } });

builder.scalarType('Instant', {
  description: 'A moment: ISO 8601 with its zone, 2026-11-22T14:03:20+08:00. Without one it is refused.',
  serialize: (value) => new Date(value).toISOString(),
  // Only taken as text here: what is wrong with it is a Fault of the mutation, kept with what was sent.
  parseValue: (value) => {
    if (typeof value === 'string') return value;
    throw badInput('A time is a text like 2026-11-22T14:03:20+08:00.');
  },
});

builder.scalarType('Position', {
  description: 'A place in the gap-free order of changes: a whole number from 0 to 2^53.',
  serialize: (value) => value,
  parseValue: (value) => {
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
    throw badInput('A position is a whole number from 0.');
  },
});

builder.scalarType('Json', {
  description: 'A happening as it was heard; its keys depend on its type.',
  serialize: (value) => value,
  parseValue: () => {
    throw badInput('Json is never an input.');
  },
});

export const ThresholdUnit = builder.enumType('ThresholdUnit', { values: words.THRESHOLD_UNITS });
export const Phase = builder.enumType('Phase', { values: words.PHASES });
export const Overlay = builder.enumType('Overlay', { values: words.OVERLAYS });
export const Milestone = builder.enumType('Milestone', { values: words.MILESTONES });
export const Precision = builder.enumType('Precision', { values: words.PRECISIONS });
export const Source = builder.enumType('Source', { values: words.SOURCES });
export const Role = builder.enumType('Role', { values: words.ROLES });
export const LabRole = builder.enumType('LabRole', { values: words.LAB_ROLES });
export const Channel = builder.enumType('Channel', { values: words.CHANNELS });
export const Level = builder.enumType('Level', { values: words.LEVELS });
export const ClockFlag = builder.enumType('ClockFlag', { values: words.CLOCK_FLAGS });
export const ClockStatus = builder.enumType('ClockStatus', { values: words.CLOCK_STATUSES });
export const VoidReason = builder.enumType('VoidReason', { values: words.VOID_REASONS });
export const DelayReason = builder.enumType('DelayReason', { values: words.DELAY_REASONS });
export const LadderStatus = builder.enumType('LadderStatus', { values: words.LADDER_STATUSES });
export const PageStatus = builder.enumType('PageStatus', { values: words.PAGE_STATUSES });
export const PageReason = builder.enumType('PageReason', { values: words.PAGE_REASONS });
export const HelpChannel = builder.enumType('HelpChannel', { values: words.HELP_CHANNELS });
export const ArrivalClass = builder.enumType('ArrivalClass', { values: words.ARRIVAL_CLASSES });
export const Finding = builder.enumType('Finding', { values: words.FINDINGS });
export const NationalClass = builder.enumType('NationalClass', { values: words.NATIONAL_CLASSES });
export const CallItem = builder.enumType('CallItem', { values: words.CALL_ITEMS });
export const CallAdvice = builder.enumType('CallAdvice', { values: words.CALL_ADVICES });
export const AngiographyEnd = builder.enumType('AngiographyEnd', { values: words.ANGIOGRAPHY_ENDS });
export const PciComplication = builder.enumType('PciComplication', { values: words.PCI_COMPLICATIONS });
export const PciSupport = builder.enumType('PciSupport', { values: words.PCI_SUPPORTS });
export const BleedingKind = builder.enumType('BleedingKind', { values: words.BLEEDING_KINDS });
export const RiskClass = builder.enumType('RiskClass', { values: words.RISK_CLASSES });
export const ConsultOutput = builder.enumType('ConsultOutput', { values: words.CONSULT_OUTPUTS });
export const TransferAdvice = builder.enumType('TransferAdvice', { values: words.TRANSFER_ADVICES });
export const TestKind = builder.enumType('TestKind', { values: words.TEST_KINDS });
export const TestBound = builder.enumType('TestBound', { values: words.TEST_BOUNDS });
export const Territory = builder.enumType('Territory', { values: words.TERRITORIES });
export const StVerdict = builder.enumType('StVerdict', { values: words.ST_VERDICTS });
export const PreReadReason = builder.enumType('PreReadReason', { values: words.PRE_READ_REASONS });
export const ReadingStatus = builder.enumType('ReadingStatus', { values: words.READING_STATUSES });
export const Strategy = builder.enumType('Strategy', { values: words.STRATEGIES });
export const Answer = builder.enumType('Answer', { values: words.ANSWERS });
export const Jurisdiction = builder.enumType('Jurisdiction', { values: words.JURISDICTIONS });
export const LysisResult = builder.enumType('LysisResult', { values: words.LYSIS_RESULTS });
export const LyticAgent = builder.enumType('LyticAgent', { values: words.LYTIC_AGENTS });
export const VitalCode = builder.enumType('VitalCode', { values: words.VITAL_CODES });
export const Adjunct = builder.enumType('Adjunct', { values: words.ADJUNCTS });
export const AdjunctProduct = builder.enumType('AdjunctProduct', { values: words.ADJUNCT_PRODUCTS });
export const GivenUnit = builder.enumType('GivenUnit', { values: words.GIVEN_UNITS });
export const Drug = builder.enumType('Drug', { values: words.DRUGS });
export const Route = builder.enumType('Route', { values: words.ROUTES });
export const DoseUnit = builder.enumType('DoseUnit', { values: words.DOSE_UNITS });
export const Lead = builder.enumType('Lead', { values: words.LEADS });
export const ConsentKind = builder.enumType('ConsentKind', { values: words.CONSENT_KINDS });
export const ConsentState = builder.enumType('ConsentState', { values: words.CONSENT_STATES });
export const TracingSource = builder.enumType('TracingSource', { values: words.TRACING_SOURCES });
export const StandDownReason = builder.enumType('StandDownReason', { values: words.STAND_DOWN_REASONS });
export const ResourceKind = builder.enumType('ResourceKind', { values: words.RESOURCE_KINDS });
export const LabStatus = builder.enumType('LabStatus', { values: words.LAB_STATUSES });
export const Department = builder.enumType('Department', { values: words.DEPARTMENTS });
export const TaskKind = builder.enumType('TaskKind', { values: words.TASK_KINDS });
export const TaskStatus = builder.enumType('TaskStatus', { values: words.TASK_STATUSES });
export const CloseReason = builder.enumType('CloseReason', { values: words.CLOSE_REASONS });
export const QuestionKind = builder.enumType('QuestionKind', { values: words.QUESTION_KINDS });
export const QuestionStatus = builder.enumType('QuestionStatus', { values: words.QUESTION_STATUSES });
export const SiteKind = builder.enumType('SiteKind', { values: words.SITE_KINDS });
export const Sex = builder.enumType('Sex', { values: words.SEXES });
export const SubjectKind = builder.enumType('SubjectKind', { values: words.SUBJECT_KINDS });
export const Outcome = builder.enumType('Outcome', { values: words.OUTCOMES });
export const AlarmReviewOutcome = builder.enumType('AlarmReviewOutcome', { values: words.ALARM_REVIEW_OUTCOMES });
export const DeviceEnd = builder.enumType('DeviceEnd', { values: words.DEVICE_ENDS });
export const DeviceKind = builder.enumType('DeviceKind', { values: words.DEVICE_KINDS });
export const AlarmCode = builder.enumType('AlarmCode', { values: words.ALARM_CODES });
export const Priority = builder.enumType('Priority', { values: words.PRIORITIES });
export const IncidentStatus = builder.enumType('IncidentStatus', { values: words.INCIDENT_STATUSES });
export const ReachWay = builder.enumType('ReachWay', { values: words.REACH_WAYS });
export const IncidentAction = builder.enumType('IncidentAction', { values: words.INCIDENT_ACTIONS });
