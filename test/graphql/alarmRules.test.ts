import type { Api } from './anApi';
import { anApi } from './anApi';

type Told = { readonly outcome?: string; readonly code?: string; readonly message?: string };
type Rule = { readonly id: string; readonly edition: string; readonly limit: number; readonly forS: number };
type DryRun = {
  readonly wearers: number;
  readonly readings: number;
  readonly lines: readonly {
    readonly code: string;
    readonly would: number;
    readonly does: number;
    readonly did: number;
  }[];
};

let api: Api;
beforeAll(async () => {
  api = await anApi();
  // Half an hour of 43 and ten minutes of 38, a value a minute, of one invented wearer.
  await api.database.pool.query(
    `INSERT INTO vital_sample (device_id, msg_id, n, patient_id, code, at, value, unit)
     SELECT 'dv_wear1', 'slow-' || n, 0, 'pt_demo_a', 'HR', now() - interval '2 days' + make_interval(mins => n),
            CASE WHEN n < 30 THEN 43 ELSE 38 END, '/min' FROM generate_series(0, 39) AS n`,
  );
});
afterAll(() => api.stop());

let n = 0;
const answer = '{ ... on Told { outcome } ... on Fault { code message } }';
async function tell(as: string, mutation: string): Promise<Told | undefined> {
  const { data, errors } = await api.ask<Record<string, Told>>(
    as,
    `mutation { it: ${mutation.replace('(', `(clientId: "alarm-rules-${++n}", `)} ${answer} }`,
  );
  if (data === undefined) throw new Error(JSON.stringify(errors));
  return data['it'];
}
const rule = async (id: string): Promise<Rule | undefined> =>
  (
    await api.ask<{ alarmRules: readonly Rule[] }>('ps_coordinator', '{ alarmRules { id edition limit forS } }')
  ).data?.alarmRules.find((one) => one.id === id);
const dryRun = (changes: string) =>
  api.ask<{ alarmDryRun: DryRun }>(
    'ps_coordinator',
    `{ alarmDryRun(changes: ${changes}) { wearers readings lines { code would does did } } }`,
  );

test('a changed limit is tried on what was measured, and says how many alarms more it would have raised', async () => {
  const { data } = await dryRun('[{ rule: "W5_AWAKE", limit: 45 }]');
  expect(data?.alarmDryRun).toEqual({
    wearers: 1,
    readings: 40,
    lines: [{ code: 'BRADYCARDIA', would: 1, does: 1, did: 0 }],
  });
  const stricter = await dryRun('[{ rule: "W5_AWAKE", limit: 36 }]');
  expect(stricter.data?.alarmDryRun.lines).toEqual([{ code: 'BRADYCARDIA', would: 0, does: 1, did: 0 }]);
  const faster = await dryRun('[{ rule: "W7_REST", limit: 42 }]');
  expect(faster.data?.alarmDryRun.lines).toContainEqual({ code: 'TACHYCARDIA', would: 1, does: 0, did: 0 });
});

test('a rule nobody knows is refused, not tried as if it changed nothing', async () => {
  const { errors } = await dryRun('[{ rule: "W99", limit: 45 }]');
  expect(errors?.[0]?.extensions.code).toBe('BAD_INPUT');
});

test('an edition is written by one person and counts once another has approved it', async () => {
  const draft = `draftAlarmRules(edition: "desk-1", effectiveFrom: "2026-01-01T00:00:00+08:00",
    changes: [{ rule: "W5_AWAKE", limit: 45 }], note: "slower hearts are called earlier")`;
  expect(await tell('ps_family1', draft)).toMatchObject({ code: 'NOT_ALLOWED' });
  expect(await tell('ps_cardiologist', draft)).toEqual({ outcome: 'APPLIED' });
  expect(await rule('W5_AWAKE')).toMatchObject({ edition: '2026-11', limit: 40 });
  expect(await tell('ps_cardiologist', 'approveAlarmRules(edition: "desk-1")')).toMatchObject({ code: 'NOT_ALLOWED' });
  expect(await tell('ps_director', 'approveAlarmRules(edition: "desk-1")')).toEqual({ outcome: 'APPLIED' });
  expect(await rule('W5_AWAKE')).toMatchObject({ edition: 'desk-1', limit: 45, forS: 60 });
  const { data } = await api.ask<{ alarmEditions: readonly object[] }>(
    'ps_desk_lead',
    '{ alarmEditions { edition note author { id } approver { id } changes { rule limit forS } } }',
  );
  expect(data?.alarmEditions).toEqual([
    {
      edition: 'desk-1',
      note: 'slower hearts are called earlier',
      author: { id: 'ps_cardiologist' },
      approver: { id: 'ps_director' },
      changes: [{ rule: 'W5_AWAKE', limit: 45, forS: null }],
    },
  ]);
});

test('a patient’s own limits are set with a reason, no further than the graver rule, and kept version by version', async () => {
  const set = (limits: string) => `setAlarmLimits(patientId: "pt_demo_a", knownAf: true, ${limits})`;
  expect(await tell('ps_family1', set('hrLow: 36, reason: " "'))).toMatchObject({ code: 'REASON_NEEDED' });
  expect(await tell('ps_family1', set('spo2Low: 80, reason: "lung disease"'))).toMatchObject({
    code: 'BAD_INPUT',
    message: 'SPO2_LOW goes no further than 85: rule W14_90 has a graver one there.',
  });
  expect(await tell('ps_desk', set('hrLow: 36, reason: "athlete"'))).toMatchObject({ code: 'NOT_ALLOWED' });
  expect(await tell('ps_family1', set('hrLow: 38, reason: "athlete"'))).toEqual({ outcome: 'APPLIED' });
  expect(
    await tell('ps_family1', set('hrLow: 36, stBaselines: [{ lead: "V5", mv: -0.05 }], reason: "athlete, seen today"')),
  ).toEqual({ outcome: 'APPLIED' });
  const { data } = await api.ask<{ alarmProfile: object }>(
    'ps_desk',
    '{ alarmProfile(patientId: "pt_demo_a") { knownAf hrLow hrHigh spo2Low stBaselines { lead mv } } }',
  );
  expect(data?.alarmProfile).toEqual({
    knownAf: true,
    hrLow: 36,
    hrHigh: null,
    spo2Low: null,
    stBaselines: [{ lead: 'V5', mv: -0.05 }],
  });
  const { rows } = await api.database.pool.query<{ version: number; set_by: string }>(
    'SELECT version, set_by FROM alarm_profile ORDER BY version',
  );
  expect(rows).toEqual([
    { version: 1, set_by: 'ps_family1' },
    { version: 2, set_by: 'ps_family1' },
  ]);
});
