import type { AlarmCode, Priority } from './vocabulary';

/** What a device says beside the code of its alarm. */
export type AlarmFacts = {
  readonly value?: number;
  readonly symptoms: readonly string[];
  readonly asleep: boolean;
  /** The device itself calls it high. */
  readonly claimedHigh: boolean;
  /** Alarms of this code from this device within the row's window, this one included. */
  readonly repeats: number;
  /** mm Hg, where the pressure's lower value is the reason. */
  readonly diastolic?: number;
  /** The first 14 days after an infarct, or under close watch. */
  readonly highWatch?: boolean;
  readonly lastedMin?: number;
};

/** All that is stated must hold; `below`, `atLeast` and `above` need a value. */
type When = {
  readonly below?: number;
  readonly atLeast?: number;
  readonly above?: number;
  readonly symptoms?: 'ANY' | 'CHEST_PAIN' | 'DYSPNOEA';
  readonly asleep?: true;
  readonly repeats?: number;
  readonly claimedHigh?: true;
  readonly diastolicAtLeast?: number;
  readonly highWatch?: true;
  readonly lastedMin?: number;
};

/** Alarms of one cause and one patient within ten minutes are one incident (clinical.md 6.4, 10.29, 10.43). */
export type AlarmCause =
  | 'ARREST'
  | 'SYMPTOM_OR_RHYTHM'
  | 'ST'
  | 'OXYGEN'
  | 'PRESSURE'
  | 'GLUCOSE'
  | 'CONTACT'
  | 'BATTERY'
  | 'SILENCE'
  | 'PLATFORM'
  | 'ADHERENCE'
  | 'WEIGHT';

export type DeviceAlarm = {
  /** The row of clinical.md 6.2. */
  readonly ref: string;
  readonly cause: AlarmCause;
  readonly technical: boolean;
  /** Held while the device itself says that the electrode is off or the signal poor, unless it is HIGH (6.4). */
  readonly held?: true;
  /** How long it must have lasted before it is anybody's, in minutes, when the device itself tells of it. */
  readonly lastsMin?: number;
  /** A person looks at the strip within so many minutes of the raise, whatever the priority gives. */
  readonly reviewMin?: number;
  /** How far back repeats are counted, in minutes. */
  readonly countWithin?: number;
  /** The first that holds decides. */
  readonly bands: readonly (When & { readonly priority: Priority })[];
  /** When none holds. */
  readonly otherwise: Priority;
};

const any = { symptoms: 'ANY' } as const;
const pain = { symptoms: 'CHEST_PAIN' } as const;

/**
 * clinical.md 6.2 as rows. ARREST stands apart from 10.43's "symptom and rhythm alarm are one incident": a VF after an
 * answered SOS must sound anew (6.1).
 */
export const DEVICE_ALARMS: Record<AlarmCode, DeviceAlarm> = {
  VF_ASYSTOLE: { ref: 'W1', cause: 'ARREST', technical: false, bands: [], otherwise: 'HIGH' },
  SUSTAINED_VT: {
    ref: 'W2',
    cause: 'ARREST',
    technical: false,
    // 10.7: 100–149/min without symptoms.
    bands: [
      { ...any, priority: 'HIGH' },
      { below: 150, priority: 'MEDIUM' },
    ],
    otherwise: 'HIGH',
  },
  NON_SUSTAINED_VT: {
    ref: 'W3',
    cause: 'SYMPTOM_OR_RHYTHM',
    technical: false,
    held: true,
    countWithin: 60,
    bands: [{ repeats: 3, priority: 'MEDIUM' }],
    otherwise: 'INFO',
  },
  PAUSE: {
    ref: 'W4',
    cause: 'SYMPTOM_OR_RHYTHM',
    technical: false,
    held: true,
    bands: [
      { ...any, priority: 'HIGH' },
      { atLeast: 5, priority: 'HIGH' },
      { claimedHigh: true, priority: 'HIGH' },
      { asleep: true, priority: 'LOW' },
    ],
    otherwise: 'MEDIUM',
  },
  BRADYCARDIA: {
    ref: 'W5',
    cause: 'SYMPTOM_OR_RHYTHM',
    technical: false,
    held: true,
    bands: [
      { ...any, below: 35, priority: 'HIGH' },
      { asleep: true, atLeast: 35, priority: 'INFO' },
    ],
    otherwise: 'MEDIUM',
  },
  AV_BLOCK: {
    ref: 'W6',
    cause: 'SYMPTOM_OR_RHYTHM',
    technical: false,
    held: true,
    reviewMin: 10,
    bands: [
      { ...any, priority: 'HIGH' },
      { below: 40, priority: 'HIGH' },
    ],
    otherwise: 'MEDIUM',
  },
  TACHYCARDIA: {
    ref: 'W7',
    cause: 'SYMPTOM_OR_RHYTHM',
    technical: false,
    held: true,
    bands: [
      { atLeast: 180, priority: 'HIGH' },
      { above: 150, priority: 'MEDIUM' },
      { above: 0, priority: 'LOW' },
      { claimedHigh: true, priority: 'HIGH' },
    ],
    otherwise: 'MEDIUM',
  },
  AF_ONSET: { ref: 'W8', cause: 'SYMPTOM_OR_RHYTHM', technical: false, held: true, bands: [], otherwise: 'MEDIUM' },
  PRE_EXCITED_AF: { ref: 'W9', cause: 'SYMPTOM_OR_RHYTHM', technical: false, bands: [], otherwise: 'HIGH' },
  LONG_QTC: {
    ref: 'W10',
    cause: 'SYMPTOM_OR_RHYTHM',
    technical: false,
    held: true,
    reviewMin: 10,
    // 10.30: 550 ms and more is high only with R-on-T or VT, which is what the device then claims.
    bands: [{ atLeast: 550, claimedHigh: true, priority: 'HIGH' }],
    otherwise: 'MEDIUM',
  },
  ST_ELEVATION_12_LEAD: { ref: 'W11', cause: 'ST', technical: false, bands: [], otherwise: 'HIGH' },
  ST_ELEVATION_FEW_LEADS: {
    ref: 'W12',
    cause: 'ST',
    technical: false,
    held: true,
    bands: [{ ...pain, priority: 'HIGH' }],
    otherwise: 'MEDIUM',
  },
  ST_DEPRESSION: {
    ref: 'W13',
    cause: 'ST',
    technical: false,
    held: true,
    bands: [{ ...pain, priority: 'HIGH' }],
    otherwise: 'MEDIUM',
  },
  SPO2_LOW: {
    ref: 'W14',
    cause: 'OXYGEN',
    technical: false,
    bands: [{ below: 85, priority: 'HIGH' }],
    otherwise: 'MEDIUM',
  },
  BP_ABNORMAL: {
    ref: 'W15',
    cause: 'PRESSURE',
    technical: false,
    // The repeat five minutes later, with as much again to take it.
    countWithin: 10,
    // The value is the systolic pressure; a diastolic reason comes without one. 10.30: below 90 confirmed is high.
    bands: [
      { ...any, diastolicAtLeast: 110, priority: 'HIGH' },
      { diastolicAtLeast: 110, priority: 'MEDIUM' },
      { repeats: 2, diastolicAtLeast: 100, priority: 'LOW' },
      { diastolicAtLeast: 100, priority: 'INFO' },
      { ...any, atLeast: 180, priority: 'HIGH' },
      { ...any, below: 90, priority: 'HIGH' },
      { repeats: 2, below: 90, priority: 'HIGH' },
      { atLeast: 180, priority: 'MEDIUM' },
      { repeats: 2, atLeast: 160, priority: 'LOW' },
      { atLeast: 160, priority: 'INFO' },
    ],
    otherwise: 'MEDIUM',
  },
  GLUCOSE_ABNORMAL: {
    ref: 'W16',
    cause: 'GLUCOSE',
    technical: false,
    bands: [{ below: 3, priority: 'HIGH' }],
    otherwise: 'MEDIUM',
  },
  SOS: { ref: 'W17', cause: 'SYMPTOM_OR_RHYTHM', technical: false, bands: [], otherwise: 'HIGH' },
  CHEST_PAIN_REPORTED: { ref: 'W18', cause: 'SYMPTOM_OR_RHYTHM', technical: false, bands: [], otherwise: 'HIGH' },
  LEAD_OFF: {
    ref: 'W19',
    cause: 'CONTACT',
    technical: true,
    lastsMin: 2,
    bands: [{ highWatch: true, lastedMin: 30, priority: 'MEDIUM' }],
    otherwise: 'LOW',
  },
  POOR_SIGNAL: { ref: 'W20', cause: 'CONTACT', technical: true, lastsMin: 10, bands: [], otherwise: 'LOW' },
  LOW_BATTERY: {
    ref: 'W21',
    cause: 'BATTERY',
    technical: true,
    bands: [{ below: 5, priority: 'MEDIUM' }],
    otherwise: 'LOW',
  },
  NO_DATA: {
    ref: 'W22',
    cause: 'SILENCE',
    technical: true,
    bands: [{ highWatch: true, priority: 'MEDIUM' }],
    otherwise: 'LOW',
  },
  PLATFORM_FAULT: { ref: 'W23', cause: 'PLATFORM', technical: true, bands: [], otherwise: 'HIGH' },
  MISSED_MEASUREMENT: { ref: 'W24', cause: 'ADHERENCE', technical: true, bands: [], otherwise: 'LOW' },
  WEIGHT_GAIN: {
    ref: 'W25',
    cause: 'WEIGHT',
    technical: false,
    bands: [{ symptoms: 'DYSPNOEA', priority: 'MEDIUM' }],
    otherwise: 'LOW',
  },
};

/** clinical.md 6.4: alarms of one cause within this many minutes of the group's last signal are one incident. */
export const GROUP_MINUTES = 10;

const holds = (when: When, facts: AlarmFacts): boolean => {
  const { value } = facts;
  const within =
    (when.below === undefined || (value !== undefined && value < when.below)) &&
    (when.atLeast === undefined || (value !== undefined && value >= when.atLeast)) &&
    (when.above === undefined || (value !== undefined && value > when.above));
  const { symptoms } = when;
  const complaint =
    symptoms === undefined || (symptoms === 'ANY' ? facts.symptoms.length > 0 : facts.symptoms.includes(symptoms));
  return (
    within &&
    complaint &&
    (when.asleep === undefined || facts.asleep) &&
    (when.claimedHigh === undefined || facts.claimedHigh) &&
    (when.repeats === undefined || facts.repeats >= when.repeats) &&
    (when.diastolicAtLeast === undefined || (facts.diastolic ?? 0) >= when.diastolicAtLeast) &&
    (when.highWatch === undefined || facts.highWatch === true) &&
    (when.lastedMin === undefined || (facts.lastedMin ?? 0) >= when.lastedMin)
  );
};

/** How urgent an alarm is by clinical.md 6.2, whatever the device claims. */
export function priorityOf(code: AlarmCode, facts: AlarmFacts): Priority {
  const { bands, otherwise } = DEVICE_ALARMS[code];
  return bands.find((band) => holds(band, facts))?.priority ?? otherwise;
}
