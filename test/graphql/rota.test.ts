import type { Api } from './anApi';
import { anApi } from './anApi';

type Result = { outcome?: string; code?: string };
type Seen = {
  rota: {
    holes: { role: string }[];
    stretches: { role: string; posts: { person: { id: string } }[] }[];
    substitutions: { person: { id: string }; reason: string; takenAt: string | null }[];
    handOvers: { dutyId: string; person: { id: string }; predecessors: { id: string }[] }[];
  };
};

let api: Api;
beforeAll(async () => {
  api = await anApi();
});
afterAll(() => api.stop());

const NOW = Date.now();
const hour = (n: number) => new Date(NOW + n * 3_600_000).toISOString();
let n = 0;
async function change(as: string, words: string, clientId = `rota-test-${++n}`): Promise<Result> {
  const mutation = `mutation { substitute(clientId: "${clientId}", siteId: "st_hub", ${words}) { ... on Told { outcome } ... on Fault { code } } }`;
  const { data, errors } = await api.ask<{ substitute: Result }>(as, mutation);
  if (data === undefined) throw new Error(JSON.stringify(errors));
  return data.substitute;
}
async function takeOver(as: string, dutyId: string): Promise<Result | undefined> {
  const mutation = `mutation { acknowledgeHandOver(clientId: "rota-test-${++n}", dutyId: "${dutyId}") { ... on Told { outcome } ... on Fault { code } } }`;
  return (await api.ask<{ acknowledgeHandOver: Result }>(as, mutation)).data?.acknowledgeHandOver;
}
async function seen(): Promise<Seen['rota']> {
  const { data, errors } = await api.ask<Seen>(
    'ps_coordinator',
    `{ rota(siteId: "st_hub", from: "${hour(-1)}", to: "${hour(48)}") {
      holes { role } stretches { role posts { person { id } } }
      substitutions { person { id } reason takenAt } handOvers { dutyId person { id } predecessors { id } } } }`,
  );
  if (data === undefined) throw new Error(JSON.stringify(errors));
  return data.rota;
}
const nurses = ({ stretches }: Seen['rota']) =>
  stretches
    .filter(({ role }) => role === 'LAB_NURSE')
    .map(({ posts }) => posts.map(({ person }) => person.id).join('+'));

test('a nurse falls ill: the coordinator puts another in, who confirms, and the rota shows it all', async () => {
  await api.database.pool.query(`INSERT INTO person_role VALUES ('ps_lab_technician', 'LAB_NURSE', 'st_hub')`);
  const words = `role: LAB_NURSE, personId: "ps_lab_technician", insteadOfId: "ps_lab_nurse", from: "${hour(-0.5)}", to: "${hour(8)}", reason: "ill"`;
  expect(await change('ps_coordinator', words, 'rota-test-ill')).toEqual({ outcome: 'APPLIED' });
  expect(await change('ps_coordinator', words, 'rota-test-ill')).toEqual({ outcome: 'DUPLICATE' });
  expect(nurses(await seen())).toEqual(['ps_lab_nurse', 'ps_lab_technician', 'ps_lab_nurse']);

  const [owed] = (await seen()).handOvers;
  expect(owed).toMatchObject({ person: { id: 'ps_lab_technician' }, predecessors: [{ id: 'ps_lab_nurse' }] });
  expect(await takeOver('ps_lab_nurse', owed?.dutyId ?? '')).toEqual({ code: 'NOT_ALLOWED' });
  expect(await takeOver('ps_lab_technician', owed?.dutyId ?? '')).toEqual({ outcome: 'APPLIED' });
  expect(await takeOver('ps_lab_technician', owed?.dutyId ?? '')).toEqual({ outcome: 'DUPLICATE' });
  expect((await seen()).handOvers).toEqual([]);
  expect((await seen()).substitutions).toMatchObject([{ reason: 'ill', takenAt: expect.any(String) }]);

  const { rows } = await api.database.pool.query(
    `SELECT actor_id, actor_role, action FROM audit WHERE subject_kind = 'ROTA' ORDER BY id`,
  );
  expect(rows).toEqual([
    { actor_id: 'ps_coordinator', actor_role: 'COORDINATOR', action: 'ROTA_SUBSTITUTED' },
    { actor_id: 'ps_lab_technician', actor_role: 'LAB_NURSE', action: 'ROTA_HANDED_OVER' },
  ]);
});

test('a hole is shown until somebody fills it', async () => {
  await api.database.pool.query(`UPDATE rota_shift SET to_at = '${hour(20)}' WHERE id = 'sh_st_hub_WARD_LEAD'`);
  expect((await seen()).holes).toEqual([{ role: 'WARD_LEAD' }]);
  const words = `role: WARD_LEAD, personId: "ps_ward_lead", from: "${hour(20)}", to: "${hour(72)}", reason: "stays on"`;
  expect(await change('ps_director', words)).toEqual({ outcome: 'APPLIED' });
  expect((await seen()).holes).toEqual([]);
});

test('what cannot be is refused with a code', async () => {
  const words = (person: string, more: string) => `role: LAB_NURSE, personId: "${person}", reason: "x", ${more}`;
  const ahead = `from: "${hour(1)}", to: "${hour(2)}"`;
  expect(await change('ps_family1', words('ps_lab_nurse', ahead))).toEqual({ code: 'NOT_ALLOWED' });
  expect(await change('ps_coordinator', words('ps_family1', ahead))).toEqual({ code: 'BAD_INPUT' });
  const back = `from: "${hour(2)}", to: "${hour(1)}"`;
  expect(await change('ps_coordinator', words('ps_lab_nurse', back))).toEqual({ code: 'BAD_INPUT' });
  const over = `from: "${hour(-3)}", to: "${hour(-2)}"`;
  expect(await change('ps_coordinator', words('ps_lab_nurse', over))).toEqual({ code: 'BAD_INPUT' });
  expect(await takeOver('ps_lab_nurse', 'sh_none')).toEqual({ code: 'NOT_FOUND' });
});
