import type { Database } from '../support/postgres';
import { freshDatabase } from '../support/postgres';
import { lengthsOfStay } from '../../graphql/lengthOfStay';

let database: Database;
beforeAll(async () => {
  database = await freshDatabase();
  await database.pool.query(`
    INSERT INTO site (id, region, name_zh, name_en, kind, phone, utc_offset_min, days_off, holidays)
    VALUES ('st_h', 'r1', '甲', 'A', 'PCI_HOSPITAL', '000', 480, '{0,6}', '{}');
    INSERT INTO patient (id, name, sex, community_site_id, synthetic) VALUES ('pt_1', 'Test', 'UNKNOWN', 'st_h', true)`);
});
afterAll(() => database.drop());

let n = 0;
type Kept = { region?: string; closed?: boolean; drill?: boolean; ready?: string };
/** One stay; times are the hospital's local ones, eight hours ahead of UTC. */
async function stay(
  department: string,
  admitted: string,
  discharged: string | null,
  { region = 'r1', closed = true, drill = false, ready }: Kept = {},
) {
  const id = `ep_${n++}`;
  const at = (local: string | null | undefined) => (local == null ? null : `${local}+08:00`);
  await database.pool.query(
    `INSERT INTO episode (id, region, patient_id, phase, opened_at, closed_at, community_site_id, help_channel, drill, pathway_edition,
       nobody_answered, open_incidents, facts)
     VALUES ($1, $2, 'pt_1', 'CLOSED', $3, $4, 'st_h', 'FAMILY_DOCTOR', $5, '2026-11', false, 0, '{}')`,
    [id, region, at(admitted), closed ? at(discharged) : null, drill],
  );
  await database.pool.query(
    'INSERT INTO stay (episode_id, site_id, department, admitted_at, ready_at, discharged_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [id, 'st_h', department, at(admitted), at(ready), at(discharged)],
  );
}

test('the average length of stay is the one a person works out by hand', async () => {
  // CCU 2025: 10 days and 6 days: 8. CCU 2026: 5 days, and the same day counted as 1: 3. So 5 days shorter.
  await stay('CCU', '2025-03-01T10:00', '2025-03-11T08:00', { ready: '2025-03-10T08:00' });
  await stay('CCU', '2025-06-01T23:30', '2025-06-07T00:10', { ready: '2025-06-06T12:10' });
  await stay('CCU', '2026-02-01T09:00', '2026-02-06T09:00');
  await stay('CCU', '2026-02-07T01:00', '2026-02-07T22:00', { ready: '2026-02-07T10:00' });
  // Over New Year, local time: still 31 December in UTC, and yet a discharge of 2026. 8 days.
  await stay('CARDIOLOGY', '2025-12-25T12:00', '2026-01-02T07:00');
  // None of these counts: still open, a drill, another region, not discharged.
  await stay('CCU', '2026-01-01T09:00', '2026-03-01T09:00', { closed: false });
  await stay('CCU', '2026-01-01T09:00', '2026-03-01T09:00', { drill: true });
  await stay('CCU', '2026-01-01T09:00', '2026-03-01T09:00', { region: 'r2' });
  await stay('CCU', '2026-01-01T09:00', null);

  expect(await lengthsOfStay(database.pool, 'r1')).toEqual([
    {
      department: 'CCU',
      year: 2025,
      discharges: 2,
      meanDays: 8,
      changeDays: null,
      readyKnown: 2,
      readyToLeftMeanDays: 0.75,
    },
    {
      department: 'CCU',
      year: 2026,
      discharges: 2,
      meanDays: 3,
      changeDays: -5,
      readyKnown: 1,
      readyToLeftMeanDays: 0.5,
    },
    {
      department: 'CARDIOLOGY',
      year: 2026,
      discharges: 1,
      meanDays: 8,
      changeDays: null,
      readyKnown: 0,
      readyToLeftMeanDays: null,
    },
    {
      department: null,
      year: 2025,
      discharges: 2,
      meanDays: 8,
      changeDays: null,
      readyKnown: 2,
      readyToLeftMeanDays: 0.75,
    },
    {
      department: null,
      year: 2026,
      discharges: 3,
      meanDays: expect.closeTo(14 / 3, 9),
      changeDays: expect.closeTo(14 / 3 - 8, 9),
      readyKnown: 1,
      readyToLeftMeanDays: 0.5,
    },
  ]);
});

test('10.24 G1: a discharge in the first minutes of a local year belongs to that year', async () => {
  await stay('ICU', '2023-12-30T12:00', '2024-01-01T00:05');
  await stay('ICU', '2023-12-30T12:00', '2023-12-31T23:55');
  const icu = (await lengthsOfStay(database.pool, 'r1')).filter(({ department }) => department === 'ICU');
  expect(icu.map(({ year, meanDays, changeDays }) => ({ year, meanDays, changeDays }))).toEqual([
    { year: 2023, meanDays: 1, changeDays: null },
    { year: 2024, meanDays: 2, changeDays: 1 },
  ]);
});

test('a ready time after the discharge is an error, not a negative wait', async () => {
  await stay('GENERAL_WARD', '2024-05-01T12:00', '2024-05-03T12:00', { ready: '2024-05-04T12:00' });
  const [ward] = (await lengthsOfStay(database.pool, 'r1')).filter(({ department }) => department === 'GENERAL_WARD');
  expect(ward).toMatchObject({ discharges: 1, meanDays: 2, readyKnown: 0, readyToLeftMeanDays: null });
});
