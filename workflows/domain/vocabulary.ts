/** Every code of the system, spelled once: types, Prisma enums, GraphQL enums, labels and payloads are made from these. */

/** The main states of an episode, clinical.md 4.2 (P1…P12, N1, X1, END); before help is sought (P0) there is no episode. */
export const PHASES = [
  'HELP_SOUGHT',
  'FD_ENGAGED',
  'EMS_DISPATCHED',
  'FMC',
  'ECG_PENDING_READ',
  'DIAGNOSED',
  'NSTE_ACS',
  'OTHER_DX',
  'STRATEGY',
  'LYSIS',
  'POST_LYSIS',
  'TRANSFER',
  'LAB_ACTIVATED',
  'IN_LAB',
  'INPATIENT',
  'STEP_DOWN',
  'FOLLOW_UP',
  'REGISTER',
  'CLOSED',
] as const;
export type Phase = (typeof PHASES)[number];

/** What can lie over any phase (clinical.md 4.2, 2.10). */
export const OVERLAYS = ['ARREST', 'SHOCK', 'CONSENT_REFUSED', 'COMMS_LOST', 'IDENTITY_DOUBT'] as const;
export type Overlay = (typeof OVERLAYS)[number];

/** Canonical clinical times: clinical.md 0.2 and 10.21, upper case without `_at`. */
export const MILESTONES = [
  'ONSET',
  'HELP_SOUGHT',
  'CALL_RING',
  'CALL_ANSWERED',
  'CALL120',
  'DISPATCH',
  'ROLLING',
  'ON_SCENE',
  'LEAVE_SCENE',
  'FMC',
  'TRIAGE',
  'FIRST_DOCTOR',
  'ECG1_ACQUIRED',
  'ECG1_SENT',
  'ECG1_RECEIVED',
  'ECG1_REPORTED',
  'ECG_REPEATED',
  'STEMI_DX',
  'NSTE_DX',
  'RISK_LABEL',
  'CONSULT_REQUESTED',
  'CONSULT_STARTED',
  'REF_DOOR_IN',
  'REF_DOOR_OUT',
  'DOOR',
  'ED_ROOM',
  'CCU',
  'ASPIRIN',
  'P2Y12',
  'ANTICOAG',
  'STATIN',
  'STRATEGY',
  'LYSIS_SCREEN',
  'LYSIS_CONSENT_START',
  'LYSIS_CONSENT_SIGNED',
  'LYSIS_START',
  'LYSIS_END',
  'LYSIS_ASSESSED',
  'LAB_CALLED',
  'LAB_READY',
  'LAB_IN',
  'PCI_CONSENT_START',
  'PCI_CONSENT_SIGNED',
  'PUNCTURE',
  'ANGIO',
  'WIRE',
  'DEVICE',
  'PCI_END',
  'TN_DRAWN',
  'TN_REPORTED',
  'TN2_DRAWN',
  'CT_NOTIFIED',
  'CT_SCAN_START',
  'ECHO_REQUESTED',
  'ECHO_DONE',
  'ADMIT',
  'READY',
  'BED_ASKED',
  'BED_ACCEPTED',
  'LEFT',
  'DISCHARGE',
  'DEATH',
  'DOWN_REF_SENT',
  'DOWN_REF_ACCEPTED',
  'COMMUNITY_VISIT1',
  'UP_REF',
  'UP_REF_CONTACT',
] as const;
export type Milestone = (typeof MILESTONES)[number];

/** How exactly an instant is known; `INTERVAL` carries both ends (clinical.md 10.19). */
export const PRECISIONS = ['SECOND', 'MINUTE', 'HOUR', 'INTERVAL'] as const;
export type Precision = (typeof PRECISIONS)[number];

/** Where a time came from. */
export const SOURCES = ['DEVICE', 'SYSTEM', 'HUMAN', 'BACK_ENTERED'] as const;
export type Source = (typeof SOURCES)[number];

/** Whom a page asks, at a site; the rota says which person that is at an instant (clinical.md 10.11, 10.28, 10.40). */
export const ROLES = [
  'FAMILY_DOCTOR',
  'COMMUNITY_LEAD',
  'EMS_DISPATCHER',
  'EMS_CREW',
  'DISPATCH_LEAD',
  'REFERRING_DOCTOR',
  'REFERRING_CHEST_PAIN_LEAD',
  'ECG_READER',
  'SECOND_READER',
  'ON_CALL_CARDIOLOGIST',
  'HUB_READER',
  'SECOND_CARDIOLOGIST',
  'ED_DOCTOR',
  'ED_LEAD',
  'INTERVENTIONIST',
  'SECOND_INTERVENTIONIST',
  'LAB_NURSE',
  'LAB_TECHNICIAN',
  'BACKUP_LAB_TEAM',
  'LABORATORY_DUTY',
  'LABORATORY_LEAD',
  'RADIOLOGY_DUTY',
  'RADIOLOGY_LEAD',
  'ECHO_DUTY',
  'ECHO_LEAD',
  'COORDINATOR',
  'DUTY_DIRECTOR',
  'HOSPITAL_DUTY',
  'WARD_DOCTOR',
  'WARD_LEAD',
  'DESK_NURSE',
  'SECOND_DESK_NURSE',
  'DESK_LEAD',
  'DUTY_DOCTOR',
  'DEVICE_STAFF',
  'IT_DUTY',
  'MANAGER',
  'AUDITOR',
  'ADMIN',
] as const;
export type Role = (typeof ROLES)[number];

/** The cath-lab team: every one of these is paged at activation, and the last arrival makes the lab ready (T17). */
export const LAB_ROLES = ['INTERVENTIONIST', 'LAB_NURSE', 'LAB_TECHNICIAN'] as const satisfies readonly Role[];
export type LabRole = (typeof LAB_ROLES)[number];

/** How a page reaches a person. `DESK` is always shown on screen too. */
export const CHANNELS = ['DESK', 'PUSH', 'SMS', 'VOICE'] as const;
export type Channel = (typeof CHANNELS)[number];

/** How far a clock has run, as a share of its limit (clinical.md 1.1). */
export const LEVELS = ['HALF', 'NEAR_BREACH', 'BREACH', 'ESCALATED'] as const;
export type Level = (typeof LEVELS)[number];

export const CLOCK_STATUSES = [
  'RUNNING',
  'MET',
  'MET_REPORTED_LATE',
  'MISSED',
  'VOID',
  'BEFORE_START',
  'UNCERTAIN',
  'REPORTED',
] as const;
export type ClockStatus = (typeof CLOCK_STATUSES)[number];

/** What a person should know of an ended clock beside its status: clinical.md 10.41, T31, 10.10. */
export const CLOCK_FLAGS = ['MET_BY_DEVICE', 'TOO_EARLY', 'END_BEFORE_START'] as const;
export type ClockFlag = (typeof CLOCK_FLAGS)[number];

/** Why a clock no longer counts (clinical.md 10.17, 10.41). */
export const VOID_REASONS = [
  'STRATEGY_PPCI',
  'STRATEGY_LYSIS',
  'STRATEGY_NONE',
  'NOT_STEMI',
  'DIED',
  'CLOSED',
  'REFUSED',
  'STOOD_DOWN',
  'SURGERY',
  'BLEEDING',
  'LEFT_AGAINST_ADVICE',
  'READ_AT_BEDSIDE',
  'HOSPITAL_FOLLOW_UP',
  'GOES_ON_ELSEWHERE',
  'NOT_APPLICABLE',
] as const;
export type VoidReason = (typeof VOID_REASONS)[number];

/** Why a target was missed: clinical.md 1.1. Payment is one word of the record here, and nothing waits for it (2.7 pay, R33). */
export const DELAY_REASONS = [
  'CONSENT',
  'CARDIAC_ARREST',
  'INTUBATION',
  'SHOCK_STABILISATION',
  'VASCULAR_ACCESS',
  'LAB_OCCUPIED',
  'TEAM_LATE',
  'VEHICLE',
  'ROAD_OR_WEATHER',
  'ECG_NON_DIAGNOSTIC',
  'READER_LATE',
  'DIAGNOSIS_DOUBT',
  'ADMINISTRATIVE',
  'DEVICE_OR_NETWORK',
  'OTHER',
] as const;
export type DelayReason = (typeof DELAY_REASONS)[number];

export const LADDER_STATUSES = ['CLIMBING', 'ANSWERED', 'SUPERSEDED', 'NOBODY_ANSWERED', 'CLEARED'] as const;
export type LadderStatus = (typeof LADDER_STATUSES)[number];

export const PAGE_STATUSES = ['ASKED', 'SENT', 'FAILED', 'ACKNOWLEDGED', 'SUPERSEDED', 'UNANSWERED'] as const;
export type PageStatus = (typeof PAGE_STATUSES)[number];

/** Why somebody is paged; people read it from the catalogues. */
export const PAGE_REASONS = [
  'DISPATCH_AMBULANCE',
  'READ_ECG',
  'DECIDE_STRATEGY',
  'LAB_ACTIVATED',
  'PATIENT_COMING',
  'CLOCK_LEVEL',
  'DOWN_REFERRAL',
  'DOWN_REFERRAL_REFUSED',
  'TASK_DUE',
  'INCIDENT',
  'UP_REFERRAL',
  'ACTION_FAILED',
  'RECORD_WENT_BACK',
  'LAB_QUEUED',
  'REASSESS_ECG',
  'REPEAT_ECG',
  'ECG_UNREADABLE',
  'LYSIS_NOT_SHOWN',
  'LYSIS_FAILED',
  'LYSIS_CLOSED_AGAIN',
  'DIVERT_TO_LAB',
  'ARREST',
  'ECG_AFTER_ARREST',
  'CONTRAINDICATION_FOUND',
  'STAND_DOWN',
  'REOFFER',
  'CT_NOW',
  'ECHO_NOW',
  'LAB_IN_DOUBT',
  'STRATEGY_AGAIN',
  'SHOCK',
  'COMMS_LOST',
  'MAJOR_BLEEDING',
  'LEFT_AGAINST_ADVICE',
  'RISK_FORM',
  'SPECIAL_PATHWAY',
  'CALLER_LOST',
  'READINGS_DIFFER',
  'ROTA_HOLE',
  'LOW_ALARMS',
  'WEEK_OF_ALARMS',
  'VEHICLE_WANTED',
  'BED_WANTED',
  'LYTIC_MISSING',
  'LAB_CHOICE',
  'FEEDBACK',
  'DRILL_MISSED',
  'RECEIVER_REFUSED',
  'NO_RECEIVER',
  'PATIENT_SUMMARY',
  'CONSULT_ASKED',
  'ECG_RETRACTED',
  'EPISODE_MERGED',
  'PATIENT_CHANGED',
  'PATIENT_UNREACHED',
  'WELFARE_CHECK',
] as const;
export type PageReason = (typeof PAGE_REASONS)[number];

/** What a number of an edition counts; `OFFERED` is 1 where a hospital has the product and 0 where it has not, `CHANNEL` a place in `STEP_CHANNELS`, `ROLE` one in `STEP_ROLES`, `ML_MIN` is an eGFR for 1.73 m². */
export const THRESHOLD_UNITS = [
  'MIN',
  'HOURS',
  'PERCENT',
  'MINUTE_OF_DAY',
  'YEARS',
  'OFFERED',
  'CHANNEL',
  'ROLE',
  'MV',
  'MG',
  'U',
  'MU',
  'MG_PER_KG',
  'U_PER_KG',
  'U_PER_KG_H',
  'U_PER_H',
  'ML_MIN',
  'MM_HG',
  'SPO2',
  'LVEF',
  'POINTS',
  'LEADS',
  'DAYS',
  'WEEKS',
  'MONTHS',
] as const;
export type ThresholdUnit = (typeof THRESHOLD_UNITS)[number];

export const HELP_CHANNELS = [
  'FAMILY_DOCTOR',
  'CALL_120',
  'WALK_IN',
  'WARD',
  'WEARABLE_ALARM',
  'TRANSFER_IN',
  'OTHER',
] as const;
export type HelpChannel = (typeof HELP_CHANNELS)[number];

/** G2's five classes, clinical.md 3.7. */
export const ARRIVAL_CLASSES = [
  'IN_HOSPITAL_ONSET',
  'NETWORK_TRANSFER',
  'NON_NETWORK_TRANSFER',
  'AMBULANCE',
  'WALK_IN',
] as const;
export type ArrivalClass = (typeof ARRIVAL_CLASSES)[number];

/** The four classes of the national platform, made from the five (G2). */
export const NATIONAL_CLASSES = ['CALL_120', 'TRANSFER', 'WALK_IN', 'IN_HOSPITAL'] as const;
export type NationalClass = (typeof NATIONAL_CLASSES)[number];

/** What whoever takes a call asks and tells, in this order (4.2 P1). */
export const CALL_ITEMS = [
  'PLACE_REPEATED_BACK',
  'CALLER_NUMBER_CONFIRMED',
  'CARDIAC_PAIN_OVER_LIMIT',
  'CALLER_SWEATING',
  'CALLER_SYNCOPE',
  'CALLER_BREATHLESS',
  'CALLER_KNOWN_STENT',
  'TOLD_TO_STAY_PUT',
] as const;
export type CallItem = (typeof CALL_ITEMS)[number];
/** What the table says to the answers; the call taker decides. */
export const CALL_ADVICES = ['STAY_PUT_CALL_120', 'NO_RED_FLAG', 'ASK_ON'] as const;
export type CallAdvice = (typeof CALL_ADVICES)[number];

/** How an angiography ends without an intervention in the lab (4.2 P8); without a culprit the activation was a false positive (2.9). */
export const ANGIOGRAPHY_ENDS = ['NO_CULPRIT', 'SURGERY'] as const;
export type AngiographyEnd = (typeof ANGIOGRAPHY_ENDS)[number];

/** What can go wrong in the lab, and what holds the circulation up there (4.2 P8, 8.6). */
export const PCI_COMPLICATIONS = [
  'NO_REFLOW',
  'CORONARY_DISSECTION',
  'CORONARY_PERFORATION',
  'ACUTE_STENT_THROMBOSIS',
  'ARRHYTHMIA',
  'ACCESS_SITE_BLEEDING',
  'CONTRAST_REACTION',
  'STROKE',
  'OTHER',
] as const;
export type PciComplication = (typeof PCI_COMPLICATIONS)[number];
export const PCI_SUPPORTS = ['IABP', 'ECMO'] as const;
export type PciSupport = (typeof PCI_SUPPORTS)[number];

/** Bleeding that stops antithrombotic treatment (R16). */
export const BLEEDING_KINDS = ['INTRACRANIAL', 'MAJOR'] as const;
export type BleedingKind = (typeof BLEEDING_KINDS)[number];

/** What a reader signs (clinical.md 4.2 P4). */
export const FINDINGS = [
  'STEMI',
  'STEMI_EQUIVALENT',
  'NSTE_ACS',
  'DISSECTION_SUSPECTED',
  'PE_SUSPECTED',
  'PERICARDITIS_SUSPECTED',
  'OTHER_DIAGNOSIS',
  'NOT_ACUTE',
  'UNCLEAR',
] as const;
export type Finding = (typeof FINDINGS)[number];

/** How soon NSTE-ACS needs angiography; a person gives the label (clinical.md 2.11). */
export const RISK_CLASSES = ['VERY_HIGH', 'HIGH', 'INTERMEDIATE', 'LOW'] as const;
export type RiskClass = (typeof RISK_CLASSES)[number];

/** What a remote consult is asked for: each is given, or said not to be (clinical.md 7.2 #71). */
export const CONSULT_OUTPUTS = ['READING', 'RESCUE', 'REPERFUSION', 'TRANSFER'] as const;
export type ConsultOutput = (typeof CONSULT_OUTPUTS)[number];

/** Move or stabilise (clinical.md 7.1 #5). */
export const TRANSFER_ADVICES = ['MOVE_NOW', 'STABILISE_FIRST', 'STAY'] as const;
export type TransferAdvice = (typeof TRANSFER_ADVICES)[number];

/** Tests whose results come into an episode (clinical.md 8.5). */
export const TEST_KINDS = [
  'HS_TROPONIN_I',
  'HS_TROPONIN_T',
  'TROPONIN_I',
  'CREATININE',
  'EGFR',
  'GLUCOSE',
  'LDL',
  'HBA1C',
  'LVEF',
  'NT_PROBNP',
  'D_DIMER',
  'SPO2',
  'SBP',
  'DBP',
  'HR',
] as const;
export type TestKind = (typeof TEST_KINDS)[number];

/** The value lies somewhere below or above the number the test gave. */
export const TEST_BOUNDS = ['BELOW', 'ABOVE'] as const;
export type TestBound = (typeof TEST_BOUNDS)[number];

export const TERRITORIES = ['SEPTAL', 'ANTERIOR', 'LATERAL', 'INFERIOR', 'POSTERIOR', 'RIGHT'] as const;
export type Territory = (typeof TERRITORIES)[number];

/** What the ST table says of a tracing (clinical.md 2.1). */
export const ST_VERDICTS = ['MEETS_CRITERIA', 'DOES_NOT_MEET', 'CANNOT_ASSESS'] as const;
export type StVerdict = (typeof ST_VERDICTS)[number];

/** Why the machine gives no verdict on a tracing, or what it says beside one. */
export const PRE_READ_REASONS = [
  'TOO_SHORT',
  'AVERAGED_BEAT_ONLY',
  'FORMAT_UNPROVEN',
  'LEADS_NOT_SIMULTANEOUS',
  'RATE_OUT_OF_RANGE',
  'RATE_TOO_LOW_FOR_ST',
  'LEADS_MISSING',
  'SCALE_SUSPECT',
  'NO_SIGNAL',
  'LEAD_DEAD',
  'LEAD_LOST',
  'LEAD_CLIPPED',
  'TOO_FEW_BEATS',
  'NO_STABLE_BEAT',
  'NO_QRS',
  'RATE_IMPLAUSIBLE',
  'TOO_NOISY',
  'ARMS_REVERSED',
  'PACED',
  'LBBB',
  'WIDE_QRS',
  'PRE_EXCITATION',
  'LVH',
  'ANEURYSM_OR_OLD_INFARCT',
  'J_WAVE',
  'VT_SUSPECTED',
  'AGE_OR_SEX_UNKNOWN',
  'ST_DEPRESSION_V1_V3',
  'PRE_READ_FAILED',
] as const;
export type PreReadReason = (typeof PRE_READ_REASONS)[number];

export const READING_STATUSES = ['WAITING', 'OPENED', 'SIGNED', 'UNREADABLE', 'DRILL_OVER'] as const;
export type ReadingStatus = (typeof READING_STATUSES)[number];

export const STRATEGIES = ['PPCI_ON_SITE', 'PPCI_BY_TRANSFER', 'LYSIS', 'NONE'] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** An answer on a checklist; `UNKNOWN` never counts as `NO` (clinical.md 2.3). */
export const ANSWERS = ['YES', 'NO', 'UNKNOWN'] as const;
export type Answer = (typeof ANSWERS)[number];

/** Which contraindication list and lytic table hold (clinical.md 2.3). */
export const JURISDICTIONS = ['ESC_2023', 'ACCF_AHA', 'CHINA_2019'] as const;
export type Jurisdiction = (typeof JURISDICTIONS)[number];

/** What a person says of the artery after lysis (clinical.md 2.6). */
export const LYSIS_RESULTS = ['REPERFUSED', 'FAILED'] as const;
export type LysisResult = (typeof LYSIS_RESULTS)[number];

/** clinical.md 2.4. */
export const LYTIC_AGENTS = [
  'TENECTEPLASE',
  'RETEPLASE',
  'ALTEPLASE',
  'PROUROKINASE',
  'UROKINASE',
  'STREPTOKINASE',
] as const;
export type LyticAgent = (typeof LYTIC_AGENTS)[number];

/** In what a dose is counted; units and milligrams of one agent are different products (clinical.md 2.4). */
export const DOSE_UNITS = ['MG', 'U', 'MU', 'U_PER_H'] as const;
export type DoseUnit = (typeof DOSE_UNITS)[number];
/** In what an amount that was given is counted: those of the tables, and of drugs for which they print none. */
export const GIVEN_UNITS = [...DOSE_UNITS, 'MG_PER_H', 'UG', 'UG_PER_MIN', 'L_PER_MIN'] as const;
export type GivenUnit = (typeof GIVEN_UNITS)[number];

/** What goes beside the pack (clinical.md 2.5). */
export const ADJUNCTS = ['STATIN', 'ANTICOAGULANT', 'OXYGEN', 'NITROGLYCERIN'] as const;
export type Adjunct = (typeof ADJUNCTS)[number];

export const ADJUNCT_PRODUCTS = [
  'ATORVASTATIN',
  'ROSUVASTATIN',
  'UNFRACTIONATED_HEPARIN',
  'ENOXAPARIN',
  'BIVALIRUDIN',
] as const;
export type AdjunctProduct = (typeof ADJUNCT_PRODUCTS)[number];

export const ROUTES = ['ORAL', 'IV', 'SC', 'SUBLINGUAL', 'INHALED'] as const;
export type Route = (typeof ROUTES)[number];

/** What is recorded as given at the bedside (clinical.md 2.4, 2.5). */
export const DRUGS = [
  'ASPIRIN',
  'CLOPIDOGREL',
  'TICAGRELOR',
  'PRASUGREL',
  ...ADJUNCT_PRODUCTS,
  'OXYGEN',
  'NITROGLYCERIN',
  ...LYTIC_AGENTS,
] as const;
export type Drug = (typeof DRUGS)[number];

/** The leads of a 12-, 15- and 18-lead ECG. */
export const LEADS = [
  'I',
  'II',
  'III',
  'AVR',
  'AVL',
  'AVF',
  'V1',
  'V2',
  'V3',
  'V4',
  'V5',
  'V6',
  'V7',
  'V8',
  'V9',
  'V3R',
  'V4R',
] as const;
export type Lead = (typeof LEADS)[number];

/** What an ECG was read from that is not on the platform (R5). */
export const TRACING_SOURCES = ['PAPER', 'CART_SCREEN', 'PHOTO', 'TELEPHONE'] as const;
export type TracingSource = (typeof TRACING_SOURCES)[number];

export const CONSENT_KINDS = ['TRANSFER', 'LYSIS', 'PCI'] as const;
export type ConsentKind = (typeof CONSENT_KINDS)[number];

export const CONSENT_STATES = ['NOT_STARTED', 'IN_DISCUSSION', 'SIGNED', 'REFUSED', 'INCAPABLE_EMERGENCY'] as const;
export type ConsentState = (typeof CONSENT_STATES)[number];

/** Why an activation is cancelled (clinical.md 2.9). */
export const STAND_DOWN_REASONS = [
  'ECG_RE_READ',
  'NOT_A_CANDIDATE',
  'PATIENT_REFUSED',
  'DIED',
  'DIAGNOSIS_CHANGED',
  'DUPLICATE',
] as const;
export type StandDownReason = (typeof STAND_DOWN_REASONS)[number];

export const LAB_STATUSES = ['FREE', 'HELD', 'BLOCKED'] as const;
export type LabStatus = (typeof LAB_STATUSES)[number];

/** What a patient can be given beside a cath lab; each row of the list is one bed, one vehicle, one pack. */
export const RESOURCE_KINDS = ['CCU_BED', 'WARD_BED', 'AMBULANCE', 'TRANSFER_VEHICLE', 'LYTIC'] as const;
export type ResourceKind = (typeof RESOURCE_KINDS)[number];

export const DEPARTMENTS = ['CCU', 'CARDIOLOGY', 'ICU', 'GENERAL_WARD'] as const;
export type Department = (typeof DEPARTMENTS)[number];

export const TASK_KINDS = [
  'VISIT',
  'PHONE_VISIT',
  'DRUG_STOP_DECISION',
  'DAPT_GAP',
  'DEVICE_ISSUE',
  'DELAY_REASON',
  'LATE_RECORD',
  'IDENTIFY_PATIENT',
  'DEVICE_SILENT',
  'DEVICE_REPLACEMENT',
] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

export const TASK_STATUSES = ['OPEN', 'DONE', 'SUSPENDED', 'CANCELLED'] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

export const CLOSE_REASONS = [
  'RECOVERED',
  'DIED',
  'LEFT_AGAINST_ADVICE',
  'OTHER_DIAGNOSIS',
  'LOST_TO_FOLLOW_UP',
  'DUPLICATE',
  'ENTERED_IN_ERROR',
  'DRILL_OVER',
] as const;
export type CloseReason = (typeof CLOSE_REASONS)[number];

/** What the record asks people about itself. */
export const QUESTION_KINDS = [
  'IMPOSSIBLE_ORDER',
  'MISSING_TIME',
  'UNCERTAIN_LIMIT',
  'UNKNOWN_PATIENT',
  'RECORDING_OWED',
  'DELAY_REASON',
] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

/** `ANSWERED` by a time that came, `CONFIRMED` as it is by a person, `LEFT_OPEN` when the episode closed before. */
export const QUESTION_STATUSES = ['OPEN', 'ANSWERED', 'CONFIRMED', 'LEFT_OPEN'] as const;
export type QuestionStatus = (typeof QUESTION_STATUSES)[number];

export const SITE_KINDS = ['COMMUNITY_CENTRE', 'NON_PCI_HOSPITAL', 'PCI_HOSPITAL', 'EMS_STATION'] as const;
export type SiteKind = (typeof SITE_KINDS)[number];

export const SEXES = ['FEMALE', 'MALE', 'UNKNOWN'] as const;
export type Sex = (typeof SEXES)[number];

export const SUBJECT_KINDS = ['EPISODE', 'READING', 'INCIDENT', 'LAB', 'ROTA_HOLE', 'DIGEST'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** What became of a happening: none is silently ignored. */
export const OUTCOMES = ['APPLIED', 'NOTED', 'NO_LONGER_APPLIES', 'DUPLICATE', 'REFUSED'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const DEVICE_KINDS = ['ECG_CART', 'WEARABLE', 'WRISTBAND', 'VEHICLE_KIT'] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];

/** How a device came to be no longer its patient's: the states of clinical.md 5.4 that end a binding (R34). */
export const DEVICE_ENDS = ['RETURNED', 'FAULT', 'LOST'] as const;
export type DeviceEnd = (typeof DEVICE_ENDS)[number];

/** What a person changed who looked through the alarms of one patient's week (clinical.md 6.4). */
export const ALARM_REVIEW_OUTCOMES = ['LIMITS', 'SUPPRESSION', 'DEVICE', 'NOTHING'] as const;
export type AlarmReviewOutcome = (typeof ALARM_REVIEW_OUTCOMES)[number];

/** clinical.md 6.2, in the order of its rows W1…W25. */
export const ALARM_CODES = [
  'VF_ASYSTOLE',
  'SUSTAINED_VT',
  'NON_SUSTAINED_VT',
  'PAUSE',
  'BRADYCARDIA',
  'AV_BLOCK',
  'TACHYCARDIA',
  'AF_ONSET',
  'PRE_EXCITED_AF',
  'LONG_QTC',
  'ST_ELEVATION_12_LEAD',
  'ST_ELEVATION_FEW_LEADS',
  'ST_DEPRESSION',
  'SPO2_LOW',
  'BP_ABNORMAL',
  'GLUCOSE_ABNORMAL',
  'SOS',
  'CHEST_PAIN_REPORTED',
  'LEAD_OFF',
  'POOR_SIGNAL',
  'LOW_BATTERY',
  'NO_DATA',
  'PLATFORM_FAULT',
  'MISSED_MEASUREMENT',
  'WEIGHT_GAIN',
] as const;
export type AlarmCode = (typeof ALARM_CODES)[number];

/** What a device may measure; units and ranges are devices/vitals.ts. */
export const VITAL_CODES = [
  'HR',
  'SPO2',
  'SBP',
  'DBP',
  'ST',
  'RR_INTERVAL',
  'QT',
  'RESP_RATE',
  'TEMP',
  'GLUCOSE',
  'WEIGHT',
  'BATTERY',
  'QTC',
  'AF',
  'CONTACT',
  'ASLEEP',
  'MOVING',
  'UPRIGHT',
  'HS_TROPONIN_I',
  'HS_TROPONIN_T',
  'TROPONIN_I',
  'CREATININE',
] as const;
export type VitalCode = (typeof VITAL_CODES)[number];

export const PRIORITIES = ['HIGH', 'MEDIUM', 'LOW', 'INFO'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** clinical.md 6.3: the state machine of one alarm. */
export const INCIDENT_STATUSES = ['NOTIFIED', 'ACKED', 'ASSESSED', 'ACTED', 'FALSE', 'CLOSED'] as const;
export type IncidentStatus = (typeof INCIDENT_STATUSES)[number];

export const INCIDENT_ACTIONS = ['UP_REFERRAL', 'CALL_120', 'SAME_DAY_PLAN', 'ADVICE', 'NONE'] as const;
export type IncidentAction = (typeof INCIDENT_ACTIONS)[number];

/** How the patient of an alarm is looked for: the contact tree of R35, 120 last. */
export const REACH_WAYS = ['PATIENT', 'EMERGENCY_CONTACT', 'WELFARE_CHECK'] as const;
export type ReachWay = (typeof REACH_WAYS)[number];
