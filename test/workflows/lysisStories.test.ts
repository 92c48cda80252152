import { ecgId, episodeId, labId, readingId } from '../../workflows/domain/ids';
import { lysisItems } from '../../workflows/domain/lysisChecklist';
import type { Overlay } from '../../workflows/domain/vocabulary';
import { LAB_ROLES } from '../../workflows/domain/vocabulary';
import { DEVICE, REGION, setStage, type Stage } from '../story/stage';
import { type Cast, castOf, exactly, opening, PATIENT, SITES } from '../story/stemi';
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

const mark = async (
  cast: Cast,
  at: number,
  code: 'FMC' | 'REF_DOOR_IN' | 'LYSIS_START' | 'REF_DOOR_OUT' | 'DOOR' | 'LAB_IN' | 'WIRE',
) => {
  await stage.until(at);
  await stage.say(cast.episode, code === 'DOOR' ? 'EMS_CREW' : 'REFERRING_DOCTOR', {
    type: 'MILESTONE_RECORDED',
    code,
    time: exactly(stage.minute(at)),
  });
};

/** The county's cart records, and a reading opens. */
async function ecg(cast: Cast, at: number, nth: number): Promise<string> {
  await stage.until(at);
  const id = `${cast.reading.id}_${nth}`;
  const acquiredAt = stage.minute(at);
  await stage.open('READING', {
    id: readingId(id),
    region: REGION,
    ecgId: ecgId(`ecg_${id}`),
    episodeId: episodeId(cast.episode.id),
    patientId: PATIENT,
    siteId: SITES.referring,
    hubSiteId: SITES.receiving,
    neighbourSiteId: 'st_neighbour',
    acquiredAt,
    receivedAt: acquiredAt,
    heard: { id: `${id}:open`, receivedAt: acquiredAt, by: DEVICE },
  });
  await stage.signal(cast.episode, {
    type: 'ECG_RECEIVED',
    ecgId: ecgId(`ecg_${id}`),
    readingId: id,
    acquired: { at: acquiredAt, precision: 'SECOND', source: 'DEVICE', deviceOffsetMs: 0 },
    ecgReceivedAt: acquiredAt,
  });
  const reading = { kind: 'READING', id } as const;
  await stage.say(reading, 'ECG_READER', { type: 'READING_OPENED' });
  await stage.say(reading, 'ECG_READER', {
    type: 'READING_SIGNED',
    finding: nth === 1 ? 'STEMI' : 'NOT_ACUTE',
    territories: nth === 1 ? ['ANTERIOR'] : [],
  });
  return `ecg_${id}`;
}

/** A county hospital far from the lab: STEMI read from afar, lysis decided by the cardiologist, the bolus at minute 20. */
async function isLysed(): Promise<{ readonly cast: Cast; readonly first: string }> {
  const cast = castOf();
  const { episode, lab } = cast;
  await stage.open('LAB', {
    id: labId(lab.id),
    region: REGION,
    siteId: SITES.receiving,
    heard: { id: `${lab.id}:open`, receivedAt: stage.minute(0), by: DEVICE },
  });
  await stage.open('EPISODE', { ...opening(stage, cast), helpChannel: 'WALK_IN' });
  await mark(cast, 2, 'REF_DOOR_IN');
  await mark(cast, 3, 'FMC');
  const first = await ecg(cast, 6, 1);
  await stage.until(14);
  const answers = Object.fromEntries(lysisItems('CHINA_2019').map(({ code }) => [code, 'NO'] as const));
  await stage.say(episode, 'REFERRING_DOCTOR', { type: 'CHECKLIST_ANSWERED', answers, killip: 1, weightKg: 66 });
  await stage.say(episode, 'ON_CALL_CARDIOLOGIST', { type: 'STRATEGY_DECIDED', strategy: 'LYSIS', shown: '2.2#5' });
  await mark(cast, 20, 'LYSIS_START');
  return { cast, first };
}

const overlay = async (cast: Cast, at: number, type: 'OVERLAY_RAISED' | 'OVERLAY_ENDED', which: Overlay) => {
  await stage.until(at);
  await stage.say(cast.episode, 'REFERRING_DOCTOR', { type, overlay: which, time: exactly(stage.minute(at)) });
};
const clock = ({ episode }: Cast, target: string) =>
  stage.rows('clock').find((row) => row.episodeId === episode.id && row.target === target);
const toldOf = (reason: string) => stage.told(stage.minute(0), ({ because }) => because.reason === reason);
const quiet = { painGone: 'NO', reperfusionArrhythmia: 'NO', unstable: 'NO', worseningIschaemia: 'NO' } as const;

test('R18: VF comes back twice after lysis; each time help is called from afar, the clocks stand still, an ECG is asked for', async () => {
  const { cast, first } = await isLysed();
  await overlay(cast, 30, 'OVERLAY_RAISED', 'ARREST');
  await overlay(cast, 34, 'OVERLAY_ENDED', 'ARREST');
  await ecg(cast, 37, 2);
  await overlay(cast, 50, 'OVERLAY_RAISED', 'ARREST');
  await overlay(cast, 53, 'OVERLAY_ENDED', 'ARREST');
  await ecg(cast, 56, 3);
  expect(toldOf('ARREST').filter((line) => line.endsWith('ON_CALL_CARDIOLOGIST'))).toEqual([
    '30 ON_CALL_CARDIOLOGIST',
    '50 ON_CALL_CARDIOLOGIST',
  ]);
  expect(toldOf('ECG_AFTER_ARREST')).toEqual(['34 REFERRING_DOCTOR', '53 REFERRING_DOCTOR']);
  const later = await ecg(cast, 82, 4);
  expect(toldOf('REASSESS_ECG')).toEqual(['80 REFERRING_DOCTOR']);
  await stage.until(83);
  await stage.say(cast.episode, 'REFERRING_DOCTOR', {
    type: 'LYSIS_ASSESSED',
    result: 'REPERFUSED',
    time: exactly(stage.minute(83)),
    findings: {
      ...quiet,
      painGone: 'YES',
      referenceEcgId: ecgId(first),
      ecgId: ecgId(later),
      lead: 'V3',
      mmBefore: 4,
      mmAfter: 1,
    },
  });
  await mark(cast, 90, 'REF_DOOR_OUT');
  await mark(cast, 185, 'DOOR');
  // seven minutes of arrest: the reassessment was due seven minutes later, and took 63 by the wall
  expect(clock(cast, 'T29')).toMatchObject({ status: 'MET', tookMin: 63, dueAt: stage.minute(20 + 90 + 7) });
  expect(clock(cast, 'T28')).toMatchObject({ status: 'MET', delayReason: 'CARDIAC_ARREST' });
  expect(clock(cast, 'T31')).toMatchObject({ status: 'RUNNING' });
  const row = stage.rows('episode').find(({ id }) => id === cast.episode.id);
  expect(row?.facts).toMatchObject({
    lysis: { result: 'REPERFUSED', advice: { says: 'REPERFUSED', row: '2.6 >= 50 %', resolutionPct: 75 } },
    angiography: { from: stage.minute(140), until: stage.minute(20 + 24 * 60) },
  });
});

test('R15: lysis fails on the road; the lab is asked for at the word, the crew turns to it, and the wire is in time', async () => {
  const { cast } = await isLysed();
  await mark(cast, 40, 'REF_DOOR_OUT');
  await stage.until(85);
  await stage.say(cast.episode, 'EMS_CREW', {
    type: 'LYSIS_ASSESSED',
    result: 'FAILED',
    time: exactly(stage.minute(85)),
    findings: { ...quiet, worseningIschaemia: 'YES' },
  });
  await stage.until(86);
  expect(toldOf('LYSIS_FAILED')).toEqual(['85 ON_CALL_CARDIOLOGIST', '85 COORDINATOR']);
  expect(toldOf('DIVERT_TO_LAB')).toEqual(['85 EMS_CREW']);
  await stage.acknowledge(cast.episode, 'EMS_CREW');
  await stage.until(87);
  await stage.say(cast.episode, 'ON_CALL_CARDIOLOGIST', { type: 'LAB_CALLED', labId: labId(cast.lab.id) });
  await stage.until(88);
  for (const role of LAB_ROLES) await stage.acknowledge(cast.episode, role);
  await stage.until(110);
  for (const role of LAB_ROLES)
    await stage.say(cast.episode, role, { type: 'LAB_MEMBER_ARRIVED', role, time: exactly(stage.minute(110)) });
  await mark(cast, 130, 'DOOR');
  await mark(cast, 134, 'LAB_IN');
  await mark(cast, 150, 'WIRE');
  // once the lab is called nobody is asked to call it
  expect(toldOf('LYSIS_FAILED')).toHaveLength(2);
  expect(clock(cast, 'T30')).toMatchObject({ status: 'MET', startedAt: stage.minute(85), tookMin: 65, limitMin: 90 });
  expect(clock(cast, 'T31')).toMatchObject({ status: 'VOID' });
  expect(stage.rows('lab_state').find(({ id }) => id === cast.lab.id)).toMatchObject({ holderId: cast.episode.id });
});
