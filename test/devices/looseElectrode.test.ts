import { freshDatabase, type Database } from '../support/postgres';
import { at, raised, ruleOf, sayAlarm, takeAlarms } from './alarmTaken';
import { bind, furnish } from './ward';

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
