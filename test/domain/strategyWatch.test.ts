import type { Word } from '../builders/given';
import { CARDIOLOGIST, DOCTOR, decided, ecg, given, milestone, pagesOf, read, timePasses } from '../builders/given';
import { aTime, minute } from '../builders/anEpisode';

type Parts = { readonly localMin?: number; readonly driveMin?: number; readonly arrivalToWireMin?: number };
const forecast = (heardMin: number, parts: Parts = { localMin: 10, driveMin: 28, arrivalToWireMin: 32 }): Word => ({
  type: 'FORECAST_MADE',
  forecast: { madeAt: minute(heardMin), ...parts },
  heardMin,
});
const checklist = (heardMin: number, answers: Record<string, 'YES' | 'NO'>): Word => ({
  type: 'CHECKLIST_ANSWERED',
  answers,
  heardMin,
  by: DOCTOR,
});
const asked = (decision: Parameters<typeof pagesOf>[0]) =>
  pagesOf(decision)
    .filter(({ because }) => because.reason === 'STRATEGY_AGAIN')
    .map(({ role }) => role);

const onset: Word = { type: 'MILESTONE_RECORDED', code: 'ONSET', time: aTime(minute(-45)), heardMin: 1 };
const stemi = [onset, milestone('FMC', 5), ecg(9), read('STEMI', 14)];
const transfer = [...stemi, forecast(15), decided('PPCI_BY_TRANSFER', 17)];
/** Diagnosis to wire stays under 120 min for as long as the test looks. */
const NEAR = { localMin: 60, driveMin: 10, arrivalToWireMin: 20 };
const BOTH_ENDS = ['ON_CALL_CARDIOLOGIST', 'FAMILY_DOCTOR'];

test('2.2 a vehicle that is gone makes the forecast too long: both ends are asked to decide again', () => {
  const gone = given(...transfer).when(forecast(25, { localMin: 70, driveMin: 28, arrivalToWireMin: 32 }));
  expect(asked(gone)).toEqual(BOTH_ENDS);
});

test('2.2 an input that changes nothing in the answer asks nobody', () => {
  expect(asked(given(...transfer).when(forecast(25, { localMin: 12, driveMin: 28, arrivalToWireMin: 32 })))).toEqual(
    [],
  );
  expect(asked(given(...transfer).when(checklist(25, { DIABETES: 'YES' })))).toEqual([]);
});

test('T22 and 10.38: time alone takes the forecast over 120 min, and that is told to the minute', () => {
  const waiting = given(...transfer);
  expect(asked(waiting.when(timePasses(73.9)))).toEqual([]);
  // diagnosis at 14, 28 + 32 min still ahead: at 74 the forecast is 120
  expect(asked(waiting.when(timePasses(74.1)))).toEqual(BOTH_ENDS);
  expect(asked(given(...transfer, timePasses(74.1)).when(timePasses(79.2)))).toEqual(['SECOND_CARDIOLOGIST']);
});

test('10.38: the window after the onset ends while nothing is done yet, and both ends are asked to the minute', () => {
  const early: Word = { type: 'MILESTONE_RECORDED', code: 'ONSET', time: aTime(minute(-690)), heardMin: 1 };
  const near = [
    early,
    milestone('FMC', 5),
    ecg(9),
    read('STEMI', 14),
    forecast(15, { ...NEAR }),
    decided('PPCI_BY_TRANSFER', 17),
  ];
  // 12 h after the onset is minute 30; whether ischaemia goes on nobody has said
  expect(asked(given(...near).when(timePasses(29.9)))).toEqual([]);
  expect(asked(given(...near).when(timePasses(30.1)))).toEqual(BOTH_ENDS);
  const goesOn = checklist(20, { ONGOING_ISCHAEMIA: 'YES' });
  expect(asked(given(...near, goesOn).when(timePasses(30.1)))).toEqual([]);
  expect(asked(given(...near, milestone('LAB_IN', 28)).when(timePasses(30.1)))).toEqual([]);
  expect(asked(given(...near, milestone('WIRE', 28)).when(timePasses(30.1)))).toEqual([]);
});

test('10.38, 2.2#8: the window of stable late patients ends by itself too, where the list of the region ends it', () => {
  const late: Word = { type: 'MILESTONE_RECORDED', code: 'ONSET', time: aTime(minute(-47.5 * 60)), heardMin: 1 };
  const stable = checklist(12, { ONGOING_ISCHAEMIA: 'NO', INSTABILITY: 'NO', LIFE_THREATENING_ARRHYTHMIA: 'NO' });
  const chosen = [late, milestone('FMC', 5), ecg(9), stable, read('STEMI', 14), decided('PPCI_BY_TRANSFER', 17)];
  // 48 h after the onset is minute 30
  expect(asked(given(...chosen).when(timePasses(29.9)))).toEqual([]);
  expect(asked(given(...chosen).when(timePasses(30.1)))).toEqual(BOTH_ENDS);
});

test('10.9 once the patient has left or the drug runs, nobody is asked again', () => {
  const longer = forecast(40, { localMin: 70, driveMin: 28, arrivalToWireMin: 32 });
  expect(asked(given(...transfer, milestone('REF_DOOR_OUT', 30)).when(longer))).toEqual([]);
  expect(asked(given(...transfer, milestone('REF_DOOR_OUT', 30)).when(timePasses(90)))).toEqual([]);
});

test('2.2 a doctor who chose against the table is asked again only when the table changes its mind', () => {
  const against = given(...stemi, decided('PPCI_BY_TRANSFER', 17));
  expect(asked(against.when(checklist(20, { DIABETES: 'YES' })))).toEqual([]);
  expect(asked(against.when(checklist(20, { CARDIOGENIC_SHOCK: 'YES' })))).toEqual(BOTH_ENDS);
});

test('2.2 deciding again, even for the same, is the answer', () => {
  const longer = forecast(25, { localMin: 70, driveMin: 28, arrivalToWireMin: 32 });
  const again = given(...transfer, longer, { ...decided('PPCI_BY_TRANSFER', 27), by: CARDIOLOGIST });
  expect(again.episode.choice?.changedAt).toBeUndefined();
  expect(asked(again.when(timePasses(45)))).toEqual([]);
});

test('2.2 when the facts turn back the question is gone, and a new turn asks anew', () => {
  const longer = (heardMin: number) => forecast(heardMin, { localMin: 70, driveMin: 28, arrivalToWireMin: 32 });
  const back = [...transfer, longer(25), forecast(27, { localMin: 5, driveMin: 28, arrivalToWireMin: 32 })];
  expect(asked(given(...back).when(timePasses(31)))).toEqual([]);
  const ids = (decision: Parameters<typeof pagesOf>[0]) => pagesOf(decision).map(({ id }) => id);
  const first = given(...transfer).when(longer(25));
  const second = given(...back).when(longer(33));
  expect(asked(second)).toEqual(BOTH_ENDS);
  expect(ids(second)).not.toEqual(expect.arrayContaining(ids(first)));
});
