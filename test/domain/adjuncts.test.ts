import { ADJUNCT_ROWS } from '../../workflows/domain/adjunctRows';
import type { AdjunctAdvice, AdjunctCase, AdjunctDose } from '../../workflows/domain/adjuncts';
import { adjunctsFor } from '../../workflows/domain/adjuncts';
import type { Adjunct, AdjunctProduct, Phase } from '../../workflows/domain/vocabulary';
import { minute } from '../builders/anEpisode';

const asked = (facts: Partial<AdjunctCase> = {}): readonly AdjunctAdvice[] =>
  adjunctsFor({ phase: 'STRATEGY', finding: 'STEMI', answers: {}, rightTerritory: false, ...facts });
const line = (adjunct: Adjunct, facts: Partial<AdjunctCase> = {}): AdjunctAdvice | undefined =>
  asked(facts).find((one) => one.adjunct === adjunct);
const dose = (product: AdjunctProduct, facts: Partial<AdjunctCase>): AdjunctDose | undefined =>
  line('ANTICOAGULANT', facts)?.doses.find((one) => one.product === product);
const measured = (value: number) => ({ value, at: minute(7) });

describe('2.5#3 statin', () => {
  test('2.5#3 of high intensity whatever the strategy: atorvastatin 40–80 mg or rosuvastatin 20 mg', () => {
    for (const strategy of ['PPCI_ON_SITE', 'LYSIS', undefined] as const) {
      const doses = line('STATIN', strategy === undefined ? {} : { strategy })?.doses ?? [];
      expect(doses.map(({ product, steps }) => [product, steps[0]?.from, steps[0]?.to])).toEqual([
        ['ATORVASTATIN', 40, 80],
        ['ROSUVASTATIN', 20, undefined],
      ]);
    }
  });
  test('2.5#3 NSTE-ACS has it too; a case that is something else is not asked', () => {
    expect(line('STATIN', { phase: 'NSTE_ACS', finding: 'NSTE_ACS' })?.says).toBe('INDICATED');
    expect(line('STATIN', { finding: 'PE_SUSPECTED', stoppedBy: 'R14' })).toBeUndefined();
  });
});

describe('2.5#4 anticoagulant, copied by hand from the table', () => {
  const lysis = { strategy: 'LYSIS', weightKg: 66.9, ageYears: 60 } as const;
  test('2.5#4 for PPCI heparin 70–100 U/kg in the lab, by whole kilograms (10.33)', () => {
    const heparin = dose('UNFRACTIONATED_HEPARIN', { ...lysis, strategy: 'PPCI_BY_TRANSFER' });
    expect(heparin).toMatchObject({ steps: [{ from: 4620, to: 6600, unit: 'U' }], remarks: ['IN_THE_LAB'] });
  });
  test('2.5#4 bivalirudin and enoxaparin for PPCI are named without a dose: the table prints none', () => {
    for (const product of ['BIVALIRUDIN', 'ENOXAPARIN'] as const)
      expect(dose(product, { ...lysis, strategy: 'PPCI_ON_SITE' })).toMatchObject({
        steps: [],
        missing: [],
        remarks: ['DOSE_NOT_IN_TABLE'],
      });
  });
  test('2.5#4 with lysis under 75 years: enoxaparin 30 mg IV, 15 minutes later 1 mg/kg under the skin every 12 h', () => {
    expect(dose('ENOXAPARIN', lysis)?.steps).toEqual([
      { from: 30, unit: 'MG', route: 'IV' },
      { from: 66, unit: 'MG', route: 'SC', afterMin: 15, everyH: 12 },
    ]);
  });
  test('2.5#4 and 10.6: from 75 years on no IV bolus and 0.75 mg/kg, not above 75 but at it', () => {
    expect(dose('ENOXAPARIN', { ...lysis, ageYears: 74 })?.steps).toHaveLength(2);
    expect(dose('ENOXAPARIN', { ...lysis, ageYears: 75 })?.steps).toEqual([
      { from: 49.5, unit: 'MG', route: 'SC', everyH: 12 },
    ]);
  });
  const egfr = (value: number, bound?: 'BELOW' | 'ABOVE') => ({
    ...lysis,
    egfr: { value, ...(bound && { bound }), sampled: { at: minute(4), precision: 'MINUTE', source: 'HUMAN' } } as const,
  });
  test('2.5#4 enoxaparin once daily with an eGFR below 30, at 30 twice, the bolus in both', () => {
    const hours = (facts: Partial<AdjunctCase>) => dose('ENOXAPARIN', facts)?.steps.map(({ everyH }) => everyH);
    expect(hours(egfr(29))).toEqual([undefined, 24]);
    expect(hours(egfr(30))).toEqual([undefined, 12]);
    expect(hours({ ...egfr(29), ageYears: 80 })).toEqual([24]);
    expect(dose('ENOXAPARIN', egfr(29))?.remarks[0]).toBe('EGFR_LOW');
    expect(dose('ENOXAPARIN', egfr(30))?.remarks[0]).toBe('EGFR_ENOUGH');
    expect(line('ANTICOAGULANT', egfr(29))?.measuredAt).toBe(minute(4));
  });
  test('2.5#4 while nobody knows the eGFR, or its bound leaves it open, the row says below what it is once daily', () => {
    for (const facts of [lysis, egfr(60, 'BELOW')])
      expect(dose('ENOXAPARIN', facts)?.remarks[0]).toBe('ONCE_DAILY_WHEN_EGFR_LOW');
    expect(dose('ENOXAPARIN', egfr(15, 'BELOW'))?.remarks[0]).toBe('EGFR_LOW');
  });
  test('2.5#4 the first two doses are at most 100 mg, at most 75 mg from 75 years on; later ones are not', () => {
    expect(dose('ENOXAPARIN', { ...lysis, weightKg: 110 })?.steps[1]).toMatchObject({ from: 110, firstTwo: 100 });
    expect(dose('ENOXAPARIN', { ...lysis, weightKg: 110, ageYears: 80 })?.steps[0]).toMatchObject({
      from: 82.5,
      firstTwo: 75,
    });
    expect(dose('ENOXAPARIN', { ...lysis, weightKg: 100 })?.steps[1]?.firstTwo).toBeUndefined();
  });
  test.each([
    [60, 3600, 720],
    [83, 4000, 996],
    [90, 4000, 1000],
  ])('2.5#4 with lysis at %s kg heparin is %s U and %s U/h, with its maxima', (weightKg, bolus, hourly) => {
    expect(dose('UNFRACTIONATED_HEPARIN', { ...lysis, weightKg })?.steps.map(({ from }) => from)).toEqual([
      bolus,
      hourly,
    ]);
  });
  test('2.5#4 without a weight or an age that the row needs it asks and shows no dose', () => {
    expect(dose('ENOXAPARIN', { strategy: 'LYSIS' })).toMatchObject({ missing: ['WEIGHT', 'AGE'], steps: [] });
    expect(dose('UNFRACTIONATED_HEPARIN', { strategy: 'LYSIS' })).toMatchObject({ missing: ['WEIGHT'], steps: [] });
  });
  test('2.5#4 before a strategy, and without reperfusion, the table has no dose and a person is asked', () => {
    expect(line('ANTICOAGULANT')).toMatchObject({ says: 'ASK', because: ['STRATEGY_OPEN'], doses: [] });
    expect(line('ANTICOAGULANT', { strategy: 'NONE' })).toMatchObject({ says: 'ASK', because: ['STRATEGY_NONE'] });
  });
  test.each(['R14', 'R16'] as const)('2.5#4 and %s: none is shown, whatever was decided', (stoppedBy) => {
    expect(line('ANTICOAGULANT', { ...lysis, stoppedBy })).toMatchObject({
      says: 'BARRED',
      because: [stoppedBy],
      doses: [],
    });
  });
});

describe('2.5#5 oxygen', () => {
  test('2.5#5 only below 90 %: at 90 none is foreseen, at 89 it is, with the time of the value', () => {
    expect(line('OXYGEN', { spo2: measured(89) })).toMatchObject({ says: 'INDICATED', measuredAt: minute(7) });
    expect(line('OXYGEN', { spo2: measured(90) })).toMatchObject({ says: 'NOT_INDICATED', measuredAt: minute(7) });
  });
  test('2.5#5 without a value it asks for one', () => {
    expect(line('OXYGEN')).toMatchObject({ says: 'ASK', because: ['SPO2_UNKNOWN'] });
  });
});

describe('2.5#6 nitroglycerin', () => {
  const free = {
    sbp: measured(120),
    answers: { RIGHT_VENTRICULAR_INFARCT: 'NO', PDE5_INHIBITOR_TAKEN: 'NO' },
  } as const;
  test('2.5#6 nothing stands against it only when all three were asked: unknown is never no', () => {
    expect(line('NITROGLYCERIN', free)).toMatchObject({ says: 'NOTHING_AGAINST', because: [] });
    expect(line('NITROGLYCERIN', { ...free, answers: {} })).toMatchObject({
      says: 'ASK',
      because: ['RIGHT_VENTRICULAR_INFARCT_UNKNOWN', 'PDE5_INHIBITOR_UNKNOWN'],
    });
    const unsure = { ...free.answers, PDE5_INHIBITOR_TAKEN: 'UNKNOWN' } as const;
    expect(line('NITROGLYCERIN', { ...free, answers: unsure })?.says).toBe('ASK');
    expect(line('NITROGLYCERIN', { answers: free.answers })).toMatchObject({ says: 'ASK', because: ['SBP_UNKNOWN'] });
  });
  test('2.5#6 not below 90 mm Hg systolic; at 90 that does not stand against it', () => {
    expect(line('NITROGLYCERIN', { ...free, sbp: measured(89) })).toMatchObject({
      says: 'BARRED',
      because: ['SBP_LOW'],
    });
    expect(line('NITROGLYCERIN', { ...free, sbp: measured(90) })?.says).toBe('NOTHING_AGAINST');
  });
  test('2.5#6 not with a right ventricular infarct, answered or signed on the ECG, nor with a PDE5 inhibitor', () => {
    expect(line('NITROGLYCERIN', { ...free, rightTerritory: true })?.because).toEqual(['RIGHT_VENTRICULAR_INFARCT']);
    const both = { RIGHT_VENTRICULAR_INFARCT: 'YES', PDE5_INHIBITOR_TAKEN: 'YES' } as const;
    expect(line('NITROGLYCERIN', { answers: both })).toMatchObject({
      says: 'BARRED',
      because: ['RIGHT_VENTRICULAR_INFARCT', 'PDE5_INHIBITOR'],
    });
  });
});

test('2.5: each is shown in the steps in which it is given, none before the first contact and after the stay', () => {
  const shown = (phase: Phase) => asked({ phase }).map(({ adjunct }) => adjunct);
  expect(shown('FMC')).toEqual(['OXYGEN', 'NITROGLYCERIN']);
  expect(shown('IN_LAB')).toEqual(['STATIN', 'ANTICOAGULANT', 'OXYGEN', 'NITROGLYCERIN']);
  expect(shown('INPATIENT')).toEqual(['STATIN']);
  for (const phase of ['HELP_SOUGHT', 'EMS_DISPATCHED', 'FOLLOW_UP', 'CLOSED'] as const)
    expect(shown(phase)).toEqual([]);
});

test('2.5: every row cites its own', () => {
  expect(ADJUNCT_ROWS.filter(({ ref }) => !/^2\.5#[34]/.test(ref))).toEqual([]);
});
