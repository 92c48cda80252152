import { readClock } from '../../workflows/domain/clocks';
import type { Actor } from '../../workflows/domain/decision';
import { when } from '../../workflows/domain/milestones';
import { riskAdvice } from '../../workflows/domain/nsteRisk';
import { episodeRows } from '../../workflows/domain/episodeRows';
import type { TestReport } from '../../workflows/domain/testResults';
import { changeOf, isRaised, riskAnswers, standingTests } from '../../workflows/domain/testResults';
import type { TestKind } from '../../workflows/domain/vocabulary';
import { aTime, anEpisode, minute } from '../builders/anEpisode';
import type { Word } from '../builders/given';
import { CARDIOLOGIST, decided, ecg, ENGINE, given, milestone, read } from '../builders/given';

const ED: Actor = { kind: 'HUMAN', id: 'ps_ed', role: 'ED_DOCTOR' };
const KIT: Actor = { kind: 'DEVICE', id: 'dv_kit1' };

type Told = Partial<TestReport> & { readonly corrects?: number; readonly reason?: string; readonly by?: Actor };
/** A result of a sample taken at a minute, told at another. */
const aTest = (
  kind: TestKind,
  value: number,
  [sampledMin, heardMin]: readonly [number, number],
  more: Told = {},
): Word => {
  const { corrects, reason, by = ED, ...report } = more;
  return {
    type: 'TEST_REPORTED',
    report: { kind, value, unit: 'ng/L', sampled: aTime(minute(sampledMin)), ...report },
    ...(corrects === undefined ? {} : { corrects }),
    ...(reason === undefined ? {} : { reason }),
    heardMin,
    by,
  };
};
const takenBack = (n: number, heardMin: number, reason = 'another patient’s'): Word => ({
  type: 'TEST_WITHDRAWN',
  n,
  reason,
  heardMin,
  by: ED,
});
const quiet = [milestone('FMC', 5), ecg(9), read('NSTE_ACS', 14)];

describe('8.5: a result carries its unit, its sample’s time and who told it', () => {
  test('10.35: a troponin without a unit of troponins is refused, and so is a creatinine in ng/L', () => {
    expect(given().refuses(aTest('HS_TROPONIN_I', 52, [10, 20], { unit: '' }))?.refused).toBe('BAD_INPUT');
    expect(given().refuses(aTest('CREATININE', 88, [10, 20]))?.because).toBe('CREATININE is told in umol/L, mg/dL.');
  });
  test('a negative value, a sample of tomorrow and a result before its sample are refused', () => {
    expect(given().refuses(aTest('HS_TROPONIN_I', -1, [10, 20]))?.refused).toBe('BAD_INPUT');
    expect(given().refuses(aTest('HS_TROPONIN_I', 52, [40, 20]))?.refused).toBe('TIME_IN_FUTURE');
    const early = { reported: aTime(minute(5)) };
    expect(given().refuses(aTest('HS_TROPONIN_I', 52, [10, 20], early))?.refused).toBe('BAD_INPUT');
  });
  test('the record says who told it, or which device measured it, and keeps the laboratory’s own limit and method', () => {
    const [row] = episodeRows(
      given(aTest('HS_TROPONIN_T', 9, [10, 20], { by: KIT, limit: 14, assay: 'POCT' })).episode,
      minute(20),
    ).filter(({ table }) => table === 'test_result');
    expect(row).toEqual({
      ...{ table: 'test_result', episodeId: 'ep_1', n: 1, kind: 'HS_TROPONIN_T', value: 9, unit: 'ng/L' },
      ...{ limit: 14, assay: 'POCT', at: minute(10), precision: 'MINUTE', source: 'HUMAN', recordedBy: 'dv_kit1' },
      ...{ receivedAt: minute(20), reportedAt: minute(20), marked: [3, 4] },
    });
  });
  test('told twice it stands once', () => {
    const again = given(aTest('GLUCOSE', 7.2, [10, 20], { unit: 'mmol/L' })).when(
      aTest('GLUCOSE', 7.2, [10, 25], { unit: 'mmol/L' }),
    );
    expect(again.outcome).toBe('DUPLICATE');
    expect(again.next.tests).toHaveLength(1);
  });
});

describe('corrections keep both', () => {
  const wrong = given(aTest('HS_TROPONIN_I', 5.2, [10, 20], { unit: 'ng/mL' }));
  test('the right value replaces the wrong one, with a reason', () => {
    expect(wrong.refuses(aTest('HS_TROPONIN_I', 5.2, [10, 22], { corrects: 1 }))?.refused).toBe('REASON_NEEDED');
    const { next } = wrong.when(aTest('HS_TROPONIN_I', 5.2, [10, 22], { corrects: 1, reason: 'ng/L' }));
    expect(next.tests?.map(({ unit, corrects }) => [unit, corrects])).toEqual([
      ['ng/mL', undefined],
      ['ng/L', 1],
    ]);
    expect(standingTests(next.tests ?? [])).toMatchObject([{ n: 2, unit: 'ng/L', reason: 'ng/L' }]);
  });
  test('a result of one test is not corrected by one of another, nor one that is gone', () => {
    const other = aTest('CREATININE', 88, [10, 22], { unit: 'umol/L', corrects: 1, reason: 'slip' });
    expect(wrong.refuses(other)?.refused).toBe('NOT_FOUND');
    const gone = given(aTest('HS_TROPONIN_I', 5.2, [10, 20]), takenBack(1, 21));
    expect(gone.refuses(aTest('HS_TROPONIN_I', 6, [10, 22], { corrects: 1, reason: 'slip' }))?.refused).toBe(
      'NOT_FOUND',
    );
  });
  test('a corrected sample time corrects the time of the draw; one a nurse has set since stays hers', () => {
    const moved = wrong.when(aTest('HS_TROPONIN_I', 5.2, [12, 22], { corrects: 1, reason: 'clock' })).next;
    expect(when(moved.milestones, 'TN_DRAWN')).toBe(minute(12));
    const drawn = wrong.episode.milestones.find(({ code }) => code === 'TN_DRAWN');
    const nurse: Word = {
      type: 'MILESTONE_RECORDED',
      code: 'TN_DRAWN',
      time: aTime(minute(11)),
      corrects: drawn?.n ?? 0,
      reason: 'label',
      heardMin: 21,
    };
    const kept = given(
      aTest('HS_TROPONIN_I', 5.2, [10, 20], { unit: 'ng/mL' }),
      nurse,
      aTest('HS_TROPONIN_I', 5.2, [12, 22], { unit: 'ng/mL', corrects: 1, reason: 'clock' }),
    );
    expect(when(kept.episode.milestones, 'TN_DRAWN')).toBe(minute(11));
  });
  test('R23: what was another patient’s is taken back with the times it brought, by a named person and with a reason', () => {
    expect(wrong.refuses(takenBack(1, 21, ' '))?.refused).toBe('REASON_NEEDED');
    expect(wrong.refuses({ ...takenBack(1, 21), by: ENGINE })?.refused).toBe('NOT_ALLOWED');
    const { next } = wrong.when(takenBack(1, 21));
    expect(standingTests(next.tests ?? [])).toEqual([]);
    expect(next.tests).toHaveLength(2);
    expect(when(next.milestones, 'TN_DRAWN')).toBeUndefined();
    expect(when(next.milestones, 'TN_REPORTED')).toBeUndefined();
  });
  test('a state that holds many keeps the first troponin and those that stand; numbers go on', () => {
    const many = Array.from({ length: 40 }, (_, n) => aTest('GLUCOSE', 5 + n, [30 + n, 30 + n], { unit: 'mmol/L' }));
    const tests = given(aTest('HS_TROPONIN_I', 5.2, [10, 20]), ...many).episode.tests ?? [];
    expect(tests).toHaveLength(24);
    expect(tests.at(0)).toMatchObject({ kind: 'HS_TROPONIN_I', n: 1 });
    expect(tests.at(-1)).toMatchObject({ value: 44, n: 41 });
  });
});

describe('T11 and T36: a troponin brings its own times', () => {
  test('T11: the first result ends its turnaround, from draw to report', () => {
    const { episode } = given(...quiet, aTest('HS_TROPONIN_I', 5, [20, 38], { reported: aTime(minute(35)) }));
    expect(readClock('T11', episode, minute(38))).toMatchObject({ status: 'MET', tookMin: 15 });
  });
  test('a draw that was recorded before stays, and the result only ends it', () => {
    const { episode } = given(...quiet, milestone('TN_DRAWN', 18), aTest('HS_TROPONIN_I', 5, [20, 42]));
    expect(readClock('T11', episode, minute(42))).toMatchObject({ status: 'MISSED', tookMin: 24 });
  });
  test('T36: a high-sensitivity troponin is repeated within two hours, a conventional one within six', () => {
    const due = (kind: TestKind) =>
      readClock('T36', given(...quiet, aTest(kind, 5, [20, 35])).episode, minute(35))?.limitMin;
    expect(due('HS_TROPONIN_I')).toBe(120);
    expect(due('TROPONIN_I')).toBe(360);
  });
  test('T36: the result of a later sample is the second draw', () => {
    const twice = given(...quiet, aTest('HS_TROPONIN_I', 5, [20, 35]), aTest('HS_TROPONIN_I', 48, [82, 95]));
    expect(readClock('T36', twice.episode, minute(95))).toMatchObject({ status: 'MET', tookMin: 62 });
  });
  test('T11: nothing of reperfusion waits for a troponin', () => {
    const stemi = given(milestone('FMC', 5), ecg(9), read('STEMI', 14));
    expect(stemi.refuses(decided('PPCI_BY_TRANSFER', 16))).toBeUndefined();
  });
});

describe('2.11: results speak for items of the risk table, people answer them', () => {
  const answers = (...words: readonly Word[]) => riskAnswers(given(...quiet, ...words).episode);
  test('2.11#2: a troponin above the laboratory’s limit says yes; within it, or without a limit, it says nothing', () => {
    expect(answers(aTest('HS_TROPONIN_I', 52, [20, 35], { limit: 26 }))['TROPONIN_RAISED']).toBe('YES');
    expect(answers(aTest('HS_TROPONIN_I', 12, [20, 35], { limit: 26 }))['TROPONIN_RAISED']).toBeUndefined();
    expect(answers(aTest('HS_TROPONIN_I', 5200, [20, 35]))['TROPONIN_RAISED']).toBeUndefined();
  });
  test('2.11#3: eGFR below 60 and LVEF below 40 are told by the latest value', () => {
    const egfr = { unit: 'mL/min/{1.73_m2}' };
    expect(answers(aTest('EGFR', 59, [20, 35], egfr))['EGFR_BELOW_60']).toBe('YES');
    expect(answers(aTest('EGFR', 59, [20, 35], egfr), aTest('EGFR', 60, [80, 90], egfr))['EGFR_BELOW_60']).toBe('NO');
    expect(answers(aTest('LVEF', 39, [20, 35], { unit: '%' }))['LVEF_BELOW_40']).toBe('YES');
    expect(answers(aTest('LVEF', 40, [20, 35], { unit: '%' }))['LVEF_BELOW_40']).toBe('NO');
  });
  test('a bound that leaves it open says nothing', () => {
    const egfr = { unit: 'mL/min/{1.73_m2}' };
    expect(answers(aTest('EGFR', 90, [20, 35], { ...egfr, bound: 'ABOVE' }))['EGFR_BELOW_60']).toBe('NO');
    expect(answers(aTest('EGFR', 90, [20, 35], { ...egfr, bound: 'BELOW' }))['EGFR_BELOW_60']).toBeUndefined();
  });
  test('a person’s yes or no stands, and their "unknown" does not silence a result', () => {
    const said = (answer: 'NO' | 'UNKNOWN'): Word => ({
      type: 'CHECKLIST_ANSWERED',
      answers: { TROPONIN_RAISED: answer },
      heardMin: 40,
      by: ED,
    });
    const raised = aTest('HS_TROPONIN_I', 52, [20, 35], { limit: 26 });
    expect(answers(raised, said('NO'))['TROPONIN_RAISED']).toBe('NO');
    expect(answers(raised, said('UNKNOWN'))['TROPONIN_RAISED']).toBe('YES');
  });
  test('the table says high by a raised troponin, and the label is still a doctor’s', () => {
    const { episode, refuses } = given(...quiet, aTest('HS_TROPONIN_I', 52, [20, 35], { limit: 26 }));
    expect(riskAdvice(riskAnswers(episode)).says).toBe('HIGH');
    expect(episode.risk).toBeUndefined();
    const label: Word = {
      type: 'RISK_LABELLED',
      riskClass: 'LOW',
      time: aTime(minute(40)),
      heardMin: 40,
      by: CARDIOLOGIST,
    };
    expect(refuses(label)?.because).toContain('The table says HIGH');
  });
});

describe('what is shown beside a value', () => {
  const tests = (...words: readonly Word[]) => given(...words).episode.tests ?? [];
  test('a change is told between values of one test, whatever units they came in', () => {
    const two = tests(aTest('TROPONIN_I', 40, [10, 20]), aTest('TROPONIN_I', 0.1, [70, 80], { unit: 'ng/mL' }));
    expect(changeOf(two, { n: 2, kind: 'TROPONIN_I' })).toEqual({ by: 0.06, unit: 'ng/mL', sinceAt: minute(10) });
    expect(changeOf(two, { n: 1, kind: 'TROPONIN_I' })).toBeUndefined();
  });
  test('between a bound and a value, or FEU and DDU, there is no change to tell', () => {
    const bound = tests(aTest('TROPONIN_I', 40, [10, 20], { bound: 'BELOW' }), aTest('TROPONIN_I', 90, [70, 80]));
    expect(changeOf(bound, { n: 2, kind: 'TROPONIN_I' })).toBeUndefined();
    const dimer = tests(
      aTest('D_DIMER', 0.5, [10, 20], { unit: 'mg/L{FEU}' }),
      aTest('D_DIMER', 250, [70, 80], { unit: 'ng/mL{DDU}' }),
    );
    expect(changeOf(dimer, { n: 2, kind: 'D_DIMER' })).toBeUndefined();
  });
  test('a value reported as less than its limit is within it; more than less-than is unknown', () => {
    const [low] = tests(aTest('HS_TROPONIN_I', 4, [10, 20], { bound: 'BELOW', limit: 26 }));
    const [high] = tests(aTest('HS_TROPONIN_I', 25_000, [10, 20], { bound: 'ABOVE', limit: 26 }));
    const [open] = tests(aTest('HS_TROPONIN_I', 40, [10, 20], { bound: 'BELOW', limit: 26 }));
    expect([low, high, open].map((one) => one && isRaised(one))).toEqual([false, true, undefined]);
  });
});

test('R1: the results of a merged episode come along once, and say where they came from', () => {
  const source = given(aTest('HS_TROPONIN_I', 52, [20, 35])).episode;
  const moved: Word = {
    type: 'FACTS_MOVED',
    fromEpisodeId: source.id,
    facts: { milestones: [], ecgs: [], overlays: [], checklist: {}, consents: {}, tests: source.tests ?? [] },
    heardMin: 40,
  };
  const own = given(aTest('HS_TROPONIN_I', 52, [20, 36]), aTest('CREATININE', 88, [20, 37], { unit: 'umol/L' }));
  expect(own.when(moved).next.tests).toHaveLength(2);
  expect(given().when(moved).next.tests).toMatchObject([{ n: 1, value: 52, fromEpisodeId: 'ep_1' }]);
  expect(riskAnswers(anEpisode())).toEqual({});
});

describe('2.5#5, 2.5#6: what a person measures by hand', () => {
  type Measured = Extract<Word, { type: 'VITALS_MEASURED' }>;
  const measured = (values: Measured['values'], atMin: number, by: Actor = ED): Word => ({
    type: 'VITALS_MEASURED',
    values,
    measured: aTime(minute(atMin)),
    heardMin: atMin + 1,
    by,
  });
  test('saturation, pressure and pulse of one moment stand beside each other, each with its unit and who told it', () => {
    const { next } = given().when(measured({ SPO2: 88, SBP: 142, DBP: 86, HR: 97 }, 12));
    expect(next.tests?.map(({ kind, value, unit, recordedBy }) => [kind, value, unit, recordedBy])).toEqual([
      ['SPO2', 88, '%', 'ps_ed'],
      ['SBP', 142, 'mm[Hg]', 'ps_ed'],
      ['DBP', 86, 'mm[Hg]', 'ps_ed'],
      ['HR', 97, '/min', 'ps_ed'],
    ]);
  });
  test('one of them is enough, none is not, and told twice they stand once', () => {
    expect(given().when(measured({ SPO2: 95 }, 12)).next.tests).toHaveLength(1);
    expect(given().refuses(measured({}, 12))?.refused).toBe('BAD_INPUT');
    expect(given(measured({ SPO2: 95 }, 12)).when(measured({ SPO2: 95 }, 12)).outcome).toBe('DUPLICATE');
  });
  test('a diastolic pressure above the systolic one, a saturation above 100 % and a machine are refused', () => {
    expect(given().refuses(measured({ SBP: 80, DBP: 120 }, 12))?.refused).toBe('BAD_INPUT');
    expect(given().refuses(measured({ SPO2: 101 }, 12))?.because).toBe('A share is at most 100 %.');
    expect(given().refuses(measured({ SPO2: 95 }, 12, KIT))?.refused).toBe('NOT_ALLOWED');
  });
  test('each is corrected and taken back as a result of its own', () => {
    const two = given(measured({ SBP: 84, DBP: 60 }, 12));
    const sbp = aTest('SBP', 184, [12, 14], { unit: 'mm[Hg]', corrects: 1, reason: 'misheard' });
    expect(standingTests(two.when(sbp).next.tests ?? []).map(({ value }) => value)).toEqual([60, 184]);
    expect(standingTests(two.when(takenBack(2, 15)).next.tests ?? [])).toHaveLength(1);
  });
  test('however often somebody measures, a laboratory result is not pushed out of the state', () => {
    const often = Array.from({ length: 12 }, (_none, n) => measured({ SPO2: 90 + (n % 5), SBP: 100 + n }, 20 + n));
    const { episode } = given(aTest('EGFR', 28, [5, 6], { unit: 'mL/min/{1.73_m2}' }), ...often);
    expect(episode.tests).toHaveLength(24);
    expect(episode.tests?.[0]?.kind).toBe('EGFR');
    expect(episode.tests?.at(-1)).toMatchObject({ kind: 'SBP', value: 111 });
  });
});
