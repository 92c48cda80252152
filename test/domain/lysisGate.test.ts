import type { Actor } from '../../workflows/domain/decision';
import { phaseOf } from '../../workflows/domain/phase';
import type { Answer, Role } from '../../workflows/domain/vocabulary';
import { lysisItems } from '../../workflows/domain/lysisChecklist';
import { aTime, minute } from '../builders/anEpisode';
import type { Word } from '../builders/given';
import { CARDIOLOGIST, decided, ecg, ENGINE, given, milestone, pagesOf, read } from '../builders/given';

const person = (role: Role, id = `ps_${role.toLowerCase()}`): Actor => ({ kind: 'HUMAN', id, role });
const SENDER = person('REFERRING_DOCTOR');
const ABSOLUTE = 'PRIOR_INTRACRANIAL_HAEMORRHAGE';
const stemi = [milestone('FMC', 5), milestone('REF_DOOR_IN', 6), ecg(9), read('STEMI', 14)];
const nothing = Object.fromEntries(lysisItems('CHINA_2019').map(({ code }) => [code, 'NO'] as const));
const answered = (answers: Readonly<Record<string, Answer>>, heardMin: number): Word => ({
  type: 'CHECKLIST_ANSWERED',
  answers,
  heardMin,
});
const lysis = (heardMin: number, by: Actor, reason?: string): Word => ({
  type: 'STRATEGY_DECIDED',
  strategy: 'LYSIS',
  heardMin,
  by,
  ...(reason !== undefined && { reason }),
});
const confirmed = (heardMin: number, by: Actor, reason = 'NO LAB WITHIN REACH'): Word => ({
  type: 'LYSIS_CONFIRMED',
  reason,
  heardMin,
  by,
});
const clear = [...stemi, answered(nothing, 15)];
const against = [...clear, answered({ [ABSOLUTE]: 'YES' }, 15.5)];
const told = (decision: Parameters<typeof pagesOf>[0]) =>
  pagesOf(decision)
    .filter(({ because }) => because.reason === 'CONTRAINDICATION_FOUND')
    .map(({ role }) => role);

describe('2.3: an absolute contraindication needs two different people, each with a reason', () => {
  test('one person alone cannot decide lysis against it, with or without a reason', () => {
    expect(given(...against).refuses(lysis(16, CARDIOLOGIST))?.refused).toBe('CONTRAINDICATED');
    expect(given(...against).refuses(lysis(16, CARDIOLOGIST, 'FAR FROM ANY LAB'))?.refused).toBe('CONTRAINDICATED');
    const twice = given(...against, confirmed(16, CARDIOLOGIST));
    expect(twice.refuses(lysis(17, CARDIOLOGIST, 'FAR FROM ANY LAB'))?.refused).toBe('CONTRAINDICATED');
  });
  test('a second person’s word before, and the decider’s own reason, make two', () => {
    const second = given(...against, confirmed(16, SENDER));
    expect(second.refuses(lysis(17, CARDIOLOGIST))?.refused).toBe('CONTRAINDICATED');
    const { next } = second.when(lysis(17, CARDIOLOGIST, 'FAR FROM ANY LAB'));
    expect(phaseOf(next)).toBe('LYSIS');
    expect(next.confirmations.map(({ by }) => by)).toEqual(['ps_referring_doctor', 'ps_cardiologist']);
  });
  test('a word counts for what stood when it was said: a further item asks both again', () => {
    const more = [...against, confirmed(16, SENDER), answered({ INTRACRANIAL_TUMOUR_AVM_OR_LESION: 'YES' }, 16.5)];
    expect(given(...more).refuses(lysis(17, CARDIOLOGIST, 'FAR'))?.refused).toBe('CONTRAINDICATED');
  });
  test('a word without a reason, of a machine, or where nothing stands is refused', () => {
    expect(given(...against).refuses(confirmed(16, SENDER, ' '))?.refused).toBe('REASON_NEEDED');
    expect(given(...against).refuses(confirmed(16, ENGINE))?.refused).toBe('NOT_ALLOWED');
    expect(given(...clear).refuses(confirmed(16, SENDER))?.refused).toBe('WRONG_PHASE');
  });
});

describe('2.3: unknown is never no', () => {
  const unknown = [...stemi, answered({ ...nothing, ORAL_ANTICOAGULANT: 'UNKNOWN' }, 15)];
  test('a relative or unknown item is confirmed by a senior', () => {
    expect(given(...unknown).refuses(lysis(16, SENDER))?.refused).toBe('CHECKLIST_INCOMPLETE');
    expect(given(...unknown, confirmed(16, CARDIOLOGIST)).refuses(lysis(17, SENDER))).toBeUndefined();
    expect(given(...unknown).refuses(lysis(16, CARDIOLOGIST))).toBeUndefined();
    expect(given(...stemi).refuses(lysis(16, SENDER))?.refused).toBe('CHECKLIST_INCOMPLETE');
  });
  test('where every answer is no, the treating hospital doctor decides alone', () => {
    expect(given(...clear).refuses(lysis(16, SENDER))).toBeUndefined();
  });
});

describe('R12: a contraindication found after the decision', () => {
  const found = [...clear, decided('LYSIS', 16), answered({ [ABSOLUTE]: 'YES' }, 18)];
  test('is a hard stop before the bolus, and those at the patient hear it', () => {
    const finding = given(...clear, decided('LYSIS', 16)).when(answered({ [ABSOLUTE]: 'YES' }, 18));
    expect(told(finding)).toEqual(['REFERRING_DOCTOR', 'ON_CALL_CARDIOLOGIST']);
    expect(given(...found).refuses(milestone('LYSIS_START', 19))?.refused).toBe('CONTRAINDICATED');
    expect(given(...found, confirmed(19, SENDER)).refuses(milestone('LYSIS_START', 20))?.refused).toBe(
      'CONTRAINDICATED',
    );
    const both = given(...found, confirmed(19, SENDER), confirmed(19.5, CARDIOLOGIST));
    expect(both.refuses(milestone('LYSIS_START', 20))).toBeUndefined();
  });
  test('answered no after all, lysis goes on', () => {
    expect(given(...found, answered({ [ABSOLUTE]: 'NO' }, 19)).refuses(milestone('LYSIS_START', 20))).toBeUndefined();
  });
  test('a bolus given before it was known is recorded as it was, and the receiving team is told', () => {
    const late = given(...found).when({
      type: 'MILESTONE_RECORDED',
      code: 'LYSIS_START',
      time: aTime(minute(17)),
      heardMin: 19,
    });
    expect(told(late)).toEqual(['ED_DOCTOR', 'ON_CALL_CARDIOLOGIST', 'COORDINATOR']);
    const given1 = given(...clear, decided('LYSIS', 16), milestone('LYSIS_START', 17));
    expect(told(given1.when(answered({ [ABSOLUTE]: 'YES' }, 18)))).toContain('ED_DOCTOR');
  });
});
