import { assessSt, meetsSgarbossa, ST_ROWS, stRowsFor } from '../../workflows/domain/stCriteria';
import type { StCase, StQuestion } from '../../workflows/domain/stCriteria';
import type { Lead, Sex } from '../../workflows/domain/vocabulary';

const FLAT: Partial<Record<Lead, number>> = {
  ...{ I: 0, II: 0, III: 0, AVR: 0, AVL: 0, AVF: 0 },
  ...{ V1: 0, V2: 0, V3: 0, V4: 0, V5: 0, V6: 0 },
};
/** A twelve-lead ECG that is flat but for these J points, mV. */
const ecg = (jMv: Partial<Record<Lead, number>>, patient: Partial<StCase> = {}): StCase => ({
  sex: 'MALE',
  ageYears: 60,
  ...patient,
  jMv: { ...FLAT, ...jMv },
});
const verdict = (facts: StCase, question: StQuestion = 'DIAGNOSIS') => assessSt(question, facts).verdict;

/** Copied by hand from clinical.md 2.1: the level that counts in two neighbouring leads, mV. */
const LIMITS: readonly (readonly [string, readonly [Lead, Lead], { sex: Sex; ageYears: number }, number])[] = [
  ['2.1#1 V2-V3, a man of 39', ['V2', 'V3'], { sex: 'MALE', ageYears: 39 }, 0.25],
  ['2.1#2 V2-V3, a man of 40', ['V2', 'V3'], { sex: 'MALE', ageYears: 40 }, 0.2],
  ['2.1#3 V2-V3, a woman of 30', ['V2', 'V3'], { sex: 'FEMALE', ageYears: 30 }, 0.15],
  ['2.1#3 V2-V3, a woman of 80', ['V2', 'V3'], { sex: 'FEMALE', ageYears: 80 }, 0.15],
  ['2.1#4 other leads', ['II', 'III'], { sex: 'MALE', ageYears: 60 }, 0.1],
  ['2.1#4 other chest leads', ['V5', 'V6'], { sex: 'FEMALE', ageYears: 60 }, 0.1],
  ['2.1#5 posterior, a woman', ['V7', 'V8'], { sex: 'FEMALE', ageYears: 30 }, 0.05],
  ['2.1#5 posterior, a man of 39', ['V8', 'V9'], { sex: 'MALE', ageYears: 39 }, 0.1],
  ['2.1#5 posterior, a man of 40', ['V8', 'V9'], { sex: 'MALE', ageYears: 40 }, 0.05],
  ['2.1#6 right ventricle, a man of 29', ['V3R', 'V4R'], { sex: 'MALE', ageYears: 29 }, 0.1],
  ['2.1#6 right ventricle, a man of 30', ['V3R', 'V4R'], { sex: 'MALE', ageYears: 30 }, 0.05],
  ['2.1#6 right ventricle, a woman', ['V3R', 'V4R'], { sex: 'FEMALE', ageYears: 25 }, 0.05],
];

test.each(LIMITS)('%s: the limit counts and what is below it does not', (_, [one, other], patient, limit) => {
  const at = (level: number) => verdict(ecg({ [one]: level, [other]: level }, patient));
  expect(at(limit)).toBe('MEETS_CRITERIA');
  expect(at(limit - 0.001)).toBe('DOES_NOT_MEET');
});

test('2.1#9, 2.1#10: the three questions have three thresholds: diagnosis, Chinese lysis entry and critical value', () => {
  const v2v3 = (level: number) => ecg({ V2: level, V3: level }, { sex: 'FEMALE' });
  expect(verdict(v2v3(0.15))).toBe('MEETS_CRITERIA');
  expect(verdict(v2v3(0.15), 'LYSIS_ENTRY')).toBe('DOES_NOT_MEET');
  expect(verdict(v2v3(0.2), 'LYSIS_ENTRY')).toBe('MEETS_CRITERIA');
  expect(verdict(v2v3(0.29), 'CRITICAL_VALUE')).toBe('DOES_NOT_MEET');
  expect(verdict(v2v3(0.3), 'CRITICAL_VALUE')).toBe('MEETS_CRITERIA');
  expect(verdict(ecg({ V5: 0.1, V6: 0.1 }), 'LYSIS_ENTRY')).toBe('DOES_NOT_MEET');
  expect(verdict(ecg({ V5: 0.1, V6: 0.1 }), 'CRITICAL_VALUE')).toBe('MEETS_CRITERIA');
  expect(verdict(ecg({ II: 0.1, AVF: 0.1 }), 'LYSIS_ENTRY')).toBe('MEETS_CRITERIA');
});

describe('10.22: which leads are neighbours, and where the wall is', () => {
  const pairs = [
    ['I', 'AVL', ['LATERAL']],
    ['II', 'AVF', ['INFERIOR']],
    ['AVF', 'III', ['INFERIOR']],
    ['II', 'III', ['INFERIOR']],
    ['V1', 'V2', ['SEPTAL']],
    ['V2', 'V3', ['SEPTAL', 'ANTERIOR']],
    ['V3', 'V4', ['ANTERIOR']],
    ['V4', 'V5', ['ANTERIOR', 'LATERAL']],
    ['V5', 'V6', ['LATERAL']],
    ['V7', 'V8', ['POSTERIOR']],
    ['V8', 'V9', ['POSTERIOR']],
    ['V3R', 'V4R', ['RIGHT']],
  ] as const;
  test.each(pairs)('%s and %s are neighbours', (one, other, territories) => {
    const answer = assessSt('DIAGNOSIS', ecg({ [one]: 0.3, [other]: 0.3 }));
    expect(answer.verdict).toBe('MEETS_CRITERIA');
    expect(answer.territories).toEqual(territories);
  });
  test.each([
    ['I', 'II'],
    ['AVL', 'III'],
    ['V1', 'V3'],
    ['V6', 'I'],
    ['AVR', 'V1'],
  ] as const)('%s and %s are not', (one, other) => {
    expect(verdict(ecg({ [one]: 0.3, [other]: 0.3 }))).toBe('DOES_NOT_MEET');
  });
  test('one lead alone is not enough', () => {
    expect(verdict(ecg({ V3: 0.4 }))).toBe('DOES_NOT_MEET');
  });
});

describe('10.22 and 10.39: what nobody can tell is not told', () => {
  const without = (lead: Lead, facts: StCase): StCase => {
    const { [lead]: _, ...jMv } = facts.jMv;
    return { ...facts, jMv };
  };
  test('one lead meets and the neighbour that could confirm it is missing', () => {
    expect(verdict(without('AVL', ecg({ I: 0.2 })))).toBe('CANNOT_ASSESS');
    expect(verdict(without('V4', ecg({ V3: 0.3 })))).toBe('CANNOT_ASSESS');
  });
  test('a missing lead beside flat ones changes nothing', () => {
    expect(verdict(without('V4', ecg({})))).toBe('DOES_NOT_MEET');
    expect(verdict(without('V1', ecg({ II: 0.2, III: 0.2 })))).toBe('MEETS_CRITERIA');
  });
  test('V7 and V9 are neighbours when V8 is unusable', () => {
    expect(verdict(ecg({ V7: 0.1, V9: 0.1 }))).toBe('MEETS_CRITERIA');
    expect(verdict(ecg({ V7: 0.1, V8: 0, V9: 0.1 }))).toBe('DOES_NOT_MEET');
  });
  test('age or sex unknown: judged only where every age and sex agrees', () => {
    const v2v3 = (level: number, patient: Partial<StCase>) => verdict(ecg({ V2: level, V3: level }, patient));
    const { ageYears: _, ...noAge } = ecg({ V2: 0.22, V3: 0.22 });
    expect(verdict(noAge)).toBe('CANNOT_ASSESS');
    expect(v2v3(0.25, { sex: 'UNKNOWN', ageYears: 60 })).toBe('MEETS_CRITERIA');
    expect(v2v3(0.18, { sex: 'UNKNOWN', ageYears: 60 })).toBe('CANNOT_ASSESS');
    expect(v2v3(0.14, { sex: 'UNKNOWN', ageYears: 60 })).toBe('DOES_NOT_MEET');
    expect(verdict(ecg({ II: 0.1, III: 0.1 }, { sex: 'UNKNOWN' }))).toBe('MEETS_CRITERIA');
  });
  test.each(['LVH', 'LBBB', 'PACED', 'PRE_EXCITATION', 'ANEURYSM_OR_OLD_INFARCT'] as const)(
    '%s: the thresholds do not hold, whatever the levels are',
    (confounder) => {
      const up = ecg({ V2: 0.5, V3: 0.5 }, { confounders: [confounder] });
      expect(assessSt('DIAGNOSIS', up)).toMatchObject({ verdict: 'CANNOT_ASSESS', confounders: [confounder] });
    },
  );
});

test('the card of a known patient shows one limit a lead, of an unknown one all that may hold', () => {
  const limitsOfV2 = (patient: Pick<StCase, 'sex' | 'ageYears'>) =>
    stRowsFor('DIAGNOSIS', patient)
      .filter(({ leads }) => leads.includes('V2'))
      .map(({ mV }) => mV);
  expect(limitsOfV2({ sex: 'MALE', ageYears: 52 })).toEqual([0.2]);
  expect(limitsOfV2({ sex: 'MALE' })).toEqual([0.25, 0.2]);
  expect(limitsOfV2({ sex: 'UNKNOWN' })).toEqual([0.25, 0.2, 0.15]);
});

test('2.1#7 LBBB or paced: three points by Sgarbossa, or Smith’s ratio in one lead', () => {
  expect(meetsSgarbossa(['CONCORDANT_ELEVATION_1_MM'])).toBe(true);
  expect(meetsSgarbossa(['CONCORDANT_DEPRESSION_1_MM_V1_V3'])).toBe(true);
  expect(meetsSgarbossa(['DISCORDANT_ELEVATION_5_MM'])).toBe(false);
  expect(meetsSgarbossa(['DISCORDANT_ELEVATION_5_MM'], -0.25)).toBe(true);
  expect(meetsSgarbossa([], -0.24)).toBe(false);
});

test('every threshold cites its row', () => {
  for (const rows of Object.values(ST_ROWS)) for (const { ref } of rows) expect(ref).toMatch(/^2\.1#/);
});
