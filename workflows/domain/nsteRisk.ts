import type { Asking } from './askedLimits';
import type { Instant } from './time';
import type { Answer, RiskClass, Role } from './vocabulary';

type Item = Asking & { readonly riskClass: Exclude<RiskClass, 'LOW'> };

/** clinical.md 2.11#1, 2.11#2, 2.11#3: any one item makes the class; without any, and all of them asked, it is low (2.11#4). */
export const NSTE_ITEMS: readonly Item[] = [
  { code: 'CARDIOGENIC_SHOCK', riskClass: 'VERY_HIGH' },
  { code: 'INSTABILITY', riskClass: 'VERY_HIGH' },
  { code: 'REFRACTORY_OR_RECURRENT_PAIN', riskClass: 'VERY_HIGH' },
  { code: 'ACUTE_HEART_FAILURE_OR_NEW_MITRAL_REGURGITATION', riskClass: 'VERY_HIGH' },
  { code: 'LIFE_THREATENING_ARRHYTHMIA', riskClass: 'VERY_HIGH' },
  { code: 'CIRCULATION_RETURNED_AFTER_ARREST', riskClass: 'VERY_HIGH' },
  { code: 'MECHANICAL_COMPLICATION', riskClass: 'VERY_HIGH' },
  { code: 'ST_DEPRESSION_6_LEADS_WITH_AVR_OR_V1_ELEVATION', riskClass: 'VERY_HIGH', limits: ['DEPRESSED_LEADS_6'] },
  { code: 'TROPONIN_RAISED', riskClass: 'HIGH' },
  { code: 'DYNAMIC_ST_OR_T_CHANGE', riskClass: 'HIGH' },
  { code: 'TRANSIENT_ST_ELEVATION', riskClass: 'HIGH' },
  { code: 'GRACE_OVER_140', riskClass: 'HIGH', limits: ['GRACE_HIGH_140'] },
  { code: 'DIABETES', riskClass: 'INTERMEDIATE' },
  { code: 'EGFR_BELOW_60', riskClass: 'INTERMEDIATE', limits: ['RISK_EGFR_60'] },
  { code: 'LVEF_BELOW_40', riskClass: 'INTERMEDIATE', limits: ['RISK_LVEF_40'] },
  { code: 'EARLY_POST_INFARCTION_ANGINA', riskClass: 'INTERMEDIATE' },
  { code: 'PCI_WITHIN_6_MONTHS', riskClass: 'INTERMEDIATE', limits: ['RISK_PCI_6_MONTHS'] },
  { code: 'PRIOR_CABG', riskClass: 'INTERMEDIATE' },
  { code: 'GRACE_109_TO_140', riskClass: 'INTERMEDIATE', limits: ['GRACE_INTERMEDIATE_109', 'GRACE_HIGH_140'] },
];

export type RiskAdvice = {
  /** `ASK`: nothing found so far and not everything asked; unknown never counts as no. */
  readonly says: RiskClass | 'ASK';
  /** The items that speak for it. */
  readonly because: readonly string[];
  readonly unknown: readonly string[];
};

const CLASSES = ['VERY_HIGH', 'HIGH', 'INTERMEDIATE'] as const;

/** What the table says of these answers; a named person gives the label (2.11 H). */
export const riskAdvice = (answers: Readonly<Record<string, Answer>>): RiskAdvice => {
  const found = NSTE_ITEMS.filter(({ code }) => answers[code] === 'YES');
  const unknown = NSTE_ITEMS.filter(({ code }) => answers[code] !== 'YES' && answers[code] !== 'NO').map(
    ({ code }) => code,
  );
  const highest = CLASSES.find((one) => found.some(({ riskClass }) => riskClass === one));
  const because = found.filter(({ riskClass }) => riskClass === highest).map(({ code }) => code);
  return { says: highest ?? (unknown.length === 0 ? 'LOW' : 'ASK'), because, unknown };
};

/** A named doctor's label of NSTE-ACS, beside what the table said (2.11). */
export type RiskLabel = {
  readonly riskClass: RiskClass;
  readonly says: RiskClass | 'ASK';
  readonly by: string;
  readonly role: Role;
  readonly at: Instant;
  readonly reason?: string;
};
