import { STEP_ROLES } from '../../workflows/domain/stepRoles';
import type { Api } from './anApi';
import { anApi } from './anApi';

type Told = { readonly outcome?: string; readonly code?: string };
type Line = { target: string; clocks: number; breaches: number; breachesThen: number };
type Seen = { edition: string; inForce: boolean; approver: { id: string } | null; thresholds: unknown };

let api: Api;
beforeAll(async () => {
  api = await anApi();
});
afterAll(() => api.stop());

let n = 0;
const answer = '{ ... on Told { outcome } ... on Fault { code } }';
async function draft(
  as: string,
  edition: string,
  thresholds: string,
  from = '2026-01-01T00:00:00+08:00',
): Promise<Told> {
  const { data, errors } = await api.ask<{ draftPathway: Told }>(
    as,
    `mutation { draftPathway(clientId: "pathway-test-${++n}", siteId: "st_hub", edition: "${edition}", jurisdiction: CHINA_2019,
      effectiveFrom: "${from}", thresholds: ${thresholds}, note: "stricter ECG") ${answer} }`,
  );
  if (data === undefined) throw new Error(JSON.stringify(errors));
  return data.draftPathway;
}
const approve = async (as: string, edition: string, signed = '[]'): Promise<Told | undefined> =>
  (
    await api.ask<{ approvePathway: Told }>(
      as,
      `mutation { approvePathway(clientId: "pathway-test-${++n}", edition: "${edition}", beyondPrint: ${signed}) ${answer} }`,
    )
  ).data?.approvePathway;
const editions = async (): Promise<readonly Seen[]> =>
  (
    await api.ask<{ pathwayEditions: readonly Seen[] }>(
      'ps_coordinator',
      '{ pathwayEditions(siteId: "st_hub") { edition inForce approver { id } thresholds { code value } } }',
    )
  ).data?.pathwayEditions ?? [];

test('an edition is written by one person, approved by another, and counts from then on for new episodes', async () => {
  expect(await draft('ps_coordinator', 'hub-2026-1', '[{ code: "T05_LIMIT", value: 8 }]')).toEqual({
    outcome: 'APPLIED',
  });
  expect(await editions()).toMatchObject([{ edition: 'hub-2026-1', inForce: false, approver: null }]);
  expect(await approve('ps_coordinator', 'hub-2026-1')).toEqual({ code: 'NOT_ALLOWED' });
  expect(await approve('ps_director', 'hub-2026-1')).toEqual({ outcome: 'APPLIED' });
  expect(await approve('ps_director', 'hub-2026-1')).toEqual({ outcome: 'DUPLICATE' });
  expect(await editions()).toMatchObject([
    { inForce: true, approver: { id: 'ps_director' }, thresholds: [{ code: 'T05_LIMIT', value: 8 }] },
  ]);
  expect(api.services.directory.editions()).toHaveLength(1);
  const { rows } = await api.database.pool.query<{ action: string }>(
    `SELECT action FROM audit WHERE subject_kind = 'PATHWAY' ORDER BY id`,
  );
  expect(rows.map(({ action }) => action)).toEqual(['PATHWAY_DRAFTED', 'PATHWAY_APPROVED']);
});

test('2.4: an amount beyond what its row prints is approved only by name', async () => {
  const beyond = '[{ code: "DOSE_RHTNK_TPA_16_MG_1", value: 20 }]';
  expect(await draft('ps_coordinator', 'hub-dose', beyond, '2027-06-01T00:00:00+08:00')).toEqual({
    outcome: 'APPLIED',
  });
  expect(await approve('ps_director', 'hub-dose')).toEqual({ code: 'SIGNATURE_NEEDED' });
  expect(await approve('ps_director', 'hub-dose', '["DOSE_RHTNK_TPA_16_MG_1"]')).toEqual({ outcome: 'APPLIED' });
  const { rows } = await api.database.pool.query<{ beyond_print: string[] }>(
    `SELECT beyond_print FROM pathway_edition WHERE edition = 'hub-dose'`,
  );
  expect(rows).toEqual([{ beyond_print: ['DOSE_RHTNK_TPA_16_MG_1'] }]);
});

test('nobody approves what they wrote, and an approved edition can be changed by nobody, not even in the database', async () => {
  expect(await draft('ps_director', 'hub-own', '[{ code: "T18_LIMIT", value: 80 }]')).toEqual({ outcome: 'APPLIED' });
  expect(await approve('ps_director', 'hub-own')).toEqual({ code: 'NOT_ALLOWED' });
  const change = `UPDATE pathway_edition SET thresholds = '{}' WHERE edition = 'hub-2026-1'`;
  await expect(api.database.pool.query(change)).rejects.toThrow('stands');
  await expect(api.database.pool.query(`DELETE FROM pathway_edition`)).rejects.toThrow('stands');
});

test('a wrong code, a limit of nothing, a name that is taken or the author of another hospital is refused', async () => {
  expect(await draft('ps_coordinator', 'hub-wrong', '[{ code: "T99_LIMIT", value: 8 }]')).toEqual({
    code: 'BAD_INPUT',
  });
  expect(await draft('ps_coordinator', 'hub-wrong', '[{ code: "T05_LIMIT", value: 0 }]')).toEqual({
    code: 'BAD_INPUT',
  });
  expect(await draft('ps_coordinator', 'hub-2026-1', '[]')).toEqual({ code: 'BAD_INPUT' });
  expect(await draft('ps_dispatch_lead', 'hub-ems', '[]')).toEqual({ code: 'NOT_ALLOWED' });
  expect(await draft('ps_desk', 'hub-desk', '[]')).toEqual({ code: 'NOT_ALLOWED' });
});

test('whoever a step is to ask needs a rota where they would be asked, when it is written and when it is approved', async () => {
  const { pool } = api.database;
  const named = (role: (typeof STEP_ROLES)[number]) =>
    `[{ code: "LAB_ACTIVATED_AFTER_20_ASKS_BACKUP_LAB_TEAM", value: ${STEP_ROLES.indexOf(role)} }]`;
  const late = '2098-01-01T00:00:00+08:00';
  const without = (role: string, site: string) =>
    pool.query('DELETE FROM rota_need WHERE role = $1::role AND site_id = $2', [role, site]);
  await without('ECHO_LEAD', 'st_hub');
  expect(await draft('ps_coordinator', 'hub-who', named('ECHO_LEAD'), late)).toEqual({ code: 'NOBODY_ON_ROTA' });
  // of a role of the villages, every village counts
  await without('COMMUNITY_LEAD', 'st_cc2');
  expect(await draft('ps_coordinator', 'hub-who', named('COMMUNITY_LEAD'), late)).toEqual({ code: 'NOBODY_ON_ROTA' });
  expect(await draft('ps_coordinator', 'hub-who', named('SECOND_INTERVENTIONIST'), late)).toEqual({
    outcome: 'APPLIED',
  });
  await without('SECOND_INTERVENTIONIST', 'st_hub');
  expect(await approve('ps_director', 'hub-who')).toEqual({ code: 'NOBODY_ON_ROTA' });
  await pool.query(`INSERT INTO rota_need (role, site_id) VALUES ('SECOND_INTERVENTIONIST', 'st_hub')`);
  expect(await approve('ps_director', 'hub-who')).toEqual({ outcome: 'APPLIED' });
});

test('a later edition waits for its date', async () => {
  await draft('ps_coordinator', 'hub-2099', '[{ code: "T05_LIMIT", value: 5 }]', '2099-01-01T00:00:00+08:00');
  await approve('ps_director', 'hub-2099');
  const shown = await editions();
  expect(shown.filter(({ inForce }) => inForce).map(({ edition }) => edition)).toEqual(['hub-2026-1']);
});

test('two editions differ line by line', async () => {
  const { data } = await api.ask<{ pathwayDifference: unknown }>(
    'ps_coordinator',
    '{ pathwayDifference(before: "2026-11", after: "hub-2026-1") { code before after } }',
  );
  expect(data?.pathwayDifference).toEqual([{ code: 'T05_LIMIT', before: 10, after: 8 }]);
});

test('T07: an ECG waits by the edition of its episode, and without one by the reading hospital’s of its minute', async () => {
  const { pool } = api.database;
  await draft(
    'ps_coordinator',
    'hub-read',
    '[{ code: "T07_LIMIT", value: 6 }, { code: "LEVEL_NEAR_BREACH", value: 60 }]',
  );
  await approve('ps_director', 'hub-read');
  await pool.query(
    `INSERT INTO reading (id, ecg_id, site_id, acquired_at, status, episode_id)
     SELECT 'rd_wait_' || n, 'ecg_wait_' || n, 'st_cc1', at, 'WAITING', episode
       FROM (VALUES (1, now(), NULL), (2, '2023-01-01'::timestamptz, NULL), (3, now(), (SELECT min(id) FROM episode)))
            AS made (n, at, episode)`,
  );
  const waits = async (id: string) =>
    (
      await api.ask<{ reading: { readWithin: object } }>(
        'ps_reader',
        `{ reading(id: "${id}") { readWithin { limitMin shares { nearBreach } } } }`,
      )
    ).data?.reading.readWithin;
  const tables = { limitMin: 10, shares: { nearBreach: 75 } };
  expect(await waits('rd_wait_1')).toEqual({ limitMin: 6, shares: { nearBreach: 60 } });
  expect([await waits('rd_wait_2'), await waits('rd_wait_3')]).toEqual([tables, tables]);
});

test('a quarter of stored episodes played through a changed target says how many more breaches it would have had', async () => {
  const { data, errors } = await api.ask<{ replayPathway: { episodes: number; targets: readonly Line[] } }>(
    'ps_coordinator',
    `{ replayPathway(siteId: "st_hub", from: "2026-07-01T00:00:00+08:00", to: "2026-10-01T00:00:00+08:00",
         thresholds: [{ code: "T05_LIMIT", value: 8 }]) { episodes targets { target clocks breaches breachesThen } } }`,
  );
  expect(errors).toBeUndefined();
  const late = `
    SELECT count(*)::int AS n, count(*) FILTER (WHERE e.at - f.at > interval '10 min')::int AS ten,
           count(*) FILTER (WHERE e.at - f.at > interval '8 min')::int AS eight
      FROM episode x JOIN milestone f ON f.episode_id = x.id AND f.code = 'FMC'
      JOIN milestone e ON e.episode_id = x.id AND e.code = 'ECG1_ACQUIRED'
     WHERE x.opened_at >= '2026-07-01T00:00:00+08:00' AND x.opened_at < '2026-10-01T00:00:00+08:00'`;
  const counted = (await api.database.pool.query<{ n: number; ten: number; eight: number }>(late)).rows[0];
  expect(counted?.eight).toBeGreaterThan(counted?.ten ?? 0);
  expect(data?.replayPathway.episodes).toBe(counted?.n);
  expect(data?.replayPathway.targets.find(({ target }) => target === 'T05')).toEqual({
    target: 'T05',
    clocks: counted?.n,
    breaches: counted?.ten,
    breachesThen: counted?.eight,
  });
});

test('the ladders of a quarter played through other minutes say how many more pages went out', async () => {
  const { pool } = api.database;
  const at = (minutes: number) => new Date(Date.parse('2023-08-03T10:00:00+08:00') + minutes * 60_000);
  await pool.query(
    `INSERT INTO reading (id, ecg_id, site_id, acquired_at, status, opened_at, opened_by, signed_at, signed_by)
     VALUES ('rd_old', 'ecg_old', 'st_cc1', $1, 'SIGNED', $2, 'ps_reader', $3, 'ps_reader')`,
    [at(0), at(2), at(7)],
  );
  await pool.query(
    `INSERT INTO ladder (id, subject_kind, subject_id, key, status, started_at, climbed, ended_at)
     VALUES ('la_old', 'READING', 'rd_old', 'READ', 'SUPERSEDED', $1, 1, $2)`,
    [at(0), at(7)],
  );
  await pool.query(
    `INSERT INTO page (id, ladder_id, subject_kind, subject_id, rung, role, site_id, channel, because, status, asked_at)
     VALUES ('pg_old', 'la_old', 'READING', 'rd_old', 1, 'ECG_READER', 'st_hub', 'PUSH', '{"reason": "READ_ECG"}', 'SENT', $1)`,
    [at(0)],
  );
  const { data, errors } = await api.ask<{ replayPathway: { ladders: readonly object[]; people: readonly object[] } }>(
    'ps_coordinator',
    `{ replayPathway(siteId: "st_hub", from: "2023-07-01T00:00:00+08:00", to: "2023-10-01T00:00:00+08:00",
         thresholds: [{ code: "READ_ECG_AFTER_8", value: 6 }, { code: "READ_ECG_AFTER_8_ASKS_ON_CALL_CARDIOLOGIST", value: 1 }])
       { ladders { ladder climbs pages pagesThen toTheEnd toTheEndThen } people { who pages pagesThen } } }`,
  );
  expect(errors).toBeUndefined();
  expect(data?.replayPathway.ladders).toEqual([
    { ladder: 'READ_ECG', climbs: 1, pages: 1, pagesThen: 2, toTheEnd: 0, toTheEndThen: 0 },
  ]);
  expect(data?.replayPathway.people).toEqual(
    expect.arrayContaining([{ who: 'DUTY_DIRECTOR', pages: 0, pagesThen: 1 }]),
  );
});
