import { freshDatabase, type Database } from '../support/postgres';
import { at, raised, ruleOf, sayAlarm, takeAlarms } from './alarmTaken';
import { bind, furnish } from './ward';

/** A pulse the gateway stored, so many minutes after noon. */
const pulse = (pool: Database['pool'], min: number, sqi: number) =>
  pool.query(
    `INSERT INTO vital_sample (device_id, msg_id, n, patient_id, code, at, value, unit, sqi)
     VALUES ('dv_watch', $1, 0, 'pt_a', 'HR', $2, 80, '/min', $3)`,
    [`pulse-${min}`, at(min), sqi],
  );

let database: Database;
beforeEach(async () => {
  database = await freshDatabase();
  await furnish(database.pool);
  await bind(database.pool, 'dv_watch', 'pt_a', at(-60));
});
afterEach(() => database.drop());

const LOOSE = { code: 'LEAD_OFF' } as const;

test('W19: an electrode that loosens and holds again and again raises nothing, and every word is disposed of', async () => {
  const { pool } = database;
  const said: string[] = [];
  for (let n = 0; n < 4; n++) {
    const alarmId = `flap-${n}`;
    said.push(await sayAlarm(pool, n / 60, { ...LOOSE, alarmId }));
    await takeAlarms(pool, n / 60);
    said.push(await sayAlarm(pool, (n + 0.5) / 60, { ...LOOSE, alarmId, phase: 'end' }));
    await takeAlarms(pool, (n + 0.5) / 60);
  }
  await takeAlarms(pool, 0.1);
  expect(await raised(pool)).toEqual([]);
  const rules = await Promise.all(said.map((msgId) => ruleOf(pool, msgId)));
  expect(rules).toEqual(Array.from({ length: 4 }, () => ['TOO_SHORT', 'W19']).flat());
});

test('W19: one that stays loose is raised after two minutes, and while it waits it holds rhythm alarms already (6.4)', async () => {
  const { pool } = database;
  const loose = await sayAlarm(pool, 0, LOOSE);
  await takeAlarms(pool, 0);
  const fast = await sayAlarm(pool, 1, { code: 'TACHYCARDIA', value: 155, alarmId: 'a2' });
  await takeAlarms(pool, 1);
  expect([await ruleOf(pool, loose), await ruleOf(pool, fast)]).toEqual([null, 'HELD_TECHNICAL']);
  await takeAlarms(pool, 2);
  expect(await ruleOf(pool, loose)).toBe('W19');
  expect(await raised(pool)).toEqual(['LEAD_OFF LOW']);
});

test('6.4: an end that never came holds no rhythm alarm once the signal is good again', async () => {
  const { pool } = database;
  await sayAlarm(pool, 0, LOOSE);
  await takeAlarms(pool, 0);
  await pulse(pool, 3, 0.2);
  const held = await sayAlarm(pool, 4, { code: 'TACHYCARDIA', value: 155, alarmId: 'a2' });
  await takeAlarms(pool, 4);
  await pulse(pool, 5, 0.8);
  const heard = await sayAlarm(pool, 6, { code: 'TACHYCARDIA', value: 156, alarmId: 'a3' });
  await takeAlarms(pool, 6);
  expect([await ruleOf(pool, held), await ruleOf(pool, heard)]).toEqual(['HELD_TECHNICAL', 'W7']);
  // Loose once more, by a word newer than that pulse.
  await sayAlarm(pool, 7, { ...LOOSE, alarmId: 'loose-again' });
  await takeAlarms(pool, 7);
  const again = await sayAlarm(pool, 8, { code: 'AF_ONSET', alarmId: 'a4' });
  await takeAlarms(pool, 8);
  expect(await ruleOf(pool, again)).toBe('HELD_TECHNICAL');
});
