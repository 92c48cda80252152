import { when } from '../../workflows/domain/milestones';
import { between } from '../../workflows/domain/time';
import { LAB_ROLES, type Milestone } from '../../workflows/domain/vocabulary';
import { ALARM_MIN, type Cast, dischargeMin, playStemi } from '../story/stemi';
import { setStage, type Stage } from '../story/stage';
import { type TimeSkipping, timeSkipping } from '../support/temporal';

// Two cores shared with other suites make a year of virtual time take longer than jest's five seconds.
jest.setTimeout(60_000);

let server: TimeSkipping;
let stage: Stage;
let cast: Cast;

beforeAll(async () => {
  server = await timeSkipping();
  stage = await setStage(server);
  cast = await playStemi(stage);
});
afterAll(async () => {
  await stage.leave();
  await server.stop();
});

const episodeRow = (id: string) => stage.rows('episode').find((row) => row.id === id);
const milestones = (id: string) => stage.rows('milestone').filter(({ episodeId }) => episodeId === id);
/** Minutes after the story began, to the tenth of a minute. */
const minuteOf = (id: string, code: Milestone) => {
  const at = when(milestones(id), code);
  return at === undefined ? undefined : Math.round(between(stage.minute(0), at) * 10) / 10;
};
const clocks = (id: string) =>
  Object.fromEntries(
    stage
      .rows('clock')
      .filter((row) => row.episodeId === id)
      .map(({ target, status }) => [target, status]),
  );

test('every milestone from help sought to the hand-over stands at its own minute, in order', () => {
  const home = dischargeMin(stage);
  const expected: readonly (readonly [Milestone, number])[] = [
    ['ONSET', -45],
    ['HELP_SOUGHT', 0],
    ['DISPATCH', 1],
    ['ROLLING', 2.5],
    ['FMC', 8],
    ['REF_DOOR_IN', 10],
    ['ECG1_ACQUIRED', 13],
    ['ECG1_RECEIVED', 13],
    ['ECG1_REPORTED', 17],
    ['STEMI_DX', 17],
    ['STRATEGY', 19],
    ['LAB_CALLED', 19],
    ['ASPIRIN', 20],
    ['P2Y12', 20],
    ['REF_DOOR_OUT', 27],
    ['LAB_READY', 32],
    ['DOOR', 55],
    ['LAB_IN', 58],
    ['PCI_CONSENT_START', 59],
    ['PCI_CONSENT_SIGNED', 63],
    ['PUNCTURE', 65],
    ['ANGIO', 69],
    ['WIRE', 75],
    ['PCI_END', 95],
    ['ADMIT', 100],
    ['CCU', 100],
    ['DISCHARGE', home],
    ['DOWN_REF_SENT', home],
    ['DOWN_REF_ACCEPTED', home + 120],
    ['UP_REF', ALARM_MIN],
  ];
  expect(expected.map(([code]) => [code, minuteOf(cast.episode.id, code)])).toEqual(expected);
});

test('each clock that counts for a transferred patient is met, and the lysis clocks are void since PPCI was chosen', () => {
  const { T25, T26, T27, T43, ...others } = clocks(cast.episode.id);
  expect([T25, T26, T27]).toEqual(['VOID', 'VOID', 'VOID']);
  expect(T43).toBe('RUNNING'); // the look after the up-referral is still owed
  const met = Object.entries(others)
    .filter(([, status]) => status === 'MET')
    .map(([target]) => target);
  expect(met.sort()).toEqual([
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
    'T42',
  ]);
  expect(Object.entries(others).filter(([, status]) => status !== 'MET')).toEqual([
    ['T01', 'REPORTED'],
    ['T02', 'REPORTED'],
    ['T13', 'REPORTED'],
  ]);
});

test('the patient went past the emergency department and the CCU into the lab, and nobody ticked that', () => {
  expect(episodeRow(cast.episode.id)).toMatchObject({
    bypassEd: true,
    bypassCcu: true,
    strategy: 'PPCI_BY_TRANSFER',
    finding: 'STEMI',
  });
});

test('the ECG is read by a named reader, and the report reaches the episode', () => {
  const reading = stage.rows('reading').find(({ id }) => id === cast.reading.id);
  expect(reading).toMatchObject({
    status: 'SIGNED',
    openedBy: 'ps_ecg_reader',
    signedBy: 'ps_ecg_reader',
    finding: 'STEMI',
  });
});

test('every role of the lab team is paged, answers and arrives; the room is held for this patient and free again at the end', () => {
  const asked = stage.rows('page').filter(({ because }) => because.reason === 'LAB_ACTIVATED');
  expect(asked.map(({ role, status }) => [role, status])).toEqual(LAB_ROLES.map((role) => [role, 'ACKNOWLEDGED']));
  const told = stage.ward.flushes.filter(({ id }) => id === cast.lab.id).flatMap(({ rows }) => rows);
  expect(told.filter((row) => row.table === 'lab_state').map(({ status, holderId }) => [status, holderId])).toEqual([
    ['FREE', undefined],
    ['HELD', cast.episode.id],
    ['FREE', undefined],
  ]);
});

test('no page goes unanswered where people answer', () => {
  expect(stage.rows('ladder').filter(({ status }) => status === 'NOBODY_ANSWERED')).toEqual([]);
  expect(stage.rows('page').filter(({ status }) => ['FAILED', 'UNANSWERED', 'ASKED'].includes(status))).toEqual([]);
  expect(stage.rows('episode').map(({ nobodyAnswered }) => nobodyAnswered)).toEqual([false, false]);
});

test('no page is asked for twice', () => {
  const ids = stage.ward.pages.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('the plan is made from what was done: visits, and a decision about the second drug before its year is over', () => {
  const plan = stage.rows('task').filter(({ episodeId }) => episodeId === cast.episode.id);
  expect(plan.map(({ code }) => code)).toEqual(['V1_CALL', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6', 'DAPT']);
  expect(plan.every(({ ownerRole, siteId }) => ownerRole === 'FAMILY_DOCTOR' && siteId === 'st_cc1')).toBe(true);
  expect(plan.find(({ code }) => code === 'DAPT')?.detail).toMatchObject({ drug: 'TICAGRELOR' });
});

test('after the alarm the old plan rests and the incident is closed by a person', () => {
  const plan = stage.rows('task').filter(({ episodeId }) => episodeId === cast.episode.id);
  expect(plan.map(({ code, status }) => `${code} ${status}`)).toEqual([
    'V1_CALL DONE',
    'V1 DONE',
    'V2 SUSPENDED',
    'V3 SUSPENDED',
    'V4 SUSPENDED',
    'V5 SUSPENDED',
    'V6 SUSPENDED',
    'DAPT SUSPENDED',
  ]);
  expect(stage.rows('incident')).toEqual([
    expect.objectContaining({
      status: 'CLOSED',
      ackBy: 'ps_desk_nurse',
      assessedBy: 'ps_duty_doctor',
      actedBy: 'ps_duty_doctor',
      action: 'UP_REFERRAL',
      upReferralId: cast.next.id,
      closedBy: 'ps_desk_nurse',
    }),
  ]);
});

test('the new episode is linked, its clocks start at the alarm, and it knows the stent and the drugs', () => {
  const next = episodeRow(cast.next.id);
  expect(next).toMatchObject({ linkedFromId: cast.episode.id, helpChannel: 'WEARABLE_ALARM', phase: 'FMC' });
  expect(next?.facts).toMatchObject({
    index: {
      incidentId: cast.incident.id,
      stents: [{ segment: 'LAD' }],
      drugs: [{ drug: 'ASPIRIN' }, { drug: 'TICAGRELOR' }, { drug: 'ATORVASTATIN' }],
    },
  });
  expect([minuteOf(cast.next.id, 'HELP_SOUGHT'), minuteOf(cast.next.id, 'FMC')]).toEqual([ALARM_MIN, ALARM_MIN]);
  const ecgClock = stage.rows('clock').find(({ episodeId, target }) => episodeId === cast.next.id && target === 'T05');
  expect(ecgClock).toMatchObject({
    status: 'RUNNING',
    startedAt: stage.minute(ALARM_MIN),
    dueAt: stage.minute(ALARM_MIN + 10),
  });
  expect(episodeRow(cast.episode.id)).toMatchObject({ continuedById: cast.next.id });
});

test('the reading and the incident have ended; both episodes go on', async () => {
  const statusOf = async (workflowId: string) =>
    (await server.client.workflow.getHandle(workflowId).describe()).status.name;
  expect(await statusOf(`reading:demo:${cast.reading.id}`)).toBe('COMPLETED');
  expect(await statusOf(`incident:demo:${cast.incident.id}`)).toBe('COMPLETED');
  expect(await statusOf(`episode:demo:${cast.episode.id}`)).toBe('RUNNING');
  expect(await statusOf(`episode:demo:${cast.next.id}`)).toBe('RUNNING');
});
