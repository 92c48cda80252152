import type { LysisFindings } from '../../workflows/domain/lysisResult';
import { LYSIS_RESULT_ROWS, lysisAdvice, resolution } from '../../workflows/domain/lysisResult';
import { angiographyWindow } from '../../workflows/domain/lysisRules';
import { readClock } from '../../workflows/domain/clocks';
import { phaseOf } from '../../workflows/domain/phase';
import { ecgId } from '../../workflows/domain/ids';
import { aTime, minute } from '../builders/anEpisode';
import type { Word } from '../builders/given';
import {
  CARDIOLOGIST,
  decided,
  ecg,
  ENGINE,
  given,
  labCalled,
  milestone,
  pagesOf,
  read,
  readOf,
  rolesPaged,
  timePasses,
} from '../builders/given';

const quiet = { painGone: 'NO', reperfusionArrhythmia: 'NO', unstable: 'NO', worseningIschaemia: 'NO' } as const;
const stored = { referenceEcgId: ecgId('ecg_1'), lead: 'V3', mmBefore: 4, mmAfter: 1 } as const;

const lysed = [
  milestone('FMC', 5),
  milestone('REF_DOOR_IN', 6),
  ecg(9),
  read('STEMI', 14),
  decided('LYSIS', 16),
  milestone('LYSIS_START', 20),
];
const assessed = (result: 'REPERFUSED' | 'FAILED', atMin: number, findings: Partial<LysisFindings> = {}): Word => ({
  type: 'LYSIS_ASSESSED',
  result,
  findings: { ...quiet, ...findings },
  time: aTime(minute(atMin)),
  heardMin: atMin,
  by: CARDIOLOGIST,
});
const reasons = (decision: Parameters<typeof pagesOf>[0]) =>
  pagesOf(decision).map(({ because, role }) => `${because.reason} ${role}`);

describe('2.6: whether lysis worked', () => {
  test.each([
    ['2.6 unstable', 'FAILED', { ...quiet, ...stored, unstable: 'YES' }, 70],
    ['2.6 worsening', 'FAILED', { ...quiet, ...stored, worseningIschaemia: 'YES' }, 30],
    ['10.35', 'ASK', { ...quiet, painGone: 'YES' }, 70],
    ['2.6 early', 'ASK', { ...quiet, ...stored, painGone: 'YES' }, 59],
    ['2.6 < 50 %', 'FAILED', { ...quiet, ...stored, mmAfter: 2.1, painGone: 'YES' }, 60],
    ['2.6 >= 50 %', 'REPERFUSED', { ...quiet, ...stored, mmAfter: 2, painGone: 'YES' }, 60],
    ['2.6 >= 50 %', 'REPERFUSED', { ...quiet, ...stored, reperfusionArrhythmia: 'YES' }, 90],
    ['2.6 no support', 'ASK', { ...quiet, ...stored, painGone: 'UNKNOWN' }, 90],
  ] as const)('%s says %s', (row, says, findings, sinceMin) => {
    expect(lysisAdvice(findings, sinceMin, {})).toMatchObject({ row, says });
  });

  test('every row of the table is exercised above', () => {
    expect(LYSIS_RESULT_ROWS.map(({ row }) => row)).toEqual([
      '2.6 unstable',
      '2.6 worsening',
      '10.35',
      '2.6 early',
      '2.6 < 50 %',
      '2.6 >= 50 %',
    ]);
  });

  test('10.35: resolution is computed only from a stored reference ECG, its lead and both heights', () => {
    expect(resolution({ ...quiet, ...stored })).toBe(75);
    for (const missing of ['referenceEcgId', 'lead', 'mmBefore', 'mmAfter'])
      expect(resolution({ ...quiet, ...stored, [missing]: undefined })).toBeUndefined();
  });

  test('a reference ECG taken after the bolus, or of somebody else, is refused', () => {
    const later = given(...lysed, ecg(60, 'ecg_2'));
    const compared = (id: string) => assessed('REPERFUSED', 82, { ...stored, referenceEcgId: ecgId(id) });
    expect(later.refuses(compared('ecg_2'))?.refused).toBe('BAD_INPUT');
    expect(later.refuses(compared('ecg_9'))?.refused).toBe('BAD_INPUT');
    expect(later.refuses(compared('ecg_1'))).toBeUndefined();
  });

  test('only a named person says it, after the bolus, and against the table only with a reason', () => {
    expect(given(...lysed).refuses({ ...assessed('FAILED', 90), by: ENGINE })?.refused).toBe('NOT_ALLOWED');
    expect(given(...lysed.slice(0, -1)).refuses(assessed('FAILED', 90))?.refused).toBe('WRONG_PHASE');
    const against = assessed('REPERFUSED', 90, { ...stored, mmAfter: 3 });
    expect(given(...lysed).refuses(against)?.refused).toBe('REASON_NEEDED');
    expect(given(...lysed).refuses({ ...against, reason: 'ANGIOGRAM SEEN' } as Word)).toBeUndefined();
  });
});

describe('T29: lysis to reassessment', () => {
  test('an ECG is asked for at 60 and at 90 minutes after the bolus', () => {
    expect(reasons(given(...lysed).when(timePasses(80)))).toContain('REASSESS_ECG REFERRING_DOCTOR');
    const taken = given(...lysed, ecg(76, 'ecg_2'));
    expect(reasons(taken.when(timePasses(80)))).not.toContain('REASSESS_ECG REFERRING_DOCTOR');
    expect(reasons(taken.when(timePasses(110)))).toContain('REASSESS_ECG REFERRING_DOCTOR');
  });
  test('90 minutes without an ECG is not shown to be successful, and a senior is asked to decide', () => {
    expect(reasons(given(...lysed).when(timePasses(110)))).toContain('LYSIS_NOT_SHOWN ON_CALL_CARDIOLOGIST');
    expect(reasons(given(...lysed, ecg(80, 'ecg_2')).when(timePasses(110)))).not.toContain(
      'LYSIS_NOT_SHOWN ON_CALL_CARDIOLOGIST',
    );
  });
  test('a bolus entered a day later asks nobody for an ECG', () => {
    const { episode } = given(...lysed.slice(0, -1), milestone('LYSIS_START', 20, 20 + 25 * 60));
    expect(episode.runs.map(({ key }) => key)).not.toContain('REASSESS_ECG');
  });
});

describe('R15: lysis failed', () => {
  test('calling the lab is put to the cardiologist and the coordinator at once, and climbs until it is called', () => {
    const failed = given(...lysed).when(assessed('FAILED', 85, { unstable: 'YES' }));
    expect(reasons(failed)).toEqual(
      expect.arrayContaining(['LYSIS_FAILED ON_CALL_CARDIOLOGIST', 'LYSIS_FAILED COORDINATOR']),
    );
    const told = given(...lysed, assessed('FAILED', 85));
    expect(reasons(told.when(timePasses(88)))).toContain('LYSIS_FAILED SECOND_CARDIOLOGIST');
    const called = given(...lysed, assessed('FAILED', 85), labCalled(86));
    expect(reasons(called.when(timePasses(95)))).not.toContain('LYSIS_FAILED DUTY_DIRECTOR');
  });
  test('the crew on the road is told to drive to the lab', () => {
    const onTheRoad = given(...lysed, milestone('REF_DOOR_OUT', 40));
    expect(phaseOf(onTheRoad.episode)).toBe('TRANSFER');
    expect(reasons(onTheRoad.when(assessed('FAILED', 85)))).toContain('DIVERT_TO_LAB EMS_CREW');
    expect(rolesPaged(given(...lysed).when(assessed('FAILED', 85)))).not.toContain('EMS_CREW');
  });
  test('T30 runs from the word "failed", T31 no longer', () => {
    const { next } = given(...lysed).when(assessed('FAILED', 85));
    expect(readClock('T30', next, minute(90))).toMatchObject({ status: 'RUNNING', startedAt: minute(85) });
    expect(readClock('T31', next, minute(90))?.voidReason).toBe('NOT_APPLICABLE');
  });
  test('an artery that closed again after success is rescue from then on, not from the first word', () => {
    const again = given(...lysed, assessed('REPERFUSED', 85)).when(
      assessed('FAILED', 200, { worseningIschaemia: 'YES' }),
    );
    expect(readClock('T30', again.next, minute(201))).toMatchObject({ startedAt: minute(200) });
    expect(readClock('T29', again.next, minute(201))).toMatchObject({ status: 'MET', tookMin: 65 });
  });
});

describe('2.6: STEMI on an ECG taken after success', () => {
  const opened = given(...lysed, assessed('REPERFUSED', 85), ecg(200, 'ecg_later'));
  const doubt = opened.when(readOf('ecg_later', 'STEMI', 203));

  test('whoever holds the patient and cardiology are called to assess at once, for it may have closed again', () => {
    expect(reasons(doubt)).toEqual(
      expect.arrayContaining(['LYSIS_CLOSED_AGAIN REFERRING_DOCTOR', 'LYSIS_CLOSED_AGAIN ON_CALL_CARDIOLOGIST']),
    );
    const late = given(...lysed, assessed('REPERFUSED', 85), ecg(200, 'ecg_later'), readOf('ecg_later', 'STEMI', 203));
    expect(reasons(late.when(timePasses(208)))).toContain('LYSIS_CLOSED_AGAIN SECOND_CARDIOLOGIST');
    const said = given(
      ...lysed,
      assessed('REPERFUSED', 85),
      ecg(200, 'ecg_later'),
      readOf('ecg_later', 'STEMI', 203),
      assessed('REPERFUSED', 204),
    );
    expect(reasons(said.when(timePasses(214)))).not.toContain('LYSIS_CLOSED_AGAIN DUTY_DIRECTOR');
  });
  test('the system decides nothing: the artery counts as open until somebody assesses it', () => {
    expect(doubt.next.lysis?.result).toBe('REPERFUSED');
    expect(rolesPaged(doubt)).not.toContain('EMS_CREW');
  });
  test('an ECG taken before the word, and one that shows something else, ask nobody', () => {
    const before = given(...lysed, ecg(80, 'ecg_before'), assessed('REPERFUSED', 85));
    expect(reasons(before.when(readOf('ecg_before', 'STEMI', 90))).join()).not.toContain('LYSIS_CLOSED_AGAIN');
    expect(reasons(opened.when(readOf('ecg_later', 'NOT_ACUTE', 203))).join()).not.toContain('LYSIS_CLOSED_AGAIN');
  });
});

test('T31: after success angiography is due from 2 to 24 hours after the bolus', () => {
  const { next } = given(...lysed).when(assessed('REPERFUSED', 85));
  expect(angiographyWindow(next)).toEqual({ from: minute(20 + 120), until: minute(20 + 24 * 60) });
  expect(readClock('T31', next, minute(90))).toMatchObject({ status: 'RUNNING', dueAt: minute(20 + 24 * 60) });
  expect(readClock('T30', next, minute(90))).toBeUndefined();
});
