import * as fc from 'fast-check';
import type { Episode, Report } from '../../workflows/domain/episode';
import { diagnosisToWire } from '../../workflows/domain/forecast';
import { ecgId } from '../../workflows/domain/ids';
import { lysisItems } from '../../workflows/domain/lysisChecklist';
import type { Assessment } from '../../workflows/domain/lysisChecklist';
import type { Recommendation, StrategyInput } from '../../workflows/domain/strategy';
import { recommend, recommendFor, SITUATION_ITEMS } from '../../workflows/domain/strategy';
import { saidWith } from '../../workflows/domain/strategySays';
import { ANSWERS, JURISDICTIONS } from '../../workflows/domain/vocabulary';
import type { Finding } from '../../workflows/domain/vocabulary';
import { anEntry, anEpisode, hour, milestonesAt, minute } from '../builders/anEpisode';

const H = 60;
const nothing: Assessment = { absolute: [], relative: [], unknown: [] };
const absolute: Assessment = { ...nothing, absolute: ['PRIOR_INTRACRANIAL_HAEMORRHAGE'] };
const since = (min: number) => ({ onset: { longestMin: min, shortestMin: min } });
const stableNow = { ONGOING_ISCHAEMIA: 'NO', INSTABILITY: 'NO', LIFE_THREATENING_ARRHYTHMIA: 'NO' } as const;

/** A STEMI at a county hospital, four hours old, ninety minutes from wire to diagnosis. */
const aCase = (facts: Partial<StrategyInput> = {}): StrategyInput => ({
  stemi: true,
  dissectionSuspected: false,
  situation: {},
  lysis: nothing,
  ...since(4 * H),
  forecastMin: 90,
  edition: {},
  atPciHospital: false,
  jurisdiction: 'CHINA_2019',
  ...facts,
});
const withoutForecast = (facts: StrategyInput): StrategyInput => {
  const { forecastMin: _, ...rest } = facts;
  return rest;
};
const withoutOnset = (facts: StrategyInput): StrategyInput => {
  const { onset: _, ...rest } = facts;
  return rest;
};

describe('2.8: PCI is refused', () => {
  test.each<[string, Partial<StrategyInput>, Recommendation['strategy'], string]>([
    ['2.8: lysis is offered where it may be given', { refused: ['PCI'] }, 'LYSIS', '2.8'],
    ['2.8: on the spot too', { refused: ['PCI'], atPciHospital: true }, 'LYSIS', '2.8'],
    ['2.8: who refuses the way there', { refused: ['TRANSFER'] }, 'LYSIS', '2.8'],
    ['2.8: the way is no matter on the spot', { refused: ['TRANSFER'], atPciHospital: true }, 'PPCI_ON_SITE', '2.2#4'],
    ['2.8: never with an absolute contraindication', { refused: ['PCI'], lysis: absolute }, 'NONE', '2.8'],
    ['2.8: nor when lysis is refused as well', { refused: ['PCI', 'LYSIS'] }, 'NONE', '2.8'],
    ['2.8: nor after its window', { refused: ['PCI'], ...since(13 * H), situation: stableNow }, 'NONE', '2.8'],
    ['2.8: where lysis is recommended anyway it stays', { refused: ['PCI'], forecastMin: 200 }, 'LYSIS', '2.2#5'],
    ['2.8, 10.36: dissection comes before', { refused: ['PCI'], dissectionSuspected: true }, 'ASK', 'R14'],
  ])('%s', (_, facts, strategy, row) => {
    expect(recommend(aCase(facts))).toMatchObject({ strategy, row });
  });
  test('2.8, 10.37: with an unknown onset lysis is a senior’s option only', () => {
    const facts = withoutOnset(aCase({ refused: ['PCI'], situation: { ONGOING_ISCHAEMIA: 'YES' } }));
    expect(recommend(facts)).toMatchObject({ strategy: 'ASK', row: '2.8' });
    expect(recommend({ ...facts, lysis: absolute }).strategy).toBe('NONE');
  });
});

describe('clinical.md 2.2, the first row that matches', () => {
  test.each<[string, StrategyInput, Recommendation['strategy'], string]>([
    ['10.36: suspected dissection comes before shock', aCase({ dissectionSuspected: true, killip: 4 }), 'ASK', 'R14'],
    [
      '10.1: no STEMI, never lysis, whatever else',
      aCase({ stemi: false, killip: 4, forecastMin: 300 }),
      'NONE',
      '2.2#10',
    ],
    [
      'cardiogenic shock, any delay',
      aCase({ situation: { CARDIOGENIC_SHOCK: 'YES' }, forecastMin: 300 }),
      'PPCI_BY_TRANSFER',
      '2.2#1',
    ],
    [
      'acute severe heart failure',
      aCase({ situation: { ACUTE_SEVERE_HEART_FAILURE: 'YES' } }),
      'PPCI_BY_TRANSFER',
      '2.2#1',
    ],
    ['10.37: Killip III', aCase({ killip: 3, forecastMin: 200 }), 'PPCI_BY_TRANSFER', '2.2#1'],
    ['Killip II is no shock', aCase({ killip: 2, forecastMin: 200 }), 'LYSIS', '2.2#5'],
    [
      'circulation returned after arrest',
      aCase({ situation: { CIRCULATION_RETURNED_AFTER_ARREST: 'YES' }, forecastMin: 300 }),
      'PPCI_BY_TRANSFER',
      '2.2#2',
    ],
    [
      'an absolute contraindication where lysis would be offered',
      aCase({ lysis: absolute, forecastMin: 200 }),
      'PPCI_BY_TRANSFER',
      '2.2#3',
    ],
    ['the same where PPCI is offered anyway', aCase({ lysis: absolute, forecastMin: 90 }), 'PPCI_BY_TRANSFER', '2.2#4'],
    ['within 12 h, wire within 120 min', aCase(), 'PPCI_BY_TRANSFER', '2.2#4'],
    ['the same at the PCI hospital', aCase({ atPciHospital: true }), 'PPCI_ON_SITE', '2.2#4'],
    ['exactly 12 h and exactly 120 min', aCase({ ...since(12 * H), forecastMin: 120 }), 'PPCI_BY_TRANSFER', '2.2#4'],
    ['within 12 h, wire later than 120 min', aCase({ forecastMin: 121 }), 'LYSIS', '2.2#5'],
    ['within 12 h, forecast unknown', withoutForecast(aCase()), 'LYSIS', '2.2#5'],
    [
      '12–24 h with ongoing ischaemia',
      aCase({ ...since(14 * H), situation: { ONGOING_ISCHAEMIA: 'YES' }, forecastMin: 300 }),
      'PPCI_BY_TRANSFER',
      '2.2#6',
    ],
    [
      '12–24 h, ongoing, PCI impossible, large infarct: lysis may be considered, a senior decides',
      aCase({ ...since(14 * H), situation: { ONGOING_ISCHAEMIA: 'YES', PCI_IMPOSSIBLE: 'YES', LARGE_INFARCT: 'YES' } }),
      'ASK',
      '2.2#6',
    ],
    [
      'the same with an absolute contraindication',
      aCase({
        ...since(14 * H),
        situation: { ONGOING_ISCHAEMIA: 'YES', PCI_IMPOSSIBLE: 'YES', LARGE_INFARCT: 'YES' },
        lysis: absolute,
      }),
      'PPCI_BY_TRANSFER',
      '2.2#3',
    ],
    ['12–24 h and nobody looked for ischaemia', aCase({ ...since(14 * H) }), 'ASK', '2.2#6'],
    [
      '30 h, stable: routine PCI (ESC)',
      aCase({ ...since(30 * H), situation: stableNow, jurisdiction: 'ESC_2023' }),
      'PPCI_BY_TRANSFER',
      '2.2#7',
    ],
    [
      '30 h, stable: no PCI of the occlusion (AHA)',
      aCase({ ...since(30 * H), situation: stableNow, jurisdiction: 'ACCF_AHA' }),
      'NONE',
      '2.2#8',
    ],
    [
      '10.2: late and stable with an absolute contraindication stays late and stable',
      aCase({ ...since(30 * H), situation: stableNow, jurisdiction: 'ESC_2023', lysis: absolute, forecastMin: 300 }),
      'PPCI_BY_TRANSFER',
      '2.2#7',
    ],
    ['50 h, stable', aCase({ ...since(50 * H), situation: stableNow }), 'NONE', '2.2#8'],
    [
      '30 h, ongoing ischaemia',
      aCase({ ...since(30 * H), situation: { ONGOING_ISCHAEMIA: 'YES' } }),
      'PPCI_BY_TRANSFER',
      '2.2#9',
    ],
    [
      '30 h, life-threatening arrhythmia',
      aCase({ ...since(30 * H), situation: { LIFE_THREATENING_ARRHYTHMIA: 'YES' } }),
      'PPCI_BY_TRANSFER',
      '2.2#9',
    ],
    ['30 h and nobody looked for ischaemia', aCase({ ...since(30 * H) }), 'ASK', '2.2#9'],
    [
      'onset unknown, ongoing ischaemia, wire within 120 min',
      withoutOnset(aCase({ situation: { ONGOING_ISCHAEMIA: 'YES' } })),
      'PPCI_BY_TRANSFER',
      '2.2#11',
    ],
    [
      'onset unknown, ongoing ischaemia, wire late: a senior decides',
      withoutOnset(aCase({ situation: { ONGOING_ISCHAEMIA: 'YES' }, forecastMin: 200 })),
      'ASK',
      '2.2#11',
    ],
    [
      'onset unknown, wire late, an absolute contraindication',
      withoutOnset(aCase({ situation: { ONGOING_ISCHAEMIA: 'YES' }, forecastMin: 200, lysis: absolute })),
      'PPCI_BY_TRANSFER',
      '2.2#11',
    ],
    ['onset unknown and nothing else known', withoutOnset(aCase()), 'ASK', '2.2#11'],
  ])('%s', (_, facts, strategy, row) => {
    expect(recommend(facts)).toMatchObject({ strategy, row });
  });
});

describe('what is said beside the recommendation', () => {
  test('10.3: shock with a long way: a senior may choose lysis only once a mechanical complication is excluded', () => {
    const shock = (situation: StrategyInput['situation'], lysis = nothing) =>
      recommend(aCase({ killip: 4, forecastMin: 200, situation, lysis })).remarks;
    expect(shock({ MECHANICAL_COMPLICATION_EXCLUDED: 'YES' })).toEqual(['SENIOR_MAY_CHOOSE_LYSIS']);
    expect(shock({ MECHANICAL_COMPLICATION_EXCLUDED: 'UNKNOWN' })).toEqual([]);
    expect(shock({ MECHANICAL_COMPLICATION_EXCLUDED: 'YES' }, absolute)).toEqual([]);
  });
  test('2.2#5a, 10.4: within three hours delay matters most', () => {
    expect(recommend(aCase(since(180))).remarks).toContain('EARLY_DELAY_MATTERS_MOST');
    expect(recommend(aCase(since(181))).remarks).not.toContain('EARLY_DELAY_MATTERS_MOST');
  });
  test('a fresh large infarct 60–120 minutes from the wire: a senior may prefer lysis, the recommendation stays', () => {
    const fresh = (min: number, forecastMin: number) =>
      recommend(aCase({ ...since(min), forecastMin, situation: { LARGE_INFARCT: 'YES', LOW_BLEEDING_RISK: 'YES' } }));
    expect(fresh(119, 60)).toMatchObject({ strategy: 'PPCI_BY_TRANSFER', row: '2.2#4' });
    expect(fresh(119, 60).remarks).toContain('SENIOR_MAY_PREFER_LYSIS');
    expect(fresh(119, 59).remarks).not.toContain('SENIOR_MAY_PREFER_LYSIS');
    expect(fresh(120, 60).remarks).not.toContain('SENIOR_MAY_PREFER_LYSIS');
  });
  test('lysis with a relative contraindication or an unknown answer needs a senior', () => {
    const lysis = (assessment: Partial<Assessment>) =>
      recommend(aCase({ forecastMin: 200, lysis: { ...nothing, ...assessment } })).remarks;
    expect(lysis({ relative: ['ORAL_ANTICOAGULANT'] })).toContain('SENIOR_CONFIRMS_RELATIVE');
    expect(lysis({ unknown: ['ORAL_ANTICOAGULANT'] })).toContain('SENIOR_CONFIRMS_UNKNOWN');
    expect(lysis({})).toEqual(['BOLUS_AT_ONCE', 'THEN_TRANSFER']);
  });
  test('an unknown forecast is said, not guessed', () => {
    expect(recommend(withoutForecast(aCase())).reasons).toContain('FORECAST_UNKNOWN');
  });
});

describe('2.2 interval, 10.19: onset within an interval', () => {
  const between = (longestMin: number, shortestMin: number, facts: Partial<StrategyInput> = {}) =>
    recommend(aCase({ onset: { longestMin, shortestMin }, situation: stableNow, forecastMin: 200, ...facts }));
  test('whose ends give the same answer gives it', () => {
    expect(between(5 * H, 3 * H)).toMatchObject({ strategy: 'LYSIS' });
  });
  test('whose ends disagree shows both and asks', () => {
    expect(between(14 * H, 10 * H)).toMatchObject({
      strategy: 'ASK',
      atEarliest: 'PPCI_BY_TRANSFER',
      atLatest: 'LYSIS',
    });
  });
  test('10.38: whose rows differ and whose answers agree is no disagreement', () => {
    expect(between(14 * H, 10 * H, { forecastMin: 90 })).toMatchObject({ strategy: 'PPCI_BY_TRANSFER' });
    expect(between(14 * H, 10 * H, { forecastMin: 90 }).atEarliest).toBeUndefined();
  });
});

const anAnswer = fc.constantFrom(...ANSWERS);
const anyCase: fc.Arbitrary<StrategyInput> = fc
  .record({
    stemi: fc.boolean(),
    dissectionSuspected: fc.boolean(),
    killip: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const),
    situation: fc.dictionary(fc.constantFrom(...SITUATION_ITEMS), anAnswer),
    lysis: fc.constantFrom(nothing, absolute, { ...nothing, unknown: ['AORTIC_DISSECTION_SUSPECTED'] }),
    hours: fc.option(fc.nat(80), { nil: undefined }),
    forecastMin: fc.option(fc.nat(400), { nil: undefined }),
    edition: fc.constant({}),
    atPciHospital: fc.boolean(),
    jurisdiction: fc.constantFrom(...JURISDICTIONS),
  })
  .map(({ hours, forecastMin, ...facts }) => ({
    ...facts,
    ...(forecastMin !== undefined && { forecastMin }),
    ...(hours !== undefined && since(hours * H)),
  }));

test('lysis is never recommended without STEMI, with suspected dissection or against an absolute contraindication', () => {
  fc.assert(
    fc.property(anyCase, (facts) => {
      if (recommend(facts).strategy !== 'LYSIS') return;
      expect(facts).toMatchObject({ stemi: true, dissectionSuspected: false, lysis: { absolute: [] } });
    }),
  );
});

test('every case gets an answer with its row and at least one reason', () => {
  fc.assert(
    fc.property(anyCase, (facts) => {
      const { row, reasons } = recommend(facts);
      expect(row).toMatch(/^(R14|2\.2#\d+)$/);
      expect(reasons.length).toBeGreaterThan(0);
    }),
  );
});

describe('10.5: the forecast of diagnosis-to-wire', () => {
  const forecast = { madeAt: minute(0), localMin: 20, driveMin: 40, arrivalToWireMin: 35, cases: 60 };
  const at = (minutes: Parameters<typeof milestonesAt>[0]) => anEpisode({ forecast }, { STEMI_DX: -10, ...minutes });
  test('is what has passed since the diagnosis plus what lies ahead', () => {
    expect(diagnosisToWire(at({}), minute(0))).toBe(10 + 20 + 40 + 35);
  });
  test('does not grow while the patient is made ready in the time allowed for it', () => {
    expect(diagnosisToWire(at({}), minute(15))).toBe(10 + 20 + 40 + 35);
  });
  test('grows by every minute the departure is late', () => {
    expect(diagnosisToWire(at({}), minute(50))).toBe(60 + 0 + 40 + 35);
  });
  test('counts the drive from the departure, and the hospital’s own time from the door', () => {
    expect(diagnosisToWire(at({ REF_DOOR_OUT: 10 }), minute(20))).toBe(30 + 30 + 35);
    expect(diagnosisToWire(at({ REF_DOOR_OUT: 10, DOOR: 45 }), minute(50))).toBe(60 + 30);
  });
  test('while every lab is another patient’s, arrival to wire begins when the first is free, and not known is not known', () => {
    const busy = (labBusy: object, more: Partial<Episode> = {}) =>
      anEpisode({ forecast: { ...forecast, labBusy }, ...more }, { STEMI_DX: -10 });
    expect(diagnosisToWire(busy({ freeAt: minute(30) }), minute(0))).toBe(10 + 20 + 40 + 35);
    expect(diagnosisToWire(busy({ freeAt: minute(90) }), minute(0))).toBe(10 + 90 + 35);
    expect(diagnosisToWire(busy({}), minute(0))).toBeUndefined();
  });
  test('is unknown while a part still ahead is unknown', () => {
    const { arrivalToWireMin: _, ...noData } = forecast;
    expect(diagnosisToWire(anEpisode({ forecast: noData }, { STEMI_DX: -10 }), minute(0))).toBeUndefined();
    expect(diagnosisToWire(anEpisode({}, { STEMI_DX: -10 }), minute(0))).toBeUndefined();
  });
});

describe('the recommendation for an episode', () => {
  const report = (finding: Finding): Report => ({
    ecgId: ecgId('ecg_1'),
    finding,
    territories: ['ANTERIOR'],
    signedBy: 'ps_reader',
    at: minute(0),
  });
  const forecast = { madeAt: minute(0), localMin: 20, driveMin: 40, arrivalToWireMin: 35, cases: 60 };
  const signed = (finding: Finding, facts: Partial<Episode> = {}) =>
    anEpisode({ report: report(finding), forecast, ...facts }, { ONSET: -120, STEMI_DX: 0 });

  test('is not made before an ECG is signed, nor for an unclear one', () => {
    expect(recommendFor(anEpisode(), minute(0))).toBeUndefined();
    expect(recommendFor(signed('UNCLEAR'), minute(0))).toBeUndefined();
  });
  test('2.8: the episode’s own refusal is what the table reads', () => {
    const refused = { PCI: { state: 'REFUSED', at: minute(20), by: 'ps_doctor', role: 'ED_DOCTOR' } } as const;
    expect(recommendFor(signed('STEMI'), minute(0))?.strategy).toBe('PPCI_BY_TRANSFER');
    const refusing = signed('STEMI', { consents: refused as unknown as Episode['consents'] }); // only its state is read
    expect(recommendFor(refusing, minute(0))).toMatchObject({ strategy: 'LYSIS', row: '2.8' });
  });
  test('the demo patient: two hours of pain, 95 minutes to the wire, PPCI by transfer', () => {
    expect(recommendFor(signed('STEMI'), minute(0))).toMatchObject({
      strategy: 'PPCI_BY_TRANSFER',
      row: '2.2#4',
      reasons: ['ONSET_IN_WINDOW', 'FORECAST_IN_LIMIT'],
    });
  });
  test('2.2#4, T21: its sentences say the windows and limits of the edition it was made by', () => {
    const thresholds = { ONSET_WINDOW: 10, FORECAST_LIMIT: 110, T21_LIMIT: 80 };
    const said = recommendFor(signed('STEMI'), minute(0));
    expect(said && saidWith(said, {})).toEqual([
      { code: 'ONSET_IN_WINDOW', value: 12 },
      { code: 'FORECAST_IN_LIMIT', value: 120 },
      { code: 'AIM_WIRE_TRANSFERRED', value: 90 },
      { code: 'EARLY_DELAY_MATTERS_MOST', value: 3 },
    ]);
    expect(said && saidWith(said, { thresholds }).map(({ value }) => value)).toEqual([10, 110, 80, 3]);
    expect(saidWith(recommend(aCase({ forecastMin: 130 })), { thresholds: { T27_LIMIT: 8 } })).toContainEqual({
      code: 'BOLUS_AT_ONCE',
      value: 8,
    });
  });
  test('2.2#7: a stable patient after 13 hours is not said to be a day late', () => {
    const said = recommend(aCase({ ...since(13 * H), situation: stableNow }));
    expect(said).toMatchObject({ row: '2.2#7', reasons: ['ONSET_AFTER_WINDOW', 'STABLE'] });
  });
  test('2.2 changed: passing time is a changed input: too late to leave turns it to lysis', () => {
    expect(recommendFor(signed('STEMI'), minute(60))).toMatchObject({ strategy: 'LYSIS', row: '2.2#5' });
  });
  test('an item of the checklist answered yes counts at once', () => {
    const bled = signed('STEMI', { checklist: { PRIOR_INTRACRANIAL_HAEMORRHAGE: 'YES' } });
    expect(recommendFor(bled, minute(60))).toMatchObject({ strategy: 'PPCI_BY_TRANSFER', row: '2.2#3' });
  });
  test('suspected dissection stops everything', () => {
    const torn = signed('STEMI', { checklist: { AORTIC_DISSECTION_SUSPECTED: 'YES' } });
    expect(recommendFor(torn, minute(0))).toMatchObject({ strategy: 'ASK', row: 'R14' });
  });
  test('an onset “between ten and fourteen hours ago” asks when the ends disagree', () => {
    const onset = anEntry('ONSET', hour(-14), { untilAt: hour(-10), precision: 'INTERVAL' });
    const checklist = Object.fromEntries(lysisItems('CHINA_2019').map(({ code }) => [code, 'NO' as const]));
    const facts = { milestones: milestonesAt({ STEMI_DX: 0 }, onset), checklist: { ...checklist, ...stableNow } };
    const late = signed('STEMI', { ...facts, forecast: { ...forecast, driveMin: 90 } });
    expect(recommendFor(late, minute(0))).toMatchObject({ strategy: 'ASK', atLatest: 'LYSIS' });
  });
});
