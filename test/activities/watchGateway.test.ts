import { createActivities } from '../../activities/index';
import { makeLog } from '../../activities/platform/log';
import { loadDemoRegion } from '../../prisma/demo/region';
import { instant } from '../../workflows/domain/time';
import { type Database, freshDatabase } from '../support/postgres';
import { type Hosted, type RealServer, realServer } from '../support/temporal';

const NOON = Date.parse('2026-11-22T04:00:00Z');
const SECOND = 1000;
let database: Database;
let server: RealServer;
let hosted: Hosted;
let now = NOON;

const made = () =>
  createActivities({
    pool: database.pool,
    client: server.client,
    rota: { phoneOf: () => '', onDuty: () => [[{ personId: 'ps_anybody', phone: '000-0' }]] },
    channels: { desk: async () => undefined, adapters: {} },
    log: makeLog('engine', { write: () => undefined }),
    now: () => now,
  });

beforeAll(async () => {
  database = await freshDatabase();
  await loadDemoRegion(database.pool);
  server = await realServer();
  const { flush, sendPages } = made();
  hosted = await server.host({
    episodes: { workflows: true },
    paging: { activities: { sendPages } },
    records: { activities: { flush } },
  });
});
afterAll(async () => {
  await hosted.stop();
  await server.stop();
  await database.drop();
});

const heardAt = (seconds: number) =>
  database.pool.query(
    `INSERT INTO gateway_heartbeat (id, beat_at, started_at) VALUES ('1', $1, $1)
     ON CONFLICT (id) DO UPDATE SET beat_at = excluded.beat_at`,
    [new Date(NOON + seconds * SECOND)],
  );
const look = (engineStartedAt: number, at: number) => {
  now = NOON + engineStartedAt * SECOND;
  return made().watchGateway({ at: instant(NOON + at * SECOND) });
};
const open = async () =>
  (
    await database.pool.query<{ id: string; code: string }>(
      "SELECT id, code FROM incident WHERE code = 'PLATFORM_FAULT'",
    )
  ).rows;
async function raised(count: number) {
  for (let waited = 0; waited < 10_000; waited += 50) {
    if ((await open()).length === count) return open();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`there are ${(await open()).length} incidents`);
}

test('where no gateway ever ran none is missed', async () => {
  await look(0, 3600);
  expect(await open()).toEqual([]);
});

test('gateways that were heard a minute ago are there; an engine that has just started gives them a minute', async () => {
  await heardAt(0);
  await look(-60, 60);
  await look(7200, 7210);
  expect(await open()).toEqual([]);
});

test('6.5#9: nobody heard the devices for more than a minute: one incident, however often one looks', async () => {
  await look(-60, 61);
  await raised(1);
  await look(-60, 121);
  await heardAt(600);
  await look(-60, 700);
  expect(await raised(2)).toHaveLength(2);
});

describe('6.4 alarms told as a list', () => {
  const monday = (hours: number) => instant(Date.parse('2026-11-22T16:00:00Z') + hours * 3600 * SECOND);
  const lookAt = (hours: number) => made().watchAlarms({ at: monday(hours) });
  const alarm = (id: string, patientId: string, hours: number, priority = 'LOW') =>
    database.pool.query(
      `INSERT INTO incident (id, patient_id, device_id, site_id, code, priority, status, onset_at, raised_at, signals, late)
       VALUES ($1, $2, 'dv_x', 'st_hub', 'BP_ABNORMAL', $3, 'CLOSED', $4, $4, 1, false)`,
      [id, patientId, priority, new Date(monday(hours))],
    );
  const lists = async () =>
    (
      await database.pool.query<{ id: string; person: string | null; role: string; alarms: string[] | null }>(
        `SELECT s.id, p.role, p.person_id AS person,
                (SELECT array_agg(l.incident_id ORDER BY l.incident_id) FROM digest_line l WHERE l.digest_id = s.id) AS alarms
           FROM subject s JOIN page p ON p.subject_kind = 'DIGEST' AND p.subject_id = s.id
          WHERE s.kind = 'DIGEST' AND p.rung = 1 ORDER BY s.id`,
      )
    ).rows;
  async function sent(ids: readonly string[]) {
    for (let waited = 0; waited < 10_000; waited += 50) {
      const all = await lists();
      if (ids.every((id) => all.some((list) => list.id === id && list.person !== null))) return all;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`last seen: ${JSON.stringify(await lists())}`);
  }
  const day = Date.parse('2026-11-23T00:00:00Z') / 86_400_000;
  const patients: { id: string; doctor: string; site: string }[] = [];
  const listOf = ({ site, doctor }: { readonly site: string; readonly doctor: string }, n: number) =>
    `dg_low_${site}_${doctor}_${n}`;
  const one = (n: number) => patients[n] ?? { id: '', doctor: '', site: '' };

  beforeAll(async () => {
    const { rows } = await database.pool.query<(typeof patients)[number]>(
      `SELECT DISTINCT ON (contracted_doctor_id) id, contracted_doctor_id AS doctor, community_site_id AS site
         FROM patient WHERE contracted_doctor_id IS NOT NULL ORDER BY contracted_doctor_id, id LIMIT 2`,
    );
    patients.push(...rows);
  });

  test('6.4 the LOW alarms since the last list go to each contracted doctor by name, once that working day', async () => {
    await alarm('in_sat', one(0).id, -30);
    await alarm('in_night', one(0).id, 3);
    await alarm('in_other', one(1).id, 4);
    await alarm('in_medium', one(0).id, 4, 'MEDIUM');
    await alarm('in_after', one(0).id, 9.5);
    await lookAt(-12); // Sunday noon: nobody is asked on a day off
    await lookAt(8.9);
    expect(await lists()).toEqual([]);

    await lookAt(10);
    const [mine, theirs] = [listOf(one(0), day), listOf(one(1), day)];
    const all = (await sent([mine, theirs])).filter(({ id }) => id.startsWith('dg_low'));
    await lookAt(11);
    expect(all).toEqual([
      { id: mine, person: one(0).doctor, role: 'FAMILY_DOCTOR', alarms: ['in_night', 'in_sat'] },
      { id: theirs, person: one(1).doctor, role: 'FAMILY_DOCTOR', alarms: ['in_other'] },
    ]);
  });

  test('6.4 what came or was recorded after it is on the next day’s list, and an empty list is not sent', async () => {
    await alarm('in_late', one(0).id, 8.5); // recorded late
    await lookAt(12);
    await lookAt(34);
    const next = listOf(one(0), day + 1);
    const all = await sent([next]);
    expect(all.find(({ id }) => id === next)).toMatchObject({ alarms: ['in_after', 'in_late'] });
    expect(all.some(({ id }) => id === listOf(one(1), day + 1))).toBe(false);
  });

  test('6.4 a list whose look was cut short goes out at the next', async () => {
    await alarm('in_cut', one(1).id, 40);
    const cut = listOf(one(1), day + 2);
    await database.pool.query('INSERT INTO digest_line VALUES ($1, $2)', ['in_cut', cut]);
    await lookAt(58);
    expect((await sent([cut])).find(({ id }) => id === cut)).toMatchObject({ person: one(1).doctor });
  });

  test('6.4 a week whose loudest patients nobody looked through asks the desk’s lead; one that was does not', async () => {
    const week = `dg_week_st_hub_${day - 7}`;
    expect((await sent([week])).find(({ id }) => id === week)).toMatchObject({ role: 'DESK_LEAD' });

    await alarm('in_week', one(0).id, 60);
    await database.pool.query(
      `INSERT INTO alarm_review VALUES ('ar_1', $1, 'NOTHING', 'Electrodes were dry.', 'ps_desk_lead', $2)`,
      [one(0).id, new Date(monday(170))],
    );
    const alarms = await database.pool.query(
      `SELECT DISTINCT patient_id FROM incident WHERE patient_id IS NOT NULL AND raised_at >= $1 AND raised_at < $2`,
      [new Date(monday(0)), new Date(monday(168))],
    );
    expect(alarms.rowCount).toBeGreaterThan(0);
    await lookAt(178);
    expect((await lists()).some(({ id }) => id === `dg_week_st_hub_${day}`)).toBe(false);
  });
});
