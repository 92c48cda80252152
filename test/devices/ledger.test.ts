import { checkLedger } from '../../devices/ledger';
import { dispatchBulk, dispatchUrgent } from '../../devices/dispatch';
import { keepHouse } from '../../devices/housekeeping';
import { makeEcgReader } from '../../devices/formats/reader';
import { compareLedger } from '../../scripts/verify/ledger';
import { takeIn, type InboxRow } from '../../prisma/inbox';
import { freshDatabase, type Database } from '../support/postgres';
import { bind, furnish, one, quiet } from './ward';

const NOON = Date.parse('2026-11-22T04:00:00Z');
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const after = (ms: number) => new Date(NOON + ms);

let database: Database;
let received = NOON;
beforeEach(async () => {
  database = await freshDatabase();
  await furnish(database.pool);
  await bind(database.pool, 'dv_watch', 'pt_a', after(-60 * MINUTE));
  received = NOON;
});
afterEach(() => database.drop());

const row = (msgId: string, kind: 'vitals' | 'alarm', data: object): InboxRow => ({
  deviceId: 'dv_watch',
  msgId,
  kind,
  bootId: 'boot1',
  seq: 1,
  measuredAt: received,
  effectiveAt: received,
  receivedAt: received,
  sha256: msgId,
  payload: JSON.stringify(envelope(msgId, kind, data)),
  flags: [],
});
const envelope = (msgId: string, kind: string, data: object) => ({
  ...{ v: 1, kind, msgId, bootId: 'boot1', seq: 1, monoMs: 1, buffered: false, fw: '1', orderRef: null },
  measuredAt: new Date(received).toISOString(),
  sentAt: new Date(received).toISOString(),
  clock: { source: 'ntp', syncAgeS: 1 },
  wristband: null,
  data,
});
const at = () => new Date(received).toISOString();
const vitals = (msgId: string) =>
  row(msgId, 'vitals', { points: [60, 61, 62].map((value) => ({ at: at(), code: 'HR', value, unit: '/min' })) });
const sos = (msgId: string) =>
  row(msgId, 'alarm', { alarmId: msgId, phase: 'start', category: 'patient', code: 'SOS', onsetAt: at() });

const heard = (...rows: InboxRow[]) => takeIn(database.pool, rows);
const takeUp = async (ms: number) => {
  const deps = {
    ...{ pool: database.pool, shards: { held: () => Array.from({ length: 16 }, (_, n) => n) }, log: quiet },
    ...{ clock: () => after(ms), onWord: () => undefined },
    metrics: { count: () => undefined, gauge: () => undefined, text: () => '' },
    reader: makeEcgReader(),
    blobs: { put: () => Promise.reject(new Error('no blobs here')), get: () => Promise.resolve(undefined) },
  };
  await dispatchUrgent(deps);
  await dispatchBulk(deps);
};
const check = (ms: number) => checkLedger({ pool: database.pool, log: quiet, now: after(ms), since: after(-MINUTE) });
const line = () =>
  one<{ accepted: string; settled: boolean; wrong: object | null; incident_id: string | null }>(
    database.pool,
    'SELECT accepted, settled_at IS NOT NULL AS settled, wrong, incident_id FROM ledger_minute',
  );
/** Everything the engine was told is on record. */
const recorded = () =>
  database.pool.query(
    `INSERT INTO incident (id, patient_id, device_id, site_id, code, priority, status, onset_at, raised_at, signals, late)
     SELECT target_id, 'pt_a', 'dv_watch', 'st_hub', 'SOS', 'HIGH', 'NOTIFIED', now(), now(), 1, false
       FROM device_word WHERE opening IS NOT NULL
     ON CONFLICT DO NOTHING`,
  );
const told = (ms: number) => database.pool.query("UPDATE device_word SET told_at = $1, outcome = 'TOLD'", [after(ms)]);
const differences = async (ms: number) =>
  (await compareLedger(database.pool, after(ms))).differences.map(({ sentence }) => sentence);

test('a minute whose messages all ended somewhere is settled, and is not looked at again', async () => {
  await heard(vitals('message-number-1'), vitals('message-number-2'), sos('message-number-3'));
  await takeUp(SECOND);
  await recorded();
  expect(await check(30 * SECOND)).toBe(0);
  expect(await line()).toMatchObject({ accepted: '3', settled: false });
  expect(await check(MINUTE)).toBe(0);
  expect(await line()).toEqual({ accepted: '3', settled: true, wrong: null, incident_id: null });
  expect(await differences(MINUTE)).toEqual([]);
});

test('a message said twice is accepted once', async () => {
  await heard(vitals('message-number-1'), vitals('message-number-1'));
  await heard(vitals('message-number-1'));
  expect(await line()).toMatchObject({ accepted: '1' });
});

test('a message that vanished from the inbox is an incident that says how many, raised once', async () => {
  await heard(vitals('message-number-1'), vitals('message-number-2'), vitals('message-number-3'));
  await takeUp(SECOND);
  await database.pool.query("DELETE FROM device_inbox WHERE msg_id <> 'message-number-1'");
  expect(await check(MINUTE)).toBe(1);
  expect(await check(2 * MINUTE)).toBe(0);
  const { rows } = await database.pool.query('SELECT opening FROM device_word');
  expect(rows).toMatchObject([
    { opening: { code: 'PLATFORM_FAULT', priority: 'HIGH', value: 2, unit: 'messages', deskSiteId: 'st_hub' } },
  ]);
  expect(await line()).toMatchObject({ settled: false, wrong: { VANISHED: 2 }, incident_id: rows[0].opening.id });
  expect(await differences(MINUTE)).toEqual(['2 were accepted and are not in the inbox']);
});

test('a row nobody accepted is found', async () => {
  await heard(vitals('message-number-1'));
  await takeUp(SECOND);
  await database.pool.query('UPDATE ledger_minute SET accepted = 0');
  expect(await check(MINUTE)).toBe(1);
  expect(await differences(MINUTE)).toEqual(['1 are in the inbox and were never counted as accepted']);
});

test('a message that waits is no difference for five minutes, then it is', async () => {
  await heard(vitals('message-number-1'));
  expect(await check(4 * MINUTE)).toBe(0);
  expect(await line()).toMatchObject({ settled: false });
  expect(await check(6 * MINUTE)).toBe(1);
  expect(await line()).toMatchObject({ wrong: { OVERDUE: 1 } });
});

test('what waited while no gateway ran is not overdue when one comes back', async () => {
  await heard(vitals('message-number-1'));
  const since = after(60 * MINUTE);
  const looked = await checkLedger({ pool: database.pool, log: quiet, now: after(61 * MINUTE), since });
  expect(looked).toBe(0);
});

test('an alarm whose word waits for the engine is on its way; told and on no record after five minutes, it is lost', async () => {
  await heard(sos('message-number-1'));
  await takeUp(SECOND);
  expect(await check(60 * MINUTE)).toBe(0);
  await told(60 * MINUTE);
  expect(await check(64 * MINUTE)).toBe(0);
  expect(await check(66 * MINUTE)).toBe(1);
  expect(await differences(66 * MINUTE)).toEqual(['1 were given to a person and stand on no record']);
  await recorded();
  expect(await check(67 * MINUTE)).toBe(0);
  expect(await line()).toMatchObject({ settled: true, wrong: null });
});

test('a minute that gets another message after it was settled is looked at again', async () => {
  await heard(vitals('message-number-1'));
  await takeUp(SECOND);
  await check(MINUTE);
  await heard(vitals('message-number-2'));
  expect(await line()).toMatchObject({ accepted: '2', settled: false });
  await takeUp(2 * MINUTE);
  expect(await check(3 * MINUTE)).toBe(0);
  expect(await line()).toMatchObject({ settled: true });
});

test('a measured value that is missing from the table of values is found by counting everything', async () => {
  await heard(vitals('message-number-1'));
  await takeUp(SECOND);
  await database.pool.query('DELETE FROM vital_sample WHERE n = 1');
  expect(await differences(MINUTE)).toEqual(['1 measured values are not in the table of values']);
});

describe('after a week', () => {
  const WEEK = 7 * 24 * 60 * MINUTE;
  const left = async () =>
    (await database.pool.query<{ kind: string }>('SELECT kind FROM device_inbox ORDER BY kind')).rows.map(
      ({ kind }) => kind,
    );
  beforeEach(async () => {
    await heard(vitals('message-number-1'), vitals('message-number-2'), sos('message-number-3'));
    await takeUp(SECOND);
    await recorded();
    await check(MINUTE);
  });

  test('measured values are kept and their messages are forgotten; alarms stay, and the ledger still balances', async () => {
    await keepHouse(database.pool, after(WEEK - MINUTE));
    expect(await left()).toEqual(['alarm', 'vitals', 'vitals']);
    await keepHouse(database.pool, after(WEEK + MINUTE));
    expect(await left()).toEqual(['alarm']);
    expect(await one(database.pool, 'SELECT count(*)::int AS n FROM vital_sample')).toEqual({ n: 6 });
    expect(await differences(WEEK + MINUTE)).toEqual([]);
    expect((await compareLedger(database.pool, after(WEEK + MINUTE))).sums.accepted).toBe(3);
  });

  test('a message that vanishes after its minute was purged is still found', async () => {
    await keepHouse(database.pool, after(WEEK + MINUTE));
    await database.pool.query('DELETE FROM device_inbox');
    expect(await differences(WEEK + MINUTE)).toEqual(['1 were accepted and are not in the inbox']);
  });

  test('a minute that does not balance is left as it is, for somebody to look at', async () => {
    await database.pool.query('UPDATE ledger_minute SET settled_at = NULL');
    await keepHouse(database.pool, after(WEEK + MINUTE));
    expect(await left()).toEqual(['alarm', 'vitals', 'vitals']);
  });

  test('a message repeated after all that time doubles no value', async () => {
    await keepHouse(database.pool, after(WEEK + MINUTE));
    await heard(vitals('message-number-1'));
    await takeUp(WEEK + 2 * MINUTE);
    expect(await one(database.pool, 'SELECT count(*)::int AS n FROM vital_sample')).toEqual({ n: 6 });
    expect(await differences(WEEK + 2 * MINUTE)).toEqual([]);
  });
});
