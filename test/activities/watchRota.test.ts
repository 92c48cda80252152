import { makeLog } from '../../activities/platform/log';
import { createActivities } from '../../activities/index';
import { loadDemoRegion } from '../../prisma/demo/region';
import { instant } from '../../workflows/domain/time';
import { type Database, freshDatabase } from '../support/postgres';
import { type Hosted, type RealServer, realServer } from '../support/temporal';

let database: Database;
let server: RealServer;
let hosted: Hosted;
const NOW = Date.now();
const hour = (n: number) => new Date(NOW + n * 3_600_000).toISOString();

beforeAll(async () => {
  database = await freshDatabase();
  await loadDemoRegion(database.pool);
  server = await realServer();
  const { flush, sendPages, watchRota } = createActivities({
    pool: database.pool,
    client: server.client,
    rota: { phoneOf: () => '', onDuty: () => [[{ personId: 'ps_anybody', phone: '000-0' }]] },
    channels: { desk: async () => undefined, adapters: {} },
    log: makeLog('engine', { write: () => undefined }),
    now: () => Date.now(),
  });
  hosted = await server.host({
    episodes: { workflows: true },
    paging: { activities: { sendPages } },
    records: { activities: { flush } },
    system: { workflows: true, activities: { watchRota } },
  });
});
afterAll(async () => {
  await hosted.stop();
  await server.stop();
  await database.drop();
});

const look = (n: number) =>
  server.client.workflow.execute('rotaWatch', { taskQueue: 'system', workflowId: `look-${n}`, args: [] });
const known = async () =>
  (
    await database.pool.query<{ closed: boolean; role: string; to_at: string }>(
      `SELECT closed, state->>'role' AS role FROM subject WHERE kind = 'ROTA_HOLE' ORDER BY id`,
    )
  ).rows;
async function until(good: (rows: Awaited<ReturnType<typeof known>>) => boolean) {
  for (let waited = 0; waited < 10_000; waited += 50) {
    const rows = await known();
    if (good(rows)) return rows;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`last seen: ${JSON.stringify(await known())}`);
}

test('a full rota raises nothing', async () => {
  await look(1);
  expect(await known()).toEqual([]);
});

test('a hole of tomorrow morning is one incident, however often one looks, and asks the ward’s lead', async () => {
  await database.pool.query(`UPDATE rota_shift SET to_at = '${hour(12)}' WHERE id = 'sh_st_hub_WARD_DOCTOR'`);
  await look(2);
  await until((rows) => rows.length === 1);
  await look(3);
  expect(await known()).toEqual([{ closed: false, role: 'WARD_DOCTOR' }]);
  const { rows } = await database.pool.query(
    `SELECT role, site_id, because->>'reason' AS reason FROM page WHERE subject_kind = 'ROTA_HOLE'`,
  );
  expect(rows).toEqual([{ role: 'WARD_LEAD', site_id: 'st_hub', reason: 'ROTA_HOLE' }]);
});

test('a hole of next week is not raised yet', async () => {
  await database.pool.query(`UPDATE rota_shift SET to_at = '${hour(72)}' WHERE id = 'sh_st_hub_ED_DOCTOR'`);
  await look(4);
  expect(await known()).toHaveLength(1);
});

test('filled by a person it closes by itself, and a new hole of the role is a new incident', async () => {
  await database.pool.query(`INSERT INTO rota_substitution VALUES ('su_1', 'WARD_DOCTOR', 'st_hub', 'ps_ward', NULL,
    '${hour(12)}', '${hour(20)}', 'stays on', 'ps_ward_lead', '${hour(0)}')`);
  await database.pool.query(`UPDATE rota_substitution SET to_at = '2034-01-01' WHERE id = 'su_1'`);
  await look(5);
  expect(await until((rows) => rows.every(({ closed }) => closed))).toEqual([{ closed: true, role: 'WARD_DOCTOR' }]);

  await database.pool.query(`UPDATE rota_substitution SET to_at = '${hour(20)}' WHERE id = 'su_1'`);
  await look(6);
  expect(await until((rows) => rows.length === 2)).toContainEqual({ closed: false, role: 'WARD_DOCTOR' });
});

test('the look is the same for every attempt: tried again it raises nothing twice', async () => {
  await database.pool.query('DELETE FROM rota_substitution');
  await database.pool.query(`DELETE FROM rota_shift WHERE id = 'sh_st_hub_IT_DUTY'`);
  const { watchRota } = createActivities({
    pool: database.pool,
    client: server.client,
    rota: { phoneOf: () => '', onDuty: () => [] },
    channels: { desk: async () => undefined, adapters: {} },
    log: makeLog('engine', { write: () => undefined }),
    now: () => Date.now(),
  });
  const at = instant(Date.now());
  await Promise.all([watchRota({ at }), watchRota({ at })]);
  const rows = await until((all) => all.some(({ role }) => role === 'IT_DUTY'));
  expect(rows.filter(({ role }) => role === 'IT_DUTY')).toHaveLength(1);
});
