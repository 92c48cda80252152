import { isOutshone, takeUpLoc } from '../../devices/takeUpLoc';
import { takeIn, waiting, URGENT } from '../../prisma/inbox';
import { freshDatabase, type Database } from '../support/postgres';
import { bind, furnish, one } from './ward';

const NOON = Date.parse('2026-11-22T04:00:00Z');
const SECOND = 1000;
const ALL = Array.from({ length: 16 }, (_, n) => n);

let database: Database;
let messages = 0;
beforeEach(async () => {
  database = await freshDatabase();
  await furnish(database.pool);
  await database.pool.query(
    `INSERT INTO device (id, kind, site_id, secret_hash) VALUES ('dv_band', 'WRISTBAND', 'st_hub', ''), ('dv_gates', 'WRISTBAND', 'st_hub', '')`,
  );
  await database.pool.query(
    `INSERT INTO reader (id, site_id, place, arrives, leaves) VALUES
       ('rd_gate', 'st_hub', 'gate', 'DOOR', NULL), ('rd_lab', 'st_hub', 'lab', 'LAB_IN', NULL),
       ('rd_county', 'st_comm', 'gate', 'REF_DOOR_IN', 'REF_DOOR_OUT'), ('rd_shop', 'st_hub', 'shop', NULL, NULL)`,
  );
  await bind(database.pool, 'dv_band', 'pt_a', new Date(NOON - 3600 * SECOND));
});
afterEach(() => database.drop());

type Seen = { reader: string; s: number; event?: string; rssi?: number; tag?: string };
/** One message of one publisher, received `at` seconds after noon. */
async function seen(at: number, device: string, ...sightings: Seen[]) {
  const msgId = `sighting-message-${++messages}`;
  const iso = (s: number) => new Date(NOON + s * SECOND).toISOString();
  const payload = {
    ...{ v: 1, kind: 'loc', msgId, bootId: 'boot1', seq: messages, monoMs: 1, buffered: false, fw: '1' },
    ...{ measuredAt: iso(at), sentAt: iso(at), clock: { source: 'ntp', syncAgeS: 1 }, orderRef: null, wristband: null },
    data: {
      sightings: sightings.map(({ reader: readerId, s, event = 'enter', tag: tagId = 'dv_band', ...rest }) => ({
        ...{ at: iso(s), readerId, tagId, event },
        ...rest,
      })),
    },
  };
  const time = NOON + at * SECOND;
  const row = { deviceId: device, msgId, kind: 'loc', bootId: 'boot1', seq: messages, sha256: msgId, flags: [] };
  await takeIn(database.pool, [
    { ...row, measuredAt: time, effectiveAt: time, receivedAt: time, payload: JSON.stringify(payload) },
  ]);
  return msgId;
}
const takeUpAt = async (s: number) => {
  const now = new Date(NOON + s * SECOND);
  for (const row of await waiting(database.pool, { queue: URGENT, shards: ALL, now, limit: 100 }))
    await takeUpLoc(database.pool, row, now);
};
const told = async () =>
  (
    await database.pool.query<{ code: string; s: number; by: string }>(
      `SELECT message ->> 'code' AS code, ((message #>> '{time,at}')::float8 - $1) / 1000 AS s, message #>> '{by,id}' AS by
         FROM device_word WHERE target_id = 'ep_a' ORDER BY position`,
      [NOON],
    )
  ).rows;
const rule = async (msgId: string) =>
  (await one<{ rule: string }>(database.pool, 'SELECT rule FROM device_inbox WHERE msg_id = $1', [msgId]))?.rule;
/** Reported and, after the moment in which another reader may speak up, decided. */
const pass = async (...args: Parameters<typeof seen>) => {
  const msgId = await seen(...args);
  await takeUpAt(args[0]);
  await takeUpAt(args[0] + 2);
  return msgId;
};

test('the gate that sees the wristband records the door, to the second and as a device’s word', async () => {
  await pass(60, 'dv_gates', { reader: 'rd_gate', s: 59 });
  expect(await told()).toEqual([{ code: 'DOOR', s: 59, by: 'rd_gate' }]);
  const { rows } = await database.pool.query("SELECT message -> 'time' ->> 'source' AS source FROM device_word");
  expect(rows).toEqual([{ source: 'DEVICE' }]);
});

test('coming and going of the county hospital are two clinical times', async () => {
  await pass(60, 'dv_gates', { reader: 'rd_county', s: 10 }, { reader: 'rd_county', s: 50, event: 'leave' });
  expect((await told()).map(({ code, s }) => [code, s])).toEqual([
    ['REF_DOOR_IN', 10],
    ['REF_DOOR_OUT', 50],
  ]);
});

test('a beacon that sees it again and again records it once; an earlier sighting that comes late is told too', async () => {
  await pass(60, 'dv_gates', { reader: 'rd_gate', s: 59 });
  expect(await rule(await pass(70, 'dv_gates', { reader: 'rd_gate', s: 69, event: 'seen' }))).toBe('REPEATED');
  await pass(80, 'dv_gates', { reader: 'rd_gate', s: 40 });
  expect((await told()).map(({ s }) => s)).toEqual([59, 40]);
});

test('6.5 next#7: seen at two gates within a second: the closer one counts, both are kept, whoever reported them', async () => {
  await seen(60, 'dv_gates', { reader: 'rd_gate', s: 59, rssi: -80 });
  const near = await seen(61, 'dv_band', { reader: 'rd_lab', s: 59.5, rssi: -50 });
  for (const s of [61, 64]) await takeUpAt(s);
  expect((await told()).map(({ code }) => code)).toEqual(['LAB_IN']);
  expect(await rule(near)).toBe('MILESTONE');
  expect(await one(database.pool, 'SELECT count(*)::int AS n FROM sighting')).toEqual({ n: 2 });
});

test('of two equally near readers one wins, the same whichever is asked', () => {
  const gate = { readerId: 'a', event: 'enter', at: 0, rssi: -60 } as const;
  const lab = { readerId: 'b', event: 'seen', at: 500, rssi: -60 } as const;
  expect([isOutshone(gate, [gate, lab]), isOutshone(lab, [gate, lab])]).toEqual([false, true]);
});

test.each([
  ['a reader nobody mapped', { reader: 'rd_new' }, 'UNKNOWN_READER'],
  ['a reader that means nothing', { reader: 'rd_shop' }, 'NO_MEANING'],
  ['going where only coming counts', { reader: 'rd_gate', event: 'leave' }, 'NO_MEANING'],
  ['a wristband nobody wears', { reader: 'rd_gate', tag: 'dv_spare' }, 'UNBOUND'],
])('%s is kept and told to nobody', async (_, what, why) => {
  const msgId = await pass(60, 'dv_gates', { s: 59, ...what });
  expect(await rule(msgId)).toBe(why);
  expect(await told()).toEqual([]);
  expect(await one(database.pool, 'SELECT count(*)::int AS n FROM sighting')).toEqual({ n: 1 });
});

test('a wristband handed to another patient: the sighting belongs to whoever wore it then', async () => {
  await database.pool.query('UPDATE device_binding SET bound_to = $1', [new Date(NOON + 50 * SECOND)]);
  await bind(database.pool, 'dv_band', 'pt_b', new Date(NOON + 50 * SECOND));
  await pass(60, 'dv_gates', { reader: 'rd_gate', s: 40 });
  expect((await told()).map(({ code }) => code)).toEqual(['DOOR']);
});

test('the map is changed: sightings from then on mean the new time, an earlier one that comes late still the old', async () => {
  const { pool } = database;
  await pool.query(`INSERT INTO person (id, name, phone, synthetic) VALUES ('ps_staff', 'Test staff', '0', true)`);
  await pool.query(
    `INSERT INTO reader_meaning (reader_id, from_at, arrives, leaves, reason, set_by, set_at)
     VALUES ('rd_gate', $1, 'ED_ROOM', NULL, 'moved indoors', 'ps_staff', $1)`,
    [new Date(NOON + 30 * SECOND)],
  );
  await pass(60, 'dv_gates', { reader: 'rd_gate', s: 59 });
  await pass(70, 'dv_gates', { reader: 'rd_gate', s: 10 });
  expect((await told()).map(({ code, s }) => [code, s])).toEqual([
    ['ED_ROOM', 59],
    ['DOOR', 10],
  ]);
});
