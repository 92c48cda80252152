import { readClock } from '../../workflows/domain/clocks';
import type { CountedCase } from '../../workflows/domain/countedCase';
import { didAwaitRetrieval } from '../../workflows/domain/countedCase';
import type { IndicatorCode } from '../../workflows/domain/indicators';
import { INDICATORS, indicatorsOf, readIndicator } from '../../workflows/domain/indicators';
import { aCase } from '../builders/aCase';
import { anEpisode, hour, minute } from '../builders/anEpisode';

const figure = (code: IndicatorCode, ...cases: readonly CountedCase[]) => {
  const found = indicatorsOf(cases).find((one) => one.code === code);
  if (found === undefined) throw new Error(`no ${code}`);
  return found;
};
const is = (code: IndicatorCode, one: CountedCase): readonly string[] =>
  readIndicator(code, one).map((read) => (read.is === 'VALID' ? (read.hit === false ? 'NO' : 'YES') : read.is));
const HOUR = 60;
const DAY = 24 * HOUR;

describe('10.15: T rows drive clocks, C rows indicators; each keeps the sign of its source', () => {
  test('10.15 a lab ready after exactly 30 minutes keeps its clock (T17) and misses its indicator (C6)', () => {
    const activation = { labId: 'lab_1', calledBy: 'ps_x', at: minute(0), lab: 'HELD', arrived: {} } as never;
    const episode = anEpisode({ activation }, { STEMI_DX: 0, LAB_CALLED: 0, LAB_READY: 30 });
    expect(readClock('T17', episode, minute(40))?.status).toBe('MET');
    expect(is('C6', aCase({ LAB_CALLED: 0, LAB_READY: 30 }))).toEqual(['NO']);
    expect(is('C6', aCase({ LAB_CALLED: 0, LAB_READY: 29 }))).toEqual(['YES']);
  });
  test('10.15 angiography exactly two hours after the label misses its clock (T32) and keeps its indicator (C18)', () => {
    const risk = { riskClass: 'VERY_HIGH', says: 'VERY_HIGH', by: 'ps_x', role: 'ON_CALL_CARDIOLOGIST', at: minute(0) };
    const episode = anEpisode({ risk: risk as never }, { NSTE_DX: 0, RISK_LABEL: 0, ANGIO: 120 });
    expect(readClock('T32', episode, hour(3))?.status).toBe('MISSED');
    expect(
      is('C18_VERY_HIGH', aCase({ RISK_LABEL: 0, ANGIO: 120 }, { finding: 'NSTE_ACS', riskClass: 'VERY_HIGH' })),
    ).toEqual(['YES']);
  });
  test('10.15, 10.42 a single case may take 10 minutes, their mean must lie below', () => {
    const c1 = figure('C1', aCase({ FMC: 0, ECG1_ACQUIRED: 10 }), aCase({ FMC: 0, ECG1_ACQUIRED: 10 }));
    expect(c1).toMatchObject({ hits: 2, hitPct: 100, meanMin: 10, meanMet: false, shareMet: true });
  });
});

describe('10.16: angiography after lysis', () => {
  const lysed = (angioMin: number, overrides: Partial<CountedCase> = {}) =>
    aCase({ LYSIS_START: 0, ANGIO: angioMin }, { strategy: 'LYSIS', ...overrides });
  test('10.16 C13 counts 0 to 24 h, and the share before 2 h stands beside it', () => {
    const cases = [lysed(90), lysed(5 * HOUR), lysed(DAY), lysed(DAY + 1)];
    expect(figure('C13', ...cases)).toMatchObject({ n: 4, hits: 3, hitPct: 75, shareMet: true });
    expect(figure('C13_EARLY', ...cases)).toMatchObject({ n: 4, hits: 1, hitPct: 25 });
    expect(is('C13_EARLY', lysed(120))).toEqual(['NO']);
  });
  test('10.16, 10.42 rescue PCI leaves both altogether', () => {
    expect(is('C13', lysed(90, { rescue: true }))).toEqual([]);
    expect(is('C13_EARLY', lysed(90, { rescue: true }))).toEqual([]);
  });
  test('10.16 an angiography before the lysis is no success: a wrong time is invalid, and stands beside', () => {
    expect(figure('C13', lysed(-30), lysed(300))).toMatchObject({ n: 1, hits: 1, invalid: 1, invalidPct: 50 });
  });
});

describe('T24: the mean of door-in to door-out', () => {
  const sent = { arrival: 'NETWORK_TRANSFER', strategy: 'PPCI_BY_TRANSFER' } as const;
  const shock = { overlays: [{ overlay: 'SHOCK', from: minute(3), raisedBy: 'ps_x' }] } as const;
  test('T24 shock or acute heart failure that waited for a vehicle leaves it, of C9 it stays (10.42)', () => {
    const waited = aCase({ REF_DOOR_IN: 0, REF_DOOR_OUT: 95 }, { ...sent, awaitedRetrieval: true });
    const left = aCase({ REF_DOOR_IN: 0, REF_DOOR_OUT: 25 }, sent);
    expect(figure('B6A_DIDO', waited, left)).toMatchObject({ n: 1, meanMin: 25, meanMet: true });
    expect(figure('C9_DIDO', waited, left)).toMatchObject({ n: 2, meanMin: 60 });
  });
  test('T24 it is the condition and the reason together: neither alone leaves anybody out', () => {
    expect(didAwaitRetrieval(shock, 'VEHICLE')).toBe(true);
    expect(didAwaitRetrieval({ killip: 3 }, 'VEHICLE')).toBe(true);
    expect(didAwaitRetrieval({ checklist: { ACUTE_SEVERE_HEART_FAILURE: 'YES' } }, 'VEHICLE')).toBe(true);
    expect(didAwaitRetrieval(shock, 'CONSENT')).toBe(false);
    expect(didAwaitRetrieval(shock)).toBe(false);
    expect(didAwaitRetrieval({ killip: 2 }, 'VEHICLE')).toBe(false);
  });
});

describe('10.23: the cap of each interval', () => {
  const nste = (riskClass: 'VERY_HIGH' | 'HIGH' | 'INTERMEDIATE') => ({ finding: 'NSTE_ACS', riskClass }) as const;
  test.each<[IndicatorCode, number, (min: number) => CountedCase]>([
    ['C1', DAY, (min) => aCase({ FMC: 0, ECG1_ACQUIRED: min })],
    ['C5', DAY, (min) => aCase({ DOOR: 0, WIRE: min })],
    ['C13', 3 * DAY, (min) => aCase({ LYSIS_START: 0, ANGIO: min }, { strategy: 'LYSIS' })],
    ['C16', 3 * DAY, (min) => aCase({ FMC: 0, STATIN: min })],
    ['C18_VERY_HIGH', 7 * DAY, (min) => aCase({ RISK_LABEL: 0, ANGIO: min }, nste('VERY_HIGH'))],
    ['C18_HIGH', 7 * DAY, (min) => aCase({ NSTE_DX: 0, ANGIO: min }, nste('HIGH'))],
    ['NSTE_INTERMEDIATE', 30 * DAY, (min) => aCase({ NSTE_DX: 0, ANGIO: min }, nste('INTERMEDIATE'))],
    ['C12_3H', 14 * DAY, (min) => aCase({ ONSET: 0, FMC: min })],
    ['G10', 14 * DAY, (min) => aCase({ ONSET: 0, HELP_SOUGHT: min })],
  ])('10.23 %s: %i minutes are a value, one more is invalid and never a miss', (code, cap, of) => {
    expect(figure(code, of(cap))).toMatchObject({ n: 1, invalid: 0, longestMin: cap });
    expect(figure(code, of(cap + 1))).toMatchObject({ n: 0, invalid: 1, invalidPct: 100 });
  });
});

describe('10.25: onset to first contact', () => {
  test('10.25 C12 counts to the first contact, not to the call', () => {
    expect(is('C12_2H', aCase({ ONSET: 0, HELP_SOUGHT: 100, FMC: 130 }))).toEqual(['NO']);
    expect(is('C12_3H', aCase({ ONSET: 0, HELP_SOUGHT: 100, FMC: 130 }))).toEqual(['YES']);
  });
  test.each<IndicatorCode>(['C11', 'C12_2H', 'C12_3H', 'C12_12H', 'G10'])(
    '10.25 %s: an unknown onset is shown apart, neither valid nor invalid',
    (code) => {
      expect(figure(code, aCase({ HELP_SOUGHT: 0, FMC: 10, WIRE: 60 }))).toMatchObject({
        n: 0,
        invalid: 0,
        apart: [{ is: 'ONSET_UNKNOWN', count: 1 }],
      });
    },
  );
  test('10.25, 10.42 an onset after the first contact is invalid', () => {
    expect(is('C12_3H', aCase({ ONSET: 30, FMC: 10 }))).toEqual(['INVALID']);
  });
  test('10.19, 10.25 an onset between two times counts where both ends agree, and is uncertain where they do not', () => {
    const vague = aCase({ ONSET: [0, 100], FMC: 150 });
    expect(is('C12_3H', vague)).toEqual(['YES']);
    expect(is('C12_2H', vague)).toEqual(['UNCERTAIN']);
    expect(figure('C12_3H', vague).meanMin).toBeUndefined();
  });
  test('10.25 C11: of those who came within 12 h, the reperfused; later ones are not asked', () => {
    const came = (fmcMin: number) => ({ ONSET: 0, FMC: fmcMin }) as const;
    expect(is('C11', aCase({ ...came(12 * HOUR), WIRE: 900 }))).toEqual(['YES']);
    expect(is('C11', aCase({ ...came(60), LYSIS_START: 90 }, { strategy: 'LYSIS' }))).toEqual(['YES']);
    expect(is('C11', aCase(came(60), { strategy: 'NONE' }))).toEqual(['NO']);
    expect(is('C11', aCase({ ...came(12 * HOUR + 1), WIRE: 900 }))).toEqual([]);
  });
  test('2.8 who refused stays in the share of the reperfused and leaves the timed measures', () => {
    const refused = aCase({ ONSET: 0, FMC: 60, DOOR: 70 }, { refused: true });
    expect(is('C11', refused)).toEqual(['NO']);
    expect(is('C5', refused)).toEqual([]);
  });
});

describe('10.26: who is counted by several rows', () => {
  test('10.26 C5 leaves out who fell ill in hospital; that way from first contact to wire is shown apart', () => {
    const ward = aCase({ FMC: 0, DOOR: -600, WIRE: 70 }, { arrival: 'IN_HOSPITAL_ONSET', helpChannel: 'WARD' });
    expect(is('C5', ward)).toEqual([]);
    expect(figure('C5_WARD', ward)).toMatchObject({ n: 1, meanMin: 70 });
    expect(is('C5_WARD', aCase({ FMC: 0, WIRE: 70 }))).toEqual([]);
  });
  test('10.26, 10.42 C6 counts activations whose team was there; cancelled and never ready ones stand apart', () => {
    const cases = [
      aCase({ LAB_CALLED: 0, LAB_READY: 20 }, { activatedAt: minute(0) }),
      aCase({ LAB_CALLED: 0 }, { standDowns: 1 }),
      aCase({ LAB_CALLED: 0, LAB_READY: 70 }, { standDowns: 1, activatedAt: minute(50) }),
      aCase({ LAB_CALLED: 0 }, { activatedAt: minute(0) }),
    ];
    expect(figure('C6', ...cases)).toMatchObject({
      n: 2,
      hits: 2,
      meanMin: 20,
      apart: [
        { is: 'NOT_REACHED', count: 1 },
        { is: 'CANCELLED', count: 2 },
      ],
    });
  });
  test('2.9 an activation without a culprit at angiography is a false positive, shown beside C6', () => {
    const times = { LAB_CALLED: 0, LAB_READY: 20 } as const;
    const one = aCase(times, { activatedAt: minute(0), finding: 'NSTE_ACS', angiography: 'NO_CULPRIT' });
    expect(figure('C6', one)).toMatchObject({ n: 1, hits: 1, apart: [{ is: 'FALSE_POSITIVE', count: 1 }] });
  });
  test('P8 who went to the surgeon instead is in no timed measure of primary PCI', () => {
    const times = { FMC: 0, DOOR: 30, PUNCTURE: 60, ANGIO: 62 } as const;
    expect(is('C5', aCase(times))).toEqual(['INVALID']);
    expect(is('C5', aCase(times, { angiography: 'SURGERY' }))).toEqual([]);
  });
  test('10.26 C7 counts local 120 and transfers by ambulance, together and apart; a walk-in is C8’s', () => {
    const straight = { ed: true, ccu: true };
    const cases = [
      aCase({}, { bypass: straight }),
      aCase({}, { bypass: { ed: false, ccu: true } }),
      aCase({}, { arrival: 'NETWORK_TRANSFER', bypass: straight }),
      aCase({}, { arrival: 'WALK_IN', bypass: { ed: false, ccu: true } }),
    ];
    expect(figure('C7', ...cases)).toMatchObject({ n: 3, hits: 2 });
    expect(figure('C7_120', ...cases)).toMatchObject({ n: 2, hits: 1 });
    expect(figure('C7_TRANSFER', ...cases)).toMatchObject({ n: 1, hits: 1 });
    expect(figure('C8', ...cases)).toMatchObject({ n: 1, hits: 1, shareMet: true });
  });
  test('10.26 C9: sent is on the hub’s record before its door; never received is not sent, no door is invalid', () => {
    const transfer = { arrival: 'NON_NETWORK_TRANSFER' } as const;
    expect(is('C9_SENT', aCase({ ECG1_RECEIVED: 5, DOOR: 60 }, transfer))).toEqual(['YES']);
    expect(is('C9_SENT', aCase({ ECG1_RECEIVED: 60, DOOR: 60 }, transfer))).toEqual(['NO']);
    expect(is('C9_SENT', aCase({ DOOR: 60 }, transfer))).toEqual(['NO']);
    expect(is('C9_SENT', aCase({ ECG1_RECEIVED: 5 }, transfer))).toEqual(['INVALID']);
    // 10.42: a photo is never "sent"; the recording that followed it is
    const pictured = (recordedMin?: number) => ({
      ...transfer,
      sentAsPicture: recordedMin === undefined ? {} : { recordedAt: minute(recordedMin) },
    });
    expect(is('C9_SENT', aCase({ ECG1_RECEIVED: 5, DOOR: 60 }, pictured()))).toEqual(['NO']);
    expect(is('C9_SENT', aCase({ ECG1_RECEIVED: 5, DOOR: 60 }, pictured(30)))).toEqual(['YES']);
    expect(is('C9_SENT', aCase({ ECG1_RECEIVED: 5, DOOR: 60 }, pictured(70)))).toEqual(['NO']);
    expect(is('C9_SENT', aCase({ ECG1_RECEIVED: 5, DOOR: 60 }))).toEqual([]);
  });
  test('10.26 C17 counts by the class of arrival: who was brought by 120, not who only called it', () => {
    expect(is('C17', aCase({ CALL120: 0, ADMIT: 90 }))).toEqual(['YES']);
    expect(is('C17', aCase({ CALL120: 0, ADMIT: 90 }, { arrival: 'WALK_IN' }))).toEqual(['NO']);
    expect(is('C17', aCase({ CALL120: 0 }))).toEqual([]);
  });
  test('10.26, 10.42 C21 asks for the national set, and only for times that can apply', () => {
    const times = { ONSET: -30, DOOR: 20, FMC: 0, ECG1_ACQUIRED: 5, ECG1_RECEIVED: 6, STEMI_DX: 10 } as const;
    const ward = { arrival: 'IN_HOSPITAL_ONSET', helpChannel: 'WARD', strategy: 'NONE' } as const;
    expect(figure('C21', aCase(times, { arrival: 'WALK_IN', strategy: 'NONE' }))).toMatchObject({ n: 6, hitPct: 100 });
    expect(figure('C21', aCase({ ...times, DOOR: undefined as never }, ward))).toMatchObject({ n: 5, hitPct: 100 });
    expect(figure('C21', aCase(times, { strategy: 'NONE' }))).toMatchObject({ n: 7, hits: 6 });
    expect(figure('C21', aCase(times, { arrival: 'WALK_IN' }))).toMatchObject({ n: 14, hits: 6, shareMet: false });
  });
});

test('10.10, 10.42 an ECG before the first contact is shown apart, in neither numerator nor denominator nor mean', () => {
  expect(figure('C1', aCase({ FMC: 5, ECG1_ACQUIRED: 0 }), aCase({ FMC: 0, ECG1_ACQUIRED: 4 }))).toMatchObject({
    n: 1,
    meanMin: 4,
    invalid: 0,
    apart: [{ is: 'BEFORE_START', count: 1 }],
  });
});

describe('R19: back within 30 days of going home', () => {
  const home = { ADMIT: 60, DISCHARGE: 3 * DAY } as const;
  const backAfter = (days: number) => ({ backAt: minute(3 * DAY + days * DAY) });
  test('R19 who seeks help again on day 29 is back, on day 30 no longer', () => {
    expect(is('R19', aCase(home, backAfter(29)))).toEqual(['YES']);
    expect(is('R19', aCase(home, backAfter(30)))).toEqual(['NO']);
    expect(is('R19', aCase(home))).toEqual(['NO']);
  });
  test('R19 whose 30 days are not over stands apart, unless already back', () => {
    const askedAt = minute(3 * DAY + 10 * DAY);
    expect(is('R19', aCase(home, { askedAt }))).toEqual(['NOT_OVER']);
    expect(is('R19', aCase(home, { askedAt, ...backAfter(9) }))).toEqual(['YES']);
  });
  test('R19 who died in hospital, or at home without coming back, is not counted; who came back and then died is', () => {
    expect(is('R19', aCase({ ADMIT: 60, DEATH: DAY }))).toEqual([]);
    expect(is('R19', aCase({ ...home, DEATH: 9 * DAY }))).toEqual([]);
    expect(is('R19', aCase({ ...home, DEATH: 9 * DAY }, backAfter(5)))).toEqual(['YES']);
    expect(is('R19', aCase({ ...home, DEATH: 60 * DAY }))).toEqual(['NO']);
  });
  test('R19 who is still in hospital, or had no ACS, is nobody’s case', () => {
    expect(is('R19', aCase({ ADMIT: 60 }, { open: true }))).toEqual([]);
    expect(is('R19', aCase(home, { finding: 'OTHER_DIAGNOSIS' }))).toEqual([]);
  });
});

describe('C19: death before going home', () => {
  test('C19 a death in hospital counts for STEMI and for ACS, one at home later for neither', () => {
    const cases = [
      aCase({ ADMIT: 60, DEATH: DAY }),
      aCase({ ADMIT: 60, DISCHARGE: DAY, DEATH: 5 * DAY }),
      aCase({ ADMIT: 60, DISCHARGE: DAY }, { finding: 'NSTE_ACS' }),
      aCase({ ADMIT: 60 }, { open: true }),
    ];
    expect(figure('C19_ACS', ...cases)).toMatchObject({ n: 3, hits: 1 });
    expect(figure('C19_STEMI', ...cases)).toMatchObject({ n: 2, hits: 1 });
  });
});

test('10.10 B5c: lysis in the ambulance comes before any door: it stands apart, and is no wrong time', () => {
  expect(is('B5C', aCase({ LYSIS_START: 30, DOOR: 60 }, { strategy: 'LYSIS' }))).toEqual(['BEFORE_START']);
});

test('10.27 B5c: the door of the needle is the referring hospital’s, else the PCI hospital’s own', () => {
  const lysis = { strategy: 'LYSIS' } as const;
  expect(is('B5C', aCase({ REF_DOOR_IN: 0, LYSIS_START: 30, DOOR: 120 }, lysis))).toEqual(['YES']);
  expect(is('B5C', aCase({ REF_DOOR_IN: 0, LYSIS_START: 31, DOOR: 120 }, lysis))).toEqual(['NO']);
  expect(is('B5C', aCase({ DOOR: 0, LYSIS_START: 30 }, lysis))).toEqual(['YES']);
  expect(is('B5C', aCase({ DOOR: 0 }, lysis))).toEqual([]);
});

test('C10 counts ambulances whose way to the door took more than 15 minutes; how long is unknown is invalid', () => {
  expect(is('C10', aCase({ FMC: 0, ECG1_RECEIVED: 6, DOOR: 16 }))).toEqual(['YES']);
  expect(is('C10', aCase({ FMC: 0, ECG1_RECEIVED: 20, DOOR: 16 }))).toEqual(['NO']);
  expect(is('C10', aCase({ FMC: 0, ECG1_RECEIVED: 6, DOOR: 15 }))).toEqual([]);
  expect(is('C10', aCase({ ECG1_RECEIVED: 6, DOOR: 16 }))).toEqual(['INVALID']);
});

test('10.42 what has not happened yet, or never can, is not missing', () => {
  const times = { DOOR: 0, FMC: -20 } as const;
  expect(is('C5', aCase(times))).toEqual(['INVALID']);
  expect(is('C5', aCase(times, { open: true }))).toEqual([]);
  expect(is('C5', aCase({ ...times, DEATH: 15 }))).toEqual([]);
  expect(is('C5', aCase({ FMC: -20 }))).toEqual(['INVALID']);
  expect(is('C5', aCase({ FMC: -20 }, { open: true }))).toEqual([]);
});

test('every indicator cites its row, and is read of a case that has everything', () => {
  for (const [code, { ref }] of Object.entries(INDICATORS)) expect(`${code} ${ref}`).toMatch(/ (B\d|C\d|G\d|R\d|T\d)/);
});
