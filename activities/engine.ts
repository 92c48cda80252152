import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type InjectedSinks, type NativeConnection, Worker } from '@temporalio/worker';
import { connect, type MqttClient } from 'mqtt';
import { Pool } from 'pg';
import { makeBrowsers } from './browsers';
import { type Channels, deskBy, webhook } from './channels';
import { counted } from './counted';
import { type Health, serveHealth } from './health';
import { type Activities, createActivities } from './index';
import { startLabs } from './labs';
import type { Config } from './platform/config';
import type { Log } from './platform/log';
import { connectClient, connectWorkers, dataConverter, namespaceOf } from './platform/temporal';
import { activitiesOf, type TemporalYaml, temporalYaml, workerTuning } from './platform/temporalYaml';
import { makeWebPush } from './platform/webPush';
import { pushChannel } from './pushChannel';
import { makeRecorder, type Recording } from './record';
import { makeRota, type Rota } from './rota';
import { workflowBundle } from './workflowBundle';

const MINUTE_MS = 60_000;
/** After a power cut clocks wait for this connection, so it is asked for at a steady pace (ms). */
const RECONNECT_MS = 100;
/** A rota not read for this long (ms) is worth a look: PostgreSQL is away. */
const ROTA_OLD_MS = 10 * MINUTE_MS;

/** The engine: a worker for each task queue, and what their activities need. Resolves when it was asked to end. */
export async function runEngine(config: Config, log: Log, now: () => number): Promise<void> {
  const pool = new Pool({
    connectionString: config.databaseUrl,
    max: 20,
    connectionTimeoutMillis: 2000,
    query_timeout: 9000, // below the second the shell gives a background flush up
    application_name: 'wiretime-engine',
  });
  pool.on('error', (error) => log.error('DATABASE_SESSION_LOST', error));
  const broker = connect(config.mqttUrl, { protocolVersion: 5, reconnectPeriod: 500, connectTimeout: 5000 });
  broker.on('error', (error) => log.error('BROKER_ERROR', error));
  const rota = makeRota({ pool, file: join(config.dataFolder, 'engine', 'rota.json'), log, now });
  const browsers = makeBrowsers({ pool, file: join(config.dataFolder, 'engine', 'browsers.json'), log });
  await Promise.all([rota.refresh(), browsers.refresh()]);
  const client = connectClient(config);
  const adapters = adaptersOf(config);
  const channels = { desk: deskBy(broker), adapters, browsers: pushChannel(browsers, makeWebPush(config.push)) };
  const made = createActivities({ pool, client, rota, channels, log, now });
  const { activities, text } = counted(made);

  const connection = await untilConnected(config, log);
  const sinks = makeRecorder({ flush: activities.flush, client, log });
  const workers = await makeWorkers(config, { connection, activities, sinks });
  const minutely = every(MINUTE_MS, async () => {
    await Promise.all([rota.refresh(), browsers.refresh()]);
    await startLabs(pool, client, now()).catch((error: unknown) => log.error('LABS_NOT_STARTED', error));
  });
  const health = await serveHealth(
    config.port,
    () => healthOf({ pool, broker, rota, workers }, now()),
    async () => text(),
  );
  log.info('ENGINE_READY', { workers: workers.length });
  try {
    await Promise.all(workers.map((worker) => worker.run()));
  } finally {
    minutely.stop();
    health.close();
    await Promise.all([broker.endAsync(true), pool.end(), client.connection.close()]);
    await connection.close();
  }
}

const adaptersOf = ({ pagers }: Config): Channels['adapters'] =>
  Object.fromEntries(Object.entries(pagers).map(([channel, url]) => [channel, webhook(url)]));

async function untilConnected(config: Config, log: Log): Promise<NativeConnection> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await connectWorkers(config);
    } catch (error) {
      if (tries % 10 === 0) log.error('TEMPORAL_AWAY', error);
      await sleep(RECONNECT_MS);
    }
  }
}

type Hands = {
  readonly connection: NativeConnection;
  readonly activities: Activities;
  readonly sinks: InjectedSinks<Recording>;
};

async function makeWorkers(config: Config, { connection, activities, sinks }: Hands): Promise<Worker[]> {
  const namespace = namespaceOf(config);
  const file = temporalYaml(namespace);
  const codePath = await workflowBundle(join(config.dataFolder, 'engine'));
  const queues = Object.keys(file.taskQueues).filter((queue) => hasWork(file, queue));
  return Promise.all(
    queues.map((queue) =>
      Worker.create({
        ...workerTuning(file, queue),
        connection,
        namespace,
        taskQueue: queue,
        dataConverter: dataConverter(config),
        activities: activitiesOf(file, queue, activities),
        ...(file.taskQueues[queue]?.workflows ? { workflowBundle: { codePath }, sinks } : {}),
      }),
    ),
  );
}

/** A queue that only schedules use costs a worker only while there is a schedule. */
const hasWork = (file: TemporalYaml, queue: string): boolean =>
  queue !== 'system' || Object.values(file.schedules).some((schedule) => schedule.queue === queue);

type Parts = {
  readonly pool: Pool;
  readonly broker: MqttClient;
  readonly rota: Rota;
  readonly workers: readonly Worker[];
};

async function healthOf({ pool, broker, rota, workers }: Parts, at: number): Promise<Health> {
  const database = await pool.query('SELECT 1').then(
    () => true,
    () => false,
  );
  const readAt = rota.readAt();
  const running = workers.filter((worker) => worker.getState() === 'RUNNING').length;
  return {
    temporal: { ok: running === workers.length, detail: running },
    database: { ok: database },
    broker: { ok: broker.connected },
    rota: {
      ok: readAt !== undefined && at - readAt < ROTA_OLD_MS,
      ...(readAt !== undefined && { detail: Math.round((at - readAt) / 1000) }),
    },
  };
}

/** Runs at once and then every so often; one that is still busy is not joined by a second. */
function every(ms: number, work: () => Promise<void>): { stop(): void } {
  let busy = false;
  const tick = async () => {
    if (busy) return;
    busy = true;
    await work().finally(() => {
      busy = false;
    });
  };
  void tick();
  const timer = setInterval(() => void tick(), ms);
  return { stop: () => clearInterval(timer) };
}
