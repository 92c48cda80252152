/** The whole system as processes of its own: brings them up, starts again what ends, and ends all of it in order. */
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { connectClient } from '../activities/platform/temporal';
import { applyTemporalYaml } from '../activities/platform/temporalApply';
import { temporalYaml } from '../activities/platform/temporalYaml';
import { loadConfig } from '../activities/platform/config';
import { migrate } from '../prisma/migrate';
import { buildUi } from './buildUi';
import { type Options, readOptions } from './options';
import { seedIfEmpty } from './seed';
import type { BrokerUser } from '../devices/brokerAuth';
import { app, APP_NAMES, type AppName } from './services/apps';
import { broker, guarded, mosquittoPath } from './services/broker';
import { brokerSecrets } from './services/brokerFiles';
import { keep, type Keeping, type Kept } from './services/keeper';
import { choosePorts, type Ports } from './services/portsFile';
import { postgres } from './services/postgres';
import { clearLeftovers, forgetRun, type Run, startedAt, writeRun } from './services/runFile';
import type { Service } from './services/service';
import { temporal } from './services/temporal';

const PARENT_CHECK_MS = 500;
/** A second Ctrl-C within this time (ms) is the first one heard twice, once from the terminal and once from npm. */
const SAME_PRESS_MS = 1500;

type System = {
  readonly run: Run;
  readonly kept: Kept[];
  readonly keeping: Keeping;
  /** Whether the end was asked for: then nothing new is started. */
  stopping: boolean;
};

const say = (line: string) => console.log(line);

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env);
  const { dataFolder } = options;
  makeDataFolder(dataFolder);
  const left = await clearLeftovers(dataFolder);
  if (left.length > 0) say(`Stopped what an earlier start left running: ${left.join(', ')}`);

  const ports = await choosePorts(options);
  const system = makeSystem(dataFolder, ports);
  stopOnRequest(system, dataFolder);
  try {
    await bringUp(system, options, ports);
  } catch (error) {
    if (system.stopping) return; // what was ended cannot come up
    throw error;
  }
  say(`ready ${system.run.url}`);
  sayWhatToTry(system.run, dataFolder, ports);
}

/** What we write is for our eyes; user postgres, when we are root, may still walk through to its own folder. */
function makeDataFolder(folder: string): void {
  process.umask(0o077);
  if (mkdirSync(folder, { recursive: true }) !== undefined) chmodSync(folder, 0o711);
  mkdirSync(join(folder, 'logs'), { recursive: true });
}

function makeSystem(dataFolder: string, ports: Ports): System {
  const run: Run = {
    url: `http://127.0.0.1:${ports.api}`,
    supervisor: { pid: process.pid, started: startedAt(process.pid) },
    pids: {},
    started: {},
    env: {},
  };
  const keeping: Keeping = {
    logFolder: join(dataFolder, 'logs'),
    onStarted: (name, pid) => {
      run.pids[name] = pid;
      run.started[name] = startedAt(pid);
      writeRun(dataFolder, run);
    },
    onEnded: (name, how, waitMs) => say(`${name} ended (${how}); again in ${waitMs} ms`),
  };
  return { run, kept: [], keeping, stopping: false };
}

async function bringUp(system: System, options: Options, ports: Ports): Promise<void> {
  const { run } = system;
  const { dataFolder, empty } = options;
  const { services, env, apart } = embedded(options, ports);
  run.env = { ...env, WIRETIME_DATA: dataFolder, WIRETIME_URL: run.url };
  const ui = buildUi().catch((error: unknown) => {
    // Care does not wait for a screen: what was built before is served on.
    say(`The pages could not be built: ${error instanceof Error ? error.message : String(error)}`);
  });
  await Promise.all(services.map((service) => bring(system, service)));

  const config = loadConfig({ ...process.env, ...run.env });
  const prepareDatabase = async () => {
    await migrate(config.databaseUrl);
    if (!empty && (await seedIfEmpty(config.databaseUrl))) say('Loaded the demo region: everybody in it is invented');
  };
  const prepareTemporal = async () => {
    const client = connectClient(config);
    try {
      await applyTemporalYaml(client, temporalYaml(config.temporal.namespace));
    } finally {
      await client.connection.close();
    }
  };
  await Promise.all([prepareDatabase(), prepareTemporal(), ui]);
  const names = APP_NAMES.filter((name) => name !== 'door' || apart.door !== undefined);
  await Promise.all(names.map((name) => bring(system, app(name, ports[name], { ...run.env, ...apart[name] }))));
}

function bring({ kept, keeping, stopping }: System, service: Service): Promise<void> {
  if (stopping) throw new Error('stopped before it was up');
  const started = keep(service, keeping);
  kept.push(started);
  return started.ready;
}

type Environment = Record<string, string>;
type Embedded = {
  readonly services: Service[];
  readonly env: Environment;
  /** What one process alone is given. */
  readonly apart: Partial<Record<AppName, Environment>>;
};

/** The embedded services, leaving out each one the user brings by its address. */
function embedded({ dataFolder, broker: asked }: Options, ports: Ports): Embedded {
  const services: Service[] = [];
  const env: Environment = {};
  const apart: Embedded['apart'] = {};
  const own = (name: string, service: () => { service: Service; address: string }) => {
    const given = process.env[name];
    if (given !== undefined && given !== '') return void (env[name] = given);
    const made = service();
    services.push(made.service);
    env[name] = made.address;
  };
  const path = process.env['PATH'] ?? '';
  own('DATABASE_URL', () => {
    const { service, url, folder } = postgres(join(dataFolder, 'postgres'), ports.postgres, { max_connections: '200' });
    if (!folder.startsWith(dataFolder))
      say(`User postgres may not enter ${dataFolder}: the database lies in ${folder}`);
    return { service, address: url };
  });
  own('TEMPORAL_ADDRESS', () => {
    const { namespace, searchAttributes, devServer } = temporalYaml(process.env['TEMPORAL_NAMESPACE']);
    const file = join(dataFolder, 'temporal.db');
    const settings = {
      file,
      port: ports.temporal,
      uiPort: ports.temporalUi,
      namespace: namespace.name,
      searchAttributes,
    };
    return { service: temporal({ ...settings, ...devServer }, path), address: `127.0.0.1:${ports.temporal}` };
  });
  own('MQTT_URL', () => {
    const kind = asked ?? (mosquittoPath(path) === undefined ? 'aedes' : 'mosquitto');
    const folder = join(dataFolder, 'broker');
    const service = broker(kind, folder, ports.broker, path);
    const secrets = brokerSecrets(join(folder, 'secrets.json'));
    const as = (user: BrokerUser) => `mqtt://${user}:${secrets[user]}@127.0.0.1:${ports.broker}`;
    for (const user of ['gateway', 'engine'] as const) apart[user] = { MQTT_URL: as(user) };
    const door = { DOOR_PORT: `${ports.devices}`, DOOR_TLS_PORT: `${ports.devicesTls}` };
    apart.door = { MQTT_URL: as('door'), ...door };
    env['MQTT_DEVICES_URL'] = `mqtt://127.0.0.1:${ports.devices}`;
    // Who reads run.json may hear the desk's pages and nothing else.
    return { service: guarded(service, folder, secrets), address: as('api') };
  });
  return { services, env, apart };
}

/** Ctrl-C, a polite kill, or the end of whoever started us. */
function stopOnRequest(system: System, dataFolder: string): void {
  let asked: number | undefined;
  const stop = async (why: string) => {
    if (asked !== undefined) {
      if (Date.now() - asked > SAME_PRESS_MS) process.exit(1); // asked twice: the next start clears up
      return;
    }
    asked = Date.now();
    system.stopping = true;
    say(`Stopping (${why}) …`);
    const isApp = ({ name }: Kept) => APP_NAMES.some((app) => app === name);
    await Promise.all(system.kept.filter(isApp).map((app) => app.stop()));
    await Promise.all(system.kept.filter((service) => !isApp(service)).map((service) => service.stop()));
    forgetRun(dataFolder);
    process.exit(process.exitCode ?? 0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(signal));
  // Ending at once would leave everything we started with nobody to watch it.
  process.on('uncaughtException', (error) => {
    console.error(error);
    process.exitCode = 1;
    void stop('a fault of the supervisor');
  });
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void stop('who started it has ended');
  }, PARENT_CHECK_MS);
}

function sayWhatToTry({ env, url }: Run, dataFolder: string, ports: Ports): void {
  const ui =
    env['TEMPORAL_ADDRESS'] === `127.0.0.1:${ports.temporal}`
      ? [`  the engine     http://127.0.0.1:${ports.temporalUi}`]
      : [];
  const devices =
    env['MQTT_DEVICES_URL'] === undefined
      ? []
      : [
          `  devices        ${env['MQTT_DEVICES_URL']}, with TLS mqtts://localhost:${ports.devicesTls}; npm run device`,
          `  recordings     http://127.0.0.1:${ports.gateway}, for those too large for a message`,
        ];
  say(
    [
      '',
      `  the board      ${url}`,
      '  play a case    npm run simulate -- case community-stemi',
      ...devices,
      ...ui,
      `  data and logs  ${dataFolder}`,
      '  Ctrl-C stops all of it; the next start goes on with the same episodes and clocks.',
    ].join('\n'),
  );
}

main().catch((error: unknown) => {
  // Some errors of the network have no message of their own, only their causes'.
  console.error(error instanceof Error && error.message !== '' ? error.message : error);
  process.exitCode = 1;
  if (process.listenerCount('SIGTERM') > 0) process.kill(process.pid, 'SIGTERM'); // ends what did come up
});
