import type { LyticDose } from '../../workflows/domain/lytics';
import { LYTIC_ROWS, lyticDoses } from '../../workflows/domain/lytics';
import { packFor } from '../../workflows/domain/pack';
import type { Jurisdiction } from '../../workflows/domain/vocabulary';
import { JURISDICTIONS } from '../../workflows/domain/vocabulary';

const dose = (jurisdiction: Jurisdiction, product: string, patient: Parameters<typeof lyticDoses>[1]): LyticDose => {
  const found = lyticDoses({ jurisdiction }, patient).find((one) => one.product === product);
  if (found === undefined) throw new Error(`${product} is not used under ${jurisdiction}`);
  return found;
};
const amounts = ({ steps }: LyticDose) => steps.map(({ amount, unit }) => `${amount} ${unit}`);

describe('2.4: lytic doses, copied by hand from the table', () => {
  test.each([
    [59.9, 30],
    [60, 35],
    [69.9, 35],
    [70, 40],
    [79, 40],
    [80, 45],
    [89.99, 45],
    [90, 50],
    [130, 50],
  ])('tenecteplase at %s kg is %s mg, by whole kilograms (10.33)', (weightKg, mg) => {
    expect(amounts(dose('ESC_2023', 'TNK_BY_WEIGHT', { weightKg, ageYears: 60 }))).toEqual([`${mg} MG`]);
  });
  test('10.6: half the tenecteplase over 75 years, not at 75, and only where ESC holds', () => {
    const at = (ageYears: number, jurisdiction: Jurisdiction = 'ESC_2023') =>
      dose(jurisdiction, 'TNK_BY_WEIGHT', { weightKg: 70, ageYears });
    expect(amounts(at(75))).toEqual(['40 MG']);
    expect(amounts(at(76))).toEqual(['20 MG']);
    expect(amounts(at(76, 'ACCF_AHA'))).toEqual(['40 MG']);
  });
  test('2.4 units: tenecteplase of China is 16 mg whatever the weight, and no table mixes the two products', () => {
    expect(amounts(dose('CHINA_2019', 'RHTNK_TPA_16_MG', {}))).toEqual(['16 MG']);
    expect(lyticDoses({ jurisdiction: 'CHINA_2019' }, {}).map(({ product }) => product)).not.toContain('TNK_BY_WEIGHT');
    expect(lyticDoses({ jurisdiction: 'ESC_2023' }, {}).map(({ product }) => product)).not.toContain('RHTNK_TPA_16_MG');
  });
  test('reteplase is 10 U twice in the West and 18 mg twice in China, 30 minutes apart', () => {
    expect(amounts(dose('ESC_2023', 'RPA_10_U', {}))).toEqual(['10 U', '10 U']);
    const china = dose('CHINA_2019', 'RPA_18_MG', {});
    expect(amounts(china)).toEqual(['18 MG', '18 MG']);
    expect(china.steps[1]?.afterMin).toBe(30);
  });
  test.each([
    [60, ['15 MG', '45 MG', '30 MG']],
    [66, ['15 MG', '49.5 MG', '33 MG']],
    [100, ['15 MG', '50 MG', '35 MG']],
  ])('alteplase at %s kg is %s, with its maxima', (weightKg, expected) => {
    expect(amounts(dose('CHINA_2019', 'RTPA_BY_WEIGHT', { weightKg }))).toEqual(expected);
  });
  test('the fixed schemes of China and streptokinase', () => {
    expect(amounts(dose('CHINA_2019', 'RTPA_50_MG', {}))).toEqual(['8 MG', '42 MG']);
    expect(amounts(dose('CHINA_2019', 'RHPRO_UK_50_MG', {}))).toEqual(['20 MG', '30 MG']);
    expect(amounts(dose('CHINA_2019', 'UK_1_5_MU', {}))).toEqual(['1.5 MU']);
    expect(amounts(dose('ACCF_AHA', 'SK_1_5_MU', {}))).toEqual(['1.5 MU']);
  });
  test('10.33: without a weight or an age that the row needs it asks and shows no dose', () => {
    expect(dose('ESC_2023', 'TNK_BY_WEIGHT', {})).toMatchObject({ missing: ['WEIGHT', 'AGE'], steps: [] });
    expect(dose('CHINA_2019', 'RTPA_BY_WEIGHT', {})).toMatchObject({ missing: ['WEIGHT'], steps: [] });
  });
  test('every row cites its source and is used somewhere', () => {
    for (const { ref, product } of LYTIC_ROWS) {
      expect(ref).not.toBe('');
      expect(
        JURISDICTIONS.some((jurisdiction) => lyticDoses({ jurisdiction }, {}).some((each) => each.product === product)),
      ).toBe(true);
    }
  });
});

describe('2.5: the one pack', () => {
  const pack = (facts: Partial<Parameters<typeof packFor>[0]>) =>
    packFor({ strategy: undefined, ageYears: 60, answers: {}, ...facts });
  const aspirin = [{ drug: 'ASPIRIN', mg: 300 }];
  const clopidogrel = (mg: number) => [{ drug: 'CLOPIDOGREL', mg }];
  test('2.5 interlock, 2.5#1: undecided, aspirin and clopidogrel 300 mg up to 75 years, over 75 aspirin only', () => {
    expect(pack({ ageYears: 75 })).toMatchObject({ aspirin, p2y12: clopidogrel(300) });
    expect(pack({ ageYears: 76 })).toMatchObject({ aspirin, p2y12: [] });
  });
  test('2.5#2: with lysis clopidogrel 300 mg, 75 mg over 75 years; never ticagrelor or prasugrel', () => {
    expect(pack({ strategy: 'LYSIS' }).p2y12).toEqual(clopidogrel(300));
    expect(pack({ strategy: 'LYSIS', ageYears: 76 }).p2y12).toEqual(clopidogrel(75));
  });
  test('2.5#2: ticagrelor 180, prasugrel 60 or clopidogrel 600 mg only once PPCI is decided', () => {
    expect(pack({ strategy: 'PPCI_BY_TRANSFER' }).p2y12).toEqual([
      { drug: 'TICAGRELOR', mg: 180 },
      { drug: 'PRASUGREL', mg: 60 },
      ...clopidogrel(600),
    ]);
  });
  test('10.34: given already when the strategy turns to lysis, no second load and a senior is asked', () => {
    const answers = { TICAGRELOR_OR_PRASUGREL_GIVEN: 'YES' } as const;
    expect(pack({ strategy: 'LYSIS', answers })).toMatchObject({ p2y12: [], asks: ['P2Y12_GIVEN_SENIOR_ASKED'] });
  });
  test('10.34: aspirin allergy is asked about, an unknown age too', () => {
    expect(pack({ answers: { ASPIRIN_ALLERGY: 'YES' } })).toMatchObject({ aspirin: [], asks: ['ASPIRIN_ALLERGY'] });
    expect(pack({ ageYears: undefined })).toMatchObject({ p2y12: [], asks: ['AGE'] });
  });
});
