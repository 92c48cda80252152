import { connectAsync, type MqttClient } from 'mqtt';
import { hashSecret, newSecret, secretFits } from '../../devices/secrets';
import { makeWearable } from '../../devices/simulator/wearable';
import { folderBlobs } from '../../activities/platform/blobs';
import { startGateway } from '../../devices/gateway';
import { broker, guarded } from '../../scripts/services/broker';
import { freePort } from '../../scripts/services/ports';
import { type Launched, launched, temporaryFolder } from '../support/launch';
import { freshDatabase, type Database } from '../support/postgres';
import { anEngine, furnish, quiet, SECRET, until } from './ward';

/** The broker that comes with us asks every device who it is. */
let database: Database;
let server: Launched;
let url: string;
beforeAll(async () => {
  database = await freshDatabase();
  await furnish(database.pool);
  const port = await freePort();
  url = `mqtt://127.0.0.1:${port}`;
  const service = broker('aedes', temporaryFolder('broker'), port, '');
  server = await launched(guarded(service, { databaseUrl: database.url, systemSecret: 'between-us' }));
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

const open: MqttClient[] = [];
afterEach(() => open.splice(0).forEach((client) => client.end(true)));
const signIn = async (username: string, password: string, clientId = username): Promise<MqttClient> => {
  const client = await connectAsync(url, { protocolVersion: 5, clientId, username, password, reconnectPeriod: 0 });
  open.push(client);
  return client;
};

test('a registered device comes in with its secret, under its own name', async () => {
  await expect(signIn('dv_watch', SECRET)).resolves.toBeDefined();
});

test.each([
  ['a wrong secret', 'dv_watch', 'guess', 'dv_watch'],
  ['a device nobody registered', 'dv_nobody', SECRET, 'dv_nobody'],
  ['a retired device', 'dv_old', SECRET, 'dv_old'],
  ['one device under another’s client id', 'dv_watch', SECRET, 'dv_cart'],
  ['a process of the system without the secret', 'system', 'guess', 'gateway-1'],
])('%s stays outside', async (_, username, password, clientId) => {
  await expect(signIn(username, password, clientId)).rejects.toThrow(
    /Not authorized|Bad User Name|Connection refused/i,
  );
});

test('a device that speaks under another’s name is not heard, and cannot listen to another’s receipts', async () => {
  const listener = await signIn('system', 'between-us', 'gateway-listener');
  const heard: string[] = [];
  listener.on('message', (topic) => heard.push(topic));
  await listener.subscribeAsync('cpc/v1/+/up/#', { qos: 1 });
  const intruder = await signIn('dv_watch', SECRET);
  intruder.publish('cpc/v1/dv_cart/up/alarm', '{}', { qos: 0 });
  await new Promise((later) => setTimeout(later, 200));
  const honest = await signIn('dv_watch', SECRET);
  await honest.publishAsync('cpc/v1/dv_watch/up/vitals', '{}', { qos: 1 });
  await until('the honest word', () => heard.includes('cpc/v1/dv_watch/up/vitals'));
  expect(heard).toEqual(['cpc/v1/dv_watch/up/vitals']);
  await expect(honest.subscribeAsync('cpc/v1/dv_cart/down/ack', { qos: 1 })).rejects.toThrow(
    /Unspecified error|Not authorized|Subscribe error/i,
  );
});

test('gateway and wearable work through it', async () => {
  const engine = anEngine();
  const own = url.replace('//', '//system:between-us@');
  const gateway = await startGateway({
    id: '1',
    mqttUrl: own,
    port: 0,
    pool: database.pool,
    blobs: folderBlobs(temporaryFolder('blobs')),
    tell: engine.tell,
    log: quiet,
  });
  const watch = await makeWearable({ mqttUrl: own, deviceId: 'dv_watch', secret: SECRET });
  expect((await watch.sos()).verdict).toBe('accepted');
  await until('told', () => engine.words.length === 1);
  await watch.close();
  await gateway.stop();
});

test('a secret fits its hash and no other', () => {
  const secret = newSecret();
  expect([
    secretFits(secret, hashSecret(secret)),
    secretFits('x', hashSecret(secret)),
    secretFits(secret, 'nonsense'),
  ]).toEqual([true, false, false]);
});
