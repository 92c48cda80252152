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
async function bind(patient: string, more = ''): Promise<Result> {
  const words = `clientId: "binding-${++n}", deviceId: "dv_wear1", patientId: "${patient}" ${more}`;
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
  expect(await bind(other)).toEqual({ code: 'ALREADY_OPEN' });
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
