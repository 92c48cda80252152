import type { Episode } from '../../workflows/domain/episode';
import { ecgId, labId } from '../../workflows/domain/ids';
import { phaseOf } from '../../workflows/domain/phase';
import type { Finding, Milestone, Phase, Strategy, TaskStatus } from '../../workflows/domain/vocabulary';
import { PHASES } from '../../workflows/domain/vocabulary';
import { anEpisode, minute, T0 } from '../builders/anEpisode';

const report = (finding: Finding): Partial<Episode> => ({
  report: { ecgId: ecgId('ecg_1'), finding, territories: [], signedBy: 'ps_reader', at: minute(14) },
});
const choice = (strategy: Strategy): Partial<Episode> => ({
  choice: { strategy, by: 'ps_cardiologist', role: 'ON_CALL_CARDIOLOGIST', at: minute(16) },
});
const activation: Partial<Episode> = {
  activation: { labId: labId('lab_1'), calledBy: 'ps_cardiologist', at: minute(18), lab: 'HELD', arrived: {} },
};
const task = (status: TaskStatus) => ({
  tasks: [
    {
      id: 'V6',
      kind: 'VISIT' as const,
      code: 'V6',
      ownerRole: 'FAMILY_DOCTOR' as const,
      siteId: 'st_community',
      opensAt: T0,
      dueAt: T0,
      status,
      detail: {},
    },
  ],
});

type Facts = readonly [Phase, string, Partial<Episode>, Partial<Record<Milestone, number>>];
const ACCEPTED = { FMC: 5, STEMI_DX: 14, DOWN_REF_SENT: 900, DOWN_REF_ACCEPTED: 1000 };

/** clinical.md 4.2 row by row: what is known, and which state that is. */
const ROWS: readonly Facts[] = [
  ['HELP_SOUGHT', '4.2 P1 a call, and nobody has it yet', { helpChannel: 'CALL_120' }, {}],
  ['FD_ENGAGED', '4.2 P1a the contracted doctor has the case', { helpChannel: 'FAMILY_DOCTOR' }, {}],
  ['EMS_DISPATCHED', '4.2 P1b an ambulance is sent', {}, { DISPATCH: 2 }],
  ['FMC', '4.2 P2 somebody who can treat is at the patient', {}, { DISPATCH: 2, FMC: 5 }],
  [
    'ECG_PENDING_READ',
    '4.2 P3 an ECG waits for its reader',
    { ecgs: [{ ecgId: ecgId('ecg_1'), readingId: 'rd_1', acquiredAt: minute(9), receivedAt: minute(9) }] },
    { FMC: 5 },
  ],
  ['DIAGNOSED', '4.2 P4 read as unclear', report('UNCLEAR'), { FMC: 5 }],
  ['DIAGNOSED', '2.1 a quiet first ECG excludes nothing', report('NOT_ACUTE'), { FMC: 5 }],
  ['NSTE_ACS', '4.2 N1 read as NSTE-ACS', report('NSTE_ACS'), { FMC: 5 }],
  ['OTHER_DX', '4.2 X1 dissection suspected', report('DISSECTION_SUSPECTED'), { FMC: 5 }],
  ['OTHER_DX', '4.2 X1 revised from STEMI to something else', report('OTHER_DIAGNOSIS'), { FMC: 5, STEMI_DX: 14 }],
  ['STRATEGY', '4.2 P5 STEMI, nothing decided', report('STEMI'), { FMC: 5, STEMI_DX: 14 }],
  ['LYSIS', '4.2 P6L lysis decided', { ...report('STEMI'), ...choice('LYSIS') }, { STEMI_DX: 14 }],
  [
    'POST_LYSIS',
    '4.2 P6A the bolus is given',
    { ...report('STEMI'), ...choice('LYSIS') },
    { STEMI_DX: 14, LYSIS_START: 20 },
  ],
  ['TRANSFER', '4.2 P6T transfer decided', { ...report('STEMI'), ...choice('PPCI_BY_TRANSFER') }, { STEMI_DX: 14 }],
  [
    'TRANSFER',
    '4.2 P6T on the road after lysis',
    { ...report('STEMI'), ...choice('LYSIS'), ...activation },
    { STEMI_DX: 14, LYSIS_START: 20, REF_DOOR_OUT: 40 },
  ],
  [
    'LAB_ACTIVATED',
    '4.2 P7 the lab is called and the patient at its door',
    { ...report('STEMI'), ...choice('PPCI_BY_TRANSFER'), ...activation },
    { STEMI_DX: 14, DOOR: 60 },
  ],
  ['IN_LAB', '4.2 P8 in the room', { ...report('STEMI'), ...activation }, { STEMI_DX: 14, LAB_IN: 70 }],
  ['INPATIENT', '4.2 P9 the intervention is over', report('STEMI'), { STEMI_DX: 14, LAB_IN: 70, PCI_END: 120 }],
  ['INPATIENT', '4.2 P9 admitted without one', { ...report('STEMI'), ...choice('NONE') }, { STEMI_DX: 14, ADMIT: 90 }],
  ['STEP_DOWN', '4.2 P10 referred down, not yet accepted', {}, { STEMI_DX: 14, DOWN_REF_SENT: 900 }],
  ['FOLLOW_UP', '4.2 P11 the community has accepted, visits are ahead', task('OPEN'), ACCEPTED],
  ['REGISTER', '4.2 P12 every visit of the year is done', task('DONE'), ACCEPTED],
  ['FOLLOW_UP', '4.2 P11 a plan that rests is not over', task('SUSPENDED'), ACCEPTED],
  ['CLOSED', '4.2 END a named person closed it', { closed: { reason: 'DIED', by: 'ps_doctor', at: minute(50) } }, {}],
];

test.each(ROWS)('%s: %s', (phase, _, facts, minutes) => {
  expect(phaseOf(anEpisode(facts, minutes))).toBe(phase);
});

test('P0: before help is sought there is a register, and no episode', () => {
  expect(PHASES).not.toContain('MONITORED');
});

test('every state has a row here', () => {
  expect([...new Set(ROWS.map(([phase]) => phase))].toSorted()).toEqual(PHASES.toSorted());
});

test('4.1 a late fact moves the state by itself: the door was known before the first contact', () => {
  const facts = { ...report('STEMI'), ...choice('PPCI_BY_TRANSFER'), ...activation };
  expect(phaseOf(anEpisode(facts, { STEMI_DX: 14 }))).toBe('TRANSFER');
  expect(phaseOf(anEpisode(facts, { STEMI_DX: 14, DOOR: 60 }))).toBe('LAB_ACTIVATED');
});
