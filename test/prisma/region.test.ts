import { secretFits } from '../../activities/platform/deviceCredentials';
import { DEMO_DEVICES } from '../../prisma/demo/devices';
import { loadDemoRegion } from '../../prisma/demo/region';
import { readStoredClimbs } from '../../prisma/storedClimbs';
import { readNeeds, readRota } from '../../prisma/rota';
import { CHAINS, siteOf } from '../../workflows/domain/owners';
import { holes, postsAt } from '../../workflows/domain/rota';
import { replayLadders } from '../../workflows/domain/replayLadders';
import { instant } from '../../workflows/domain/time';
import { type Role, ROLES } from '../../workflows/domain/vocabulary';
import { type Database, freshDatabase } from '../support/postgres';

let db: Database;
beforeAll(async () => {
  db = await freshDatabase();
  await loadDemoRegion(db.pool);
});
afterAll(() => db.drop());

const all = async <T extends object>(sql: string): Promise<readonly T[]> => (await db.pool.query<T>(sql)).rows;
const NOW = Date.UTC(2026, 10, 22, 3);

test('the hospital with two labs, the county hospital, two communities, the ambulance and the neighbour are there', async () => {
  expect(await all('SELECT kind, count(*)::int AS n FROM site GROUP BY kind ORDER BY kind')).toEqual([
    { kind: 'COMMUNITY_CENTRE', n: 2 },
    { kind: 'NON_PCI_HOSPITAL', n: 1 },
    { kind: 'PCI_HOSPITAL', n: 2 },
    { kind: 'EMS_STATION', n: 1 },
  ]);
  expect(await all('SELECT id FROM cath_lab ORDER BY id')).toEqual([
    { id: 'lab_1' },
    { id: 'lab_2' },
    { id: 'lab_n1' },
  ]);
});

test('whoever a clock can ask is on duty, by day and by night, for years', async () => {
  const roles: readonly Role[] = [...new Set(Object.values(CHAINS).flat())];
  for (const community of ['st_cc1', 'st_cc2'])
    for (const referring of ['st_county', undefined]) {
      const places = { community, ems: 'st_ems', receiving: 'st_hub', ...(referring && { referring }) };
      for (const at of [NOW, NOW + 12 * 3_600_000, Date.UTC(2030, 5, 1)]) {
        const rota = await readRota(db.pool, at, at + 1);
        const missing = roles.filter(
          (role) => postsAt(rota, { role, siteId: siteOf(role, places) }, instant(at)).length === 0,
        );
        expect(missing).toEqual([]);
      }
    }
});

test('the rota of the demo has no hole in years, so that no demo begins with an alarm', async () => {
  const needs = await readNeeds(db.pool);
  expect(needs.length).toBeGreaterThan(30);
  const [from, to] = [instant(NOW), instant(Date.UTC(2030, 0, 1))];
  expect(holes(await readRota(db.pool, from, to), needs, from, to)).toEqual([]);
});

test('the past of the demo knows whom it paged, so that a manager can play its last quarter through other steps', async () => {
  const climbs = await readStoredClimbs(
    db.pool,
    { siteId: 'st_hub', from: Date.UTC(2026, 6, 1), to: Date.UTC(2026, 9, 1) },
    [],
  );
  const then = instant(Date.UTC(2026, 9, 1));
  const played = replayLadders(climbs, { thresholds: { READ_ECG_AFTER_3: 1, LAB_ACTIVATED_AFTER_5: 2 } }, then);
  expect(played.map(({ ladder }) => ladder).toSorted()).toEqual(['DISPATCH_AMBULANCE', 'LAB_ACTIVATED', 'READ_ECG']);
  for (const { ladder, was, would } of played)
    expect({ ladder, more: would.pages > was.pages }).toEqual({ ladder, more: ladder !== 'DISPATCH_AMBULANCE' });
  const sent = await all<{ n: number }>(
    `SELECT count(*)::int AS n FROM page WHERE asked_at >= '2026-07-01' AND asked_at < '2026-10-01'`,
  );
  expect(sent[0]?.n).toBe(played.reduce((sum, { was }) => sum + was.pages, 0));
});

test('every role of the system is somebody’s, so that the demo can be played by all of them', async () => {
  const held = await all<{ role: Role }>('SELECT DISTINCT role FROM person_role');
  expect(ROLES.filter((role) => !held.some((one) => one.role === role))).toEqual([]);
});

test('nobody in it can be mistaken for a real person, and no number can be dialled', async () => {
  expect(
    await all(`SELECT id FROM person WHERE NOT synthetic OR name NOT LIKE '测试%Test %' OR phone NOT LIKE '000-%'`),
  ).toEqual([]);
  expect(
    await all(`SELECT id FROM patient WHERE NOT synthetic OR name NOT LIKE '测试%Test %' OR phone NOT LIKE '000-%'`),
  ).toEqual([]);
});

test('each demo device signs in with its own secret and no other', async () => {
  const rows = await all<{ id: string; secret_hash: string }>('SELECT id, secret_hash FROM device ORDER BY id');
  expect(rows.map(({ id }) => id)).toEqual(DEMO_DEVICES.map(({ id }) => id).sort());
  for (const { id, secret } of DEMO_DEVICES)
    for (const row of rows) expect(secretFits(secret, row.secret_hash)).toBe(row.id === id);
});

test('the past is the same at every start: 400 closed stays, shorter from year to year', async () => {
  const figures = await all(`
    SELECT extract(year FROM discharged_at AT TIME ZONE 'UTC' + interval '480 minutes')::int AS year, count(*)::int AS n,
      round(avg(greatest(1, (discharged_at AT TIME ZONE 'UTC' + interval '480 minutes')::date
        - (admitted_at AT TIME ZONE 'UTC' + interval '480 minutes')::date)), 3)::text AS days
    FROM stay GROUP BY 1 ORDER BY 1`);
  expect(figures).toEqual([
    { year: 2024, n: 126, days: '9.786' },
    { year: 2025, n: 144, days: '8.535' },
    { year: 2026, n: 130, days: '7.554' },
  ]);
  expect(await all('SELECT 1 FROM episode WHERE closed_at IS NULL OR closed_at > now()')).toEqual([]);
  expect(await all('SELECT 1 FROM stay WHERE NOT (admitted_at < ready_at AND ready_at < discharged_at)')).toEqual([]);
});
