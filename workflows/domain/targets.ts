import type { Episode } from './episode';
import { when } from './milestones';
import type { Owner } from './owners';
import { firstTroponin } from './testResults';
import type { Minutes } from './time';
import type { Channel, Milestone, Role } from './vocabulary';

const known = (episode: Episode, code: Milestone): boolean => when(episode.milestones, code) !== undefined;

/**
 * The word was "failed" (T30). Where an old record holds the time of the assessment and no word, the lab called or PCI
 * chosen after it says so.
 */
const isRescue = (episode: Episode): boolean => {
  if (episode.lysis !== undefined) return episode.lysis.result === 'FAILED';
  const assessedAt = when(episode.milestones, 'LYSIS_ASSESSED');
  if (assessedAt === undefined) return false;
  const calledAt = when(episode.milestones, 'LAB_CALLED');
  return episode.choice?.strategy.startsWith('PPCI') === true || (calledAt !== undefined && calledAt >= assessedAt);
};

const isTransferred = (episode: Episode): boolean =>
  episode.choice?.strategy === 'PPCI_BY_TRANSFER' ||
  (episode.choice?.strategy !== 'PPCI_ON_SITE' && known(episode, 'REF_DOOR_IN'));

/** What a row may ask of an episode before it counts. */
export const FACTS = {
  STEMI: (episode: Episode) => known(episode, 'STEMI_DX'),
  NO_STEMI: (episode: Episode) => !known(episode, 'STEMI_DX'),
  ACS: (episode: Episode) => known(episode, 'STEMI_DX') || known(episode, 'NSTE_DX'),
  TRANSFERRED: isTransferred,
  DIRECT: (episode: Episode) => !isTransferred(episode),
  AT_REFERRING: (episode: Episode) => known(episode, 'REF_DOOR_IN'),
  RESCUE: isRescue,
  NOT_RESCUE: (episode: Episode) => !isRescue(episode),
  TRIAGED: (episode: Episode) => known(episode, 'TRIAGE') || episode.helpChannel === 'WALK_IN',
  WARD_ONSET: (episode: Episode) => episode.helpChannel === 'WARD',
  NOT_WARD_ONSET: (episode: Episode) => episode.helpChannel !== 'WARD',
  HIGH_RISK: (episode: Episode) => episode.discharge?.highRisk === true,
  NOT_HIGH_RISK: (episode: Episode) => episode.discharge?.highRisk !== true,
  ESC_RULES: (episode: Episode) => episode.jurisdiction === 'ESC_2023',
  NOT_ESC_RULES: (episode: Episode) => episode.jurisdiction !== 'ESC_2023',
  HS_TROPONIN: ({ tests }: Episode) => firstTroponin(tests ?? [])?.kind.startsWith('HS_') === true,
  // the risk label of 2.11 is a person's
  NSTE_VERY_HIGH: ({ risk }: Episode) => risk?.riskClass === 'VERY_HIGH',
  NSTE_HIGH: ({ risk }: Episode) => risk?.riskClass === 'HIGH',
  NSTE_INTERMEDIATE: ({ risk }: Episode) => risk?.riskClass === 'INTERMEDIATE',
} as const satisfies Record<string, (episode: Episode) => boolean>;
export type Fact = keyof typeof FACTS;

/** What takes a running clock away, beside death and closing (10.17, 10.41; T16 and T17 by 1.1 "Stop"). */
export type VoidCause =
  | 'PPCI'
  | 'LYSIS'
  | 'NONE'
  | 'PCI_REFUSED'
  | 'LYSIS_REFUSED'
  | 'TRANSFER_REFUSED'
  | 'STOOD_DOWN'
  | 'SURGERY'
  | 'BLEEDING'
  | 'READ_AT_BEDSIDE'
  | 'HOSPITAL_FOLLOW_UP'
  | 'GOES_ON_ELSEWHERE';

/** What a row asks for at its own minute, in the words of its action. */
export type ClockAsk =
  | 'TAKE_OVERFLOW'
  | 'NEXT_VEHICLE'
  | 'ECG_NOW'
  | 'DEVICE_FAULT_SPARE'
  | 'SECOND_CHANNEL'
  | 'PHOTO_IF_NO_SIGNAL'
  | 'DOCTOR_TO_PATIENT'
  | 'LOAD_AFTER_CHECK'
  | 'LYSIS_OR_TRANSFER'
  | 'SENIOR_SPEAKS_TO_FAMILY'
  | 'CALL_LAB_YOURSELF'
  | 'WHO_HAS_NOT_ANSWERED'
  | 'BACKUP_TEAM_COMES'
  | 'OTHER_LAB_OR_LYSIS'
  | 'PATIENT_TO_LAB'
  | 'PUNCTURE_NOW'
  | 'VEHICLE_BOOKED'
  | 'PHONE_SENDER'
  | 'SEND_VEHICLE'
  | 'RECKON_LYSIS_AGAIN'
  | 'CONSENT_STARTED'
  | 'SENIOR_COMES'
  | 'WHAT_IS_MISSING'
  | 'NOT_SHOWN_SUCCESSFUL'
  | 'SLOT_BOOKED'
  | 'TRANSFER_OR_LAB';

/** A row's own minute: whom it tells beside the generic levels, and until which milestone that makes sense. */
export type Tell = {
  readonly afterMin: Minutes;
  readonly role: Role | 'OWNER' | 'LEVEL_ONE' | 'HOLDER';
  readonly channel: Channel;
  readonly asks?: ClockAsk;
  readonly onlyIf?: Fact;
  readonly unless?: Milestone;
};

/** One row of clinical.md 1.2. */
export type Target = {
  /** Where the limit comes from: the source keys of the row. */
  readonly ref: string;
  /** The first of these that is known starts the clock. */
  readonly from: readonly Milestone[];
  /** Where it is known, its last standing report starts the clock instead (T30: what closed again failed then, not before). */
  readonly fromLast?: Milestone;
  /** The first of these that is known ends it. */
  readonly to: readonly Milestone[];
  /** Every one of `to` must be known, and the last one counts (T12). */
  readonly toAll?: true;
  /** Absent: no limit, the interval is reported. */
  readonly limitMin?: Minutes;
  readonly limitWhen?: { readonly fact: Fact; readonly limitMin: Minutes };
  /** There it has no limit, and the interval is reported (T34: ESC 2023 says during the stay). */
  readonly noLimitWhen?: Fact;
  readonly sign?: '<=' | '<';
  /** An end sooner than this is flagged (T31: before 2 h only for rescue). */
  readonly notBeforeMin?: Minutes;
  readonly owner: Owner;
  readonly tells?: readonly Tell[];
  readonly applies?: readonly Fact[];
  readonly voidBy?: readonly VoidCause[];
  /** Whose ladder tells people instead of this clock's own; its levels are recorded all the same. */
  readonly servedBy?: 'READING' | 'OTHER_CLOCKS';
  /** How the minutes are counted: `WORKING` days of 24 h (10.20), or `DAYS` that end with the site's day (10.44). */
  readonly time?: 'WORKING' | 'DAYS';
};

const HOUR = 60;
const DAY = 1440;
const LYSIS_ROW = ['PPCI', 'NONE', 'LYSIS_REFUSED', 'BLEEDING'] as const;
const PCI_ROW = ['LYSIS', 'NONE', 'PCI_REFUSED', 'SURGERY'] as const; // P8: who goes to the surgeon gets no wire
const TRANSFER_PCI_ROW = [...PCI_ROW, 'TRANSFER_REFUSED'] as const;
const WIRE = ['WIRE', 'DEVICE'] as const; // device time without wire time: met by device, flagged (10.41)

/** clinical.md 1.2. T15 is two clocks, one a consent; T35 is a rule, not an interval between milestones. */
export const TARGETS = {
  T01: { ref: 'S2', from: ['ONSET'], to: ['HELP_SOUGHT'], owner: 'CPC' },
  T02: { ref: 'CPC-SW', from: ['ONSET'], to: ['FMC'], owner: 'HOLDER' },
  T03: {
    ref: '120 dispatch norm',
    from: ['CALL_RING'],
    to: ['CALL_ANSWERED'],
    limitMin: 10 / 60,
    owner: 'DISPATCH',
    // who takes the overflow is the dispatch lead's to say: another seat, or the lead
    tells: [{ afterMin: 10 / 60, role: 'LEVEL_ONE', channel: 'VOICE', asks: 'TAKE_OVERFLOW' }],
  },
  T04: {
    ref: 'CPC-STD 3.22, CPC-BAS',
    from: ['DISPATCH'],
    to: ['ROLLING'],
    limitMin: 3,
    owner: 'EMS',
    tells: [
      { afterMin: 2, role: 'OWNER', channel: 'VOICE' },
      { afterMin: 3, role: 'EMS_DISPATCHER', channel: 'VOICE', asks: 'NEXT_VEHICLE' },
    ],
  },
  T05: {
    ref: 'CPC-STD 1.34, 3.23, 5.17; CPC-RE 1; ESC-23; NHC-2015',
    from: ['FMC'],
    to: ['ECG1_ACQUIRED'],
    limitMin: 10,
    owner: 'HOLDER',
    tells: [
      { afterMin: 7, role: 'OWNER', channel: 'PUSH', asks: 'ECG_NOW' },
      { afterMin: 10, role: 'LEVEL_ONE', channel: 'VOICE', asks: 'DEVICE_FAULT_SPARE' },
    ],
    applies: ['NOT_WARD_ONSET'],
  },
  T06: {
    ref: 'CPC-STD 3.25, CPC-BAS, S2',
    from: ['ECG1_ACQUIRED'],
    to: ['ECG1_RECEIVED'],
    limitMin: 10,
    owner: 'HOLDER',
    tells: [
      { afterMin: 5, role: 'OWNER', channel: 'PUSH', asks: 'SECOND_CHANNEL' },
      { afterMin: 10, role: 'COORDINATOR', channel: 'VOICE', asks: 'PHOTO_IF_NO_SIGNAL' },
    ],
    voidBy: ['READ_AT_BEDSIDE'], // R5: the recording is owed still, and nobody waits for it
  },
  T07: {
    ref: 'CPC-STD 2.15, 5.18; CPC-BAS',
    from: ['ECG1_ACQUIRED'],
    fromLast: 'ECG_REPEATED', // an unreadable ECG starts it again (R3)
    to: ['ECG1_REPORTED'],
    limitMin: 10,
    owner: 'RD',
    servedBy: 'READING',
  },
  T08: {
    ref: 'ESC-17',
    from: ['FMC'],
    to: ['STEMI_DX'],
    limitMin: 10,
    owner: 'RD',
    servedBy: 'OTHER_CLOCKS',
  },
  T09: {
    ref: 'CPC-STD 2.16',
    from: ['FMC'],
    to: ['FIRST_DOCTOR'],
    limitMin: 10,
    owner: 'ED',
    tells: [{ afterMin: 7, role: 'OWNER', channel: 'VOICE', asks: 'DOCTOR_TO_PATIENT' }],
    applies: ['TRIAGED'],
  },
  T10: {
    ref: 'CPC-STD 1.49',
    from: ['CONSULT_REQUESTED'],
    to: ['CONSULT_STARTED'],
    limitMin: 10,
    owner: 'CONSULT',
    tells: [{ afterMin: 7, role: 'LEVEL_ONE', channel: 'VOICE' }],
  },
  T11: {
    ref: 'CPC-STD 1.35, 5.20; ESC-20',
    from: ['TN_DRAWN'],
    to: ['TN_REPORTED'],
    limitMin: 20,
    limitWhen: { fact: 'ESC_RULES', limitMin: 60 },
    owner: 'LABORATORY',
    // a quarter of an hour is near the end of 20 min, not of the 60 of ESC's laboratories
    tells: [{ afterMin: 15, role: 'OWNER', channel: 'VOICE', onlyIf: 'NOT_ESC_RULES' }],
  },
  T12: {
    ref: 'CPC-BAS 10',
    from: ['STEMI_DX'],
    to: ['ASPIRIN', 'P2Y12'],
    toAll: true,
    limitMin: 10,
    owner: 'HOLDER',
    tells: [{ afterMin: 7, role: 'OWNER', channel: 'PUSH', asks: 'LOAD_AFTER_CHECK' }],
    applies: ['STEMI'],
    voidBy: ['BLEEDING'],
  },
  T13: { ref: 'CPC-BAS 11', from: ['FMC'], to: ['ANTICOAG'], owner: 'HOLDER', applies: ['ACS'] },
  T14: {
    ref: 'project default',
    from: ['STEMI_DX'],
    to: ['STRATEGY'],
    limitMin: 5,
    owner: 'CONSULT',
    tells: [
      { afterMin: 0, role: 'OWNER', channel: 'PUSH' },
      { afterMin: 3, role: 'OWNER', channel: 'VOICE' },
      // the sheet is shown to both ends
      { afterMin: 5, role: 'HOLDER', channel: 'PUSH', asks: 'LYSIS_OR_TRANSFER' },
      { afterMin: 5, role: 'OWNER', channel: 'PUSH', asks: 'LYSIS_OR_TRANSFER' },
    ],
    applies: ['STEMI'],
  },
  T15_LYSIS: {
    ref: 'project default; URU',
    from: ['LYSIS_CONSENT_START'],
    to: ['LYSIS_CONSENT_SIGNED'],
    limitMin: 10,
    owner: 'HOLDER',
    tells: [{ afterMin: 5, role: 'LEVEL_ONE', channel: 'VOICE', asks: 'SENIOR_SPEAKS_TO_FAMILY' }],
    voidBy: LYSIS_ROW,
  },
  T15_PCI: {
    ref: 'project default; URU',
    from: ['PCI_CONSENT_START'],
    to: ['PCI_CONSENT_SIGNED'],
    limitMin: 10,
    owner: 'OPERATOR',
    tells: [{ afterMin: 5, role: 'LEVEL_ONE', channel: 'VOICE', asks: 'SENIOR_SPEAKS_TO_FAMILY' }],
    voidBy: ['NONE', 'PCI_REFUSED'],
  },
  T16: {
    ref: 'JAMA22; project default',
    from: ['STEMI_DX'],
    to: ['LAB_CALLED'],
    limitMin: 5,
    owner: 'CONSULT',
    tells: [
      { afterMin: 3, role: 'OWNER', channel: 'PUSH' },
      { afterMin: 5, role: 'COORDINATOR', channel: 'VOICE', asks: 'CALL_LAB_YOURSELF' },
    ],
    applies: ['STEMI'],
    voidBy: PCI_ROW,
  },
  T17: {
    ref: 'CPC-STD 1.45, 5.22; CPC-RE 6',
    from: ['LAB_CALLED'],
    fromLast: 'LAB_CALLED',
    to: ['LAB_READY'],
    limitMin: 30,
    owner: 'CL',
    tells: [
      { afterMin: 15, role: 'OWNER', channel: 'VOICE', asks: 'WHO_HAS_NOT_ANSWERED' },
      { afterMin: 20, role: 'BACKUP_LAB_TEAM', channel: 'VOICE', asks: 'BACKUP_TEAM_COMES' },
      { afterMin: 30, role: 'COORDINATOR', channel: 'VOICE', asks: 'OTHER_LAB_OR_LYSIS' },
    ],
    voidBy: ['NONE', 'PCI_REFUSED', 'STOOD_DOWN'],
  },
  T18: {
    ref: 'CPC-STD 5.21; CPC-RE 5; S2',
    from: ['DOOR'],
    to: WIRE,
    limitMin: 90,
    owner: 'CPC',
    tells: [
      { afterMin: 45, role: 'OWNER', channel: 'PUSH', asks: 'PATIENT_TO_LAB', unless: 'LAB_IN' },
      { afterMin: 60, role: 'OWNER', channel: 'PUSH', asks: 'PUNCTURE_NOW', unless: 'PUNCTURE' },
      { afterMin: 75, role: 'OWNER', channel: 'PUSH' },
    ],
    applies: ['STEMI'],
    voidBy: PCI_ROW,
  },
  T19: {
    ref: 'AHA-25, CSC-2019; PM-17',
    from: ['FMC'],
    to: WIRE,
    limitMin: 90,
    owner: 'CPC',
    tells: [{ afterMin: 60, role: 'OWNER', channel: 'PUSH' }],
    applies: ['STEMI', 'DIRECT'],
    voidBy: PCI_ROW,
  },
  T20: {
    ref: 'ESC-17, TXT10',
    from: ['STEMI_DX'],
    to: WIRE,
    limitMin: 60,
    sign: '<',
    owner: 'CPC',
    tells: [{ afterMin: 40, role: 'OWNER', channel: 'PUSH' }],
    applies: ['STEMI', 'DIRECT'],
    voidBy: PCI_ROW,
  },
  T21: {
    ref: 'ESC-17, TXT10',
    from: ['STEMI_DX'],
    to: WIRE,
    limitMin: 90,
    sign: '<',
    owner: 'HOLDER_THEN_CPC',
    tells: [{ afterMin: 60, role: 'OWNER', channel: 'PUSH' }],
    applies: ['STEMI', 'TRANSFERRED'],
    voidBy: TRANSFER_PCI_ROW,
  },
  T22: {
    ref: 'PM-17; AHA-25',
    from: ['FMC'],
    to: ['DEVICE', 'WIRE'], // the PCI event is the device, else the wire (10.27)
    limitMin: 120,
    owner: 'HOLDER_THEN_CPC',
    applies: ['STEMI', 'TRANSFERRED'],
    voidBy: TRANSFER_PCI_ROW,
  },
  T23: {
    ref: 'CPC-BAS 1.4-7(1)',
    from: ['REF_DOOR_IN'],
    to: WIRE,
    limitMin: 120,
    owner: 'HOLDER_THEN_CPC',
    applies: ['STEMI', 'TRANSFERRED'],
    voidBy: TRANSFER_PCI_ROW,
  },
  T24: {
    ref: 'CPC-BAS; PM-17',
    from: ['REF_DOOR_IN'],
    to: ['REF_DOOR_OUT'],
    limitMin: 30,
    owner: 'REF',
    tells: [
      { afterMin: 15, role: 'OWNER', channel: 'PUSH', asks: 'VEHICLE_BOOKED' },
      { afterMin: 20, role: 'COORDINATOR', channel: 'VOICE', asks: 'PHONE_SENDER' },
      { afterMin: 25, role: 'EMS_DISPATCHER', channel: 'VOICE', asks: 'SEND_VEHICLE' },
      { afterMin: 30, role: 'ON_CALL_CARDIOLOGIST', channel: 'VOICE', asks: 'RECKON_LYSIS_AGAIN' },
    ],
    applies: ['STEMI'],
    voidBy: ['NONE', 'TRANSFER_REFUSED'],
  },
  T25: {
    ref: 'CPC-STD 2.35; CPC-BAS; TXT10',
    from: ['FMC'],
    to: ['LYSIS_START'],
    limitMin: 30,
    owner: 'HOLDER',
    tells: [
      { afterMin: 15, role: 'OWNER', channel: 'PUSH', asks: 'CONSENT_STARTED', unless: 'LYSIS_CONSENT_START' },
      { afterMin: 20, role: 'LEVEL_ONE', channel: 'VOICE', asks: 'SENIOR_COMES' },
    ],
    applies: ['STEMI'],
    voidBy: LYSIS_ROW,
  },
  T26: {
    ref: 'CPC-BAS 5(3); AHA-25',
    from: ['REF_DOOR_IN', 'DOOR'],
    to: ['LYSIS_START'],
    limitMin: 30,
    owner: 'HOLDER',
    tells: [
      { afterMin: 15, role: 'OWNER', channel: 'PUSH', asks: 'CONSENT_STARTED', unless: 'LYSIS_CONSENT_START' },
      { afterMin: 20, role: 'LEVEL_ONE', channel: 'VOICE', asks: 'SENIOR_COMES' },
    ],
    applies: ['STEMI'],
    voidBy: LYSIS_ROW,
  },
  T27: {
    ref: 'ESC-17, TXT10',
    from: ['STEMI_DX'],
    to: ['LYSIS_START'],
    limitMin: 10,
    sign: '<',
    owner: 'HOLDER',
    tells: [{ afterMin: 5, role: 'OWNER', channel: 'PUSH', asks: 'WHAT_IS_MISSING' }],
    applies: ['STEMI'],
    voidBy: LYSIS_ROW,
  },
  T28: {
    ref: 'CPC-BAS 5(5)',
    from: ['LYSIS_START'],
    to: ['REF_DOOR_OUT'],
    limitMin: 2 * HOUR,
    owner: 'REF',
    tells: [
      { afterMin: 30, role: 'OWNER', channel: 'PUSH', asks: 'VEHICLE_BOOKED' },
      { afterMin: 60, role: 'COORDINATOR', channel: 'VOICE', asks: 'PHONE_SENDER' },
    ],
    applies: ['AT_REFERRING'],
    voidBy: ['NONE', 'TRANSFER_REFUSED'],
  },
  T29: {
    ref: 'ESC-17; AHA-25',
    from: ['LYSIS_START'],
    to: ['LYSIS_ASSESSED'],
    limitMin: 90,
    owner: 'HOLDER',
    tells: [
      { afterMin: 55, role: 'OWNER', channel: 'PUSH', asks: 'ECG_NOW' },
      { afterMin: 90, role: 'LEVEL_ONE', channel: 'VOICE', asks: 'NOT_SHOWN_SUCCESSFUL' },
    ],
  },
  T30: {
    ref: 'AHA-25; as T20, T21',
    from: ['LYSIS_ASSESSED'],
    fromLast: 'LYSIS_ASSESSED',
    to: WIRE,
    limitMin: 60,
    limitWhen: { fact: 'TRANSFERRED', limitMin: 90 },
    sign: '<',
    owner: 'HOLDER_THEN_CPC',
    tells: [
      { afterMin: 40, role: 'OWNER', channel: 'PUSH', onlyIf: 'DIRECT' },
      { afterMin: 60, role: 'OWNER', channel: 'PUSH', onlyIf: 'TRANSFERRED' },
    ],
    applies: ['RESCUE'],
    voidBy: ['PCI_REFUSED'],
  },
  T31: {
    ref: 'ESC-17; LYS-2019; CPC-SW',
    from: ['LYSIS_START'],
    to: ['ANGIO'],
    limitMin: DAY,
    notBeforeMin: 2 * HOUR,
    owner: 'CPC',
    tells: [{ afterMin: 18 * HOUR, role: 'OWNER', channel: 'PUSH', asks: 'SLOT_BOOKED' }],
    applies: ['NOT_RESCUE'],
  },
  T32: {
    ref: 'CPC-BAS; NSTE-14',
    from: ['RISK_LABEL'],
    fromLast: 'RISK_LABEL',
    to: ['ANGIO'],
    limitMin: 2 * HOUR,
    sign: '<',
    owner: 'CPC',
    tells: [{ afterMin: 60, role: 'OWNER', channel: 'PUSH', asks: 'TRANSFER_OR_LAB' }],
    applies: ['NSTE_VERY_HIGH'],
  },
  T33: {
    ref: 'CPC-BAS 13; NSTE-14; ESC-23',
    from: ['NSTE_DX'],
    to: ['ANGIO'],
    limitMin: DAY,
    sign: '<',
    owner: 'CCU',
    tells: [{ afterMin: 18 * HOUR, role: 'OWNER', channel: 'PUSH' }],
    applies: ['NSTE_HIGH'],
  },
  T34: {
    ref: 'NSTE-14',
    from: ['NSTE_DX'],
    to: ['ANGIO'],
    limitMin: 3 * DAY,
    noLimitWhen: 'ESC_RULES',
    sign: '<',
    owner: 'CCU',
    tells: [{ afterMin: 60 * HOUR, role: 'OWNER', channel: 'PUSH' }],
    applies: ['NSTE_INTERMEDIATE'],
  },
  T36: {
    ref: 'CPC-STD 2.37',
    from: ['TN_DRAWN'],
    to: ['TN2_DRAWN'],
    limitMin: 6 * HOUR,
    // hs-cTn 0/1 h or 0/2 h: the later of the two is the limit
    limitWhen: { fact: 'HS_TROPONIN', limitMin: 2 * HOUR },
    owner: 'ED',
    applies: ['NO_STEMI'],
  },
  T37: {
    ref: 'CPC-STD 1.52, 2.53',
    from: ['CT_NOTIFIED'],
    to: ['CT_SCAN_START'],
    limitMin: 30,
    owner: 'RADIOLOGY',
    tells: [{ afterMin: 20, role: 'OWNER', channel: 'PUSH' }],
  },
  T38: {
    ref: 'CPC-STD 2.54; CPC-BAS',
    from: ['ECHO_REQUESTED'],
    to: ['ECHO_DONE'],
    limitMin: 30,
    limitWhen: { fact: 'AT_REFERRING', limitMin: 60 },
    owner: 'ECHO',
  },
  T39: {
    ref: 'CPC-BAS 2.5; as T05',
    from: ['FMC'],
    to: ['ECG1_ACQUIRED'],
    limitMin: 10,
    owner: 'WARD',
    tells: [
      { afterMin: 7, role: 'OWNER', channel: 'PUSH', asks: 'ECG_NOW' },
      { afterMin: 10, role: 'LEVEL_ONE', channel: 'VOICE', asks: 'DEVICE_FAULT_SPARE' },
    ],
    applies: ['WARD_ONSET'],
  },
  T40: {
    ref: 'CPC-SW',
    from: ['FMC'],
    to: ['STATIN'],
    limitMin: DAY,
    owner: 'CCU',
    tells: [{ afterMin: 20 * HOUR, role: 'OWNER', channel: 'PUSH' }],
    applies: ['ACS'],
  },
  T41: {
    ref: 'project default',
    from: ['DOWN_REF_SENT'],
    to: ['DOWN_REF_ACCEPTED'],
    limitMin: DAY,
    owner: 'FD',
    tells: [
      { afterMin: 0, role: 'OWNER', channel: 'PUSH' },
      { afterMin: 12 * HOUR, role: 'OWNER', channel: 'PUSH' },
    ],
    voidBy: ['HOSPITAL_FOLLOW_UP'], // R22
    time: 'WORKING',
  },
  T42: {
    ref: 'project default; 10.20',
    from: ['DISCHARGE'],
    to: ['COMMUNITY_VISIT1'],
    limitMin: 14 * DAY,
    limitWhen: { fact: 'HIGH_RISK', limitMin: 7 * DAY },
    owner: 'FD',
    tells: [
      { afterMin: 5 * DAY, role: 'OWNER', channel: 'PUSH', onlyIf: 'HIGH_RISK' },
      { afterMin: 12 * DAY, role: 'OWNER', channel: 'PUSH', onlyIf: 'NOT_HIGH_RISK' },
    ],
    voidBy: ['GOES_ON_ELSEWHERE'], // 10.44: the plan rests
    time: 'DAYS',
  },
  T43: {
    ref: 'PH',
    from: ['UP_REF'],
    to: ['UP_REF_CONTACT'],
    limitMin: 14 * DAY,
    owner: 'FD',
    tells: [{ afterMin: 10 * DAY, role: 'OWNER', channel: 'PUSH' }],
    time: 'DAYS',
  },
} as const satisfies Record<string, Target>;

export type TargetCode = keyof typeof TARGETS;

export const isTargetCode = (code: string): code is TargetCode => Object.hasOwn(TARGETS, code);

export const targetCodes: readonly TargetCode[] = Object.keys(TARGETS).filter(isTargetCode);

/** A row by its code, with its optional columns. */
export const targetOf = (code: TargetCode): Target => TARGETS[code];

/** The limit that holds for this episode, min. */
export const limitOf = ({ limitMin, limitWhen, noLimitWhen }: Target, episode: Episode): Minutes | undefined => {
  if (noLimitWhen !== undefined && FACTS[noLimitWhen](episode)) return undefined;
  return limitWhen !== undefined && FACTS[limitWhen.fact](episode) ? limitWhen.limitMin : limitMin;
};

export const appliesTo = (target: Target, episode: Episode): boolean =>
  (target.applies ?? []).every((fact) => FACTS[fact](episode));
