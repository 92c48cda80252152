import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { differences } from '../../scripts/simulate/expect';
import type { EpisodeSeen, IncidentSeen, PageSeen, ReadingSeen } from '../../scripts/simulate/record';
import { temporaryFolder } from '../support/launch';

const ROOT = join(__dirname, '..', '..');
const simulate = (...args: readonly string[]) => {
  const env = { PATH: process.env['PATH'], WIRETIME_DATA: temporaryFolder('simulate') };
  const options = { cwd: ROOT, env, encoding: 'utf8' } as const;
  return spawnSync(process.execPath, ['--import', 'tsx', 'scripts/simulate.ts', ...args], options);
};

test.each([[[]], [['case']], [['case', 'unheard-of']], [['fleet', 'of-foot']]])(
  '%j is answered with the cases there are',
  (args) => {
    const { status, stderr } = simulate(...args);
    expect(status).toBe(1);
    expect(stderr).toContain('There are these cases:');
    expect(stderr).toContain('case community-stemi-unanswered');
    expect(stderr).toContain('fleet');
  },
);

test('with nothing running it says how to start, and how to name another place', () => {
  const { status, stderr } = simulate('case', 'community-stemi');
  expect(status).toBe(1);
  expect(stderr).toMatch(/npm start.*--url/);
});

test('a speed that is no speed is refused', () => {
  const { status, stderr } = simulate(
    'case',
    'community-stemi',
    '--url',
    'http://127.0.0.1:1',
    '--mqtt',
    'mqtt://127.0.0.1:1',
    '--speed',
    '0',
  );
  expect(status).toBe(1);
  expect(stderr).toContain('--speed 0');
});

const CODES = [
  'ONSET',
  'HELP_SOUGHT',
  'DISPATCH',
  'ROLLING',
  'FMC',
  'REF_DOOR_IN',
  'ECG1_ACQUIRED',
  'ECG1_RECEIVED',
  'ECG1_REPORTED',
  'STEMI_DX',
  'STRATEGY',
  'LAB_CALLED',
  'REF_DOOR_OUT',
  'LAB_READY',
  'DOOR',
  'LAB_IN',
  'PCI_CONSENT_START',
  'PCI_CONSENT_SIGNED',
  'PUNCTURE',
  'ANGIO',
  'WIRE',
  'PCI_END',
  'ADMIT',
  'READY',
  'DISCHARGE',
  'DOWN_REF_SENT',
  'DOWN_REF_ACCEPTED',
  'UP_REF',
] as const;
const time = (n: number) => new Date(Date.UTC(2026, 10, 22) + n * 60_000).toISOString();
const clock = (status: string) => (target: string) => ({
  target,
  status,
  startedAt: time(0),
  dueAt: null,
  level: null,
});
const MET = [
  'T04',
  'T05',
  'T06',
  'T07',
  'T08',
  'T12',
  'T14',
  'T15_PCI',
  'T16',
  'T17',
  'T18',
  'T21',
  'T22',
  'T23',
  'T24',
  'T40',
  'T41',
];
const page: PageSeen = {
  id: 'p1',
  role: 'LAB_NURSE',
  status: 'ACKNOWLEDGED',
  because: { reason: 'LAB_ACTIVATED', target: null },
  person: null,
};

/** The case's two episodes as they should end. */
const episode: EpisodeSeen = {
  id: 'ep_1',
  version: 1,
  phase: 'FOLLOW_UP',
  finding: 'STEMI',
  strategy: 'PPCI_BY_TRANSFER',
  nobodyAnswered: false,
  bypassEd: true,
  bypassCcu: true,
  linkedFromId: null,
  continuedById: 'ep_2',
  communitySite: null,
  receivingSite: null,
  index: null,
  recommendation: null,
  forecast: null,
  activation: null,
  patient: null,
  readings: [],
  ladders: [],
  milestones: CODES.map((code, n) => ({ n, code, at: time(n), corrects: null, withdraws: false })),
  clocks: [...MET.map(clock('MET')), ...['T25', 'T26', 'T27'].map(clock('VOID'))],
  pages: [page],
  tasks: [{ id: 't', code: 'V1', status: 'SUSPENDED' }],
  checklist: { items: [], unknown: [] },
};
const next: EpisodeSeen = {
  ...episode,
  id: 'ep_2',
  linkedFromId: 'ep_1',
  continuedById: null,
  pages: [],
  index: {
    stents: [{ segment: 'LAD' }],
    drugs: [{ drug: 'ASPIRIN' }, { drug: 'TICAGRELOR' }, { drug: 'ATORVASTATIN' }],
  },
  milestones: [{ n: 1, code: 'FMC', at: time(60), corrects: null, withdraws: false }],
};
const reading: ReadingSeen = { id: 'rd_1', status: 'SIGNED', finding: 'STEMI', pages: [], ladders: [] };
const incident: IncidentSeen = {
  id: 'in_1',
  code: 'SOS',
  status: 'ACTED',
  onsetAt: time(60),
  deviceId: 'dv_wear1',
  upReferralId: 'ep_2',
  pages: [],
  ladders: [],
};
const end = { episode, next, reading, incident, stays: 3 };
const unlike = (change: Partial<EpisodeSeen>) => differences({ ...end, episode: { ...episode, ...change } });

test('a record that ends as the case says has no differences', () => {
  expect(differences(end)).toEqual([]);
});

test('each thing that is wrong is a sentence', () => {
  const { milestones } = episode;
  expect(unlike({ milestones: milestones.filter(({ code }) => code !== 'WIRE') })).toEqual(['WIRE is missing']);
  const early = milestones.map((entry) => (entry.code === 'WIRE' ? { ...entry, at: time(3) } : entry));
  expect(unlike({ milestones: early })).toEqual(['WIRE lies before ANGIO']);
  expect(
    unlike({ clocks: [...episode.clocks.filter(({ target }) => target !== 'T18'), clock('MISSED')('T18')] }),
  ).toEqual(['T18 is MISSED, not MET']);
  expect(unlike({ tasks: [{ id: 't', code: 'V1', status: 'OPEN' }] })).toEqual(['the plan does not rest']);
  expect(differences({ ...end, stays: 0 })).toEqual(['there is no length of stay to show']);
  expect(differences({ ...end, incident: { ...incident, status: 'ASSESSED' } })).toEqual([
    'the incident is ASSESSED, not ACTED by the up-referral',
  ]);
  expect(differences({ ...end, next: { ...next, index: null } })).toEqual([
    'the new episode does not know the stent and the drugs',
  ]);
});

test('a page nobody answered is a difference; one that failed and was made good by the next person is not', () => {
  expect(unlike({ pages: [{ ...page, status: 'UNANSWERED' }] })).toEqual([
    'the page to LAB_NURSE (LAB_ACTIVATED) is UNANSWERED',
  ]);
  expect(unlike({ pages: [{ ...page, status: 'FAILED' }] })).toEqual([
    'the page to LAB_NURSE (LAB_ACTIVATED) is FAILED',
  ]);
  expect(unlike({ pages: [{ ...page, id: 'p0', status: 'FAILED' }, page] })).toEqual([]);
  expect(unlike({ ladders: [{ key: 'LAB:LAB_NURSE', status: 'NOBODY_ANSWERED', nextAt: null }] })).toEqual([
    'nobody answered LAB:LAB_NURSE',
  ]);
});
