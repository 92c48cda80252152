import { callAdvice, callAnswer, callLimits } from '../../workflows/domain/callScript';
import { DEFAULT_PATHWAY } from '../../workflows/domain/pathway';
import type { Answer, CallItem } from '../../workflows/domain/vocabulary';
import { minute } from '../builders/anEpisode';
import type { Word } from '../builders/given';
import { DOCTOR, ENGINE, given, opened, rolesPaged } from '../builders/given';

const answers = (said: Partial<Record<CallItem, Answer>>, heardMin = 1): Word => ({
  type: 'CALL_SCRIPT_ANSWERED',
  answers: said,
  heardMin,
});
const adviceOn = (...said: readonly Word[]) => {
  const { episode } = opened({ complaints: [] }, ...said);
  return callAdvice((item) => callAnswer(episode, item));
};
const FLAGS = [
  'CARDIAC_PAIN_OVER_LIMIT',
  'CALLER_SWEATING',
  'CALLER_SYNCOPE',
  'CALLER_BREATHLESS',
  'CALLER_KNOWN_STENT',
] as const;
const toAll = (answer: Answer) => Object.fromEntries(FLAGS.map((item) => [item, answer]));

describe('4.2 P1 the script of whoever takes the call', () => {
  test.each(FLAGS)('P1 %s alone is enough: stay put, and 120 in parallel', (flag) => {
    expect(adviceOn(answers({ [flag]: 'YES' }))).toBe('STAY_PUT_CALL_120');
    expect(adviceOn(answers({ ...toAll('NO'), [flag]: 'YES' }))).toBe('STAY_PUT_CALL_120');
  });
  test.each(FLAGS)('P1 %s unknown is never no: ask on', (flag) => {
    expect(adviceOn(answers({ ...toAll('NO'), [flag]: 'UNKNOWN' }))).toBe('ASK_ON');
  });
  test('P1 no to every sign leaves it to the call taker, and nothing asked is nothing said', () => {
    expect(adviceOn(answers(toAll('NO')))).toBe('NO_RED_FLAG');
    expect(adviceOn()).toBe('ASK_ON');
    expect(adviceOn(answers({ PLACE_REPEATED_BACK: 'YES', TOLD_TO_STAY_PUT: 'YES' }))).toBe('ASK_ON');
  });
  test('P1 what the episode was opened with is an answer already; the caller may correct it', () => {
    const called = opened({ complaints: ['DYSPNOEA'] });
    expect(callAnswer(called.episode, 'CALLER_BREATHLESS')).toBe('YES');
    const { next } = called.when(answers({ CALLER_BREATHLESS: 'NO' }));
    expect(callAnswer(next, 'CALLER_BREATHLESS')).toBe('NO');
  });
  test('P1 each answer stays with who asked and when; said again it keeps its first time', () => {
    const once = given(answers({ CALLER_SYNCOPE: 'UNKNOWN', PLACE_REPEATED_BACK: 'YES' }, 2));
    expect(once.episode.callScript).toEqual({
      CALLER_SYNCOPE: { answer: 'UNKNOWN', by: DOCTOR.id, role: 'FAMILY_DOCTOR', at: minute(2) },
      PLACE_REPEATED_BACK: { answer: 'YES', by: DOCTOR.id, role: 'FAMILY_DOCTOR', at: minute(2) },
    });
    const { next } = once.when(answers({ CALLER_SYNCOPE: 'YES', PLACE_REPEATED_BACK: 'YES' }, 3));
    expect(next.callScript?.CALLER_SYNCOPE).toMatchObject({ answer: 'YES', at: minute(3) });
    expect(next.callScript?.PLACE_REPEATED_BACK).toMatchObject({ at: minute(2) });
    expect(once.when(answers({ PLACE_REPEATED_BACK: 'YES' }, 3)).outcome).toBe('DUPLICATE');
  });
  test('P1 where the patient waits is kept with who wrote it down and when, and the newest word holds', () => {
    const where = (place: string, heardMin: number): Word => ({ ...answers({}, heardMin), place }) as Word;
    const told = given(where(' 3 Test Lane, behind the mill ', 2));
    expect(told.episode.callPlace).toEqual({ text: '3 Test Lane, behind the mill', by: DOCTOR.id, at: minute(2) });
    expect(told.when(where('3 Test Lane, behind the mill', 3)).outcome).toBe('DUPLICATE');
    expect(told.when(where('', 3)).outcome).toBe('DUPLICATE');
    expect(told.when(where('Test Bridge', 4)).next.callPlace).toMatchObject({ text: 'Test Bridge', at: minute(4) });
    expect(told.refuses(where('x'.repeat(201), 4))?.refused).toBe('BAD_INPUT');
  });
  test('P1 the answers page nobody and move nothing: 120 was asked when help was sought, a person decides the rest', () => {
    const decision = given().when(answers(toAll('YES')));
    expect(rolesPaged(decision)).toEqual([]);
    expect(decision.next.milestones.some(({ code }) => code === 'CALL120')).toBe(true);
    expect(given().refuses({ ...answers(toAll('YES')), by: ENGINE })?.refused).toBe('NOT_ALLOWED');
  });
  test('P1 the minutes of the pain are the edition’s', () => {
    expect(callLimits(DEFAULT_PATHWAY, 'CARDIAC_PAIN_OVER_LIMIT')).toEqual([5]);
    expect(callLimits({ ...DEFAULT_PATHWAY, thresholds: { PAIN_LONGER_THAN: 10 } }, 'CARDIAC_PAIN_OVER_LIMIT')).toEqual(
      [10],
    );
    expect(callLimits(DEFAULT_PATHWAY, 'CALLER_SWEATING')).toEqual([]);
  });
});
