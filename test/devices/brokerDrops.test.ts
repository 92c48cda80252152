import { makeDropWatch } from '../../devices/brokerDrops';
import { makePersist } from '../../devices/persist';
import { freshDatabase, type Database } from '../support/postgres';
import { startBroker, BROKERS } from '../support/broker';
import { connectAsync } from 'mqtt';
import { furnish, quiet } from './ward';

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

test.each(BROKERS.filter((kind) => kind === 'mosquitto'))(
  '%s says how many it dropped where we listen',
  async (kind) => {
    const broker = await startBroker(kind);
    const client = await connectAsync(broker.url, { protocolVersion: 5 });
    const said = new Promise<string>((heard) => {
      client.on('message', (_topic, payload) => heard(payload.toString()));
    });
    await client.subscribeAsync('$SYS/broker/publish/messages/dropped', { qos: 0 });
    expect(await said).toBe('0');
    await client.endAsync(true);
    await broker.server.stop();
  },
);
