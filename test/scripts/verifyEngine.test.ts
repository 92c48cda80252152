import { spawn } from 'node:child_process';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createActivities } from '../../activities';
import { makeLog } from '../../activities/platform/log';
import { startOf, WORKFLOW_TYPES } from '../../activities/platform/subjects';
import { compare, repair } from '../../scripts/verify/engine';
import { episodeId, patientId, workflowIdOf } from '../../workflows/domain/ids';
import { DEFAULT_PATHWAY } from '../../workflows/domain/pathway';
import { instant } from '../../workflows/domain/time';
import { type Answer, tell } from '../../workflows/messages';
import { temporaryFolder } from '../support/launch';
import { type Database, freshDatabase } from '../support/postgres';
import { type Hosted, type RealServer, realServer } from '../support/temporal';

// A server is stopped and started four times.
jest.setTimeout(60_000);

const ROOT = join(__dirname, '..', '..');
const by = { kind: 'HUMAN', id: 'ps_family1', role: 'FAMILY_DOCTOR' } as const;
/** The clock times of the story: all in the past, so that nothing falls due while the test runs. */
const NOW = Date.now();
const time = (secondsAgo: number) =>
  ({ at: instant(NOW - secondsAgo * 1000), precision: 'SECOND', source: 'HUMAN' }) as const;

let db: Database;
let server: RealServer;
let hosted: Hosted;

beforeAll(async () => {
  [db, server] = await Promise.all([freshDatabase(), realServer()]);
  await host();
});
afterAll(async () => {
  await hosted.stop();
  await Promise.all([db.drop(), server.stop()]);
});

async function host(): Promise<void> {
  const activities = createActivities({
    pool: db.pool,
    client: server.client,
    rota: { phoneOf: () => '', onDuty: () => [[{ personId: 'ps_anybody', phone: '000-0' }]] },
    channels: { desk: async () => undefined, adapters: {} },
    log: makeLog('engine', { write: () => undefined }),
    now: Date.now,
  });
  hosted = await server.host({
    episodes: { workflows: true },
    paging: { activities: { sendPages: activities.sendPages } },
    records: { activities: { flush: activities.flush, openEpisode: activities.openEpisode } },
  });
}

const handleOf = (id: string) => server.client.workflow.getHandle(workflowIdOf('EPISODE', 'demo', id));

async function open(
  id: string,
  workflowIdReusePolicy: 'REJECT_DUPLICATE' | 'ALLOW_DUPLICATE' = 'REJECT_DUPLICATE',
): Promise<void> {
  const start = startOf('EPISODE', {
    open: {
      id: episodeId(id),
      region: 'demo',
      patientId: patientId('pt_1'),
      sites: { community: 'st_cc1', ems: 'st_ems', receiving: 'st_hub' },
      pathway: DEFAULT_PATHWAY,
      helpChannel: 'FAMILY_DOCTOR',
      helpSought: time(60),
      complaints: [],
      drill: false,
      heard: { id: `${id}-open`, receivedAt: instant(NOW), by },
    },
  });
  await server.client.workflow.start(WORKFLOW_TYPES.EPISODE, { ...start, workflowIdReusePolicy });
}

const reported = (id: string, code: 'DISPATCH' | 'ROLLING' | 'ON_SCENE', secondsAgo: number): Promise<Answer> =>
  handleOf(id).executeUpdate(tell, {
    args: [{ type: 'MILESTONE_RECORDED', code, time: time(secondsAgo), id: `${id}-${code}`, by }],
    updateId: `${id}-${code}`,
  });

const column = async (sql: string, id: string): Promise<readonly unknown[]> =>
  (await db.pool.query<{ value: unknown }>(sql, [id])).rows.map(({ value }) => value);
const milestones = (id: string) => column('SELECT code AS value FROM milestone WHERE episode_id = $1 ORDER BY n', id);
const sentPages = async (id: string): Promise<number> =>
  (await column(`SELECT id AS value FROM page WHERE subject_id = $1 AND status = 'SENT'`, id)).length;
const epochs = (id: string) => column('SELECT epoch AS value FROM subject WHERE id = $1', id);

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 30_000; waited += 50) {
    if (await holds()) return;
    await sleep(50);
  }
  throw new Error('it did not come true');
}

/** Takes Temporal back to an older file while PostgreSQL goes on, as a restore from a backup would. */
async function restoring(meanwhile: () => Promise<void>): Promise<void> {
  const files = ['', '-wal', '-shm'];
  await hosted.stop();
  await server.server.stop();
  for (const end of files)
    cpSync(`${server.file}${end}`, `${server.file}.old${end}`, { recursive: true, force: true, errorOnExist: false });
  await server.server.start();
  await host();
  await meanwhile();
  await hosted.stop();
  await server.server.stop();
  for (const end of files) {
    rmSync(`${server.file}${end}`, { force: true });
    cpSync(`${server.file}.old${end}`, `${server.file}${end}`, { recursive: true, force: true });
  }
  await server.server.start();
  await host();
}

/** Runs `npm run verify -- …` as a process, with the key every test knows. */
async function verify(...args: readonly string[]): Promise<{ code: number | null; said: string }> {
  const folder = temporaryFolder('verify');
  const keys = { active: 'k1', keys: { k1: Buffer.alloc(32, 7).toString('base64') } };
  writeFileSync(`${folder}/keys.json`, JSON.stringify(keys), { mode: 0o600 });
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'scripts', 'verify.ts'), ...args], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: db.url,
      TEMPORAL_ADDRESS: server.address,
      MQTT_URL: 'mqtt://127.0.0.1:1', // not asked
      WIRETIME_DATA: folder,
    },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, said };
}

test('while all is well the engine and the record agree', async () => {
  await open('ep_well');
  await reported('ep_well', 'DISPATCH', 50);
  expect(await compare(db.pool, server.client)).toEqual([]);
});

test('after an older Temporal file is put under a newer database, nothing the record holds is lost', async () => {
  await open('ep_speaks');
  await open('ep_silent');
  // With nothing under way at the backup, nothing wakes them after it.
  await until(async () => (await sentPages('ep_speaks')) === 1 && (await sentPages('ep_silent')) === 1);
  expect(await compare(db.pool, server.client)).toEqual([]);
  let before: Answer | undefined;
  let dispatched: Answer | undefined;
  await restoring(async () => {
    dispatched = await reported('ep_speaks', 'DISPATCH', 50);
    await reported('ep_speaks', 'ROLLING', 45);
    before = await reported('ep_silent', 'DISPATCH', 40);
    await open('ep_after');
    await reported('ep_after', 'DISPATCH', 30);
    await until(async () => (await milestones('ep_after')).includes('DISPATCH'));
  });

  const found = await compare(db.pool, server.client);
  expect(found.map(({ id, is }) => [id, is])).toEqual([
    ['ep_after', 'MISSING'],
    ['ep_silent', 'ENGINE_BEHIND'],
    ['ep_speaks', 'ENGINE_BEHIND'],
  ]);

  // The next word brings it to light by itself: the flush is told that the record is ahead.
  await reported('ep_speaks', 'ON_SCENE', 20);
  await until(async () => (await epochs('ep_speaks'))[0] === 2);
  await until(async () => (await milestones('ep_speaks')).includes('ON_SCENE'));
  expect(await milestones('ep_speaks')).toEqual(['HELP_SOUGHT', 'CALL120', 'DISPATCH', 'ROLLING', 'ON_SCENE']);
  // A client that never heard of the answer it got before asks again: the word stands once.
  expect(await reported('ep_speaks', 'DISPATCH', 50)).toEqual(dispatched);

  // The others are started again from the record, and know what they answered.
  for (const difference of found.filter(({ id }) => id !== 'ep_speaks'))
    await repair(db.pool, server.client, difference, Date.now());
  expect(await compare(db.pool, server.client)).toEqual([]);
  expect(await reported('ep_silent', 'DISPATCH', 40)).toEqual(before);
  await reported('ep_after', 'ROLLING', 10);
  await until(async () => (await milestones('ep_after')).includes('ROLLING'));
  expect(await milestones('ep_after')).toEqual(['HELP_SOUGHT', 'CALL120', 'DISPATCH', 'ROLLING']);
  expect(await milestones('ep_silent')).toEqual(['HELP_SOUGHT', 'CALL120', 'DISPATCH']);
});

test('an episode somebody ended by hand is started again from its record', async () => {
  await open('ep_ended');
  await reported('ep_ended', 'DISPATCH', 10);
  await handleOf('ep_ended').terminate('by hand');
  const found = await compare(db.pool, server.client);
  expect(found).toMatchObject([{ id: 'ep_ended', is: 'ENDED' }]);
  for (const difference of found) await repair(db.pool, server.client, difference, Date.now());
  expect(await compare(db.pool, server.client)).toEqual([]);
});

test('an episode opened a second time because its workflow was lost goes on from its record', async () => {
  await open('ep_again');
  await reported('ep_again', 'DISPATCH', 20);
  await until(async () => (await milestones('ep_again')).includes('DISPATCH'));
  await handleOf('ep_again').terminate('by hand');
  await open('ep_again', 'ALLOW_DUPLICATE');
  await until(async () => (await epochs('ep_again'))[0] === 2);
  await reported('ep_again', 'ROLLING', 10);
  await until(async () => (await milestones('ep_again')).includes('ROLLING'));
  expect(await milestones('ep_again')).toEqual(['HELP_SOUGHT', 'CALL120', 'DISPATCH', 'ROLLING']);
  expect(await compare(db.pool, server.client)).toEqual([]);
});

test('the command names what differs and ends with 1; told to repair, it does and ends with 0', async () => {
  await handleOf('ep_ended').terminate('by hand');
  const found = await verify('engine');
  expect(found).toMatchObject({ code: 1 });
  expect(found.said).toMatch(
    /^EPISODE ep_ended ENDED: the record is open at 2\.\d+, the workflow TERMINATED\n1 differ/,
  );
  expect(await verify('engine', '--repair')).toMatchObject({ code: 0 });
  expect(await verify('engine')).toEqual({ code: 0, said: 'The engine and the record agree\n' });
  expect(await verify('everything')).toMatchObject({ code: 2 });
});

test('a record restored from an older backup gets every row again from what runs', async () => {
  await db.pool.query(`UPDATE subject SET seq = seq - 1 WHERE id = 'ep_well'`);
  await db.pool.query(`DELETE FROM milestone WHERE episode_id = 'ep_well'`);
  await db.pool.query(`DELETE FROM happening WHERE subject_id = 'ep_well' AND type <> 'OPENED'`);
  const found = await compare(db.pool, server.client);
  expect(found).toMatchObject([{ id: 'ep_well', is: 'RECORD_BEHIND' }]);
  for (const difference of found) await repair(db.pool, server.client, difference, Date.now());
  await until(async () => (await milestones('ep_well')).includes('DISPATCH'));
  expect(await compare(db.pool, server.client)).toEqual([]);
});

test('an episode the record lost altogether is found and written again', async () => {
  for (const table of ['milestone', 'clock', 'episode'])
    await db.pool.query(`DELETE FROM ${table} WHERE ${table === 'episode' ? 'id' : 'episode_id'} = 'ep_well'`);
  for (const table of ['happening', 'page', 'ladder'])
    await db.pool.query(`DELETE FROM ${table} WHERE subject_id = 'ep_well'`);
  await db.pool.query(`DELETE FROM subject WHERE id = 'ep_well'`);
  await until(async () => (await compare(db.pool, server.client)).some(({ id }) => id === 'ep_well'));
  for (const difference of await compare(db.pool, server.client))
    await repair(db.pool, server.client, difference, Date.now());
  await until(async () => (await milestones('ep_well')).includes('DISPATCH'));
  expect(await compare(db.pool, server.client)).toEqual([]);
});
