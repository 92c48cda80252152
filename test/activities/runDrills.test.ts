import { createActivities } from '../../activities/index';
import { makeLog } from '../../activities/platform/log';
import { startOnce } from '../../activities/platform/subjects';
import { loadDemoRegion } from '../../prisma/demo/region';
import { drillPlace, isTreating } from '../../prisma/drills';
import { localDay, startOfDay } from '../../workflows/domain/calendar';
import { DRILL, drillOpening } from '../../workflows/domain/drill';
import { episodeId } from '../../workflows/domain/ids';
import { DEFAULT_PATHWAY } from '../../workflows/domain/pathway';
import { instant, MINUTE_MS } from '../../workflows/domain/time';
import { LAB_ROLES } from '../../workflows/domain/vocabulary';
import { type Database, freshDatabase } from '../support/postgres';
import { type Hosted, type RealServer, realServer } from '../support/temporal';

let database: Database;
let server: RealServer;
let hosted: Hosted;
let runDrills: ReturnType<typeof createActivities>['runDrills'];

beforeAll(async () => {
  database = await freshDatabase();
  await loadDemoRegion(database.pool);
  server = await realServer();
  const activities = createActivities({
    pool: database.pool,
    client: server.client,
    rota: { phoneOf: () => '', onDuty: () => [[{ personId: 'ps_dispatcher', phone: '000-0' }]] },
    channels: { desk: async () => undefined, adapters: {} },
    log: makeLog('engine', { write: () => undefined }),
    now: () => Date.now(),
  });
  const { flush, sendPages } = activities;
  ({ runDrills } = activities);
  hosted = await server.host({
    episodes: { workflows: true },
    paging: { activities: { sendPages } },
    records: { activities: { flush } },
    system: { activities: { runDrills } },
  });
});
afterAll(async () => {
  await hosted.stop();
  await server.stop();
  await database.drop();
});

type Known = { id: string; drill: boolean; closed: boolean; reason: string | null; marked: boolean; role: string };
async function until(good: (rows: readonly Known[]) => boolean): Promise<readonly Known[]> {
  const read = async () =>
    (
      await database.pool.query<Known>(
        `SELECT e.id, e.drill, e.closed_at IS NOT NULL AS closed, e.close_reason AS reason,
                (p.because->>'drill')::boolean AS marked, p.role
           FROM episode e JOIN page p ON p.subject_id = e.id WHERE e.drill ORDER BY p.asked_at`,
      )
    ).rows;
  for (let waited = 0; waited < 20_000; waited += 50) {
    const rows = await read();
    if (good(rows)) return rows;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`last seen: ${JSON.stringify(await read())}`);
}

test('the drill of the day begins once at its minute, asks the ambulance marked as a drill, and ends by itself', async () => {
  const { calendar } = DEFAULT_PATHWAY;
  const now = instant(Date.now());
  const minuteOfDay = Math.floor((now - startOfDay(calendar, localDay(calendar, now))) / MINUTE_MS);
  const anHourOff = (minuteOfDay + 60) % 1440;
  const plan = (atMin: number) =>
    database.pool.query(
      `INSERT INTO drill_plan VALUES ('st_hub', $1, 'ps_coordinator', now()) ON CONFLICT (site_id) DO UPDATE SET at_min = $1`,
      [atMin],
    );
  await plan(anHourOff);
  await runDrills({ at: now });
  expect((await database.pool.query('SELECT 1 FROM subject')).rowCount).toBe(0);

  await plan(minuteOfDay);
  await Promise.all([runDrills({ at: now }), runDrills({ at: now })]);
  const begun = await until((rows) => rows.length > 0);
  expect(begun).toMatchObject([{ drill: true, closed: false, marked: true, role: 'EMS_DISPATCHER' }]);

  await database.pool.query(`UPDATE episode SET opened_at = opened_at - interval '11 minutes' WHERE drill`);
  await runDrills({ at: instant(Date.now()) });
  const over = await until((rows) => rows.some(({ closed }) => closed));
  expect(over[0]).toMatchObject({ reason: 'DRILL_OVER' });
  await runDrills({ at: now });
  expect((await database.pool.query('SELECT 1 FROM episode WHERE drill')).rowCount).toBe(1);
});

const DRILL_LAB = `SELECT p.role FROM page p JOIN episode e ON e.id = p.subject_id
  WHERE e.drill AND e.closed_at IS NULL AND p.because ->> 'reason' = 'LAB_ACTIVATED' AND p.because ->> 'drill' = 'true'`;
/** A drill of the hub begun by hand. */
async function begun(id: string): Promise<void> {
  const now = instant(Date.now());
  const place = await drillPlace(database.pool, 'st_hub', now);
  if (place === undefined) throw new Error('no place');
  await startOnce(server.client, 'EPISODE', { open: drillOpening(episodeId(id), place, DRILL, now) });
  await until((rows) => rows.some((row) => row.id === id));
}
const treats = (phase: string, closed: boolean) =>
  database.pool.query(
    `UPDATE episode SET phase = $1, closed_at = CASE WHEN $2 THEN now() END
      WHERE id = (SELECT min(id) FROM episode WHERE NOT drill AND receiving_site_id = 'st_hub')`,
    [phase, closed],
  );

test('a drill that nobody reads asks the team of the lab after five minutes, and no lab hears of it', async () => {
  await begun('ep_drill_lab');
  await runDrills({ at: instant(Date.now()) });
  expect((await database.pool.query(DRILL_LAB)).rows).toEqual([]);
  await database.pool.query(
    `UPDATE episode SET opened_at = opened_at - interval '6 minutes' WHERE id = 'ep_drill_lab'`,
  );
  await runDrills({ at: instant(Date.now()) });
  for (let waited = 0; (await database.pool.query(DRILL_LAB)).rowCount === 0 && waited < 20_000; waited += 50)
    await new Promise((resolve) => setTimeout(resolve, 50));
  const asked = (await database.pool.query<{ role: string }>(DRILL_LAB)).rows;
  expect(new Set(asked.map(({ role }) => role))).toEqual(new Set(LAB_ROLES));
  expect((await database.pool.query(`SELECT 1 FROM subject WHERE kind = 'LAB'`)).rowCount).toBe(0);
});

test('a patient on the way to reperfusion ends the drill of that hospital at the next look, and none begins beside', async () => {
  await treats('STRATEGY', false);
  await runDrills({ at: instant(Date.now()) });
  const over = await until((rows) => rows.some(({ id, closed }) => id === 'ep_drill_lab' && closed));
  expect(over.find(({ id }) => id === 'ep_drill_lab')).toMatchObject({ reason: 'DRILL_OVER' });
  expect(await isTreating(database.pool, 'st_hub')).toBe(true);
  expect(await isTreating(database.pool, 'st_county')).toBe(false);
  await treats('CLOSED', true);
  expect(await isTreating(database.pool, 'st_hub')).toBe(false);
});
