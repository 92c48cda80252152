import type { AlarmCode, Priority } from './vocabulary';

/** 5.6: how soon a hospital must see the patient. `EMERGENCY` is 120 and a new episode, `SAME_DAY` the clinic or the ED. */
export const UP_REFERRAL_LEVELS = ['EMERGENCY', 'SAME_DAY'] as const;
export type UpReferralLevel = (typeof UP_REFERRAL_LEVELS)[number];

/** The criterion of 5.6 that an alarm meets. */
export const UP_REFERRAL_REASONS = [
  'VT_OR_VF',
  'ECG_CRITICAL',
  'CHEST_PAIN_OR_SYNCOPE',
  'SBP_BELOW_90',
  'SPO2_BELOW_90',
  'BP_180_WITH_SYMPTOMS',
  'HR_BELOW_40_WITH_SYMPTOMS',
  'HR_ABOVE_150',
  'BP_180',
  'GLUCOSE_OUT_OF_RANGE',
  'NEW_AF',
  'WEIGHT_GAIN_WITH_DYSPNOEA',
] as const;
export type UpReferralReason = (typeof UP_REFERRAL_REASONS)[number];

/** All that is stated must hold; limits need a value. */
type Row = {
  readonly code: AlarmCode;
  readonly level: UpReferralLevel;
  readonly reason: UpReferralReason;
  /** In 6.2 the priority tells whether there were symptoms. */
  readonly priority?: Priority;
  readonly below?: number;
  readonly atMost?: number;
  readonly atLeast?: number;
  readonly above?: number;
};

/**
 * clinical.md 5.6, as far as an alarm alone can meet it; the first that holds decides. “ECG critical value” are the rows
 * of 6.2 that cite a critical-value list (W4, W6, W9, W11). A symptom that no alarm tells stays a person’s question.
 */
const ROWS: readonly Row[] = [
  { code: 'VF_ASYSTOLE', level: 'EMERGENCY', reason: 'VT_OR_VF' },
  { code: 'SUSTAINED_VT', level: 'EMERGENCY', reason: 'VT_OR_VF' },
  { code: 'ST_ELEVATION_12_LEAD', level: 'EMERGENCY', reason: 'ECG_CRITICAL' },
  { code: 'PRE_EXCITED_AF', level: 'EMERGENCY', reason: 'ECG_CRITICAL' },
  { code: 'AV_BLOCK', level: 'EMERGENCY', reason: 'ECG_CRITICAL' },
  { code: 'PAUSE', level: 'EMERGENCY', reason: 'ECG_CRITICAL', priority: 'HIGH' },
  { code: 'CHEST_PAIN_REPORTED', level: 'EMERGENCY', reason: 'CHEST_PAIN_OR_SYNCOPE' },
  { code: 'BRADYCARDIA', level: 'EMERGENCY', reason: 'HR_BELOW_40_WITH_SYMPTOMS', priority: 'HIGH', below: 40 },
  { code: 'TACHYCARDIA', level: 'EMERGENCY', reason: 'HR_ABOVE_150', above: 150 },
  { code: 'SPO2_LOW', level: 'EMERGENCY', reason: 'SPO2_BELOW_90', below: 90 },
  { code: 'BP_ABNORMAL', level: 'EMERGENCY', reason: 'SBP_BELOW_90', below: 90 },
  { code: 'BP_ABNORMAL', level: 'EMERGENCY', reason: 'BP_180_WITH_SYMPTOMS', priority: 'HIGH' },
  { code: 'BP_ABNORMAL', level: 'SAME_DAY', reason: 'BP_180', priority: 'MEDIUM' },
  { code: 'GLUCOSE_ABNORMAL', level: 'SAME_DAY', reason: 'GLUCOSE_OUT_OF_RANGE', atMost: 3.9 },
  { code: 'GLUCOSE_ABNORMAL', level: 'SAME_DAY', reason: 'GLUCOSE_OUT_OF_RANGE', atLeast: 16.7 },
  { code: 'AF_ONSET', level: 'SAME_DAY', reason: 'NEW_AF' },
  { code: 'WEIGHT_GAIN', level: 'SAME_DAY', reason: 'WEIGHT_GAIN_WITH_DYSPNOEA', priority: 'MEDIUM' },
];

export type UpReferralProposal = Pick<Row, 'level' | 'reason'>;

type Alarm = { readonly code: AlarmCode; readonly priority: Priority; readonly value?: number };

/** What the criteria say of an alarm; a named person refers up, or says why not. */
export function proposeUpReferral({ code, priority, value }: Alarm): UpReferralProposal | undefined {
  const found = ROWS.find(
    (row) =>
      row.code === code &&
      (row.priority === undefined || row.priority === priority) &&
      (row.below === undefined || (value !== undefined && value < row.below)) &&
      (row.atMost === undefined || (value !== undefined && value <= row.atMost)) &&
      (row.atLeast === undefined || (value !== undefined && value >= row.atLeast)) &&
      (row.above === undefined || (value !== undefined && value > row.above)),
  );
  return found && { level: found.level, reason: found.reason };
}
