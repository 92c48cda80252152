import { readClock } from '../../workflows/domain/clocks';
import type { Episode } from '../../workflows/domain/episode';
import { chainOf } from '../../workflows/domain/owners';
import type { TargetCode } from '../../workflows/domain/targets';
import { targetCodes, targetOf } from '../../workflows/domain/targets';
import type { Milestone } from '../../workflows/domain/vocabulary';
import { anEpisode, minute, milestonesAt, riskFor } from '../builders/anEpisode';

const H = 60;
const D = 24 * H;
type Given = { readonly minutes?: Partial<Record<Milestone, number>>; readonly episode?: Partial<Episode> };
type Row = readonly [TargetCode, Milestone, Milestone, number, '<=' | '<', Given?];

const stemi: Given = { minutes: { STEMI_DX: 0 } };
const transferred: Given = { minutes: { STEMI_DX: 0, REF_DOOR_IN: 0 } };
const labelled = (code: TargetCode): Given => ({ episode: riskFor(code) });

/** Copied by hand from clinical.md 1.2, so that a slip in the table shows. */
const ROWS: readonly Row[] = [
  ['T03', 'CALL_RING', 'CALL_ANSWERED', 10 / 60, '<='],
  ['T04', 'DISPATCH', 'ROLLING', 3, '<='],
  ['T05', 'FMC', 'ECG1_ACQUIRED', 10, '<='],
  ['T06', 'ECG1_ACQUIRED', 'ECG1_RECEIVED', 10, '<='],
  ['T07', 'ECG1_ACQUIRED', 'ECG1_REPORTED', 10, '<='],
  ['T08', 'FMC', 'STEMI_DX', 10, '<='],
  ['T09', 'FMC', 'FIRST_DOCTOR', 10, '<=', { episode: { helpChannel: 'WALK_IN' } }],
  ['T10', 'CONSULT_REQUESTED', 'CONSULT_STARTED', 10, '<='],
  ['T11', 'TN_DRAWN', 'TN_REPORTED', 20, '<='],
  ['T11', 'TN_DRAWN', 'TN_REPORTED', 60, '<=', { episode: { jurisdiction: 'ESC_2023' } }],
  ['T14', 'STEMI_DX', 'STRATEGY', 5, '<='],
  ['T15_LYSIS', 'LYSIS_CONSENT_START', 'LYSIS_CONSENT_SIGNED', 10, '<='],
  ['T15_PCI', 'PCI_CONSENT_START', 'PCI_CONSENT_SIGNED', 10, '<='],
  ['T16', 'STEMI_DX', 'LAB_CALLED', 5, '<='],
  ['T17', 'LAB_CALLED', 'LAB_READY', 30, '<='],
  ['T18', 'DOOR', 'WIRE', 90, '<=', stemi],
  ['T19', 'FMC', 'WIRE', 90, '<=', stemi],
  ['T20', 'STEMI_DX', 'WIRE', 60, '<'],
  ['T21', 'STEMI_DX', 'WIRE', 90, '<', transferred],
  ['T22', 'FMC', 'DEVICE', 120, '<=', transferred],
  ['T23', 'REF_DOOR_IN', 'WIRE', 120, '<=', stemi],
  ['T24', 'REF_DOOR_IN', 'REF_DOOR_OUT', 30, '<=', stemi],
  ['T25', 'FMC', 'LYSIS_START', 30, '<=', stemi],
  ['T26', 'REF_DOOR_IN', 'LYSIS_START', 30, '<=', stemi],
  ['T26', 'DOOR', 'LYSIS_START', 30, '<=', stemi],
  ['T27', 'STEMI_DX', 'LYSIS_START', 10, '<'],
  ['T28', 'LYSIS_START', 'REF_DOOR_OUT', 2 * H, '<=', { minutes: { REF_DOOR_IN: -30 } }],
  ['T29', 'LYSIS_START', 'LYSIS_ASSESSED', 90, '<='],
  ['T30', 'LYSIS_ASSESSED', 'WIRE', 60, '<', { minutes: { LAB_CALLED: 0 } }],
  ['T30', 'LYSIS_ASSESSED', 'WIRE', 90, '<', { minutes: { LAB_CALLED: 0, REF_DOOR_IN: -120 } }],
  ['T31', 'LYSIS_START', 'ANGIO', D, '<='],
  ['T32', 'RISK_LABEL', 'ANGIO', 2 * H, '<', labelled('T32')],
  ['T33', 'NSTE_DX', 'ANGIO', D, '<', labelled('T33')],
  ['T34', 'NSTE_DX', 'ANGIO', 3 * D, '<', labelled('T34')],
  ['T36', 'TN_DRAWN', 'TN2_DRAWN', 6 * H, '<='],
  ['T37', 'CT_NOTIFIED', 'CT_SCAN_START', 30, '<='],
  ['T38', 'ECHO_REQUESTED', 'ECHO_DONE', 30, '<='],
  ['T38', 'ECHO_REQUESTED', 'ECHO_DONE', 60, '<=', { minutes: { REF_DOOR_IN: 0 } }],
  ['T39', 'FMC', 'ECG1_ACQUIRED', 10, '<=', { episode: { helpChannel: 'WARD' } }],
  ['T40', 'FMC', 'STATIN', D, '<=', stemi],
];

const SECOND = 1 / 60;
const CASES = ROWS.map(([code, from, to, limitMin, sign, given]) => ({
  code,
  from,
  to,
  limitMin,
  sign,
  given: given ?? {},
}));

test.each(CASES)('$code from $from to $to: limit $limitMin min, $sign', ({ code, from, to, limitMin, sign, given }) => {
  const read = (end: number) => {
    const milestones = milestonesAt({ ...given.minutes, [from]: 0, [to]: end });
    return readClock(code, anEpisode({ ...given.episode, milestones }), minute(100 * D));
  };
  expect(read(limitMin - SECOND)).toMatchObject({ status: 'MET', limitMin, startedAt: minute(0) });
  expect(read(limitMin)).toMatchObject({ status: sign === '<=' ? 'MET' : 'MISSED', dueAt: minute(limitMin) });
  expect(read(limitMin + SECOND)).toMatchObject({ status: 'MISSED' });
});

test('T12 ends with the later of aspirin and the P2Y12 drug', () => {
  const given = (aspirin: number, p2y12?: number) =>
    anEpisode({}, { STEMI_DX: 0, ASPIRIN: aspirin, ...(p2y12 !== undefined && { P2Y12: p2y12 }) });
  expect(readClock('T12', given(2), minute(5))).toMatchObject({ status: 'RUNNING' });
  expect(readClock('T12', given(2, 10), minute(30))).toMatchObject({ status: 'MET', tookMin: 10 });
  expect(readClock('T12', given(11, 3), minute(30))).toMatchObject({ status: 'MISSED', tookMin: 11 });
});

test('T43: the centre hears how an up-referral ended by the end of day 14', () => {
  const given = (contactedAt: number) => anEpisode({}, { UP_REF: 0, UP_REF_CONTACT: contactedAt });
  // sent at ten in the morning: fourteen hours are left of that day
  expect(readClock('T43', given(14 * D + 13 * H), minute(60 * D))).toMatchObject({ status: 'MET', limitMin: 14 * D });
  expect(readClock('T43', given(14 * D + 15 * H), minute(60 * D))).toMatchObject({ status: 'MISSED' });
});

test('T34: under ESC 2023 angiography is due during the stay: reported, without a limit', () => {
  const given = (jurisdiction: Episode['jurisdiction']) =>
    readClock('T34', anEpisode({ jurisdiction, ...riskFor('T34') }, { NSTE_DX: 0, ANGIO: 80 * H }), minute(90 * H));
  expect(given('ESC_2023')).toMatchObject({ status: 'REPORTED', tookMin: 80 * H, quiet: true });
  expect(given('CHINA_2019')).toMatchObject({ status: 'MISSED', limitMin: 3 * D });
});

test.each(['T01', 'T02', 'T13'] as const)('%s has no limit and is only reported', (code) => {
  const episode = anEpisode({}, { ONSET: -200, HELP_SOUGHT: -60, FMC: 0, STEMI_DX: 10, ANTICOAG: 30 });
  const reading = readClock(code, episode, minute(60));
  expect(reading).toMatchObject({ status: 'REPORTED', quiet: true });
  expect(reading?.dueAt).toBeUndefined();
});

test('every row of clinical.md 1.2 that is an interval between milestones is a clock', () => {
  const rows = [...new Set(targetCodes.map((code) => code.slice(0, 3)))];
  const expected = Array.from({ length: 43 }, (_, n) => `T${String(n + 1).padStart(2, '0')}`);
  expect(rows).toEqual(expected.filter((row) => row !== 'T35')); // a rule: the next ECG is due by the one before
});

test('10.11: a call is the dispatchers’, before any crew has it (T03)', () => {
  expect(chainOf('DISPATCH', anEpisode({}))).toEqual(['EMS_DISPATCHER', 'DISPATCH_LEAD', 'COORDINATOR']);
});

test('every row says where its limit comes from', () => {
  for (const code of targetCodes) expect(targetOf(code).ref).not.toBe('');
});

describe('10.40: whoever holds the patient owns the clock', () => {
  const fromCommunity = { STEMI_DX: 10, FMC: 0 };
  const holder = (minutes: Partial<Record<Milestone, number>>, episode: Partial<Episode> = {}) =>
    chainOf('HOLDER_THEN_CPC', anEpisode(episode, { ...fromCommunity, ...minutes }));

  test('at the contracted doctor’s side: family doctor, community lead, coordinator', () => {
    expect(holder({})).toEqual(['FAMILY_DOCTOR', 'COMMUNITY_LEAD', 'COORDINATOR']);
  });
  test('the contracted doctor keeps it while the crew arrives, until the patient leaves', () => {
    expect(holder({ ON_SCENE: 12 })[0]).toBe('FAMILY_DOCTOR');
    expect(holder({ ON_SCENE: 12, LEAVE_SCENE: 18 })[0]).toBe('EMS_CREW');
  });
  test('a crew that reaches the patient first owns it from then on', () => {
    expect(holder({ ON_SCENE: 0 }, { helpChannel: 'CALL_120' })).toEqual(['EMS_CREW', 'DISPATCH_LEAD', 'COORDINATOR']);
  });
  test('at the sender: referring doctor, chest-pain lead, coordinator', () => {
    expect(holder({ LEAVE_SCENE: 18, REF_DOOR_IN: 30 })).toEqual([
      'REFERRING_DOCTOR',
      'REFERRING_CHEST_PAIN_LEAD',
      'COORDINATOR',
    ]);
  });
  test('on the road the crew', () => {
    expect(holder({ REF_DOOR_IN: 30, REF_DOOR_OUT: 55 })[0]).toBe('EMS_CREW');
  });
  test('from the door the chest-pain centre', () => {
    expect(holder({ REF_DOOR_IN: 30, REF_DOOR_OUT: 55, DOOR: 90 })).toEqual([
      'COORDINATOR',
      'DUTY_DIRECTOR',
      'HOSPITAL_DUTY',
    ]);
  });
});
