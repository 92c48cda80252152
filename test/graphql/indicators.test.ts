import { figureOf } from '../../workflows/domain/figures';
import type { Api } from './anApi';
import { anApi } from './anApi';

let api: Api;
beforeAll(async () => {
  api = await anApi();
  // the demo's own past belongs to the calendar, not to this test
  await api.database.pool.query(`UPDATE milestone SET at = at - interval '10 years'`);
});
afterAll(() => api.stop());

let n = 0;
type Times = Readonly<Record<string, string>>;
/** One STEMI brought to the hub by 120; times by the hub's clock, `more` changes the row of its episode. */
async function came(times: Times, more?: string): Promise<string> {
  const id = `ep_counted${++n}`;
  const { pool } = api.database;
  await pool.query(
    `INSERT INTO episode (id, region, patient_id, phase, opened_at, closed_at, close_reason, community_site_id,
       receiving_site_id, help_channel, arrival_class, drill, pathway_edition, nobody_answered, open_incidents, facts,
       finding, strategy, bypass_ed, bypass_ccu)
     VALUES ($1, 'demo', 'pt_demo_a', 'CLOSED', now(), now(), 'RECOVERED', 'st_cc1', 'st_hub', 'CALL_120', 'AMBULANCE',
       false, 'test', false, 0, '{}', 'STEMI', 'PPCI_ON_SITE', true, true)`,
    [id],
  );
  for (const [index, [code, at]] of Object.entries(times).entries())
    await pool.query(
      `INSERT INTO milestone (episode_id, n, code, at, precision, source, recorded_by, received_at)
       VALUES ($1, $2, $3, $4, 'MINUTE', 'HUMAN', 'ps_ed', now())`,
      [id, index + 1, code, `${at}+08:00`],
    );
  if (more !== undefined) await pool.query(`UPDATE episode SET ${more} WHERE id = $1`, [id]);
  return id;
}

type Line = { code: string; n: number; hits: number | null; p75Min: number | null; meanMin: number | null };
type Asked = { indicators: { cases: number; open: number; indicators: readonly Line[] } };
const month = async (period: string, siteId = 'st_hub') => {
  const { data, errors } = await api.ask<Asked>(
    'ps_manager',
    `{ indicators(period: "${period}", siteId: "${siteId}") {
         cases open indicators { code n hits hitPct meanMin medianMin p75Min invalid invalidPct shareMet meanMet
           limit { sign min } apart { is count } } } }`,
  );
  if (data === undefined || data === null) throw new Error(JSON.stringify(errors));
  return data.indicators;
};
const line = async (period: string, code: string) => (await month(period)).indicators.find((one) => one.code === code);

test('10.24: a month is the hospital’s own: the last minute of it and the first of the next by its clock', async () => {
  await came({ DOOR: '2025-05-31T23:59', WIRE: '2025-06-01T00:59' });
  await came({ DOOR: '2025-06-01T00:01', WIRE: '2025-06-01T01:31' });
  expect((await month('2025-05')).cases).toBe(1);
  expect((await month('2025-06')).cases).toBe(1);
  expect((await month('2025')).cases).toBe(2);
  expect((await month('2025-05', 'st_county')).cases).toBe(0);
});

test('10.24: the percentile of an indicator is PostgreSQL’s percentile_cont of the same minutes', async () => {
  const minutes = [40, 51, 60, 75, 88, 120];
  for (const [index, min] of minutes.entries()) {
    const wire = new Date(Date.UTC(2025, 6, 1 + index, 2, min)).toISOString().slice(0, 16);
    await came({ DOOR: `2025-07-0${1 + index}T02:00`, WIRE: wire });
  }
  const { rows } = await api.database.pool.query<{ p75: number }>(
    'SELECT percentile_cont(0.75) WITHIN GROUP (ORDER BY min)::float8 AS p75 FROM unnest($1::float8[]) AS min',
    [minutes],
  );
  expect(await line('2025-07', 'C5')).toMatchObject({ n: 6, hits: 5, p75Min: rows[0]?.p75 });
  expect(figureOf(minutes.map((min) => ({ is: 'VALID', min })))).toMatchObject({ p75Min: rows[0]?.p75 });
});

test('10.26: drills, errors and merged episodes are nobody’s case; in-hospital onset is not in C5', async () => {
  const times = { FMC: '2025-08-03T09:50', DOOR: '2025-08-03T10:00', WIRE: '2025-08-03T11:00' };
  await came(times);
  await came(times, `drill = true`);
  await came(times, `close_reason = 'ENTERED_IN_ERROR'`);
  await came(times, `merged_into_id = 'ep_counted1'`);
  await came(times, `region = 'elsewhere'`);
  await came(times, `help_channel = 'WARD', arrival_class = 'IN_HOSPITAL_ONSET'`);
  expect((await month('2025-08')).cases).toBe(2);
  expect(await line('2025-08', 'C5')).toMatchObject({ n: 1, meanMin: 60 });
  expect(await line('2025-08', 'C5_WARD')).toMatchObject({ n: 1, meanMin: 70 });
  expect(await line('2025-08', 'C7_120')).toMatchObject({ n: 1, hits: 1 });
});

test('10.23, 10.25: beyond the cap is invalid, an unknown onset stands apart', async () => {
  await came({ FMC: '2025-09-20T10:00', ONSET: '2025-09-06T10:00' });
  await came({ FMC: '2025-09-20T10:00', ONSET: '2025-09-06T09:59' });
  await came({ FMC: '2025-09-20T10:00' });
  expect(await line('2025-09', 'C12_12H')).toMatchObject({
    n: 1,
    hits: 0,
    invalid: 1,
    invalidPct: 50,
    apart: [{ is: 'ONSET_UNKNOWN', count: 1 }],
  });
});

test('2.8, 10.26: what the state keeps counts too: a refusal, a rescue, a cancelled activation, a risk label', async () => {
  const refused = await came({ DOOR: '2025-10-02T10:00' });
  await api.database.pool.query(
    `INSERT INTO consent (episode_id, kind, state, reason) VALUES ($1, 'PCI', 'REFUSED', 'family')`,
    [refused],
  );
  await came(
    { DOOR: '2025-10-03T10:00', LYSIS_START: '2025-10-03T09:00', ANGIO: '2025-10-03T11:00' },
    `strategy = 'LYSIS', facts = '{"lysis": {"result": "FAILED"}}'`,
  );
  await came(
    { DOOR: '2025-10-04T10:00', LAB_CALLED: '2025-10-04T09:00' },
    `facts = '{"standDowns": [{"labId": "lab_1"}]}'`,
  );
  await came(
    { DOOR: '2025-10-05T10:00', RISK_LABEL: '2025-10-05T10:00', ANGIO: '2025-10-05T12:00' },
    `finding = 'NSTE_ACS', strategy = NULL, facts = '{"risk": {"riskClass": "VERY_HIGH"}}'`,
  );
  // of the others only the activation that was called off is primary PCI without a wire, which is a missing time
  expect(await line('2025-10', 'C5')).toMatchObject({ n: 0, invalid: 1 });
  expect(await line('2025-10', 'C13')).toMatchObject({ n: 0, invalid: 0 });
  expect(await line('2025-10', 'C6')).toMatchObject({ n: 0, apart: [{ is: 'CANCELLED', count: 1 }] });
  expect(await line('2025-10', 'C18_VERY_HIGH')).toMatchObject({ n: 1, hits: 1 });
});

test('a corrected time is what every figure counts, and one that was taken back is missing', async () => {
  const id = await came({ DOOR: '2025-12-02T10:00', WIRE: '2025-12-02T13:00' });
  expect(await line('2025-12', 'C5')).toMatchObject({ n: 1, hits: 0, meanMin: 180 });
  const entry = (n: number, at: string, corrects: number, withdraws: boolean) =>
    api.database.pool.query(
      `INSERT INTO milestone (episode_id, n, code, at, precision, source, recorded_by, received_at, corrects, withdraws)
       VALUES ($1, $2, 'WIRE', $3, 'MINUTE', 'HUMAN', 'ps_ed', now(), $4, $5)`,
      [id, n, `${at}+08:00`, corrects, withdraws],
    );
  await entry(3, '2025-12-02T11:00', 2, false);
  expect(await line('2025-12', 'C5')).toMatchObject({ n: 1, hits: 1, meanMin: 60 });
  await entry(4, '2025-12-02T11:00', 3, true);
  expect(await line('2025-12', 'C5')).toMatchObject({ n: 0, invalid: 1 });
});

test('a case under way is counted as such, and what has not happened to it yet is not missing', async () => {
  await came({ DOOR: '2025-11-02T10:00', FMC: '2025-11-02T09:50' }, 'closed_at = NULL, close_reason = NULL');
  expect(await month('2025-11')).toMatchObject({ cases: 1, open: 1 });
  expect(await line('2025-11', 'C5')).toMatchObject({ n: 0, invalid: 0 });
});

test('a period that is no month and no year is refused with a sentence', async () => {
  const { errors } = await api.ask('ps_manager', '{ indicators(period: "2025-13") { cases } }');
  expect(JSON.stringify(errors)).toContain('A period is a year');
});

test('R19: whoever comes back within 30 days is found under every record of theirs; a drill or an error is no return', async () => {
  const home = { DOOR: '2025-12-01T10:00', DISCHARGE: '2025-12-04T10:00' };
  const again = { HELP_SOUGHT: '2025-12-20T10:00' };
  const { pool } = api.database;
  await pool.query(
    `INSERT INTO patient (id, name, sex, community_site_id, synthetic)
     SELECT 'pt_back' || n, '测试 Test ' || n, 'UNKNOWN', 'st_cc1', true FROM generate_series(1, 3) AS n`,
  );
  await came(home, `patient_id = 'pt_back1'`);
  await came(again, `patient_id = 'pt_back1', drill = true`);
  await came(again, `patient_id = 'pt_back1', close_reason = 'ENTERED_IN_ERROR'`);
  expect(await line('2025-12', 'R19')).toMatchObject({ n: 1, hits: 0 });
  await came(home, `patient_id = 'pt_back2'`);
  await came(again, `patient_id = 'pt_back3'`);
  expect(await line('2025-12', 'R19')).toMatchObject({ n: 2, hits: 0 });
  await pool.query(
    `INSERT INTO patient_link (id, patient_id, same_as_id, reason, linked_by, linked_at) VALUES ('ln_back', 'pt_back3', 'pt_back2', 'same', 'ps_coordinator', now())`,
  );
  expect(await line('2025-12', 'R19')).toMatchObject({ n: 2, hits: 1, hitPct: 50 });
});

test('T24: a transfer in shock that waited for a vehicle leaves the mean of B6a and stays in C9', async () => {
  const shock = `arrival_class = 'NETWORK_TRANSFER', facts = '{"overlays":[{"overlay":"SHOCK"}]}'`;
  const day = '2024-02-03T';
  const sent = (out: string) => ({ REF_DOOR_IN: `${day}10:00`, REF_DOOR_OUT: `${day}${out}`, DOOR: `${day}12:00` });
  await came(sent('10:20'), shock);
  const waited = await came(sent('11:40'), shock);
  await api.database.pool.query(
    `INSERT INTO clock (episode_id, target, status, started_at, owner_role, reason_owed, delay_reason)
     VALUES ($1, 'T24', 'MISSED', now(), 'REFERRING_DOCTOR', false, 'VEHICLE')`,
    [waited],
  );
  expect(await line('2024-02', 'B6A_DIDO')).toMatchObject({ n: 1, meanMin: 20, meanMet: true });
  expect(await line('2024-02', 'C9_DIDO')).toMatchObject({ n: 2, meanMin: 60 });
});

test('10.42 C9: an ECG that came as a photo is not sent, until a recording of it comes before the door', async () => {
  const day = '2024-03-04T';
  const times = { REF_DOOR_IN: `${day}10:00`, ECG1_RECEIVED: `${day}10:10`, DOOR: `${day}11:00` };
  const network = `arrival_class = 'NETWORK_TRANSFER'`;
  const ecg = (episodeId: string, format: string, at: string) =>
    api.database.pool.query(
      `INSERT INTO ecg (id, device_id, device_ecg_id, site_id, episode_id, reading_id, acquired_at, received_at, format,
         content_type, sha256, bytes, state, matched_by)
       VALUES ($1, 'dv_x', $1, 'st_cc1', $2, 'rd_' || $1, $4, $4, $3, 'x', 'x', 1, 'NO_PRE_READ', 'ORDER')`,
      [`${episodeId}_${format}`, episodeId, format, `${day}${at}+08:00`],
    );
  const [photo, followed] = [await came(times, network), await came(times, network)];
  await ecg(photo, 'IMAGE', '10:10');
  await ecg(followed, 'IMAGE', '10:10');
  await ecg(followed, 'AECG', '10:30');
  await ecg(await came(times, network), 'AECG', '10:10');
  await came(times, network); // told by a person, as of a past that no cart recorded
  expect(await line('2024-03', 'C9_SENT')).toMatchObject({ n: 4, hits: 3 });
});
