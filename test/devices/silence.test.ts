import { noteSeen } from '../../devices/presence';
import { beat, forgiveAbsence, sweepSilence } from '../../devices/silence';
import { unbindDevice } from '../../prisma/deviceEnds';
import { freshDatabase, type Database } from '../support/postgres';
import { bind, furnish, one, quiet } from './ward';

const T0 = Date.parse('2026-11-22T02:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const after = (ms: number) => new Date(T0 + ms);

let database: Database;
const sweep = (ms: number) => sweepSilence(database.pool, quiet, after(ms));
const speaks = (ms: number) =>
  noteSeen(database.pool, [{ device_id: 'dv_watch', msg_id: 'm', kind: 'vitals', received_at: after(ms) }], after(ms));
const clock = () =>
  one<{ level: number; incident_id: string | null; due_at: Date }>(
    database.pool,
    'SELECT level, incident_id, due_at FROM silence_clock',
  );
const words = async () =>
  (
    await database.pool.query<{ said: string }>(
      `SELECT COALESCE(opening ->> 'code', message ->> 'type') AS said FROM device_word ORDER BY position`,
    )
  ).rows.map(({ said }) => said);

beforeEach(async () => {
  database = await freshDatabase();
  await furnish(database.pool);
  await bind(database.pool, 'dv_watch', 'pt_a', after(0));
});
afterEach(() => database.drop());

test('a wearable that promises word every 5 min: shown as silent after 10, told after an hour, told again after a day where no episode goes on', async () => {
  await database.pool.query('UPDATE episode SET closed_at = opened_at');
  expect(await sweep(10 * MINUTE - 1)).toBe(0);
  expect(await sweep(10 * MINUTE)).toBe(1);
  expect([(await clock())?.level, await words()]).toEqual([1, []]);
  await sweep(HOUR);
  expect([(await clock())?.level, await words()]).toEqual([2, ['NO_DATA']]);
  await sweep(2 * HOUR);
  expect(await words()).toEqual(['NO_DATA']);
  await sweep(24 * HOUR);
  expect([(await clock())?.level, (await words()).length]).toEqual([3, 2]);
  expect(await sweep(48 * HOUR)).toBe(0);
});

test('W22: after a day without word the episode of the wearer owes a look, and hears when the device speaks again', async () => {
  for (const ms of [10 * MINUTE, HOUR, 24 * HOUR]) await sweep(ms);
  expect(await words()).toEqual(['NO_DATA', 'DEVICE_SILENT']);
  await speaks(25 * HOUR);
  expect((await words()).toSorted()).toEqual(['CONDITION_ENDED', 'DEVICE_HEARD', 'DEVICE_SILENT', 'NO_DATA']);
  const targets = await database.pool.query<{ target_id: string }>(
    `SELECT target_id FROM device_word WHERE target_kind = 'EPISODE'`,
  );
  expect(targets.rows).toEqual([{ target_id: 'ep_a' }, { target_id: 'ep_a' }]);
});

test('W22: the silence of somebody within 14 days of an infarct is MEDIUM after an hour', async () => {
  await database.pool.query(
    `INSERT INTO milestone (episode_id, n, code, at, precision, source, recorded_by, received_at)
     VALUES ('ep_a', 0, 'STEMI_DX', $1, 'MINUTE', 'HUMAN', 'ps_1', $1)`,
    [after(-24 * HOUR)],
  );
  for (const ms of [10 * MINUTE, HOUR]) await sweep(ms);
  expect(await one(database.pool, `SELECT opening ->> 'priority' AS priority FROM device_word`)).toEqual({
    priority: 'MEDIUM',
  });
});

test('the incident names the patient who wears it, so that somebody can call him', async () => {
  for (const ms of [10 * MINUTE, HOUR]) await sweep(ms);
  expect(
    await one(
      database.pool,
      `SELECT opening ->> 'patientId' AS patient, opening ->> 'priority' AS priority FROM device_word`,
    ),
  ).toEqual({ patient: 'pt_a', priority: 'LOW' });
});

test('word from the device ends its silence and starts the clock anew', async () => {
  for (const ms of [10 * MINUTE, HOUR]) await sweep(ms);
  await speaks(HOUR + 5 * MINUTE);
  expect(await clock()).toEqual({ level: 0, incident_id: null, due_at: after(HOUR + 15 * MINUTE) });
  expect(await words()).toEqual(['NO_DATA', 'CONDITION_ENDED']);
  expect(await sweep(HOUR + 14 * MINUTE)).toBe(0);
});

test('a device whose word still waits to be taken up is not silent', async () => {
  await database.pool.query(
    `INSERT INTO device_inbox (device_id, msg_id, kind, boot_id, seq, measured_at, effective_at, received_at, sha256, payload)
     VALUES ('dv_watch', 'm1', 'vitals', 'b', 1, $1, $1, $1, '', '{}')`,
    [after(9 * MINUTE)],
  );
  expect(await sweep(30 * MINUTE)).toBe(0);
});

test('a gateway that was away for two hours blames no device for it', async () => {
  await beat(database.pool, 'one', after(0));
  const unheardFrom = await beat(database.pool, 'one', after(2 * HOUR));
  expect(unheardFrom).toEqual(after(0));
  await forgiveAbsence(database.pool, after(0), after(2 * HOUR));
  expect(await sweep(2 * HOUR)).toBe(0);
  expect(await sweep(2 * HOUR + 10 * MINUTE)).toBe(1);
});

test('a gateway that merely paused for some seconds forgives nothing', async () => {
  await beat(database.pool, 'one', after(0));
  expect(await beat(database.pool, 'one', after(20_000))).toBeUndefined();
});

test('a device handed back is never silent', async () => {
  await unbindDevice(database.pool, 'dv_watch', after(MINUTE));
  expect(await sweep(48 * HOUR)).toBe(0);
});

test('three hundred devices that fall silent in one moment are all told by the next looks, each once', async () => {
  await database.pool.query(
    `INSERT INTO device (id, kind, site_id, secret_hash, upload_interval_s)
     SELECT 'dv_many' || n, 'WEARABLE', 'st_comm', '', 300 FROM generate_series(1, 300) AS n`,
  );
  await database.pool.query(
    `INSERT INTO silence_clock (device_id, last_seen_at, due_at)
     SELECT 'dv_many' || n, $1, $2 FROM generate_series(1, 300) AS n`,
    [after(0), after(10 * MINUTE)],
  );
  expect(await sweep(10 * MINUTE)).toBe(301);
  expect(await words()).toEqual([]);
  while ((await sweep(HOUR)) > 0);
  expect(await one(database.pool, 'SELECT count(DISTINCT target_id)::int AS told FROM device_word')).toEqual({
    told: 301,
  });
});
