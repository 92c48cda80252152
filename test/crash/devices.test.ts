import { Pool } from 'pg';
import { playFleet } from '../../scripts/simulate/fleet';
import { killInTurn } from '../../scripts/simulate/outages';
import { enter, type Region } from '../../scripts/simulate/region';
import { compareLedger } from '../../scripts/verify/ledger';
import { BROKERS } from '../support/broker';
import { dataFolder, removeSystem, startSystem, type System, until } from '../support/system';

/** Long enough for each of the five to be killed once and more. */
const SECONDS = 30;

describe.each(BROKERS)('behind %s', (kind) => {
  const folder = dataFolder();
  let system: System;
  let region: Region;
  let pool: Pool;
  const said: string[] = [];

  beforeAll(async () => {
    system = await startSystem(folder, { env: { WIRETIME_BROKER: kind } });
    const { url, env } = system.run();
    pool = new Pool({ connectionString: env['DATABASE_URL'], max: 2 });
    pool.on('error', () => undefined); // the server is killed under it, on purpose
    const ecgLibrary = `${__dirname}/../../../shared/ecg`;
    const mqttUrl = env['MQTT_DEVICES_URL'] ?? '';
    region = await enter({ url, mqttUrl, ecgLibrary, patienceMs: 60_000, say: (line) => void said.push(line) });
  });
  afterAll(async () => {
    await pool?.end();
    await system?.end('SIGTERM');
    await removeSystem(folder);
  });

  test('6.4#1: gateway, broker, PostgreSQL, Temporal and door killed in turn under a fleet that sends: every message has its receipt, and the ledger balances', async () => {
    const killing = killInTurn({ dataFolder: folder, until: Date.now() + SECONDS * 1_000, say: region.say });
    expect(await Promise.all([playFleet(region, SECONDS), killing])).toEqual([[], []]);
    for (const part of ['gateway', 'broker', 'postgres', 'temporal', 'door'])
      expect(said).toContainEqual(expect.stringMatching(new RegExp(`^${part} killed`)));
    await until(
      async () => (await compareLedger(pool, new Date())).sums.waiting === 0,
      30_000,
      () => 'messages still wait',
    );
    expect((await compareLedger(pool, new Date())).differences).toEqual([]);
  });
});
