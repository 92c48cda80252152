import { createActivities } from '../../activities/index';
import { makeLog } from '../../activities/platform/log';
import { loadDemoRegion } from '../../prisma/demo/region';
import { instant } from '../../workflows/domain/time';
import { type Database, freshDatabase } from '../support/postgres';
import { type Hosted, type RealServer, realServer } from '../support/temporal';

const NOON = Date.parse('2026-11-22T04:00:00Z');
const SECOND = 1000;
let database: Database;
let server: RealServer;
let hosted: Hosted;
let now = NOON;

const made = () =>
  createActivities({
    pool: database.pool,
    client: server.client,
    rota: { phoneOf: () => '', onDuty: () => [[{ personId: 'ps_anybody', phone: '000-0' }]] },
    channels: { desk: async () => undefined, adapters: {} },
    log: makeLog('engine', { write: () => undefined }),
    now: () => now,
  });

beforeAll(async () => {
  database = await freshDatabase();
  await loadDemoRegion(database.pool);
  server = await realServer();
  const { flush, sendPages } = made();
  hosted = await server.host({
    episodes: { workflows: true },
    paging: { activities: { sendPages } },
    records: { activities: { flush } },
  });
});
afterAll(async () => {
  await hosted.stop();
  await server.stop();
  await database.drop();
});

const heardAt = (seconds: number) =>
  database.pool.query(
    `INSERT INTO gateway_heartbeat (id, beat_at, started_at) VALUES ('1', $1, $1)
     ON CONFLICT (id) DO UPDATE SET beat_at = excluded.beat_at`,
    [new Date(NOON + seconds * SECOND)],
  );
const look = (engineStartedAt: number, at: number) => {
  now = NOON + engineStartedAt * SECOND;
  return made().watchGateway({ at: instant(NOON + at * SECOND) });
};
const open = async () =>
  (
    await database.pool.query<{ id: string; code: string }>(
      "SELECT id, code FROM incident WHERE code = 'PLATFORM_FAULT'",
    )
  ).rows;
async function raised(count: number) {
  for (let waited = 0; waited < 10_000; waited += 50) {
    if ((await open()).length === count) return open();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`there are ${(await open()).length} incidents`);
}

test('where no gateway ever ran none is missed', async () => {
  await look(0, 3600);
  expect(await open()).toEqual([]);
});

test('gateways that were heard a minute ago are there; an engine that has just started gives them a minute', async () => {
  await heardAt(0);
  await look(-60, 60);
  await look(7200, 7210);
  expect(await open()).toEqual([]);
});

test('6.5#9: nobody heard the devices for more than a minute: one incident, however often one looks', async () => {
  await look(-60, 61);
  await raised(1);
  await look(-60, 121);
  await heardAt(600);
  await look(-60, 700);
  expect(await raised(2)).toHaveLength(2);
});
