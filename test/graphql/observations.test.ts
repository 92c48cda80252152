import type { Api } from './anApi';
import { anApi } from './anApi';

let api: Api;
beforeAll(async () => {
  api = await anApi();
  await api.database.pool.query(
    `INSERT INTO episode (id, region, patient_id, phase, opened_at, community_site_id, receiving_site_id, help_channel,
       drill, pathway_edition, nobody_answered, open_incidents, facts)
     VALUES ('ep_seen', 'demo', 'pt_demo_a', 'FMC', now() - interval '1 hour', 'st_cc1', 'st_hub', 'CALL_120', false,
       'test', false, 0, '{}')`,
  );
  await api.database.pool.query(
    `INSERT INTO vital_sample (device_id, msg_id, n, patient_id, code, at, value, unit, reason) VALUES
       ('dv_kit1', 'a', 0, 'pt_demo_a', 'SBP', now() - interval '9 minutes', 92, 'mm[Hg]', NULL),
       ('dv_kit1', 'b', 0, 'pt_demo_a', 'SBP', now() - interval '4 minutes', 104, 'mm[Hg]', NULL),
       ('dv_kit1', 'b', 1, 'pt_demo_a', 'GLUCOSE', now() - interval '4 minutes', NULL, 'mmol/L', 'NO_STRIP'),
       ('dv_wear1', 'c', 0, 'pt_demo_a', 'TEMP', now() - interval '2 hours', 36.8, 'Cel', NULL),
       ('dv_wear2', 'd', 0, 'pt_demo_b', 'HR', now(), 71, '/min', NULL)`,
  );
});
afterAll(() => api.stop());

test('an episode shows the newest of each kind of value of its patient since it began, and why one is missing', async () => {
  const { data } = await api.ask<{ episode: { observations: object[] } }>(
    'ps_coordinator',
    '{ episode(id: "ep_seen") { observations { code value unit reason deviceId } } }',
  );
  expect(data?.episode.observations).toEqual([
    { code: 'GLUCOSE', value: null, unit: 'mmol/L', reason: 'NO_STRIP', deviceId: 'dv_kit1' },
    { code: 'SBP', value: 104, unit: 'mm[Hg]', reason: null, deviceId: 'dv_kit1' },
  ]);
});

test('2.5#5, 2.5#6 the drugs beside the pack rest on the newest values, and an old one says its time', async () => {
  const { data } = await api.ask<{ episode: { adjuncts: object[] } }>(
    'ps_coordinator',
    '{ episode(id: "ep_seen") { adjuncts { adjunct says because measuredAt } } }',
  );
  expect(data?.episode.adjuncts).toEqual([
    { adjunct: 'OXYGEN', says: 'ASK', because: ['SPO2_UNKNOWN'], measuredAt: null },
    {
      adjunct: 'NITROGLYCERIN',
      says: 'ASK',
      because: ['RIGHT_VENTRICULAR_INFARCT_UNKNOWN', 'PDE5_INHIBITOR_UNKNOWN'],
      measuredAt: expect.any(String),
    },
  ]);
  await api.database.pool.query(
    `INSERT INTO vital_sample (device_id, msg_id, n, patient_id, code, at, value, unit, reason)
     VALUES ('dv_kit1', 'e', 0, 'pt_demo_a', 'SPO2', now(), 87, '%', NULL)`,
  );
  await api.database.pool.query(
    `UPDATE episode SET phase = 'LYSIS', strategy = 'LYSIS', finding = 'STEMI',
       facts = '{"weightKg": 70, "report": {"territories": ["INFERIOR", "RIGHT"], "finding": "STEMI"}}'
     WHERE id = 'ep_seen'`,
  );
  const later = await api.ask<{ episode: { adjuncts: object[] } }>(
    'ps_coordinator',
    `{ episode(id: "ep_seen") { adjuncts { adjunct says because doses { product missing steps { from to unit route } } } } }`,
  );
  expect(later.data?.episode.adjuncts).toMatchObject([
    { adjunct: 'STATIN', says: 'INDICATED' },
    { adjunct: 'ANTICOAGULANT', says: 'INDICATED', because: ['STRATEGY_LYSIS'] },
    { adjunct: 'OXYGEN', says: 'INDICATED', because: ['SPO2_LOW'] },
    { adjunct: 'NITROGLYCERIN', says: 'BARRED', because: ['RIGHT_VENTRICULAR_INFARCT'] },
  ]);
});
