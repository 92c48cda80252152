import { makeDropWatch } from '../../devices/brokerDrops';
import { makePersist } from '../../devices/persist';
import { freshDatabase, type Database } from '../support/postgres';
import { BROKERS } from '../support/broker';
import type { Launched } from '../../scripts/services/launched';
import { launched, temporaryFolder } from '../support/launch';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect as dial, connectAsync, type MqttClient } from 'mqtt';
import { folderBlobs } from '../../activities/platform/blobs';
import { startGateway } from '../../devices/gateway';
import { makeWearable } from '../../devices/simulator/wearable';
import type { Word } from '../../prisma/words';
import { broker } from '../../scripts/services/broker';
import { freePort } from '../../scripts/services/ports';
import { furnish, quiet, SECRET, until } from './ward';

let database: Database;
let now = Date.parse('2026-11-22T04:00:00Z');
let hear: (payload: string) => Promise<void>;
beforeEach(async () => {
  database = await freshDatabase();
  await furnish(database.pool);
  const clock = () => new Date(now);
  hear = makeDropWatch({
    pool: database.pool,
    log: quiet,
    persist: makePersist(quiet, clock),
    clock,
    onWord: () => undefined,
  });
});
afterEach(() => database.drop());
const raised = async () => {
  const { rows } = await database.pool.query<{ value: number }>(
    `SELECT COALESCE(opening, message) -> 'value' AS value FROM device_word ORDER BY position`,
  );
  return rows.map(({ value }) => value);
};

test('messages a broker dropped are an incident that says how many; what it dropped before we came is not', async () => {
  await hear('7');
  await hear('7');
  expect(await raised()).toEqual([]);
  await hear('10');
  expect(await raised()).toEqual([3]);
});

test('a broker that started anew counts from nothing again', async () => {
  await hear('7');
  await hear('0');
  expect(await raised()).toEqual([]);
  await hear('2');
  expect(await raised()).toEqual([2]);
});

test('what is no count is nothing', async () => {
  await hear('n/a');
  expect(await raised()).toEqual([]);
});

const COUNTED = '$SYS/broker/publish/messages/dropped';
const describeMosquitto = BROKERS.includes('mosquitto') ? describe : describe.skip;

describeMosquitto('Mosquitto as we start it', () => {
  let port: number;
  let server: Launched;
  /** Its queue limit changed, where a test wants it to drop. */
  const start = async (limit?: number) => {
    port = await freePort();
    const folder = temporaryFolder('broker');
    const service = broker('mosquitto', folder, port, process.env['PATH'] ?? '');
    const conf = join(folder, 'mosquitto.conf');
    const text = readFileSync(conf, 'utf8').replace('sys_interval 5', 'sys_interval 1');
    writeFileSync(
      conf,
      limit === undefined ? text : text.replace(/max_queued_messages 0/, `max_queued_messages ${limit}`),
    );
    server = await launched(service);
  };
  const clients: MqttClient[] = [];
  afterEach(async () => {
    clients.splice(0).forEach((client) => client.end(true));
    await server.stop();
  });
  const url = () => `mqtt://127.0.0.1:${port}`;
  const session = { protocolVersion: 5, clean: false, properties: { sessionExpiryInterval: 600 } } as const;
  const connect = async (clientId: string) => {
    const client = await connectAsync(url(), { ...session, clientId });
    clients.push(client);
    return client;
  };
  /** Somebody who listens, sleeps, and has so many messages waiting. */
  const missedBy = async (clientId: string, count: number) => {
    const sleeper = await connect(clientId);
    await sleeper.subscribeAsync('cpc/v1/+/up/#', { qos: 1 });
    await sleeper.endAsync();
    const speaker = await connect('speaker');
    const topic = 'cpc/v1/dv_watch/up/vitals';
    await Promise.all(Array.from({ length: count }, (_, n) => speaker.publishAsync(topic, `{${n}`, { qos: 1 })));
    await speaker.endAsync();
  };
  const dropped = async () => {
    const client = await connect('counter');
    const said = new Promise<string>((heard) => {
      client.on('message', (_topic, payload) => heard(payload.toString()));
    });
    await client.subscribeAsync(COUNTED, { qos: 0 });
    const count = await said;
    await client.endAsync();
    return count;
  };

  test('keeps thousands of messages for a gateway that is away, and has dropped none', async () => {
    await start();
    await missedBy('asleep', 3_000);
    const heard = new Set<string>();
    const awake = dial(url(), { ...session, clientId: 'asleep' }); // they come with the first packet
    clients.push(awake);
    awake.on('message', (_topic, payload) => heard.add(payload.toString()));
    await until('all of them', () => heard.size === 3_000);
    expect(await dropped()).toBe('0');
  });

  test('made to drop, it says how many, and that is an incident of the gateway that listens', async () => {
    await start(5);
    await dropped(); // from its first count on it says each change
    const words: Word[] = [];
    const gateway = await startGateway({
      ...{
        id: 'listening',
        mqttUrl: url(),
        devicesUrl: url(),
        port: 0,
        pool: database.pool,
        blobs: folderBlobs(temporaryFolder('blobs')),
      },
      ...{ tokenKey: new Uint8Array(32), log: quiet },
      tell: (word) => (words.push(word), Promise.resolve('TOLD')),
    });
    // Whose birth has a receipt is heard by a gateway that has heard the counter.
    const watch = await makeWearable({ mqttUrl: url(), deviceId: 'dv_watch', secret: SECRET });
    await missedBy('asleep', 3_000);
    const incident = await until('the incident', () =>
      words.find(({ opening }) => opening && 'code' in opening && opening.unit === 'dropped'),
    );
    expect(incident.opening).toMatchObject({ code: 'PLATFORM_FAULT', priority: 'HIGH', value: expect.any(Number) });
    await watch.close();
    await gateway.stop();
  });
});
