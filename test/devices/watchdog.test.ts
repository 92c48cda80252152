import { makeWatchdog } from '../../devices/watchdog';
import { freshDatabase, type Database } from '../support/postgres';
import { furnish, one, quiet } from './ward';

const NOON = Date.parse('2026-11-22T04:00:00Z');
const SECOND = 1000;

let database: Database;
let now = NOON;
let since: Date | undefined;
let heard: { topic: string; page: { id: string; subjectId: string; role: string; siteId: string; because: object } }[] =
  [];
let look: () => Promise<number>;
beforeEach(async () => {
  database = await freshDatabase();
  await furnish(database.pool);
  now = NOON;
  since = undefined;
  heard = [];
  look = makeWatchdog({
    pool: database.pool,
    log: quiet,
    clock: () => new Date(now),
    failingSince: () => since,
    publish: (topic, payload) => heard.push({ topic, page: JSON.parse(payload) }),
  });
});
afterEach(() => database.drop());

const at = async (seconds: number) => {
  now = NOON + seconds * SECOND;
  return look();
};
const words = () => one<{ n: number }>(database.pool, 'SELECT count(*)::int AS n FROM device_word');

test('while the engine answers nobody is told anything', async () => {
  expect(await at(3600)).toBe(0);
  expect([heard, await words()]).toEqual([[], { n: 0 }]);
});

test('an engine away for a minute: desk and system duty hear it through the broker, every minute until it is back', async () => {
  since = new Date(NOON);
  expect(await at(59)).toBe(0);
  expect(await at(60)).toBe(2);
  expect(await at(100)).toBe(0);
  expect(await at(121)).toBe(2);
  expect(heard.map(({ page }) => page.role)).toEqual(['DESK_NURSE', 'IT_DUTY', 'DESK_NURSE', 'IT_DUTY']);
  expect(heard[0]).toMatchObject({
    topic: 'wiretime/desk/pages',
    page: { siteId: 'st_hub', because: { reason: 'INCIDENT', alarm: 'PLATFORM_FAULT' } },
  });
  expect(new Set(heard.map(({ page }) => page.id)).size).toBe(4);
  since = undefined;
  expect(await at(200)).toBe(0);
});

test('the outage is one incident, which waits for the engine like every other word', async () => {
  since = new Date(NOON);
  for (const seconds of [60, 121, 182]) await at(seconds);
  const { rows } = await database.pool.query('SELECT opening FROM device_word WHERE told_at IS NULL');
  expect(rows).toMatchObject([
    { opening: { code: 'PLATFORM_FAULT', priority: 'HIGH', onsetAt: NOON, deskSiteId: 'st_hub' } },
  ]);
});

test('with PostgreSQL away too the desk is told all the same, and the incident follows', async () => {
  await at(0); // the gateway knows its place
  since = new Date(NOON);
  await database.pool.query('ALTER TABLE device_word RENAME TO device_word_away');
  expect(await at(60)).toBe(2);
  await database.pool.query('ALTER TABLE device_word_away RENAME TO device_word');
  await at(65);
  expect(await words()).toEqual({ n: 1 });
});

test('back before the incident was written: it is written all the same, and is the one the desk was told of', async () => {
  await at(0);
  since = new Date(NOON);
  await database.pool.query('ALTER TABLE device_word RENAME TO device_word_away');
  await at(60);
  await database.pool.query('ALTER TABLE device_word_away RENAME TO device_word');
  since = undefined;
  expect(await at(65)).toBe(0);
  await at(70);
  const { rows } = await database.pool.query<{ id: string }>("SELECT opening->>'id' AS id FROM device_word");
  expect(rows).toEqual([{ id: heard[0]?.page.subjectId }]);
});
