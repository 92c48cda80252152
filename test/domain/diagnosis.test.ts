import { readClock } from '../../workflows/domain/clocks';
import { phaseOf } from '../../workflows/domain/phase';
import { when } from '../../workflows/domain/milestones';
import { FINDING_ROWS } from '../../workflows/domain/findings';
import { ecgId } from '../../workflows/domain/ids';
import { recommendFor } from '../../workflows/domain/strategy';
import type { Answer, Finding, PageReason, RiskClass } from '../../workflows/domain/vocabulary';
import { FINDINGS } from '../../workflows/domain/vocabulary';
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
  timePasses,
} from '../builders/given';

const unreadable = (atMin: number, name = 'ecg_1'): Word => ({
  type: 'ECG_UNREADABLE',
  ecgId: ecgId(name),
  advice: 'RA and LA swapped',
  heardMin: atMin,
  by: ENGINE,
});
const revised = (finding: Finding, atMin: number, reason = 'CT'): Word => ({
  type: 'DIAGNOSIS_REVISED',
  finding,
  time: aTime(minute(atMin)),
  reason,
  heardMin: atMin,
  by: CARDIOLOGIST,
});
const labelled = (riskClass: RiskClass, atMin: number, reason?: string): Word => ({
  type: 'RISK_LABELLED',
  riskClass,
  time: aTime(minute(atMin)),
  heardMin: atMin,
  by: CARDIOLOGIST,
  ...(reason !== undefined && { reason }),
});
const answered = (answers: Readonly<Record<string, Answer>>, heardMin: number): Word => ({
  type: 'CHECKLIST_ANSWERED',
  answers,
  heardMin,
});
const told = (decision: Parameters<typeof pagesOf>[0], reason: PageReason) =>
  pagesOf(decision)
    .filter(({ because }) => because.reason === reason)
    .map(({ role }) => role);

const contacted = [milestone('FMC', 5)];
const first = [...contacted, ecg(9)];
const stemi = [...first, read('STEMI', 14)];

describe('R3 an ECG that cannot be read', () => {
  test('whoever holds the patient hears at once what to do otherwise, and again until another ECG is there', () => {
    const bad = given(...first).when(unreadable(11));
    expect(told(bad, 'ECG_UNREADABLE')).toEqual(['FAMILY_DOCTOR']);
    expect(bad.next.unreadable?.advice).toBe('RA and LA swapped');
    expect(told(given(...first, unreadable(11)).when(timePasses(21)), 'ECG_UNREADABLE')).toContain('COMMUNITY_LEAD');
    const again = given(...first, unreadable(11), ecg(13, 'ecg_2'));
    expect(again.episode.unreadable).toBeUndefined();
    expect(told(again.when(timePasses(21)), 'ECG_UNREADABLE')).toEqual([]);
  });
  test('R3 the reading clock T07 starts again with the new ECG, T08 and T05 do not', () => {
    const { episode } = given(...first, unreadable(18), ecg(20, 'ecg_2'), timePasses(22));
    expect(readClock('T07', episode, minute(22))).toMatchObject({ startedAt: minute(20), dueAt: minute(30) });
    expect(readClock('T08', episode, minute(22))?.startedAt).toBe(minute(5));
    expect(readClock('T05', episode, minute(22))).toMatchObject({ status: 'MET', endedAt: minute(9) });
    const { next } = given(...first, unreadable(18), ecg(20, 'ecg_2')).when(readOf('ecg_2', 'STEMI', 27));
    expect(readClock('T07', next, minute(27))).toMatchObject({ status: 'MET', tookMin: 7 });
  });
  test('R3 the bad ECG is kept, and one that was taken meanwhile takes its place at once', () => {
    const { next } = given(...first, ecg(12, 'ecg_2')).when(unreadable(15));
    expect(next.ecgs).toHaveLength(2);
    expect(next.unreadable).toBeUndefined();
    expect(readClock('T07', next, minute(15))?.startedAt).toBe(minute(12));
  });
});

describe('T35 the next ECG after one that excludes nothing', () => {
  test.each(['UNCLEAR', 'NOT_ACUTE', 'NSTE_ACS'] as const)('%s: prompted at 15 min after it, due at 30', (finding) => {
    const { when: then } = given(...first, read(finding, 12));
    expect(told(then(timePasses(23)), 'REPEAT_ECG')).toEqual([]);
    expect(told(then(timePasses(24)), 'REPEAT_ECG')).toEqual(['FAMILY_DOCTOR']);
    expect(told(then(timePasses(39)), 'REPEAT_ECG')).toEqual(['FAMILY_DOCTOR', 'COMMUNITY_LEAD']);
  });
  test('T35 a stable patient without pain has four hours, and unknown is not without pain', () => {
    const stable = given(...first, answered({ ONGOING_ISCHAEMIA: 'NO' }, 10), read('NOT_ACUTE', 12));
    expect(told(stable.when(timePasses(100)), 'REPEAT_ECG')).toEqual([]);
    expect(told(stable.when(timePasses(9 + 180)), 'REPEAT_ECG')).toEqual(['FAMILY_DOCTOR']);
    const unknown = given(...first, answered({ ONGOING_ISCHAEMIA: 'UNKNOWN' }, 10), read('NOT_ACUTE', 12));
    expect(told(unknown.when(timePasses(24)), 'REPEAT_ECG')).toEqual(['FAMILY_DOCTOR']);
  });
  test('T35 each ECG puts the next one off, whatever a quiet later one says', () => {
    const second = given(...first, read('NSTE_ACS', 12), ecg(22, 'ecg_2'), readOf('ecg_2', 'NOT_ACUTE', 23));
    expect(told(second.when(timePasses(30)), 'REPEAT_ECG')).toEqual([]);
    expect(told(second.when(timePasses(37)), 'REPEAT_ECG')).toEqual(['FAMILY_DOCTOR']);
    expect(second.episode.report?.finding).toBe('NSTE_ACS');
  });
  test('T35 a STEMI needs no repeat, and the prompts end with the diagnosis', () => {
    expect(told(given(...stemi).when(timePasses(60)), 'REPEAT_ECG')).toEqual([]);
    const turned = given(...first, read('UNCLEAR', 12), ecg(22, 'ecg_2'), readOf('ecg_2', 'STEMI', 24));
    expect(told(turned.when(timePasses(60)), 'REPEAT_ECG')).toEqual([]);
  });
});

describe('N1 NSTE-ACS', () => {
  const nste = [...first, read('NSTE_ACS', 14)];
  test('4.2 N1: the phase is its own and the clock of the diagnosis begins', () => {
    const { episode } = given(...nste);
    expect(phaseOf(episode)).toBe('NSTE_ACS');
    expect(when(episode.milestones, 'NSTE_DX')).toBe(minute(14));
  });
  test('T08 the clock of the STEMI diagnosis is void, since there is none', () => {
    expect(given(...nste).episode.clocks['T08']?.voidReason).toBe('NOT_STEMI');
  });
  test('T32 a label of very high gives two hours from the label, and a higher label later starts its own', () => {
    const high = given(...nste, answered({ TROPONIN_RAISED: 'YES' }, 20), labelled('HIGH', 21));
    expect(readClock('T33', high.episode, minute(30))?.dueAt).toBe(minute(14 + 24 * 60));
    expect(readClock('T32', high.episode, minute(30))).toBeUndefined();
    const { next } = given(...nste, labelled('HIGH', 21)).when(labelled('VERY_HIGH', 50, 'pain is back'));
    expect(readClock('T32', next, minute(60))?.dueAt).toBe(minute(50 + 120));
    expect(next.clocks['T33']?.voidReason).toBe('NOT_APPLICABLE');
  });
  test('2.11 a label against the table needs a reason, and no machine gives one', () => {
    const before = [...nste, answered({ INSTABILITY: 'YES' }, 20)];
    expect(given(...before).refuses(labelled('LOW', 21))?.refused).toBe('REASON_NEEDED');
    expect(given(...before).when(labelled('LOW', 21, 'seen by me')).next.risk).toMatchObject({
      riskClass: 'LOW',
      says: 'VERY_HIGH',
    });
    expect(given(...before).refuses({ ...labelled('VERY_HIGH', 21), by: ENGINE })?.refused).toBe('NOT_ALLOWED');
    expect(given(...stemi).refuses(labelled('HIGH', 21))?.refused).toBe('WRONG_PHASE');
  });
  test('4.2 N1: who is labelled low goes home from the ED; anybody else is admitted first', () => {
    const home: Word = { type: 'DISCHARGED', time: aTime(minute(200)), drugs: [], highRisk: false, heardMin: 200 };
    const low = labelled('LOW', 21, 'seen by me');
    const { next } = given(...nste, milestone('DOOR', 15), low).when(home);
    expect(phaseOf(next)).toBe('STEP_DOWN');
    expect(given(...nste, milestone('DOOR', 15), labelled('HIGH', 21)).refuses(home)?.refused).toBe('WRONG_PHASE');
    expect(given(...nste, low).refuses(home)?.refused).toBe('WRONG_PHASE');
  });
  test('2.11 STEMI: becomes STEMI at any time: the STEMI path at once, and the label is gone', () => {
    const turned = given(...nste, labelled('HIGH', 21), ecg(40, 'ecg_2')).when(readOf('ecg_2', 'STEMI', 45));
    expect(phaseOf(turned.next)).toBe('STRATEGY');
    expect(turned.next.risk).toBeUndefined();
    expect(told(turned, 'CLOCK_LEVEL')).toContain('ON_CALL_CARDIOLOGIST');
    expect(when(turned.next.milestones, 'STEMI_DX')).toBe(minute(45));
  });
});

describe('R13 a diagnosis revised to NSTE-ACS', () => {
  const called = [...stemi, decided('PPCI_BY_TRANSFER', 17), labCalled(18)];
  test('R13 the lab is in doubt and a person is asked; nothing is called off by itself', () => {
    const off = given(...called).when(revised('NSTE_ACS', 30));
    expect(told(off, 'LAB_IN_DOUBT')).toEqual(['INTERVENTIONIST', 'COORDINATOR']);
    expect(off.next.activation).toBeDefined();
    expect(off.next.choice).toBeUndefined();
    expect(off.next.revision).toMatchObject({ from: 'STEMI', by: 'ps_cardiologist' });
  });
  test('R13 the clocks of STEMI are void with the reason, the activation stays in the record', () => {
    const { next } = given(...called).when(revised('NSTE_ACS', 30));
    expect(next.clocks['T21']?.voidReason).toBe('NOT_STEMI');
    expect(when(next.milestones, 'LAB_CALLED')).toBe(minute(18));
    const cancelled: Word = {
      type: 'ACTIVATION_CANCELLED',
      reason: 'DIAGNOSIS_CHANGED',
      heardMin: 31,
      by: CARDIOLOGIST,
    };
    expect(phaseOf(given(...called, revised('NSTE_ACS', 30)).when(cancelled).next)).toBe('NSTE_ACS');
  });
  test('R13 it takes a named doctor and a reason, and something to revise', () => {
    expect(given(...stemi).refuses({ ...revised('NSTE_ACS', 30), by: ENGINE })?.refused).toBe('NOT_ALLOWED');
    expect(given(...stemi).refuses(revised('NSTE_ACS', 30, ' '))?.refused).toBe('REASON_NEEDED');
    expect(given(...contacted).refuses(revised('NSTE_ACS', 30))?.refused).toBe('WRONG_PHASE');
    expect(given(...stemi).when(revised('STEMI', 30)).outcome).toBe('DUPLICATE');
  });
});

describe('R14 dissection, embolism, pericarditis, other', () => {
  test('R14 suspected dissection asks for the CT at once, starts T37 and stops lysis', () => {
    const lysis = [...stemi, decided('LYSIS', 16)];
    const suspected = given(...lysis).when(revised('DISSECTION_SUSPECTED', 20));
    expect(told(suspected, 'CT_NOW')).toEqual(['FAMILY_DOCTOR', 'ED_DOCTOR']);
    expect(readClock('T37', suspected.next, minute(20))?.dueAt).toBe(minute(50));
    expect(suspected.next.checklist['AORTIC_DISSECTION_SUSPECTED']).toBe('YES');
    expect(phaseOf(suspected.next)).toBe('OTHER_DX');
    expect(recommendFor(suspected.next, minute(21))?.row).toBe('R14');
    const bolus = milestone('LYSIS_START', 22);
    expect(given(...lysis, revised('DISSECTION_SUSPECTED', 20)).refuses(bolus)?.refused).toBe('CONTRAINDICATED');
  });
  test('R14 after the bolus the receiving team hears of it', () => {
    const late = given(...stemi, decided('LYSIS', 16), milestone('LYSIS_START', 18)).when(
      revised('DISSECTION_SUSPECTED', 25),
    );
    expect(told(late, 'CONTRAINDICATION_FOUND')).toContain('ED_DOCTOR');
  });
  test('R14 pericarditis asks for the echo, embolism for the CT, and each prompt ends with its scan', () => {
    const pericarditis = given(...stemi).when(revised('PERICARDITIS_SUSPECTED', 20));
    expect(told(pericarditis, 'ECHO_NOW')).toContain('ED_DOCTOR');
    const embolism = given(...stemi, revised('PE_SUSPECTED', 20));
    expect(told(embolism.when(timePasses(25)), 'CT_NOW')).toEqual(['ED_LEAD']);
    const scanned = given(...stemi, revised('PE_SUSPECTED', 20), milestone('CT_SCAN_START', 24));
    expect(told(scanned.when(timePasses(25)), 'CT_NOW')).toEqual([]);
  });
  test('R14 a quiet ECG never takes the suspicion back', () => {
    const { next, outcome } = given(...stemi, revised('DISSECTION_SUSPECTED', 20), ecg(25, 'ecg_2')).when(
      readOf('ecg_2', 'NOT_ACUTE', 27),
    );
    expect([next.report?.finding, outcome]).toEqual(['DISSECTION_SUSPECTED', 'NOTED']);
  });
});

test('2.1#8 an equivalent the reader calls is the STEMI path like STEMI itself', () => {
  const { episode } = given(...first, read('STEMI_EQUIVALENT', 14));
  expect(phaseOf(episode)).toBe('STRATEGY');
  expect(when(episode.milestones, 'STEMI_DX')).toBe(minute(14));
});

test.each(FINDINGS)('4.2 P4: %s has a path and cites its row', (finding) => {
  expect(FINDING_ROWS[finding].ref).not.toBe('');
});
