import { readClock } from '../../workflows/domain/clocks';
import { openEpisode, episodeOwes } from '../../workflows/domain/decideEpisode';
import type { OpenEpisode } from '../../workflows/domain/episode';
import { arrivalClass } from '../../workflows/domain/arrivals';
import { episodeId } from '../../workflows/domain/ids';
import { when } from '../../workflows/domain/milestones';
import { packFor, stopsAntithrombotics } from '../../workflows/domain/pack';
import { phaseOf } from '../../workflows/domain/phase';
import { standingAgainst } from '../../workflows/domain/lysisGate';
import { recommendFor, SPECIAL_ITEMS } from '../../workflows/domain/strategy';
import type { BleedingKind, PageReason } from '../../workflows/domain/vocabulary';
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
  rolesPaged,
  timePasses,
} from '../builders/given';

const told = (decision: Parameters<typeof pagesOf>[0], reason: PageReason) =>
  pagesOf(decision)
    .filter(({ because }) => because.reason === reason)
    .map(({ role }) => role);
const stemi = [milestone('FMC', 5), ecg(9), read('STEMI', 14)];

describe('R16 intracranial or major bleeding', () => {
  const bleeds = (kind: BleedingKind, atMin: number): Word => ({
    type: 'BLEEDING_REPORTED',
    kind,
    time: aTime(minute(atMin)),
    heardMin: atMin,
  });
  const lysed = [...stemi, decided('LYSIS', 16), milestone('LYSIS_START', 20)];

  test('R16 whoever holds the patient, cardiology and the coordinator hear of it at once', () => {
    const bled = given(...lysed).when(bleeds('INTRACRANIAL', 40));
    expect(told(bled, 'MAJOR_BLEEDING')).toEqual(['FAMILY_DOCTOR', 'ON_CALL_CARDIOLOGIST', 'COORDINATOR']);
    expect(phaseOf(bled.next)).toBe('POST_LYSIS');
    expect(bled.next.bleeding).toMatchObject({ kind: 'INTRACRANIAL', at: minute(40) });
  });
  test('R16 prompts for antithrombotics stop: the clock is void with its reason, the pack is empty', () => {
    const before = given(...stemi);
    expect(readClock('T12', before.episode, minute(18))?.status).toBe('RUNNING');
    const { next } = before.when(bleeds('MAJOR', 18));
    expect(next.clocks['T12']?.voidReason).toBe('BLEEDING');
    expect(next.clocks['T27']?.voidReason).toBe('BLEEDING');
    const stoppedBy = stopsAntithrombotics(true, 'STEMI');
    expect(stoppedBy).toBe('R16');
    const asked = { strategy: 'LYSIS', ageYears: 60, answers: {} } as const;
    expect(packFor({ ...asked, ...(stoppedBy && { stoppedBy }) })).toMatchObject({
      row: 'R16',
      aspirin: [],
      p2y12: [],
    });
    expect(stopsAntithrombotics(false, 'DISSECTION_SUSPECTED')).toBe('R14');
    expect(stopsAntithrombotics(false, 'STEMI')).toBeUndefined();
    // 10.36: the checklist may suspect what the ECG does not show
    expect(stopsAntithrombotics(false, 'STEMI', { AORTIC_DISSECTION_SUSPECTED: 'YES' })).toBe('R14');
    expect(stopsAntithrombotics(false, 'STEMI', { AORTIC_DISSECTION_SUSPECTED: 'UNKNOWN' })).toBeUndefined();
  });
  test('R16 it is an absolute contraindication from then on, and stops a bolus not given yet', () => {
    const { next } = given(...stemi, decided('LYSIS', 16)).when(bleeds('MAJOR', 18));
    expect(standingAgainst(next)).toContain('ACTIVE_BLEEDING_OR_BLEEDING_DISORDER');
    const refused = given(...stemi, decided('LYSIS', 16), bleeds('MAJOR', 18)).refuses(milestone('LYSIS_START', 20));
    expect(refused?.refused).toBe('CONTRAINDICATED');
  });
  test('R16 said twice it is one event; a second kind is told anew', () => {
    const once = given(...lysed, bleeds('MAJOR', 40));
    expect(once.when(bleeds('MAJOR', 41)).outcome).toBe('DUPLICATE');
    expect(told(once.when(bleeds('INTRACRANIAL', 60)), 'MAJOR_BLEEDING')).toContain('ON_CALL_CARDIOLOGIST');
  });
});

describe('R17 re-infarction, stent thrombosis', () => {
  const again = (atMin: number): Word => ({
    type: 'REINFARCTION_FOUND',
    toEpisodeId: episodeId('ep_2'),
    time: aTime(minute(atMin)),
    heardMin: atMin,
    by: CARDIOLOGIST,
  });
  const treated: readonly Word[] = [
    ...stemi,
    decided('PPCI_BY_TRANSFER', 17),
    labCalled(18),
    milestone('REF_DOOR_IN', 20),
    milestone('DOOR', 60),
    milestone('PCI_END', 120),
    {
      type: 'PCI_REPORTED',
      result: {
        culprit: 'LAD',
        access: 'RADIAL',
        timiBefore: 0,
        timiAfter: 3,
        stents: [{ segment: 'LAD', product: 'TEST STENT' }],
      },
      heardMin: 121,
    },
  ];
  const openedBy = (word: Word): OpenEpisode | undefined =>
    given(...treated)
      .when(word)
      .actions.flatMap((action) => (action.do === 'OPEN_EPISODE' ? [action.open] : []))[0];

  test('R17 it is a new STEMI episode from the ward, linked to the first and knowing its stent', () => {
    const open = openedBy(again(300));
    expect(open).toMatchObject({
      id: 'ep_2',
      helpChannel: 'WARD',
      index: { episodeId: 'ep_1', culprit: 'LAD', stents: [{ segment: 'LAD', product: 'TEST STENT' }] },
    });
    if (open === undefined) throw new Error('nothing was opened');
    const begun = openEpisode(open);
    expect(arrivalClass(begun.next)).toBe('IN_HOSPITAL_ONSET');
    expect(when(begun.next.milestones, 'FMC')).toBe(minute(300));
    expect(rolesPaged(begun)).not.toContain('EMS_DISPATCHER');
    expect(readClock('T39', begun.next, minute(301))?.dueAt).toBe(minute(310));
  });
  test('R17 the first episode goes on in the second, and opening it again opens it once', () => {
    const { next } = given(...treated).when(again(300));
    expect(next.continuedBy).toBe('ep_2');
    const owed = episodeOwes(next).filter((action) => action.do === 'OPEN_EPISODE');
    expect(owed).toEqual([{ do: 'OPEN_EPISODE', open: openedBy(again(300)) }]);
    expect(given(...treated, again(300)).refuses(again(301))?.refused).toBe('ALREADY_DONE');
  });
  test('R17 there is none before an intervention has ended, and no machine finds one', () => {
    expect(given(...stemi).refuses(again(30))?.refused).toBe('WRONG_PHASE');
    expect(given(...treated).refuses({ ...again(300), by: ENGINE })?.refused).toBe('NOT_ALLOWED');
  });
});

describe('R20 left against medical advice', () => {
  const leaves = (atMin: number, riskForm: boolean): Word => ({
    type: 'LEFT_AGAINST_ADVICE',
    time: aTime(minute(atMin)),
    reason: 'has to be at home',
    riskForm,
    highRisk: true,
    heardMin: atMin,
    by: CARDIOLOGIST,
  });
  const called = [...stemi, decided('PPCI_BY_TRANSFER', 17), labCalled(18)];

  test('R20 the contracted doctor hears of it at once and is phoned, the community lead after', () => {
    const left = given(...stemi).when(leaves(30, true));
    expect(told(left, 'LEFT_AGAINST_ADVICE')).toEqual(['FAMILY_DOCTOR']);
    expect(told(given(...stemi, leaves(30, true)).when(timePasses(151)), 'LEFT_AGAINST_ADVICE')).toContain(
      'COMMUNITY_LEAD',
    );
  });
  test('R20 a form not signed is owed until it is, and signing it later is recorded', () => {
    expect(told(given(...stemi).when(leaves(30, true)), 'RISK_FORM')).toEqual([]);
    const unsigned = given(...stemi, leaves(30, false));
    expect(told(given(...stemi).when(leaves(30, false)), 'RISK_FORM')).toEqual(['FAMILY_DOCTOR']);
    const { next } = unsigned.when(leaves(50, true));
    expect(next.discharge?.againstAdvice?.riskForm).toBe(true);
    expect(told(given(...stemi, leaves(30, false), leaves(50, true)).when(timePasses(95)), 'RISK_FORM')).toEqual([]);
  });
  test('R20 what the hospital owed is void with the reason; the plan in the community is offered all the same', () => {
    const { next } = given(...stemi).when(leaves(30, true));
    expect(next.clocks['T14']?.voidReason).toBe('LEFT_AGAINST_ADVICE');
    expect(readClock('T42', next, minute(31))?.status).toBe('RUNNING');
    expect(phaseOf(next)).toBe('STEP_DOWN');
    const referred: Word = {
      type: 'DOWN_REFERRED',
      siteId: 'st_community',
      time: aTime(minute(40)),
      heardMin: 40,
      by: CARDIOLOGIST,
    };
    expect(given(...stemi, leaves(30, true)).when(referred).outcome).toBe('APPLIED');
  });
  test('R20 a lab that was called for the patient is in doubt, and a person calls it off', () => {
    expect(told(given(...called).when(leaves(30, true)), 'LAB_IN_DOUBT')).toContain('INTERVENTIONIST');
  });
  test('R20 it takes a named person and a reason', () => {
    expect(given(...stemi).refuses({ ...leaves(30, true), by: ENGINE })?.refused).toBe('NOT_ALLOWED');
    expect(given(...stemi).refuses({ ...leaves(30, true), reason: ' ' } as Word)?.refused).toBe('REASON_NEEDED');
  });
});

describe('R32 pregnancy, child, DNR, police custody', () => {
  test.each(SPECIAL_ITEMS)('R32 %s: a senior on the spot and a cardiologist are asked at once, and once', (item) => {
    const flagged: Word = { type: 'CHECKLIST_ANSWERED', answers: { [item]: 'YES' }, heardMin: 10 };
    const first = given(milestone('FMC', 5)).when(flagged);
    expect(told(first, 'SPECIAL_PATHWAY')).toEqual(['COMMUNITY_LEAD', 'ON_CALL_CARDIOLOGIST']);
    expect(told(given(milestone('FMC', 5), flagged).when({ ...flagged, heardMin: 12 }), 'SPECIAL_PATHWAY')).toEqual([]);
  });
});

test('R14 the recommendation after a bleeding offers no lysis', () => {
  const bled = given(...stemi).when({
    type: 'BLEEDING_REPORTED',
    kind: 'MAJOR',
    time: aTime(minute(20)),
    heardMin: 20,
  });
  expect(recommendFor(bled.next, minute(21))?.strategy).not.toBe('LYSIS');
});
