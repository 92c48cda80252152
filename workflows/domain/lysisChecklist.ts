import type { Asking } from './askedLimits';
import { known } from './known';
import type { Answer, Jurisdiction } from './vocabulary';

/** How heavy a contraindication weighs where it is listed. */
export type Weight = 'ABSOLUTE' | 'RELATIVE';

const A = 'ABSOLUTE';
const R = 'RELATIVE';

type Item = Asking & Readonly<Partial<Record<Jurisdiction, Weight>>>;

/** clinical.md 2.3. Where the lists draw another time limit the limit is an item of its own; absent = not listed. */
export const LYSIS_ITEMS: readonly Item[] = [
  { code: 'PRIOR_INTRACRANIAL_HAEMORRHAGE', ESC_2023: A, ACCF_AHA: A, CHINA_2019: A },
  { code: 'STROKE_OF_UNKNOWN_CAUSE', ESC_2023: A, CHINA_2019: A },
  { code: 'ISCHAEMIC_STROKE_WITHIN_6_MONTHS', ESC_2023: A, limits: ['STROKE_6_MONTHS'] },
  // without those of the last 4.5 hours, which ACCF/AHA lists apart (10.37)
  { code: 'ISCHAEMIC_STROKE_WITHIN_3_MONTHS', ACCF_AHA: A, CHINA_2019: A, limits: ['STROKE_3_MONTHS'] },
  { code: 'ISCHAEMIC_STROKE_WITHIN_4_5_HOURS', ACCF_AHA: R, limits: ['STROKE_4_5_HOURS'] },
  { code: 'ISCHAEMIC_STROKE_OVER_3_MONTHS_AGO', ACCF_AHA: R, CHINA_2019: R, limits: ['STROKE_3_MONTHS'] },
  { code: 'INTRACRANIAL_TUMOUR_AVM_OR_LESION', ESC_2023: A, ACCF_AHA: A, CHINA_2019: A },
  { code: 'AORTIC_DISSECTION_SUSPECTED', ESC_2023: A, ACCF_AHA: A, CHINA_2019: A },
  { code: 'ACTIVE_BLEEDING_OR_BLEEDING_DISORDER', ESC_2023: A, ACCF_AHA: A, CHINA_2019: A },
  { code: 'MAJOR_TRAUMA_SURGERY_OR_HEAD_INJURY_WITHIN_1_MONTH', ESC_2023: A, limits: ['TRAUMA_OR_SURGERY_1_MONTH'] },
  { code: 'HEAD_OR_FACE_TRAUMA_WITHIN_3_MONTHS', ACCF_AHA: A, CHINA_2019: A, limits: ['HEAD_TRAUMA_3_MONTHS'] },
  { code: 'INTRACRANIAL_OR_SPINAL_SURGERY_WITHIN_2_MONTHS', CHINA_2019: A, limits: ['SPINAL_SURGERY_2_MONTHS'] },
  { code: 'MAJOR_SURGERY_WITHIN_3_WEEKS', ACCF_AHA: R, CHINA_2019: R, limits: ['MAJOR_SURGERY_3_WEEKS'] },
  { code: 'GI_BLEEDING_WITHIN_1_MONTH', ESC_2023: A, limits: ['GI_BLEEDING_1_MONTH'] },
  { code: 'INTERNAL_BLEEDING_WITHIN_4_WEEKS', ACCF_AHA: R, CHINA_2019: R, limits: ['INTERNAL_BLEEDING_4_WEEKS'] },
  { code: 'NON_COMPRESSIBLE_PUNCTURE_WITHIN_24_HOURS', ESC_2023: A, ACCF_AHA: R, limits: ['PUNCTURE_24_HOURS'] },
  { code: 'NON_COMPRESSIBLE_PUNCTURE_WITHIN_2_WEEKS', CHINA_2019: R, limits: ['PUNCTURE_2_WEEKS'] },
  { code: 'BP_OVER_180_OR_110', ACCF_AHA: R, limits: ['SYSTOLIC_180', 'DIASTOLIC_110'] },
  { code: 'BP_OVER_180_OR_110_REFRACTORY', ESC_2023: R, CHINA_2019: A, limits: ['SYSTOLIC_180', 'DIASTOLIC_110'] },
  { code: 'TIA_WITHIN_6_MONTHS', ESC_2023: R, ACCF_AHA: R, limits: ['TIA_6_MONTHS'] },
  { code: 'ORAL_ANTICOAGULANT', ESC_2023: R, ACCF_AHA: R, CHINA_2019: R },
  { code: 'PREGNANCY_OR_WEEK_AFTER_BIRTH', ESC_2023: R, ACCF_AHA: R, CHINA_2019: R, limits: ['AFTER_BIRTH_1_WEEK'] },
  { code: 'CPR_OVER_10_MINUTES_OR_TRAUMATIC', ESC_2023: R, ACCF_AHA: R, CHINA_2019: R, limits: ['CPR_10_MINUTES'] },
  { code: 'ACTIVE_PEPTIC_ULCER', ESC_2023: R, ACCF_AHA: R, CHINA_2019: R },
  { code: 'ADVANCED_LIVER_DISEASE_OR_ENDOCARDITIS', ESC_2023: R, ACCF_AHA: R },
  { code: 'AGE_75_OR_OVER', CHINA_2019: R, limits: ['AGE_75'] },
  { code: 'PRIOR_STREPTOKINASE', ACCF_AHA: R },
];

/** The list one jurisdiction asks, in the order of the table. */
export const lysisItems = (jurisdiction: Jurisdiction): readonly (Asking & { readonly weight: Weight })[] =>
  LYSIS_ITEMS.flatMap(({ code, limits, ...lists }) => {
    const weight = lists[jurisdiction];
    return weight === undefined ? [] : [{ code, weight, ...known({ limits }) }];
  });

export type Assessment = {
  /** Answered yes. */
  readonly absolute: readonly string[];
  readonly relative: readonly string[];
  /** Answered unknown, or not answered: never counted as no. */
  readonly unknown: readonly string[];
};

/** What stands against lysis under one jurisdiction's list. */
export const assess = (checklist: Readonly<Record<string, Answer>>, jurisdiction: Jurisdiction): Assessment => {
  const items = lysisItems(jurisdiction);
  const yes = (weight: Weight) =>
    items.filter((item) => item.weight === weight && checklist[item.code] === 'YES').map(({ code }) => code);
  return {
    absolute: yes('ABSOLUTE'),
    relative: yes('RELATIVE'),
    unknown: items.filter(({ code }) => checklist[code] !== 'YES' && checklist[code] !== 'NO').map(({ code }) => code),
  };
};
