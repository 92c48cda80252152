import { assess, LYSIS_ITEMS, lysisItems } from '../../workflows/domain/lysisChecklist';
import { JURISDICTIONS } from '../../workflows/domain/vocabulary';

test.each(JURISDICTIONS)(
  '%s: nothing answered means everything is unknown, and nothing counts as no',
  (jurisdiction) => {
    const codes = lysisItems(jurisdiction).map(({ code }) => code);
    expect(assess({}, jurisdiction)).toEqual({ absolute: [], relative: [], unknown: codes });
  },
);

test.each(JURISDICTIONS)('%s: all answered no leaves nothing against lysis', (jurisdiction) => {
  const no = Object.fromEntries(lysisItems(jurisdiction).map(({ code }) => [code, 'NO' as const]));
  expect(assess(no, jurisdiction)).toEqual({ absolute: [], relative: [], unknown: [] });
});

describe.each(JURISDICTIONS)('%s', (jurisdiction) => {
  test.each(lysisItems(jurisdiction).map(({ code, weight }) => ({ code, weight })))(
    '$code answered yes is $weight, answered unknown stays unknown',
    ({ code, weight }) => {
      const yes = assess({ [code]: 'YES' }, jurisdiction);
      expect(weight === 'ABSOLUTE' ? yes.absolute : yes.relative).toEqual([code]);
      expect(yes.unknown).not.toContain(code);
      expect(assess({ [code]: 'UNKNOWN' }, jurisdiction).unknown).toContain(code);
    },
  );
});

test('the lists disagree as clinical.md 2.3 prints them', () => {
  const sheet = LYSIS_ITEMS.map(
    (item) => `${JURISDICTIONS.map((list) => item[list]?.at(0) ?? '-').join(' ')}  ${item.code}`,
  );
  expect(sheet).toEqual([
    'A A A  PRIOR_INTRACRANIAL_HAEMORRHAGE',
    'A - A  STROKE_OF_UNKNOWN_CAUSE',
    'A - -  ISCHAEMIC_STROKE_WITHIN_6_MONTHS',
    '- A A  ISCHAEMIC_STROKE_WITHIN_3_MONTHS',
    '- R -  ISCHAEMIC_STROKE_WITHIN_4_5_HOURS',
    '- R R  ISCHAEMIC_STROKE_OVER_3_MONTHS_AGO',
    'A A A  INTRACRANIAL_TUMOUR_AVM_OR_LESION',
    'A A A  AORTIC_DISSECTION_SUSPECTED',
    'A A A  ACTIVE_BLEEDING_OR_BLEEDING_DISORDER',
    'A - -  MAJOR_TRAUMA_SURGERY_OR_HEAD_INJURY_WITHIN_1_MONTH',
    '- A A  HEAD_OR_FACE_TRAUMA_WITHIN_3_MONTHS',
    '- - A  INTRACRANIAL_OR_SPINAL_SURGERY_WITHIN_2_MONTHS',
    '- R R  MAJOR_SURGERY_WITHIN_3_WEEKS',
    'A - -  GI_BLEEDING_WITHIN_1_MONTH',
    '- R R  INTERNAL_BLEEDING_WITHIN_4_WEEKS',
    'A R -  NON_COMPRESSIBLE_PUNCTURE_WITHIN_24_HOURS',
    '- - R  NON_COMPRESSIBLE_PUNCTURE_WITHIN_2_WEEKS',
    '- R -  BP_OVER_180_OR_110',
    'R - A  BP_OVER_180_OR_110_REFRACTORY',
    'R R -  TIA_WITHIN_6_MONTHS',
    'R R R  ORAL_ANTICOAGULANT',
    'R R R  PREGNANCY_OR_WEEK_AFTER_BIRTH',
    'R R R  CPR_OVER_10_MINUTES_OR_TRAUMATIC',
    'R R R  ACTIVE_PEPTIC_ULCER',
    'R R -  ADVANCED_LIVER_DISEASE_OR_ENDOCARDITIS',
    '- - R  AGE_75_OR_OVER',
    '- R -  PRIOR_STREPTOKINASE',
  ]);
});

test('an answer to an item of another jurisdiction’s list counts nowhere', () => {
  expect(assess({ AGE_75_OR_OVER: 'YES' }, 'ESC_2023').relative).toEqual([]);
});

test('blood pressure above 180/110 despite treatment is absolute in China and relative in Europe', () => {
  const refractory = { BP_OVER_180_OR_110_REFRACTORY: 'YES' } as const;
  expect(assess(refractory, 'CHINA_2019').absolute).toEqual(['BP_OVER_180_OR_110_REFRACTORY']);
  expect(assess(refractory, 'ESC_2023').relative).toEqual(['BP_OVER_180_OR_110_REFRACTORY']);
});
