import { playFailedLysis, playRecurrentVf } from '../story/lysis';
import { setStage, type Stage, type Subject } from '../story/stage';
import { type TimeSkipping, timeSkipping } from '../support/temporal';

// Two cores shared with other suites make hours of virtual time take longer than jest's five seconds.
jest.setTimeout(60_000);

let server: TimeSkipping;
let stage: Stage;

beforeEach(async () => {
  server = await timeSkipping();
  stage = await setStage(server);
});
afterEach(async () => {
  await stage.leave();
  await server.stop();
});

const clock = ({ id }: Subject, target: string) =>
  stage.rows('clock').find((row) => row.episodeId === id && row.target === target);
const toldOf = (reason: string) => stage.told(stage.minute(0), ({ because }) => because.reason === reason);

test('R18: VF comes back twice after lysis; each time help is called from afar, the clocks stand still, an ECG is asked for', async () => {
  const { episode } = await playRecurrentVf(stage);
  expect(toldOf('ARREST').filter((line) => line.endsWith('ON_CALL_CARDIOLOGIST'))).toEqual([
    '30 ON_CALL_CARDIOLOGIST',
    '50 ON_CALL_CARDIOLOGIST',
  ]);
  expect(toldOf('ECG_AFTER_ARREST')).toEqual(['34 REFERRING_DOCTOR', '53 REFERRING_DOCTOR']);
  // who holds the patient is asked: by then the crew, and its lead beside it
  expect(toldOf('REASSESS_ECG')).toEqual(['80 REFERRING_DOCTOR', '110 EMS_CREW', '110 DISPATCH_LEAD']);
  // seven minutes of arrest: the reassessment was due seven minutes later, and took 63 by the wall
  expect(clock(episode, 'T29')).toMatchObject({ status: 'MET', tookMin: 63, dueAt: stage.minute(20 + 90 + 7) });
  expect(clock(episode, 'T28')).toMatchObject({ status: 'MET', delayReason: 'CARDIAC_ARREST' });
  expect(clock(episode, 'T31')).toMatchObject({ status: 'RUNNING' });
  const row = stage.rows('episode').find(({ id }) => id === episode.id);
  expect(row?.facts).toMatchObject({
    lysis: { result: 'REPERFUSED', advice: { says: 'REPERFUSED', row: '2.6 >= 50 %', resolutionPct: 75 } },
    angiography: { from: stage.minute(140), until: stage.minute(20 + 24 * 60) },
  });
});

test('R15: lysis fails on the road; the lab is asked for at the word, the crew turns to it, and the wire is in time', async () => {
  const { episode, lab } = await playFailedLysis(stage);
  expect(toldOf('LYSIS_FAILED')).toEqual(['85 ON_CALL_CARDIOLOGIST', '85 COORDINATOR']);
  expect(toldOf('DIVERT_TO_LAB')).toEqual(['85 EMS_CREW']);
  // once the lab is called nobody is asked to call it
  expect(toldOf('LYSIS_FAILED')).toHaveLength(2);
  expect(clock(episode, 'T30')).toMatchObject({
    status: 'MET',
    startedAt: stage.minute(85),
    tookMin: 65,
    limitMin: 90,
  });
  expect(clock(episode, 'T31')).toMatchObject({ status: 'VOID' });
  expect(stage.rows('lab_state').find(({ id }) => id === lab.id)).toMatchObject({ holderId: episode.id });
});
