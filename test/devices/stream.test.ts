import type { Gateway } from '../../devices/gateway';
import { makeWearable, type Measured, type Wearable } from '../../devices/simulator/wearable';
import { BROKERS } from '../support/broker';
import { bind, one, openWard, SECRET, until, type Ward } from './ward';

/** Milliseconds of UTC; every story begins some minutes ago, so that nothing is told ahead of its time. */
const AGO = 8 * 60_000;

describe.each(BROKERS)('the stream rules, through %s', (kind) => {
  let ward: Ward;
  let gateway: Gateway;
  let watch: Wearable;
  let start: number;

  beforeAll(async () => {
    ward = await openWard(kind);
    start = Date.now() - AGO;
    await bind(ward.pool, 'dv_watch', 'pt_a', new Date(start - 3_600_000));
    await bind(ward.pool, 'dv_spare', 'pt_b', new Date(start - 3_600_000));
    gateway = await ward.gateway();
    watch = await makeWearable({ mqttUrl: ward.broker.url, secret: SECRET, deviceId: 'dv_watch' });
  });
  afterAll(async () => {
    await watch?.close();
    await ward?.close();
  });

  const rate = (value: number, ...seconds: number[]): Measured[] =>
    seconds.map((at) => ({ code: 'HR', value, at: start + at * 1000 }));
  const told = (code: string) =>
    ward.engine.words.filter(({ opening }) => opening !== undefined && 'code' in opening && opening.code === code);
  const shown = (msgIds: readonly (string | null)[]) =>
    until('the vitals were taken up', async () => {
      const row = await one<{ n: number }>(
        ward.pool,
        'SELECT count(*)::int AS n FROM device_inbox WHERE msg_id = ANY ($1) AND disposition IS NOT NULL',
        [msgIds],
      );
      return row?.n === msgIds.length;
    });

  test('W5: half a minute of 38 before a restart of the gateway and half after it are a minute', async () => {
    const before = await watch.vitals(rate(38, 0, 15, 30));
    await shown([before.msgId]);
    expect(told('BRADYCARDIA')).toEqual([]);
    await gateway.stop();
    gateway = await ward.gateway();
    await watch.vitals(rate(38, 45, 60));
    const [word] = await until('a slow heart is told', () => told('BRADYCARDIA').length === 1 && told('BRADYCARDIA'));
    expect(word?.opening).toMatchObject({
      ...{ code: 'BRADYCARDIA', priority: 'MEDIUM', patientId: 'pt_a', deskSiteId: 'st_hub' },
      ...{ value: 38, unit: '/min', onsetAt: start, late: false },
    });
  });

  test('6.4 the hour of those readings counts as worn; a device handed out that never measured was not', async () => {
    const { rows } = await ward.pool.query<{ device_id: string; was_worn: boolean }>(
      `SELECT device_id, bool_or(hours & (1 << extract(hour FROM $1::timestamptz AT TIME ZONE 'UTC')::int) <> 0) AS was_worn
         FROM worn_day GROUP BY device_id`,
      [new Date(start)],
    );
    expect(rows).toEqual([{ device_id: 'dv_watch', was_worn: true }]);
  });

  test('W5: it goes on without another word, and its end is told once', async () => {
    const incident = told('BRADYCARDIA')[0]?.targetId;
    const on = await watch.vitals(rate(38, 75, 90, 105));
    await shown([on.msgId]);
    await watch.vitals(rate(70, 120, 135));
    const ended = () => ward.engine.words.filter(({ targetId, message }) => targetId === incident && message);
    await until('its end is told', () => ended().length > 0);
    expect(ended()).toMatchObject([{ message: { type: 'CONDITION_ENDED', endedAt: start + 120_000 } }]);
    expect(told('BRADYCARDIA')).toHaveLength(1);
  });

  test('chest pain and ST depression measured after it are one patient’s pain: HIGH', async () => {
    await watch.alarm({ code: 'CHEST_PAIN_REPORTED' });
    await until('the pain is told', () => told('CHEST_PAIN_REPORTED').length === 1);
    const st: Measured[] = [140, 170, 200].map((at) => ({
      code: 'ST',
      lead: 'V5',
      value: -0.12,
      at: start + at * 1000,
    }));
    await watch.vitals(st);
    const [word] = await until(
      'the depression is told',
      () => told('ST_DEPRESSION').length === 1 && told('ST_DEPRESSION'),
    );
    expect(word?.opening).toMatchObject({ priority: 'HIGH', value: -0.12, unit: 'mV' });
  });

  test('a limit of the patient’s own replaces the rule’s', async () => {
    await ward.pool.query(
      `INSERT INTO person (id, name, phone, synthetic) VALUES ('ps_limits', 'Synthetic doctor', '0', true)`,
    );
    await ward.pool.query(
      `INSERT INTO alarm_profile (patient_id, version, known_af, limits, st_baseline_mv, reason, set_by, set_at)
       VALUES ('pt_b', 1, false, '{"SPO2_LOW": 88}', '{}', 'lung disease', 'ps_limits', now())`,
    );
    const spare = await makeWearable({ mqttUrl: ward.broker.url, secret: SECRET, deviceId: 'dv_spare' });
    const oxygen = (value: number, at: number): Measured => ({ code: 'SPO2', value, at: start + at * 1000 });
    const calm = await spare.vitals([oxygen(89, 0), oxygen(89, 30)]);
    await shown([calm.msgId]);
    expect(told('SPO2_LOW')).toEqual([]);
    await spare.vitals([oxygen(87, 60), oxygen(87, 75)]);
    const [word] = await until('low oxygen is told', () => told('SPO2_LOW').length === 1 && told('SPO2_LOW'));
    expect(word?.opening).toMatchObject({ patientId: 'pt_b', priority: 'MEDIUM', value: 87, unit: '%' });
    await spare.close();
  });

  test('a device given to somebody else forgets whose slow heart it measured', async () => {
    await ward.pool.query(`UPDATE device_binding SET bound_to = $1 WHERE device_id = 'dv_watch'`, [
      new Date(start + 250_000),
    ]);
    const first = await watch.vitals(rate(38, 205, 245));
    await shown([first.msgId]);
    await bind(ward.pool, 'dv_watch', 'pt_b', new Date(start + 250_000));
    const second = await watch.vitals(rate(38, 255, 300));
    await shown([second.msgId]);
    expect(told('BRADYCARDIA')).toHaveLength(1);
    const row = await one<{ patient_id: string }>(
      ward.pool,
      `SELECT patient_id FROM stream_state WHERE device_id = 'dv_watch'`,
    );
    expect(row?.patient_id).toBe('pt_b');
  });
});
