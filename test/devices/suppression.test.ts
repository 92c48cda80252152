import { releaseHeld } from '../../devices/release';
import { freshDatabase, type Database } from '../support/postgres';
import { at, NOON, raised as raisedIn, ruleOf, sayAlarm, takeAlarms, type SaidAlarm } from './alarmTaken';
import { bind, furnish, one } from './ward';

let database: Database;
beforeEach(async () => {
  database = await freshDatabase();
  const { pool } = database;
  await furnish(pool);
  await pool.query(`INSERT INTO person (id, name, phone, synthetic) VALUES ('ps_fd', 'Test doctor', '0', true)`);
  await bind(pool, 'dv_watch', 'pt_a', at(-60));
  await bind(pool, 'dv_spare', 'pt_b', at(-60));
});
afterEach(() => database.drop());

/** The doctor holds one kind of alarm of patient A back from noon on. */
const suppress = (code: string, minutes: number, withHigh = false) =>
  database.pool.query(
    `INSERT INTO alarm_suppression (id, patient_id, code, with_high, reason, set_by, set_role, from_at, until_at)
     VALUES ('as_' || $1::text, 'pt_a', $1::alarm_code, $4, 'known and harmless', 'ps_fd', 'FAMILY_DOCTOR', $2, $3)`,
    [code, at(0), at(minutes), withHigh],
  );

/** The wearable's alarm is taken up so many minutes after noon; answers by which rule. */
async function alarm(min: number, said: SaidAlarm) {
  const msgId = await sayAlarm(database.pool, min, said);
  await takeAlarms(database.pool, min);
  return ruleOf(database.pool, msgId);
}
const raised = () => raisedIn(database.pool);
const FAST = { code: 'TACHYCARDIA', value: 155 } as const;

test('6.4: what a named doctor holds back of one patient is kept, counted and raised to nobody', async () => {
  await suppress('TACHYCARDIA', 60);
  expect(await alarm(1, FAST)).toBe('SUPPRESSED');
  expect(await alarm(2, { ...FAST, phase: 'update' })).toBe('SUPPRESSED');
  expect(await raised()).toEqual([]);
  expect(await one(database.pool, 'SELECT signals, priority FROM held_alarm')).toEqual({
    signals: 2,
    priority: 'MEDIUM',
  });
});

test('6.4: another kind of alarm and another patient sound as ever', async () => {
  await suppress('TACHYCARDIA', 60);
  await alarm(1, { code: 'AF_ONSET', alarmId: 'a2' });
  await alarm(2, { ...FAST, device: 'dv_spare' });
  expect(await raised()).toEqual(['AF_ONSET MEDIUM', 'TACHYCARDIA MEDIUM']);
});

test('6.4: outside the hospital HIGH sounds whatever was said', async () => {
  await suppress('TACHYCARDIA', 60, true);
  await alarm(1, { ...FAST, value: 190 });
  expect(await raised()).toEqual(['TACHYCARDIA HIGH']);
});

test('6.4: a MEDIUM alarm held back that grows to HIGH sounds', async () => {
  await suppress('TACHYCARDIA', 60);
  await alarm(1, FAST);
  await alarm(2, { ...FAST, value: 190, phase: 'update' });
  expect(await raised()).toEqual(['TACHYCARDIA HIGH']);
});

test('5.6: a call for help is never held back', async () => {
  await suppress('SOS', 60, true);
  await database.pool.query("UPDATE episode SET phase = 'INPATIENT' WHERE id = 'ep_a'");
  await alarm(1, { code: 'SOS' });
  expect(await raised()).toEqual(['SOS HIGH']);
});

test('6.4: in hospital HIGH may be held back, and sounds by itself when the patient has left it', async () => {
  const phase = (name: string) => database.pool.query('UPDATE episode SET phase = $1::phase', [name]);
  await suppress('VF_ASYSTOLE', 600, true);
  await phase('INPATIENT');
  expect(await alarm(1, { code: 'VF_ASYSTOLE' })).toBe('SUPPRESSED');
  await phase('FOLLOW_UP');
  expect(await releaseHeld(database.pool, at(2))).toBe(1);
  expect(await raised()).toEqual(['VF_ASYSTOLE HIGH']);
  expect(await one(database.pool, 'SELECT ended_at, ended_by FROM alarm_suppression')).toEqual({
    ended_at: at(2),
    ended_by: null,
  });
});

test('6.4: while an arrest is treated HIGH may be held back, and only then', async () => {
  const arrest = (until?: number) =>
    database.pool.query('UPDATE episode SET facts = $1', [{ overlays: [{ overlay: 'ARREST', from: NOON, until }] }]);
  await suppress('VF_ASYSTOLE', 600, true);
  await arrest();
  expect(await alarm(1, { code: 'VF_ASYSTOLE' })).toBe('SUPPRESSED');
  await arrest(at(1).getTime());
  await alarm(2, { code: 'VF_ASYSTOLE', alarmId: 'a2' });
  expect(await raised()).toEqual(['VF_ASYSTOLE HIGH']);
});

test('6.4: it ends by itself; what still lasts is raised then, once, and what has ended is not', async () => {
  await suppress('TACHYCARDIA', 60);
  await alarm(1, FAST);
  await alarm(5, { ...FAST, alarmId: 'over' });
  await alarm(6, { ...FAST, alarmId: 'over', phase: 'end' });
  expect(await releaseHeld(database.pool, at(59))).toBe(0);
  expect(await releaseHeld(database.pool, at(60))).toBe(1);
  expect(await releaseHeld(database.pool, at(61))).toBe(0);
  expect(await raised()).toEqual(['TACHYCARDIA MEDIUM']);
  await alarm(62, { ...FAST, alarmId: 'new' });
  expect(await one(database.pool, 'SELECT count(*)::int AS n FROM device_word')).toEqual({ n: 2 });
});

test('6.4: longer than 24 hours the record itself takes none', async () => {
  await expect(suppress('TACHYCARDIA', 24 * 60 + 1)).rejects.toThrow('check constraint');
});
