import type { Api } from './anApi';
import { anApi, until } from './anApi';

let api: Api;
beforeAll(async () => {
  api = await anApi({ engine: true });
  // the demo's own past and roads belong to the demo, not to this test
  await api.database.pool.query('DELETE FROM drive_time');
  await api.database.pool.query(`UPDATE milestone SET at = at - interval '10 years'`);
});
afterAll(() => api.stop());

type Case = { readonly daysAgo: number; readonly tookMin: number; readonly more?: string };
let n = 0;
/** One arrival at the hub; `more` changes the row of its episode. */
async function arrived({ daysAgo, tookMin, more }: Case): Promise<string> {
  const id = `ep_arrival${++n}`;
  await api.database.pool.query(
    `INSERT INTO episode (id, region, patient_id, phase, opened_at, community_site_id, receiving_site_id, help_channel,
       drill, pathway_edition, nobody_answered, open_incidents, facts, finding, strategy)
     VALUES ($1, 'demo', 'pt_demo_a', 'FOLLOW_UP', now(), 'st_cc1', 'st_hub', 'CALL_120', false, 'test', false, 0, '{}',
       'STEMI', 'PPCI_BY_TRANSFER')`,
    [id],
  );
  await api.database.pool.query(
    `INSERT INTO milestone (episode_id, n, code, at, precision, source, recorded_by, received_at)
     SELECT $1, n, code, now() - make_interval(days => $2) + make_interval(mins => mins), 'MINUTE', 'HUMAN', 'ps_ed', now()
       FROM (VALUES (1, 'DOOR'::milestone_code, 0), (2, 'WIRE', $3)) AS told (n, code, mins)`,
    [id, daysAgo, tookMin],
  );
  if (more !== undefined) await api.database.pool.query(`UPDATE episode SET ${more} WHERE id = $1`, [id]);
  return id;
}

type Figure = { site: { id: string }; cases: number; p75Min: number };
const figures = async (): Promise<readonly Figure[] | undefined> =>
  (
    await api.ask<{ arrivalsToWire: Figure[] }>(
      'ps_coordinator',
      '{ arrivalsToWire { site { id } cases p75Min shortestMin longestMin } }',
    )
  ).data?.arrivalsToWire;

type Forecast = { arrivalToWireMin: number | null; cases: number | null; driveMin: number | null } | null;
type Told = { id?: string; episodeId?: string; outcome?: string; code?: string };
async function say(mutation: string): Promise<Told> {
  const { data, errors } = await api.ask<Record<string, Told>>(
    'ps_family1',
    `mutation { told: ${mutation} { ... on Told { id episodeId outcome } ... on Fault { code } } }`,
  );
  if (data?.['told'] === undefined) throw new Error(JSON.stringify(errors));
  return data['told'];
}
const forecastOf = async (id: string): Promise<Forecast | undefined> =>
  (
    await api.ask<{ episode: { forecast: Forecast } | null }>(
      'ps_coordinator',
      `{ episode(id: "${id}") { forecast { arrivalToWireMin cases driveMin } } }`,
    )
  ).data?.episode?.forecast;
const opened = async (patient: string): Promise<string> => {
  const sought = `{ at: "${new Date().toISOString()}" }`;
  const told = await say(
    `openEpisode(clientId: "open-${patient}", patientId: "${patient}", helpChannel: FAMILY_DOCTOR, helpSought: ${sought}, complaints: [])`,
  );
  return told.episodeId ?? '';
};

test('a hospital without a case in 90 days has no figure, and its forecast is unknown', async () => {
  expect(await figures()).toEqual([]);
  const id = await opened('pt_demo_b');
  await until(
    () => forecastOf(id),
    (forecast) => forecast === null,
  );
});

test('the 75th percentile counts primary PCI of the last 90 days, and says of how many', async () => {
  for (const tookMin of [40, 50, 60, 80]) await arrived({ daysAgo: 10, tookMin });
  await arrived({ daysAgo: 95, tookMin: 500 });
  await arrived({ daysAgo: 10, tookMin: -30 });
  await arrived({ daysAgo: 10, tookMin: 1500 });
  await arrived({ daysAgo: 10, tookMin: 500, more: 'drill = true' });
  await arrived({ daysAgo: 10, tookMin: 500, more: `help_channel = 'WARD'` });
  await arrived({ daysAgo: 10, tookMin: 500, more: `finding = 'NSTE_ACS'` });
  await arrived({ daysAgo: 10, tookMin: 500, more: `strategy = 'LYSIS'` });
  expect(await figures()).toEqual([{ site: { id: 'st_hub' }, cases: 4, p75Min: 65, shortestMin: 40, longestMin: 80 }]);
});

test('a corrected door counts as corrected', async () => {
  const id = await arrived({ daysAgo: 20, tookMin: 300 });
  await api.database.pool.query(
    `INSERT INTO milestone (episode_id, n, code, at, precision, source, recorded_by, received_at, corrects)
     SELECT episode_id, 3, code, at + interval '255 minutes', precision, source, recorded_by, received_at, n
       FROM milestone WHERE episode_id = $1 AND code = 'DOOR'`,
    [id],
  );
  expect(await figures()).toMatchObject([{ cases: 5, longestMin: 80 }]);
});

test('an episode begins with its hospital’s figure; who forecasts the road keeps it, who knows better says so', async () => {
  const id = await opened('pt_demo_c');
  const network = { arrivalToWireMin: 60, cases: 5 };
  await until(
    () => forecastOf(id),
    (forecast) => forecast?.cases === 5,
  );
  expect(await forecastOf(id)).toEqual({ ...network, driveMin: null });
  await arrived({ daysAgo: 1, tookMin: 60 });
  await say(`makeForecast(clientId: "forecast-1", episodeId: "${id}", localMin: 10, driveMin: 25)`);
  expect(
    await until(
      () => forecastOf(id),
      (forecast) => forecast?.driveMin === 25,
    ),
  ).toEqual({ arrivalToWireMin: 60, cases: 6, driveMin: 25 });
  await say(
    `makeForecast(clientId: "forecast-2", episodeId: "${id}", localMin: 10, driveMin: 20, arrivalToWireMin: 45)`,
  );
  expect(
    await until(
      () => forecastOf(id),
      (forecast) => forecast?.driveMin === 20,
    ),
  ).toEqual({ arrivalToWireMin: 45, cases: null, driveMin: 20 });
});

type Choice = { site: { id: string }; cases: number; labs: number; labsFree: number; waiting: number };
const choices = async (id: string): Promise<readonly Choice[] | undefined> =>
  (
    await api.ask<{ episode: { hospitalsByTime: Choice[] } | null }>(
      'ps_coordinator',
      `{ episode(id: "${id}") { hospitalsByTime { site { id } cases labs labsFree waiting } } }`,
    )
  ).data?.episode?.hospitalsByTime;

test('R6: the hospitals stand by their own times; with both labs held and somebody waiting the next one comes first', async () => {
  const id = await opened('pt_demo_d');
  await until(
    () => choices(id),
    (all) => all !== undefined,
  );
  expect(await choices(id)).toEqual([
    { site: { id: 'st_hub' }, cases: 6, labs: 2, labsFree: 2, waiting: 0 },
    { site: { id: 'st_neighbour' }, cases: 0, labs: 1, labsFree: 1, waiting: 0 },
  ]);
  await api.database.pool.query(
    `INSERT INTO lab_state (id, site_id, status, holder_id, held_at, waiters)
     VALUES ('lab_1', 'st_hub', 'HELD', 'ep_x', now(), '{ep_y}'), ('lab_2', 'st_hub', 'HELD', 'ep_z', now(), '{}')
     ON CONFLICT (id) DO UPDATE SET (status, holder_id, held_at, waiters) = ROW(excluded.status, excluded.holder_id, excluded.held_at, excluded.waiters)`,
  );
  const forecastNow = async () =>
    (
      await api.ask<{ episode: { forecast: object } }>(
        'ps_coordinator',
        `{ episode(id: "${id}") { forecast { labBusy labFreeAt labWaitMin } } }`,
      )
    ).data?.episode.forecast;
  expect(await forecastNow()).toEqual({ labBusy: true, labFreeAt: null, labWaitMin: null });
  expect(await choices(id)).toEqual([
    { site: { id: 'st_neighbour' }, cases: 0, labs: 1, labsFree: 1, waiting: 0 },
    { site: { id: 'st_hub' }, cases: 6, labs: 2, labsFree: 0, waiting: 1 },
  ]);
});

type Drive = { site: { id: string }; drive: { minutes: number; knownOn: string; source: string } | null };
test('R6: a drive time entered with day and source stands beside the hospital, and in the forecasts made from then on', async () => {
  const set = (clientId: string, minutes: number, to = 'st_hub') =>
    api.ask<{ setDriveTime: { outcome?: string; code?: string } }>(
      'ps_coordinator',
      `mutation { setDriveTime(clientId: "${clientId}", fromSiteId: "st_county", toSiteId: "${to}", minutes: ${minutes},
         knownOn: "2026-11-01", source: "driven at noon") { ... on Told { outcome } ... on Fault { code } } }`,
    );
  expect((await set('drive-none-1', 0)).data?.setDriveTime).toEqual({ code: 'BAD_INPUT' });
  expect((await set('drive-where-1', 5, 'st_cc1')).data?.setDriveTime).toEqual({ code: 'BAD_INPUT' });
  expect((await set('drive-first-1', 55)).data?.setDriveTime).toEqual({ outcome: 'APPLIED' });
  expect((await set('drive-again-1', 48)).data?.setDriveTime).toEqual({ outcome: 'APPLIED' });
  expect((await set('drive-other-1', 70, 'st_neighbour')).data?.setDriveTime).toEqual({ outcome: 'APPLIED' });
  const id = await opened('pt_demo_a');
  await until(
    () => forecastOf(id),
    (forecast) => forecast?.driveMin === 48,
  );
  const { data } = await api.ask<{ episode: { hospitalsByTime: Drive[] } }>(
    'ps_coordinator',
    `{ episode(id: "${id}") { hospitalsByTime { site { id } drive { minutes knownOn source } } } }`,
  );
  expect(data?.episode.hospitalsByTime.find(({ site }) => site.id === 'st_hub')?.drive).toEqual({
    ...{ minutes: 48, knownOn: '2026-11-01', source: 'driven at noon' },
  });
  await say(`makeForecast(clientId: "forecast-3", episodeId: "${id}", localMin: 10)`);
  await say(`makeForecast(clientId: "forecast-4", episodeId: "${id}", localMin: 12, driveMin: 30)`);
  await until(
    () => forecastOf(id),
    (forecast) => forecast?.driveMin === 30,
  );
  await say(
    `chooseReceiver(clientId: "elsewhere-1", episodeId: "${id}", siteId: "st_neighbour", reason: "both labs are held")`,
  );
  await until(
    () => forecastOf(id),
    (forecast) => forecast?.driveMin === 70 && forecast.arrivalToWireMin === null,
  );
});
