import type { Api } from './anApi';
import { anApi } from './anApi';

type Result = { outcome?: string; code?: string };
type Bound = { device: { id: string; binding: { patientId: string; episodeId: string | null } | null } };

let api: Api;
let patients: string[];
beforeAll(async () => {
  api = await anApi();
  const { data } = await api.ask<{ patients: { id: string }[] }>('ps_family1', '{ patients(search: "") { id } }');
  patients = (data?.patients ?? []).map(({ id }) => id);
});
afterAll(() => api.stop());

let n = 0;
async function bind(patient: string, more = '', deviceId = 'dv_wear1'): Promise<Result> {
  const words = `clientId: "binding-${++n}", deviceId: "${deviceId}", patientId: "${patient}" ${more}`;
  const mutation = `mutation { bindDevice(${words}) { ... on Told { outcome } ... on Fault { code } } }`;
  const { data, errors } = await api.ask<{ bindDevice: Result }>('ps_family1', mutation);
  if (data === undefined) throw new Error(JSON.stringify(errors));
  return data.bindDevice;
}
const binding = async () => {
  const { data } = await api.ask<{ devices: Bound['device'][] }>(
    'ps_family1',
    '{ devices { id binding { patientId episodeId } } }',
  );
  return data?.devices.find(({ id }) => id === 'dv_wear1')?.binding;
};
const earlier = () => `, from: "${new Date(Date.now() - 60_000).toISOString()}"`;

test('a wearable belongs to one patient at a time, and to the episode that goes on', async () => {
  const [one = '', other = ''] = patients;
  expect(await bind(one, earlier())).toEqual({ outcome: 'APPLIED' });
  expect(await binding()).toEqual({ patientId: one, episodeId: null });
  expect(await bind(one)).toEqual({ outcome: 'DUPLICATE' });
  expect(await bind(other)).toEqual({ code: 'TAKEN' });
  expect(await bind(one, ', episodeId: "ep_new"')).toEqual({ outcome: 'APPLIED' });
  expect(await binding()).toEqual({ patientId: one, episodeId: 'ep_new' });

  const { rows } = await api.database.pool.query(
    `SELECT actor_id, actor_role, detail->>'patientId' AS patient FROM audit WHERE action = 'DEVICE_BOUND' AND subject_id = 'dv_wear1' ORDER BY id`,
  );
  expect(rows).toEqual([
    { actor_id: 'ps_family1', actor_role: 'FAMILY_DOCTOR', patient: one },
    { actor_id: 'ps_family1', actor_role: 'FAMILY_DOCTOR', patient: one },
  ]);
});

test('a device nobody registered cannot be bound', async () => {
  const mutation = `mutation { bindDevice(clientId: "binding-none", deviceId: "dv_none", patientId: "${patients[0]}") { ... on Fault { code } } }`;
  expect((await api.ask('ps_family1', mutation)).data).toEqual({ bindDevice: { code: 'NOT_FOUND' } });
});

describe('a device that was handed out before anybody said so', () => {
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  const since = (minutes: number) => `, from: "${ago(minutes).toISOString()}"`;
  const whose = async () =>
    (
      await api.database.pool.query<{ whose: string }>(
        `SELECT msg_id || ' ' || coalesce(patient_id, 'nobody') AS whose FROM vital_sample
          WHERE device_id = 'dv_wear5' ORDER BY at`,
      )
    ).rows.map((row) => row.whose);

  test('what it measured since then becomes the patient’s, what it measured before stays nobody’s', async () => {
    const [one = '', other = ''] = patients;
    await api.database.pool.query(
      `INSERT INTO vital_sample (device_id, msg_id, n, code, at, value, unit)
       SELECT 'dv_wear5', name, 0, 'HR', at, 70, '/min'
         FROM unnest($1::text[], $2::timestamptz[]) AS sent (name, at)`,
      [
        ['before', 'between', 'lately'],
        [ago(90), ago(30), ago(5)],
      ],
    );
    await api.database.pool.query(
      `INSERT INTO device_presence (device_id, online, boot_id, since_at, last_seen_at)
       VALUES ('dv_wear5', true, 'boot', $1, $2)`,
      [ago(90), ago(5)],
    );
    expect(await bind(one, `${since(60)}, uploadIntervalS: 600`, 'dv_wear5')).toEqual({ outcome: 'APPLIED' });
    expect(await whose()).toEqual(['before nobody', `between ${one}`, `lately ${one}`]);
    expect(await bind(other, since(20), 'dv_wear5')).toEqual({ code: 'TAKEN' });
  });

  test('it is to send as often as was said, and is as silent as it has been since it last spoke', async () => {
    const { rows } = await api.database.pool.query<{ every: number; minutes: number }>(
      `SELECT upload_interval_s AS every, round(extract(epoch FROM c.due_at - p.last_seen_at) / 60)::int AS minutes
         FROM device d JOIN silence_clock c ON c.device_id = d.id JOIN device_presence p ON p.device_id = d.id
        WHERE d.id = 'dv_wear5'`,
    );
    expect(rows).toEqual([{ every: 600, minutes: 20 }]);
    expect(await bind(patients[0] ?? '', ', uploadIntervalS: 0', 'dv_wear5')).toEqual({ code: 'BAD_INPUT' });
  });

  test('a time at which another patient had it is refused, though it has come back since', async () => {
    const [one = '', other = ''] = patients;
    const back = `mutation { takeDeviceBack(clientId: "binding-back", deviceId: "dv_wear5", patientId: "${one}") { ... on Told { outcome } } }`;
    await api.ask('ps_family1', back);
    await api.database.pool.query("UPDATE device SET out_as = NULL WHERE id = 'dv_wear5'");
    expect(await bind(other, since(20), 'dv_wear5')).toEqual({ code: 'TAKEN' });
    expect(await bind(one, since(20), 'dv_wear5')).toEqual({ code: 'BAD_INPUT' });
    expect(await bind(other, '', 'dv_wear5')).toEqual({ outcome: 'APPLIED' });
    expect((await whose()).at(-1)).toBe(`lately ${one}`);
  });

  test('each patient’s page tells which devices they have and had', async () => {
    type Line = { until: string | null; endedAs: string | null; device: { id: string } };
    const of = async (patientId: string) => {
      const query = `{ deviceBindings(patientId: "${patientId}") { until endedAs device { id uploadIntervalS } } }`;
      const { data } = await api.ask<{ deviceBindings: Line[] }>('ps_family1', query);
      return (data?.deviceBindings ?? []).filter(({ device }) => device.id === 'dv_wear5');
    };
    const [one = '', other = ''] = patients;
    expect(await of(one)).toMatchObject([{ until: expect.any(String), endedAs: 'RETURNED' }]);
    expect(await of(other)).toMatchObject([{ until: null, endedAs: null, device: { uploadIntervalS: 600 } }]);
  });
});
