import { readClock } from '../../workflows/domain/clocks';
import { isEpisodeClosed } from '../../workflows/domain/decideEpisode';
import { episodeRows } from '../../workflows/domain/episodeRows';
import { when } from '../../workflows/domain/milestones';
import { whyNotNow } from '../../workflows/domain/possible';
import type { CloseReason } from '../../workflows/domain/vocabulary';
import { aTime, minute } from '../builders/anEpisode';
import type { Word } from '../builders/given';
import { CARDIOLOGIST, ecg, ENGINE, given, milestone, opened, PLAN_RUNS, read, timePasses } from '../builders/given';

const MONTH_MIN = 30 * 24 * 60;
const ends = (heardMin: number, reason: CloseReason = 'OTHER_DIAGNOSIS'): Word => ({
  type: 'EPISODE_CLOSED',
  reason,
  time: aTime(minute(heardMin)),
  heardMin,
  by: CARDIOLOGIST,
});
const told = (
  code: 'FMC' | 'ECG1_ACQUIRED' | 'DEATH' | 'LYSIS_START' | 'TRIAGE',
  atMin: number,
  more: object = {},
): Word =>
  ({
    ...milestone(code, atMin, MONTH_MIN),
    by: CARDIOLOGIST,
    reason: 'the paper sheet says so',
    ...more,
  }) as Word;
const entryOf = ({ episode }: ReturnType<typeof given>, code: string): number =>
  episode.milestones.findLast((entry) => entry.code === code)?.n ?? 0;

describe('R31: a wrong time of a closed episode is corrected at any time', () => {
  const closed = given(milestone('FMC', 5), ecg(20), timePasses(30), ends(40));

  test('R31 a month after the end its clock follows the corrected time, and both entries stand in the list', () => {
    expect(readClock('T05', closed.episode, minute(MONTH_MIN))).toMatchObject({ status: 'MISSED', tookMin: 15 });
    const { next, outcome } = closed.when(told('FMC', 12, { corrects: entryOf(closed, 'FMC') }));
    expect(outcome).toBe('APPLIED');
    expect(readClock('T05', next, minute(MONTH_MIN))).toMatchObject({ status: 'MET', tookMin: 8 });
    expect(next.milestones.filter(({ code }) => code === 'FMC')).toMatchObject([
      { at: minute(5) },
      { at: minute(12), corrects: entryOf(closed, 'FMC'), reason: 'the paper sheet says so', source: 'BACK_ENTERED' },
    ]);
    const rows = episodeRows(next, minute(MONTH_MIN));
    expect(rows).toContainEqual(expect.objectContaining({ table: 'clock', target: 'T05', status: 'MET', tookMin: 8 }));
    expect(rows).toContainEqual(expect.objectContaining({ table: 'episode', closeReason: 'OTHER_DIAGNOSIS' }));
  });
  test('R31 a time that was never entered is added with why, and one entered in error is taken back', () => {
    const added = closed.when(told('TRIAGE', 30));
    expect(added.next.milestones.at(-1)).toMatchObject({ code: 'TRIAGE', reason: 'the paper sheet says so' });
    const { next } = closed.when({
      type: 'MILESTONE_WITHDRAWN',
      n: entryOf(closed, 'FMC'),
      reason: 'of another patient',
      heardMin: MONTH_MIN,
      by: CARDIOLOGIST,
    });
    expect(when(next.milestones, 'FMC')).toBeUndefined();
    expect(readClock('T05', next, minute(MONTH_MIN))?.tookMin).toBeUndefined();
  });
  test('R31 whatever is told afterwards, it stays closed: no ladder, no page, no task, no word to anybody', () => {
    const ofYear = given(...PLAN_RUNS, ends(4 * 24 * 60, 'LOST_TO_FOLLOW_UP'));
    const dead = given(milestone('FMC', 5), ecg(9), read('STEMI', 14), ends(40, 'DIED'));
    for (const after of [closed, ofYear, dead])
      for (const word of [told('TRIAGE', 30), told('LYSIS_START', 35), told('FMC', 6)]) {
        const { next, actions } = after.when(word);
        expect(actions).toEqual([]);
        expect(next.runs).toEqual(after.episode.runs);
        expect(next.tasks).toEqual(after.episode.tasks);
        expect(isEpisodeClosed(next)).toBe(isEpisodeClosed(after.episode));
        expect(next.questions.filter(({ status }) => status === 'OPEN')).toEqual([]);
      }
  });
  test('R31 nobody hears of it later either', () => {
    const later = given(milestone('FMC', 5), ecg(9), read('STEMI', 14), ends(40, 'DIED'), told('LYSIS_START', 35)).when(
      timePasses(MONTH_MIN + 24 * 60),
    );
    expect(later.actions).toEqual([]);
  });
  test('R31 only a named person who says why; a device, a drill and what went over into another one stay as they are', () => {
    expect(closed.refuses(told('TRIAGE', 30, { reason: ' ' }))?.because).toContain('say why');
    const unexplained = told('FMC', 6, { reason: ' ', corrects: entryOf(closed, 'FMC') });
    expect(closed.refuses(unexplained)?.refused).toBe('REASON_NEEDED');
    expect(closed.refuses(told('TRIAGE', 30, { by: ENGINE }))?.refused).toBe('EPISODE_CLOSED');
    const device = { kind: 'DEVICE', id: 'dv_1' } as const;
    expect(closed.refuses(told('TRIAGE', 30, { by: device }))?.refused).toBe('EPISODE_CLOSED');
    const drill = opened({ drill: true }, ends(20, 'DRILL_OVER'));
    expect(drill.refuses(told('TRIAGE', 15))?.refused).toBe('EPISODE_CLOSED');
    const merged = {
      type: 'EPISODE_MERGED',
      into: { episodeId: 'ep_2', patientId: 'pt_1' },
      reason: 'one call',
      heardMin: 20,
    } as Word;
    expect(given(merged).refuses(told('TRIAGE', 15))?.refused).toBe('EPISODE_CLOSED');
  });
  test('R31 of a closed episode the screen offers corrections and nothing else', () => {
    const at = minute(MONTH_MIN);
    expect(whyNotNow(closed.episode, 'RECORD_MILESTONE', at)).toBeUndefined();
    expect(whyNotNow(closed.episode, 'WITHDRAW_MILESTONE', at)).toBeUndefined();
    expect(whyNotNow(closed.episode, 'EXPLAIN_DELAY', at)).toBeUndefined();
    for (const action of ['RECORD_DRUG', 'WITHDRAW_DRUG', 'REPORT_TEST', 'WITHDRAW_TEST'] as const)
      expect([action, whyNotNow(closed.episode, action, at)]).toEqual([action, undefined]);
    expect(whyNotNow(closed.episode, 'RAISE_OVERLAY', at)).toContain('closed');
  });
});

describe('R31: a dose or a result of a closed episode is corrected at any time', () => {
  const aspirin = (atMin: number, amount: number, more: object = {}): Word => ({
    type: 'DRUG_GIVEN',
    dose: { drug: 'ASPIRIN', amount, unit: 'MG', route: 'ORAL', given: aTime(minute(atMin)) },
    heardMin: MONTH_MIN,
    by: CARDIOLOGIST,
    ...more,
  });
  const glucose = (value: number, more: object = {}): Word => ({
    type: 'TEST_REPORTED',
    report: { kind: 'GLUCOSE', value, unit: 'mmol/L', sampled: aTime(minute(10)) },
    heardMin: MONTH_MIN,
    by: CARDIOLOGIST,
    ...more,
  });
  const closed = given(
    milestone('FMC', 5),
    ecg(9),
    read('STEMI', 14),
    aspirin(16, 100, { heardMin: 17 }),
    glucose(50, { heardMin: 18 }),
    ends(40),
  );

  test('R31 the right dose and its time stand beside the wrong ones, and the time of aspirin follows', () => {
    const { next, actions } = closed.when(aspirin(15, 300, { corrects: 1, reason: 'the sheet says 300' }));
    expect(next.drugs).toMatchObject([{ amount: 100 }, { amount: 300, corrects: 1, reason: 'the sheet says 300' }]);
    expect(when(next.milestones, 'ASPIRIN')).toBe(minute(15));
    expect(actions).toEqual([]);
    expect(isEpisodeClosed(next)).toBe(isEpisodeClosed(closed.episode));
  });
  test('R31 one that was never entered is added with why; one of another patient is taken back with its time', () => {
    const clopidogrel = {
      dose: { drug: 'CLOPIDOGREL', amount: 300, unit: 'MG', route: 'ORAL', given: aTime(minute(18)) },
      reason: 'found on the sheet',
    };
    const added = closed.when(aspirin(0, 1, clopidogrel)).next;
    expect(added.drugs?.at(-1)).toMatchObject({ drug: 'CLOPIDOGREL', reason: 'found on the sheet' });
    expect(when(added.milestones, 'P2Y12')).toBe(minute(18));
    const taken = closed.when({
      type: 'DRUG_WITHDRAWN',
      n: 1,
      reason: 'of another patient',
      heardMin: MONTH_MIN,
      by: CARDIOLOGIST,
    });
    expect(when(taken.next.milestones, 'ASPIRIN')).toBeUndefined();
  });
  test('R31 a result is corrected, added and taken back in the same way', () => {
    const { next } = closed.when(glucose(5, { corrects: 1, reason: 'a comma was missing' }));
    expect(next.tests?.at(-1)).toMatchObject({ value: 5, corrects: 1 });
    const taken = closed.when({
      type: 'TEST_WITHDRAWN',
      n: 1,
      reason: 'of another patient',
      heardMin: MONTH_MIN,
      by: CARDIOLOGIST,
    });
    expect(taken.next.tests?.at(-1)).toMatchObject({ withdraws: true });
  });
  test('R31 without a reason it is refused, and a device adds nothing', () => {
    expect(closed.refuses(aspirin(15, 300))?.because).toContain('say why a dose is added');
    expect(closed.refuses(glucose(5, { corrects: 1 }))?.refused).toBe('REASON_NEEDED');
    const kit = { kind: 'DEVICE', id: 'dv_1' } as const;
    expect(closed.refuses(glucose(5, { by: kit, reason: 'late' }))?.refused).toBe('EPISODE_CLOSED');
  });
});

describe('R21: the time of a death that ended the episode', () => {
  const dead = given(milestone('FMC', 5), ends(40, 'DIED'));

  test('R21 its end follows the corrected death, which cannot be taken back any more', () => {
    const { next } = dead.when(told('DEATH', 33, { corrects: entryOf(dead, 'DEATH') }));
    expect(next.closed).toMatchObject({ reason: 'DIED', at: minute(33) });
    expect(
      dead.refuses({
        type: 'MILESTONE_WITHDRAWN',
        n: entryOf(dead, 'DEATH'),
        reason: 'lives',
        heardMin: MONTH_MIN,
        by: CARDIOLOGIST,
      })?.because,
    ).toContain('correct its time');
  });
  test('END, R21 reopened within a day, a death whose time was corrected is taken back with the end all the same', () => {
    const corrected = { ...told('DEATH', 33, { corrects: entryOf(dead, 'DEATH') }), heardMin: 50 };
    const { next } = given(milestone('FMC', 5), ends(40, 'DIED'), corrected).when({
      type: 'EPISODE_REOPENED',
      reason: 'closed the wrong patient',
      heardMin: 60,
      by: CARDIOLOGIST,
    });
    expect(when(next.milestones, 'DEATH')).toBeUndefined();
  });
});

describe('8.3: a question left open at the end', () => {
  const asking = given(milestone('FMC', 5), milestone('LAB_IN', 30), milestone('WIRE', 40), ends(60));
  const questionOf = (episode: (typeof asking)['episode']) =>
    episode.questions.find(({ kind, code }) => kind === 'MISSING_TIME' && code === 'DOOR');

  test('8.3 it is answered by the missing time or by why it is missing, and no other is asked', () => {
    expect(questionOf(asking.episode)?.status).toBe('LEFT_OPEN');
    const door = { ...milestone('DOOR', 25, MONTH_MIN), by: CARDIOLOGIST, reason: 'gate log' } as Word;
    expect(questionOf(asking.when(door).next)).toMatchObject({ status: 'ANSWERED', closedBy: CARDIOLOGIST.id });
    const asIs: Word = {
      type: 'QUESTION_CONFIRMED',
      kind: 'MISSING_TIME',
      code: 'DOOR',
      reason: 'nobody noted it',
      heardMin: MONTH_MIN,
      by: CARDIOLOGIST,
    };
    expect(questionOf(asking.when(asIs).next)).toMatchObject({ status: 'CONFIRMED', reason: 'nobody noted it' });
  });
});

test('1.1 reasons: a delay left without its reason at the end is explained afterwards', () => {
  const late = given(milestone('FMC', 5), timePasses(16), milestone('WIRE', 40), ends(60));
  const ofEcg = (episode: (typeof late)['episode']) => episode.questions.find(({ code }) => code === 'T05');
  expect(ofEcg(late.episode)).toMatchObject({ kind: 'DELAY_REASON', status: 'LEFT_OPEN' });
  const { next } = late.when({
    type: 'DELAY_EXPLAINED',
    target: 'T05',
    reason: 'VASCULAR_ACCESS',
    heardMin: MONTH_MIN,
    by: CARDIOLOGIST,
  });
  expect(ofEcg(next)).toMatchObject({ status: 'ANSWERED', closedBy: CARDIOLOGIST.id });
  expect(next.clocks['T05']?.delayReason).toBe('VASCULAR_ACCESS');
});
