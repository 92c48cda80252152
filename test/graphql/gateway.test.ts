import { randomUUID } from 'node:crypto';
import { keepDeadLetter, takeIn } from '../../prisma/inbox';
import type { Api } from './anApi';
import { anApi } from './anApi';

let api: Api;
beforeAll(async () => {
  api = await anApi();
});
afterAll(() => api.stop());

type Letter = { id: string; code: string; deviceId: string; remark: string | null; handledBy: { id: string } | null };
const letters = async (handled: boolean): Promise<readonly Letter[] | undefined> =>
  (
    await api.ask<{ deadLetters: Letter[] }>(
      'ps_device',
      `{ deadLetters(handled: ${handled}) { id code deviceId remark handledBy { id } } }`,
    )
  ).data?.deadLetters;
type Told = { outcome?: string; code?: string };
const handle = async (person: string, id: string, remark: string): Promise<Told | undefined> =>
  (
    await api.ask<{ told: Told }>(
      person,
      `mutation { told: handleDeadLetter(clientId: "${randomUUID()}", deadLetterId: "${id}", remark: "${remark}") {
         ... on Told { outcome } ... on Fault { code } } }`,
    )
  ).data?.told;

describe('a refused message', () => {
  const refused = {
    receivedAt: new Date(),
    deviceId: 'dv_wear1',
    topic: 'cpc/v1/dv_wear1/up/alarm',
    size: 9,
    sha256: '',
  };

  test('stays on the list until somebody has looked into it and said what it was; that is on record', async () => {
    await keepDeadLetter(api.database.pool, { ...refused, verdict: 'rejected', code: 'malformed', detail: 'no JSON' });
    const [letter] = (await letters(false)) ?? [];
    expect(letter).toMatchObject({ code: 'malformed', deviceId: 'dv_wear1', handledBy: null });
    const id = letter?.id ?? '';
    expect(await handle('ps_device', id, ' ')).toEqual({ code: 'REASON_NEEDED' });
    expect(await handle('ps_device', id, 'firmware 1.2 replaced')).toEqual({ outcome: 'APPLIED' });
    expect(await handle('ps_device', id, 'again')).toEqual({ outcome: 'DUPLICATE' });
    expect(await letters(false)).toEqual([]);
    expect(await letters(true)).toMatchObject([{ remark: 'firmware 1.2 replaced', handledBy: { id: 'ps_device' } }]);
    const { rows } = await api.database.pool.query("SELECT actor_id FROM audit WHERE action = 'DEAD_LETTER_HANDLED'");
    expect(rows).toEqual([{ actor_id: 'ps_device' }]);
  });

  test('is worked off by those who look after devices, not by the ward', async () => {
    expect(await handle('ps_ward', '1', 'x')).toEqual({ code: 'NOT_ALLOWED' });
    expect(await handle('ps_device', '999', 'x')).toEqual({ code: 'NOT_FOUND' });
  });
});

test('conservation of the last hour: what was accepted and where it stands', async () => {
  const at = Date.now();
  const row = { deviceId: 'dv_wear1', kind: 'vitals', bootId: 'b', seq: 1, sha256: '', payload: '{}', flags: [] };
  const times = { measuredAt: at, effectiveAt: at, receivedAt: at };
  await takeIn(api.database.pool, [
    { ...row, ...times, msgId: 'one' },
    { ...row, ...times, msgId: 'two' },
  ]);
  await api.database.pool.query(
    "UPDATE device_inbox SET disposition = 'SHOWN', rule = 'VITALS', disposition_at = now() WHERE msg_id = 'one'",
  );
  const { data } = await api.ask<{ conservation: object }>(
    'ps_coordinator',
    '{ conservation { accepted kept shown archived waiting lost overdue } }',
  );
  expect(data?.conservation).toEqual({ accepted: 2, kept: 2, shown: 1, archived: 0, waiting: 1, lost: 0, overdue: 0 });
});

test('the burden of alarms: each worn day, the share found false of those assessed, the time to the acknowledgement', async () => {
  const { pool } = api.database;
  const handedOut = (deviceId: string, patientId: string, ago: string) =>
    pool.query(
      `INSERT INTO device_binding (device_id, patient_id, bound_from, bound_by) VALUES ($1, $2, now() - $3::interval, 'ps_device')`,
      [deviceId, patientId, ago],
    );
  const incident = (id: string, said: string) =>
    pool.query(
      `INSERT INTO incident (id, patient_id, device_id, site_id, code, priority, status, onset_at, raised_at, signals, late, ack_at, assessed_at, acted_at)
       SELECT $1, 'pt_demo_a', 'dv_wear1', 'st_hub', 'TACHYCARDIA', 'HIGH', status::incident_status, at, at, 1, false,
              at + ack * interval '1 second', CASE WHEN assessed THEN at + interval '90 s' END, CASE WHEN acted THEN at + interval '2 min' END
         FROM (SELECT now() - interval '1 hour' AS at, ${said}) AS said`,
      [id],
    );
  await incident('in_false', `'CLOSED' AS status, 10 AS ack, true AS assessed, false AS acted`);
  await incident('in_real', `'ACTED' AS status, 30 AS ack, true AS assessed, true AS acted`);
  await incident('in_new', `'NOTIFIED' AS status, NULL::int AS ack, false AS assessed, false AS acted`);
  const burden = async () =>
    (
      await api.ask<{ alarmBurden: object[] }>(
        'ps_coordinator',
        '{ alarmBurden { priority alarms perPatientDay wornHours toldHours falseShare ackP50S ackP95S escalatedShare } }',
      )
    ).data?.alarmBurden;
  // Three alarms of an hour's wear are no rate.
  await handedOut('dv_wear1', 'pt_demo_a', '1 hour');
  expect((await burden())?.[1]).toMatchObject({ alarms: 3, perPatientDay: null, wornHours: expect.closeTo(1, 1) });
  // A day with two wearables is one day of the patient.
  await handedOut('dv_wear3', 'pt_demo_a', '2 days');
  await handedOut('dv_wear2', 'pt_demo_b', '2 days');
  const seen = await burden();
  const all = { alarms: 3, falseShare: 0.5, ackP50S: 20, ackP95S: 29, escalatedShare: 0 };
  expect(seen).toMatchObject([
    { priority: 'HIGH', ...all },
    { priority: null, ...all },
  ]);
  expect(seen?.[1]).toHaveProperty('perPatientDay', expect.closeTo(3 / 4, 2));
  expect(seen?.[1]).toHaveProperty('wornHours', expect.closeTo(96, 0));
  // One of the two tells when it measures: what lay in a drawer was not worn, and three hours are three hours.
  await pool.query(
    `INSERT INTO worn_day (patient_id, device_id, day, hours)
     VALUES ('pt_demo_b', 'dv_wear2', (now() - interval '1 day')::date, 7), ('pt_demo_b', 'dv_wear4', (now() - interval '1 day')::date, 3)`,
  );
  expect((await burden())?.[1]).toMatchObject({ wornHours: expect.closeTo(51, 0), toldHours: 3 });
});

test('6.4: the weekly review names the tenth of the patients who alarmed most, and what became nobody’s alarm', async () => {
  const { pool } = api.database;
  await pool.query(
    `INSERT INTO incident (id, patient_id, device_id, site_id, code, priority, status, onset_at, raised_at, signals, late)
     SELECT 'in_week_' || n, CASE WHEN n <= 2 THEN 'pt_demo_b' ELSE 'pt_demo_a' END, 'dv_wear1', 'st_hub', 'TACHYCARDIA', 'MEDIUM', 'NOTIFIED', at, at, 1, false
       FROM generate_series(1, 6) AS n, LATERAL (SELECT now() - n * interval '2 days' AS at) AS a`,
  );
  await pool.query(
    `INSERT INTO device_alarm (device_id, alarm_id, code, incident_id, group_key, started_at) VALUES
       ('dv_wear1', 'a1', 'NON_SUSTAINED_VT', NULL, 'k', now() - interval '1 day'),
       ('dv_wear2', 'a2', 'NON_SUSTAINED_VT', NULL, 'k', now() - interval '1 day'),
       ('dv_wear2', 'a3', 'LEAD_OFF', NULL, 'k', now() - interval '8 days'),
       ('dv_wear2', 'a4', 'SOS', 'in_week_1', 'k', now() - interval '1 day')`,
  );
  const review = async () =>
    (
      await api.ask<{ alarmReview: { sources: object[]; quiet: object[] } }>(
        'ps_coordinator',
        '{ alarmReview { sources { patient { id } alarms share falseShare limitsSetAt } quiet { code alarms devices } } }',
      )
    ).data?.alarmReview;
  // Of this week: three of the test before and one of pt_demo_a, two of pt_demo_b.
  expect(await review()).toEqual({
    sources: [{ patient: { id: 'pt_demo_a' }, alarms: 4, share: 4 / 6, falseShare: 0.5, limitsSetAt: null }],
    quiet: [{ code: 'NON_SUSTAINED_VT', alarms: 2, devices: 2 }],
  });
  await pool.query(
    `INSERT INTO alarm_profile (patient_id, version, known_af, limits, st_baseline_mv, reason, set_by, set_at)
     VALUES ('pt_demo_a', 1, false, '{}', '{}', 'after the review', 'ps_family1', '2026-11-01T00:00:00Z')`,
  );
  expect((await review())?.sources).toMatchObject([{ limitsSetAt: '2026-11-01T00:00:00.000Z' }]);
});

test('6.4: who looked through a patient’s week says what was found; what comes after that is counted anew', async () => {
  const { pool } = api.database;
  const look = async (person: string, clientId: string, remark: string) =>
    (
      await api.ask<{ told: Told }>(
        person,
        `mutation { told: reviewAlarms(clientId: "${clientId}", patientId: "pt_demo_a", outcome: DEVICE, remark: "${remark}") {
           ... on Told { outcome } ... on Fault { code } } }`,
      )
    ).data?.told;
  const shown = async () =>
    (
      await api.ask<{ alarmReview: { sources: object[] } }>(
        'ps_coordinator',
        '{ alarmReview { sources { patient { id } alarmsSince reviewed { by { id } outcome remark } } } }',
      )
    ).data?.alarmReview.sources;
  const patient = { id: 'pt_demo_a' };
  expect(await shown()).toEqual([{ patient, alarmsSince: null, reviewed: null }]);
  const clientId = randomUUID();
  expect(await look('ps_lab_nurse', clientId, 'x')).toEqual({ code: 'NOT_ALLOWED' });
  expect(await look('ps_device', clientId, ' ')).toEqual({ code: 'REASON_NEEDED' });
  expect(await look('ps_device', clientId, 'old electrodes')).toEqual({ outcome: 'APPLIED' });
  expect(await look('ps_device', clientId, 'old electrodes')).toEqual({ outcome: 'DUPLICATE' });
  await pool.query("UPDATE alarm_review SET reviewed_at = now() - interval '3 hours' WHERE id = $1", [
    `ar_${clientId}`,
  ]);
  const reviewed = { by: { id: 'ps_device' }, outcome: 'DEVICE', remark: 'old electrodes' };
  // The three of the last hour came after it.
  expect(await shown()).toEqual([{ patient, alarmsSince: 3, reviewed }]);
  // A look before this week is none of this week.
  await pool.query("UPDATE alarm_review SET reviewed_at = now() - interval '8 days' WHERE id = $1", [`ar_${clientId}`]);
  expect(await shown()).toEqual([{ patient, alarmsSince: null, reviewed: null }]);
});
