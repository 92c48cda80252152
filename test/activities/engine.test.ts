import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { connectAsync } from 'mqtt';
import { Pool } from 'pg';
import { DESK_TOPIC } from '../../activities/channels';
import { type Config, loadConfig } from '../../activities/platform/config';
import { startOf, WORKFLOW_TYPES } from '../../activities/platform/subjects';
import { connectClient } from '../../activities/platform/temporal';
import { loadDemoRegion } from '../../prisma/demo/region';
import { migrate } from '../../prisma/migrate';
import { freePort } from '../../scripts/services/ports';
import { postgres } from '../../scripts/services/postgres';
import { episodeId, patientId, workflowIdOf } from '../../workflows/domain/ids';
import { DEFAULT_PATHWAY } from '../../workflows/domain/pathway';
import { instant } from '../../workflows/domain/time';
import { tell } from '../../workflows/messages';
import { type StartedBroker, startBroker } from '../support/broker';
import type { Launched } from '../../scripts/services/launched';
import { launched, temporaryFolder } from '../support/launch';
import { type RealServer, realServer } from '../support/temporal';

// PostgreSQL is away for as long as a retry waits, and comes back.
jest.setTimeout(60_000);

const ROOT = join(__dirname, '..', '..');
const by = { kind: 'HUMAN', id: 'ps_family1', role: 'FAMILY_DOCTOR' } as const;

let database: Launched;
let pool: Pool;
let server: RealServer;
let broker: StartedBroker;
let config: Config;
let client: Client;
let engine: ChildProcess;
let output = '';

beforeAll(async () => {
  // A PostgreSQL of its own, because it is killed here.
  const own = postgres(`${temporaryFolder('engine-db')}/data`, await freePort());
  [database, server, broker] = await Promise.all([launched(own.service), realServer(), startBroker('aedes')]);
  await migrate(own.url);
  pool = new Pool({ connectionString: own.url });
  pool.on('error', () => undefined);
  await loadDemoRegion(pool);
  const env = {
    DATABASE_URL: own.url,
    TEMPORAL_ADDRESS: server.address,
    MQTT_URL: broker.url,
    WIRETIME_DATA: temporaryFolder('engine'),
    PORT: String(await freePort()),
  };
  config = loadConfig(env);
  client = connectClient(config);
  start(env);
  await until(async () => (await health())['ok'] === true);
});
afterAll(async () => {
  await client.connection.close();
  await end('SIGTERM');
  await pool.end();
  await Promise.all([database.stop(), server.stop(), broker.server.stop()]);
});

function start(env: Record<string, string>): void {
  engine = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'activities', 'worker.ts')], {
    env: { PATH: process.env['PATH'], ...env },
    cwd: ROOT,
  });
  engine.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  engine.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
}

async function end(signal: NodeJS.Signals): Promise<number | null> {
  if (engine.exitCode !== null) return engine.exitCode;
  const gone = new Promise<number | null>((resolve) => engine.once('exit', resolve));
  engine.kill(signal);
  return gone;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 40_000; waited += 50) {
    if (await holds().catch(() => false)) return;
    await sleep(50);
  }
  throw new Error(`it did not come true; the engine said:\n${output}`);
}

const health = async (): Promise<Record<string, unknown>> =>
  (await (await fetch(`http://127.0.0.1:${config.port}/health`)).json()) as Record<string, unknown>;
const count = async (sql: string): Promise<number> => (await pool.query(sql)).rowCount ?? 0;

const anEpisode = (id: string) =>
  startOf('EPISODE', {
    open: {
      id: episodeId(id),
      region: 'demo',
      patientId: patientId('pt_demo_a'),
      sites: { community: 'st_cc1', ems: 'st_ems', referring: 'st_county', receiving: 'st_hub' },
      pathway: DEFAULT_PATHWAY,
      helpChannel: 'FAMILY_DOCTOR',
      helpSought: { at: instant(Date.now()), precision: 'SECOND', source: 'HUMAN' },
      complaints: ['CRUSHING_CHEST_PAIN'],
      drill: false,
      heard: { id: `${id}-open`, receivedAt: instant(Date.now()), by },
    },
  });

test('the engine comes up with a worker for each queue, and says so', async () => {
  expect(await health()).toMatchObject({ ok: true, parts: { temporal: { detail: 4 }, database: { ok: true } } });
});

test('every cath lab of the region runs, free, without anybody having started it', async () => {
  const labs = await count('SELECT 1 FROM cath_lab');
  expect(labs).toBeGreaterThan(0);
  await until(async () => (await count(`SELECT 1 FROM lab_state WHERE status = 'FREE'`)) === labs);
  const { status } = await client.workflow.getHandle(workflowIdOf('LAB', 'demo', 'lab_1')).describe();
  expect(status.name).toBe('RUNNING');
});

test('an episode is on record and its ambulance is asked for, as a page to the dispatcher on duty', async () => {
  await client.workflow.start(WORKFLOW_TYPES.EPISODE, anEpisode('ep_1'));
  await until(async () => (await count(`SELECT 1 FROM page WHERE subject_id = 'ep_1' AND status = 'SENT'`)) > 0);
  const { rows } = await pool.query<object>(
    `SELECT role, site_id, person_id, simulated FROM page WHERE subject_id = 'ep_1'`,
  );
  expect(rows).toEqual([{ role: 'EMS_DISPATCHER', site_id: 'st_ems', person_id: 'ps_dispatcher', simulated: true }]);
});

test('an engine that is killed and comes back answers the same word once more with the same answer', async () => {
  const handle = client.workflow.getHandle(workflowIdOf('EPISODE', 'demo', 'ep_1'));
  const time = { at: instant(Date.now()), precision: 'SECOND', source: 'HUMAN' } as const;
  const fmc = { type: 'MILESTONE_RECORDED', code: 'FMC', time, id: 'm_1', by } as const;
  const first = await handle.executeUpdate(tell, { args: [fmc], updateId: fmc.id });
  await end('SIGKILL');
  start({
    DATABASE_URL: config.databaseUrl,
    TEMPORAL_ADDRESS: server.address,
    MQTT_URL: broker.url,
    WIRETIME_DATA: config.dataFolder,
    PORT: String(config.port),
  });
  expect(await handle.executeUpdate(tell, { args: [fmc], updateId: fmc.id })).toEqual(first);
  expect(await count(`SELECT 1 FROM milestone WHERE episode_id = 'ep_1' AND code = 'FMC'`)).toBe(1);
});

test('while PostgreSQL is away the page goes out all the same, and the record catches up when it is back', async () => {
  await until(async () => (await health())['ok'] === true);
  const screen = await connectAsync(broker.url);
  const shown: unknown[] = [];
  screen.on('message', (_, bytes) => void shown.push(JSON.parse(bytes.toString())));
  await screen.subscribeAsync(DESK_TOPIC, { qos: 1 });
  await database.kill();
  await client.workflow.start(WORKFLOW_TYPES.EPISODE, anEpisode('ep_2'));
  await until(async () => shown.length > 0);
  expect(shown).toMatchObject([{ subjectId: 'ep_2', role: 'EMS_DISPATCHER', personIds: ['ps_dispatcher'] }]);
  expect((await fetch(`http://127.0.0.1:${config.port}/health`)).status).toBe(503);
  await database.start();
  await until(async () => (await count(`SELECT 1 FROM page WHERE subject_id = 'ep_2' AND status = 'SENT'`)) === 1);
  expect(shown).toHaveLength(1);
  await screen.endAsync();
});

test('asked to end, it ends by itself and in order', async () => {
  await until(async () => (await health())['ok'] === true);
  expect(await end('SIGTERM')).toBe(0);
  expect(output).not.toContain('ENGINE_ENDED');
});
