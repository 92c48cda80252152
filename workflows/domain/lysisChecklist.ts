import type { Answer, Jurisdiction } from './vocabulary';

/** How heavy a contraindication weighs where it is listed. */
export type Weight = 'ABSOLUTE' | 'RELATIVE';

const A = 'ABSOLUTE';
const R = 'RELATIVE';

type Item = { readonly code: string } & Readonly<Partial<Record<Jurisdiction, Weight>>>;

/** clinical.md 2.3. Where the lists draw another time limit the limit is an item of its own; absent = not listed. */
export const LYSIS_ITEMS: readonly Item[] = [
  { code: 'PRIOR_INTRACRANIAL_HAEMORRHAGE', ESC_2023: A, ACCF_AHA: A, CHINA_2019: A },
  { code: 'STROKE_OF_UNKNOWN_CAUSE', ESC_2023: A, CHINA_2019: A },
  { code: 'ISCHAEMIC_STROKE_WITHIN_6_MONTHS', ESC_2023: A },
  // without those of the last 4.5 hours, which ACCF/AHA lists apart (10.37)
  { code: 'ISCHAEMIC_STROKE_WITHIN_3_MONTHS', ACCF_AHA: A, CHINA_2019: A },
  { code: 'ISCHAEMIC_STROKE_WITHIN_4_5_HOURS', ACCF_AHA: R },
  { code: 'ISCHAEMIC_STROKE_OVER_3_MONTHS_AGO', ACCF_AHA: R, CHINA_2019: R },
  { code: 'INTRACRANIAL_TUMOUR_AVM_OR_LESION', ESC_2023: A, ACCF_AHA: A, CHINA_2019: A },
  { code: 'AORTIC_DISSECTION_SUSPECTED', ESC_2023: A, ACCF_AHA: A, CHINA_2019: A },
  { code: 'ACTIVE_BLEEDING_OR_BLEEDING_DISORDER', ESC_2023: A, ACCF_AHA: A, CHINA_2019: A },
  { code: 'MAJOR_TRAUMA_SURGERY_OR_HEAD_INJURY_WITHIN_1_MONTH', ESC_2023: A },
  { code: 'HEAD_OR_FACE_TRAUMA_WITHIN_3_MONTHS', ACCF_AHA: A, CHINA_2019: A },
  { code: 'INTRACRANIAL_OR_SPINAL_SURGERY_WITHIN_2_MONTHS', CHINA_2019: A },
  { code: 'MAJOR_SURGERY_WITHIN_3_WEEKS', ACCF_AHA: R, CHINA_2019: R },
  { code: 'GI_BLEEDING_WITHIN_1_MONTH', ESC_2023: A },
  { code: 'INTERNAL_BLEEDING_WITHIN_4_WEEKS', ACCF_AHA: R, CHINA_2019: R },
  { code: 'NON_COMPRESSIBLE_PUNCTURE_WITHIN_24_HOURS', ESC_2023: A, ACCF_AHA: R },
  { code: 'NON_COMPRESSIBLE_PUNCTURE_WITHIN_2_WEEKS', CHINA_2019: R },
  { code: 'BP_OVER_180_OR_110', ACCF_AHA: R },
  { code: 'BP_OVER_180_OR_110_REFRACTORY', ESC_2023: R, CHINA_2019: A },
  { code: 'TIA_WITHIN_6_MONTHS', ESC_2023: R, ACCF_AHA: R },
  { code: 'ORAL_ANTICOAGULANT', ESC_2023: R, ACCF_AHA: R, CHINA_2019: R },
  { code: 'PREGNANCY_OR_WEEK_AFTER_BIRTH', ESC_2023: R, ACCF_AHA: R, CHINA_2019: R },
  { code: 'CPR_OVER_10_MINUTES_OR_TRAUMATIC', ESC_2023: R, ACCF_AHA: R, CHINA_2019: R },
  { code: 'ACTIVE_PEPTIC_ULCER', ESC_2023: R, ACCF_AHA: R, CHINA_2019: R },
  { code: 'ADVANCED_LIVER_DISEASE_OR_ENDOCARDITIS', ESC_2023: R, ACCF_AHA: R },
  { code: 'AGE_75_OR_OVER', CHINA_2019: R },
  { code: 'PRIOR_STREPTOKINASE', ACCF_AHA: R },
];

/** The list one jurisdiction asks, in the order of the table. */
export const lysisItems = (jurisdiction: Jurisdiction): readonly { readonly code: string; readonly weight: Weight }[] =>
  LYSIS_ITEMS.flatMap((item) => {
    const weight = item[jurisdiction];
    return weight === undefined ? [] : [{ code: item.code, weight }];
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
