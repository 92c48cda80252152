import { setTimeout as sleep } from 'node:timers/promises';
import { connectAsync, type MqttClient } from 'mqtt';
import { Pool } from 'pg';
import { DESK_TOPIC, type DeskPage } from '../../activities/channels';
import { callForHelp, isReached } from '../../scripts/simulate/acute';
import { episodeAfter } from '../../scripts/simulate/record';
import { acknowledge, dutyFor, enter, type Region, secondOf } from '../../scripts/simulate/region';
import { endOf, type Progress, STEMI_STEPS } from '../../scripts/simulate/stemi';
import { dataFolder, removeSystem, startSystem, type System, until } from '../support/system';
import { freeze, killsInFlight, type Part, PARTS, seeded, thaw } from './breaking';

// A killed process is back within seconds, and a story has many of them.
jest.setTimeout(240_000);

/** How long one word is said again while what was killed comes back, ms. */
const PATIENCE_MS = 90_000;
const folder = dataFolder();
let system: System;
let region: Region;
let pool: Pool;
let desk: MqttClient;
/** Every page as the desk heard it; after a crash the same one may come twice. */
const heard: DeskPage[] = [];

beforeAll(async () => {
  system = await startSystem(folder);
  const { url, env } = system.run();
  const mqttUrl = env['MQTT_DEVICES_URL'] ?? '';
  pool = new Pool({ connectionString: env['DATABASE_URL'], max: 2 });
  pool.on('error', () => undefined); // the server is killed under it, on purpose
  desk = await connectAsync(env['MQTT_URL'] ?? '', { protocolVersion: 5, reconnectPeriod: 200 });
  desk.on('error', () => undefined); // so is the broker
  desk.on('message', (_, payload) => void heard.push(JSON.parse(payload.toString()) as DeskPage)); // our own topic
  await desk.subscribeAsync(DESK_TOPIC, { qos: 1 });
  const ecgLibrary = `${__dirname}/../../../shared/ecg`;
  region = await enter({ url, mqttUrl, ecgLibrary, patienceMs: PATIENCE_MS, say: () => undefined });
});
afterAll(async () => {
  await desk.endAsync(true);
  await pool.end();
  await system.end('SIGTERM');
  await removeSystem(folder);
});

/** One column of the record, which may just be coming back. */
async function column(sql: string, ...values: readonly unknown[]): Promise<readonly string[]> {
  let rows: readonly { readonly value: string }[] = [];
  const ask = async () => {
    const answer = await pool.query<{ value: string }>(sql, [...values]).catch(() => undefined);
    rows = answer?.rows ?? [];
    return answer !== undefined;
  };
  await until(ask, 20_000, () => `no answer to ${sql}`);
  return rows.map(({ value }) => value);
}

/** What people and devices said to one episode, word for word, in its order. */
const words = (episodeId: string) =>
  column(
    `SELECT concat_ws(' ', type, payload->>'code', payload->>'kind', payload->>'state', payload->>'role', outcome) AS value
       FROM happening WHERE subject_id = $1 AND actor_kind IN ('HUMAN', 'DEVICE') AND type <> 'PAGE_ACKNOWLEDGED'
      ORDER BY epoch, seq`,
    episodeId,
  );
const milestones = (episodeId: string) =>
  column('SELECT code AS value FROM milestone WHERE episode_id = $1 ORDER BY n', episodeId);
/** Pages of one subject that reached somebody; word of how it went goes by where the patient came from, and by day alone. */
const pages = (subjectId: string) =>
  column(
    `SELECT concat_ws(' ', because->>'reason', because->>'target', role) AS value
       FROM page WHERE subject_id = $1 AND status <> 'FAILED' AND because->>'reason' <> 'FEEDBACK' ORDER BY 1`,
    subjectId,
  );

/** Everything the story must leave once: the words, the times, the pages, the readings, the alarms. */
async function traceOf({ story, ecg, incident, nextId }: Progress) {
  const episodeId = story?.episode.id ?? '';
  return {
    words: await words(episodeId),
    milestones: await milestones(episodeId),
    pages: await pages(episodeId),
    readingPages: await pages(ecg?.readingId ?? ''),
    incidentPages: await pages(incident?.id ?? ''),
    nextMilestones: await milestones(nextId ?? ''),
    ecgs: (await column('SELECT id AS value FROM ecg WHERE episode_id = $1', episodeId)).length,
    readings: (await column('SELECT id AS value FROM reading WHERE episode_id = $1', episodeId)).length,
    incidents: (await column('SELECT id AS value FROM incident WHERE episode_id = $1', episodeId)).length,
    linked: (await column('SELECT id AS value FROM episode WHERE linked_from_id = $1', episodeId)).length,
  };
}
type Trace = Awaited<ReturnType<typeof traceOf>>;
let calm: Trace;

/** Pages may be more where one could not be sent and the next person was asked; none may be missing. */
function expectSameStory(trace: Trace): void {
  const { pages: _, readingPages: _r, incidentPages: _i, ...exact } = calm;
  expect(trace).toMatchObject(exact);
  expect(trace.pages).toEqual(expect.arrayContaining([...calm.pages]));
}

async function play(
  so: Progress,
  hook: (name: string, playStep: () => Promise<void>) => Promise<void>,
  as: Region = region,
): Promise<readonly string[]> {
  for (const step of STEMI_STEPS) await hook(step.name, () => step.play(as, so));
  return endOf(as, so);
}

test('without trouble the story ends as it should', async () => {
  const so: Progress = {};
  expect(await play(so, (_, playStep) => playStep())).toEqual([]);
  calm = await traceOf(so);
  expect(calm).toMatchObject({ ecgs: 1, readings: 1, incidents: 1, linked: 1 });
});

test('each process killed between the steps: the same words, times and pages, none lost, none twice', async () => {
  const so: Progress = {};
  let step = 0;
  const differs = await play(so, async (_, playStep) => {
    await playStep();
    await system.killPart(PARTS[step++ % PARTS.length] ?? 'engine');
  });
  expect(differs).toEqual([]);
  expectSameStory(await traceOf(so));
});

test('each process killed while a word is on its way, at a time nobody chose: still the same story', async () => {
  const so: Progress = {};
  const random = seeded(20_261_122);
  const broken = killsInFlight(region, system, (nth) =>
    nth % 4 === 3 ? { part: PARTS[Math.floor(nth / 4) % PARTS.length] ?? 'engine', afterMs: random() * 60 } : undefined,
  );
  const during: Readonly<Record<string, Part>> = { 'the ECG arrives': 'gateway', 'the wearable alarms': 'broker' };
  const differs = await play(
    so,
    async (name, playStep) => {
      const part = during[name];
      const killing = part === undefined ? undefined : sleep(50 + random() * 200).then(() => system.killPart(part));
      await Promise.all([playStep(), killing]);
    },
    broken,
  );
  expect(differs).toEqual([]);
  expectSameStory(await traceOf(so));
});

test('the engine killed the moment a page went out: it stands once, under one id, and is answered', async () => {
  const story = await callForHelp(region, 1);
  const isFirst = ({ subjectId, because }: DeskPage) =>
    subjectId === story.episode.id && because.reason === 'DISPATCH_AMBULANCE';
  await until(
    () => heard.some(isFirst),
    20_000,
    () => 'no page went out',
  );
  await system.killPart('engine');
  await isReached(story);
  const ids = new Set(heard.filter(isFirst).map(({ id }) => id));
  expect(ids.size).toBe(1);
  expect(await pages(story.episode.id)).toEqual(['DISPATCH_AMBULANCE EMS_DISPATCHER', 'PATIENT_SUMMARY EMS_CREW']);
});

test('PostgreSQL away for two minutes, Temporal and the engine killed meanwhile: people are answered, the page goes out in time, and the record has it all afterwards', async () => {
  const AWAY_MS = 120_000;
  const { people } = region;
  const story = await callForHelp(region, 1);
  const { episode, place } = story;
  await acknowledge(region, place, { kind: 'EPISODE', id: episode.id }, 'EMS_DISPATCHER');
  const say = async (role: 'EMS_DISPATCHER' | 'EMS_CREW' | 'FAMILY_DOCTOR', code: string, at = region.now()) => {
    const from = performance.now();
    const told = await people.tell(dutyFor(place, people, role), 'recordMilestone', {
      episodeId: episode.id,
      code,
      time: secondOf(at),
    });
    return { told, tookMs: performance.now() - from };
  };

  const frozen = freeze(system.run().pids['postgres'] ?? 0);
  const since = Date.now();
  let last;
  try {
    const answers = [await say('EMS_DISPATCHER', 'DISPATCH'), await say('EMS_CREW', 'ROLLING')];
    // T05 tells the doctor after 7 minutes: due in 60 s, long before the database is back.
    const fmc = Math.round(region.now()) - 6 * 60_000;
    answers.push(await say('FAMILY_DOCTOR', 'FMC', fmc));
    expect(Math.max(...answers.map(({ tookMs }) => tookMs))).toBeLessThan(5000);
    await Promise.all([system.killPart('engine'), system.killPart('temporal')]);

    const isDue = (page: DeskPage) => page.subjectId === episode.id && page.because.target === 'T05';
    await until(
      () => heard.some(isDue),
      AWAY_MS - 10_000,
      () => `the desk heard ${JSON.stringify(heard.slice(-3))}`,
    );
    const page = heard.find(isDue);
    expect(page).toMatchObject({ role: 'FAMILY_DOCTOR', personIds: [expect.stringMatching(/^ps_family/)] });
    expect(Date.now() - (fmc + 7 * 60_000)).toBeLessThan(10_000);
    last = await say('FAMILY_DOCTOR', 'REF_DOOR_IN');
    await sleep(Math.max(0, since + AWAY_MS - Date.now()));
  } finally {
    thaw(frozen);
  }

  const recorded = await episodeAfter(people, last.told, 60_000);
  expect(await milestones(episode.id)).toEqual([
    'HELP_SOUGHT',
    'CALL120',
    'ONSET',
    'DISPATCH',
    'ROLLING',
    'FMC',
    'REF_DOOR_IN',
  ]);
  expect(await pages(episode.id)).toEqual([
    'CLOCK_LEVEL T05 FAMILY_DOCTOR',
    'DISPATCH_AMBULANCE EMS_DISPATCHER',
    'PATIENT_SUMMARY EMS_CREW',
  ]);
  expect(recorded.clocks.find(({ target }) => target === 'T05')).toMatchObject({ status: 'RUNNING' });
});

test('after all of it nothing stands twice, no message of a device is left over, and nothing waits to be told', async () => {
  const twice = (sql: string) => column(`SELECT concat_ws(' ', ${sql} HAVING count(*) > 1`);
  expect(await twice(`subject_id, id) AS value FROM happening GROUP BY subject_id, id`)).toEqual([]);
  expect(
    await twice(`episode_id, code) AS value FROM milestone WHERE corrects IS NULL GROUP BY episode_id, code`),
  ).toEqual([]);
  expect(await twice(`sha256, episode_id) AS value FROM ecg GROUP BY sha256, episode_id`)).toEqual([]);
  expect(await column(`SELECT msg_id AS value FROM device_inbox WHERE disposition IS NULL`)).toEqual([]);
  const unknown = async () => {
    const known = new Set(await column(`SELECT id AS value FROM page UNION ALL SELECT id FROM incident`));
    // The gateway tells the desk itself while the engine is away: of those pages the record holds the incident.
    const standsFor = ({ id, subjectId, because }: DeskPage) => (because.alarm === 'PLATFORM_FAULT' ? subjectId : id);
    return heard.filter((page) => !known.has(standsFor(page)));
  };
  let left: DeskPage[] = [];
  // What went out while PostgreSQL was away is written down by retries, up to ten seconds apart.
  await until(
    async () => (left = await unknown()).length === 0,
    30_000,
    () => `pages went out that the record does not know: ${JSON.stringify(left)}`,
  );
});
