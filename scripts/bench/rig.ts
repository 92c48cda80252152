import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { Pool } from 'pg';
import { connectClient } from '../../activities/platform/temporal';
import { temporalYaml } from '../../activities/platform/temporalYaml';
import { ROLES } from '../../workflows/domain/vocabulary';
import { app, ENGINE_FLAGS } from '../services/apps';
import { broker, mosquittoPath } from '../services/broker';
import { freePort } from '../services/ports';
import { type Fired, listenForFired } from './fired';
import type { Launched } from '../services/launched';
import { scratch, started, startPostgres, startTemporal } from './servers';
import { SITES } from './story';
import type { TrivialSettings } from './trivialEngine';
import { at, quiet, trivialBundle } from './workers';

/** Everything a benchmark runs on, each part a process of its own: ours beside the floor's on the same servers. */
export type Rig = {
  readonly folder: string;
  readonly namespace: string;
  readonly client: Client;
  readonly pool: Pool;
  readonly databaseUrl: string;
  readonly mqttUrl: string;
  readonly temporal: Launched & { readonly address: string };
  /** Wiretime's own engine, as `npm start` starts it. */
  readonly engine: Launched;
  readonly trivialEngine: Launched;
  readonly fired: Fired;
  stop(): Promise<void>;
};

export async function startRig(): Promise<Rig> {
  quiet();
  const { folder, remove } = scratch();
  const [temporal, postgres, mqtt] = await Promise.all([
    startTemporal(folder),
    startPostgres(folder),
    startBroker(folder),
  ]);
  const { url: mqttUrl } = mqtt;
  const { name: namespace } = temporalYaml().namespace;
  const keyFile = join(folder, 'keys.json');
  const client = connectClient({ temporal: at(temporal.address, namespace), keyFile });
  const pool = await poolWithRota(postgres.url);
  const fired = await listenForFired(mqttUrl);
  const env = {
    DATABASE_URL: postgres.url,
    TEMPORAL_ADDRESS: temporal.address,
    MQTT_URL: mqttUrl,
    WIRETIME_DATA: folder,
  };
  const log = join(folder, 'engine.log');
  const engine = await started(app('engine', await freePort(), { ...env, WIRETIME_LOG: 'warn' }), log);
  const trivial = { address: temporal.address, namespace, keyFile, mqttUrl };
  const trivialEngine = await started(await floorEngine(folder, trivial), log);
  const stop = async () => {
    await Promise.all([engine.stop(), trivialEngine.stop(), fired.stop(), pool.end(), client.connection.close()]);
    await Promise.all([temporal.stop(), postgres.stop(), mqtt.stop()]);
    if (process.env['WIRETIME_BENCH_LOG'] !== undefined) process.stderr.write(readFileSync(log, 'utf8'));
    remove();
  };
  return {
    folder,
    namespace,
    client,
    pool,
    databaseUrl: postgres.url,
    mqttUrl,
    temporal,
    engine,
    trivialEngine,
    fired,
    stop,
  };
}

async function startBroker(folder: string): Promise<Launched & { readonly url: string }> {
  const path = process.env['PATH'] ?? '';
  const port = await freePort();
  const kind = mosquittoPath(path) === undefined ? 'aedes' : 'mosquitto';
  const server = await started(broker(kind, join(folder, 'broker'), port, path));
  return { ...server, url: `mqtt://127.0.0.1:${port}` };
}

async function floorEngine(folder: string, settings: Omit<TrivialSettings, 'codePath'>) {
  const file = join(folder, 'trivial.json');
  writeFileSync(file, JSON.stringify({ ...settings, codePath: await trivialBundle(folder) }));
  const args = [...ENGINE_FLAGS, '--import', 'tsx', join(__dirname, 'trivialEngine.ts'), file];
  return { name: 'floor', command: process.execPath, args, stopSignal: 'SIGTERM' } as const;
}

/** Somebody on duty for every role everywhere: a page to nobody would climb at once. */
async function poolWithRota(connectionString: string): Promise<Pool> {
  const pool = new Pool({ connectionString, max: 10 });
  pool.on('error', () => undefined); // a session cut by the end of PostgreSQL is no news
  const sites = [...Object.values(SITES), 'st_hub'];
  await pool.query(
    `INSERT INTO site (id, region, name_zh, name_en, kind, phone, utc_offset_min, days_off, holidays)
     SELECT id, 'demo', id, id, 'PCI_HOSPITAL', '0', 480, '{0,6}', '{}' FROM unnest($1::text[]) AS id`,
    [sites],
  );
  await pool.query(`INSERT INTO person (id, name, phone, synthetic) VALUES ('ps_bench', 'Bench', '0', true)`);
  await pool.query(
    `INSERT INTO rota_shift (id, role, site_id, person_id, from_at, to_at, version)
     SELECT role || '@' || site, role::role, site, 'ps_bench', now() - interval '1 day', now() + interval '1 day', 1
     FROM unnest($1::text[]) AS role, unnest($2::text[]) AS site`,
    [ROLES, sites],
  );
  return pool;
}
