import { askForMissingPack } from '../../graphql/resources';
import type { Api } from './anApi';
import { anApi, makeSay, until } from './anApi';

let api: Api;
beforeAll(async () => {
  api = await anApi({ engine: true });
});
afterAll(() => api.stop());

const say = makeSay(() => api, 'resource');
const opened = async (patient: string): Promise<string> => {
  const now = new Date().toISOString();
  const told = await say(
    'ps_family1',
    'openEpisode',
    `patientId: "${patient}", helpChannel: FAMILY_DOCTOR, helpSought: { at: "${now}" }, complaints: []`,
  );
  return told.episodeId ?? '';
};
type Seen = {
  resources: { id: string; product: string | null; lot: string | null }[];
  wants: { kind: string }[];
  pages: { role: string; because: { reason: string } }[];
};
const look = async (id: string): Promise<Seen | undefined> =>
  (
    await api.ask<{ episode: Seen | null }>(
      'ps_coordinator',
      `{ episode(id: "${id}") { resources { id product lot } wants { kind } pages { role because { reason } } } }`,
    )
  ).data?.episode ?? undefined;
const NOTHING: Seen = { resources: [], wants: [], pages: [] };
const shows = (id: string, good: (seen: Seen) => boolean): Promise<Seen> =>
  until(async () => (await look(id)) ?? NOTHING, good);
const holderOf = async (id: string): Promise<string | null> =>
  (await api.database.pool.query<{ holder_id: string | null }>('SELECT holder_id FROM resource WHERE id = $1', [id]))
    .rows[0]?.holder_id ?? null;
const BED = 'rs_hub_ccu_bed_ccu-1';
const bedFor = (episode: string, more = '') => `resourceId: "${BED}", episodeId: "${episode}"${more}`;

test('two people give the last bed at once: one patient gets it, the other person is told to look again', async () => {
  const [one, two] = [await opened('pt_demo_a'), await opened('pt_demo_b')];
  const answers = await Promise.all([
    say('ps_ward', 'giveResource', bedFor(one)),
    say('ps_coordinator', 'giveResource', bedFor(two)),
  ]);
  expect(new Set(answers.map(({ outcome, code }) => outcome ?? code))).toEqual(new Set(['APPLIED', 'TAKEN']));
  const winner = answers[0]?.outcome === 'APPLIED' ? one : two;
  const loser = winner === one ? two : one;
  expect(await holderOf(BED)).toBe(winner);
  await shows(winner, ({ resources }) => resources.some(({ id }) => id === BED));
  const left = await until(
    () => look(loser),
    (seen) => seen !== undefined,
  );
  expect(left?.resources).toEqual([]);

  expect(await say('ps_ward', 'giveResource', bedFor(loser, `, insteadOfId: "${winner}"`))).toMatchObject({
    code: 'REASON_NEEDED',
  });
  const word = bedFor(loser, `, insteadOfId: "${winner}", reason: "shock"`);
  expect(await say('ps_ward', 'giveResource', word, 'resource-test-bump')).toMatchObject({ outcome: 'APPLIED' });
  expect(await say('ps_ward', 'giveResource', word, 'resource-test-bump')).toMatchObject({ outcome: 'DUPLICATE' });
  expect(await holderOf(BED)).toBe(loser);
  await shows(loser, ({ resources }) => resources.some(({ id }) => id === BED));
  const lost = await shows(winner, ({ wants }) => wants.length > 0);
  expect(lost.resources).toEqual([]);
  expect(lost.pages.map(({ because }) => because.reason)).toContain('BED_WANTED');

  const other = `resourceId: "rs_hub_ccu_bed_ccu-2", episodeId: "${loser}"`;
  expect(await say('ps_ward', 'giveResource', other)).toMatchObject({ code: 'TAKEN' });
});

test('an ambulance out of order is given to nobody, and who had it waits for another', async () => {
  const episode = await opened('pt_demo_c');
  const vehicle = 'resourceId: "rs_ems_ambulance_120-01"';
  const toThem = `${vehicle}, episodeId: "${episode}"`;
  expect(await say('ps_dispatcher', 'giveResource', toThem)).toMatchObject({ outcome: 'APPLIED' });
  expect(await say('ps_dispatcher', 'setResourceUse', `${vehicle}, outOfUse: " "`)).toMatchObject({
    code: 'REASON_NEEDED',
  });
  expect(await say('ps_dispatcher', 'setResourceUse', `${vehicle}, outOfUse: "engine"`)).toMatchObject({
    outcome: 'APPLIED',
  });
  await shows(episode, ({ wants }) => wants.some(({ kind }) => kind === 'AMBULANCE'));
  expect(await say('ps_dispatcher', 'giveResource', toThem)).toMatchObject({ code: 'OUT_OF_USE' });
  expect(await say('ps_dispatcher', 'setResourceUse', vehicle)).toMatchObject({ outcome: 'APPLIED' });
  expect(await say('ps_dispatcher', 'giveResource', toThem)).toMatchObject({ outcome: 'APPLIED' });
  expect(await say('ps_dispatcher', 'releaseResource', vehicle)).toMatchObject({ outcome: 'APPLIED' });
  expect(await say('ps_dispatcher', 'releaseResource', vehicle)).toMatchObject({ outcome: 'DUPLICATE' });
  await until(
    () => look(episode),
    (seen) => seen?.resources.length === 0,
  );
});

test('R11: an expired pack is never given; packs are stocked by product, lot and last day', async () => {
  const episode = await opened('pt_demo_d');
  const toThem = (id: string) => `resourceId: "${id}", episodeId: "${episode}"`;
  expect(await say('ps_referring', 'giveResource', toThem('rs_county_lytic_demo-b7-1'))).toMatchObject({
    code: 'OUT_OF_USE',
  });
  const stock = (product: string, day: string) =>
    `siteId: "st_county", product: "${product}", lot: "N1", expiresOn: "${day}", packs: 2`;
  expect(await say('ps_referring', 'stockLytic', stock('UNHEARD_OF', '2033-01-01'))).toMatchObject({
    code: 'BAD_INPUT',
  });
  expect(await say('ps_referring', 'stockLytic', stock('RHTNK_TPA_16_MG', '2033-02-30'))).toMatchObject({
    code: 'BAD_INPUT',
  });
  const good = stock('RHTNK_TPA_16_MG', '2033-01-31');
  expect(await say('ps_referring', 'stockLytic', good, 'resource-test-stock')).toMatchObject({ outcome: 'APPLIED' });
  expect(await say('ps_referring', 'stockLytic', good, 'resource-test-stock')).toMatchObject({ outcome: 'DUPLICATE' });
  expect(await say('ps_referring', 'giveResource', toThem('rs_resource-test-stock_2'))).toMatchObject({
    outcome: 'APPLIED',
  });
  const seen = await shows(episode, ({ resources }) => resources.length === 1);
  expect(seen.resources).toMatchObject([{ product: 'RHTNK_TPA_16_MG', lot: 'N1' }]);

  const time = `time: { at: "${new Date().toISOString()}" }`;
  await say('ps_referring', 'recordMilestone', `episodeId: "${episode}", code: LYSIS_START, ${time}`);
  await until(
    async () => (await say('ps_referring', 'releaseResource', 'resourceId: "rs_resource-test-stock_2"')).code,
    (code) => code === 'ALREADY_DONE',
  );
});

test('R8: whoever needs a vehicle is on the list of those who wait until it is no longer asked for', async () => {
  const episode = await opened('pt_demo_e');
  const kind = `episodeId: "${episode}", kind: TRANSFER_VEHICLE`;
  expect(await say('ps_family1', 'askResource', kind)).toMatchObject({ outcome: 'APPLIED' });
  const waiting = async () =>
    (
      await api.ask<{ waiting: { id: string }[] }>('ps_coordinator', '{ waiting { id wants { kind since } } }')
    ).data?.waiting.map(({ id }) => id) ?? [];
  await until(waiting, (ids) => ids.includes(episode));
  expect(await say('ps_family1', 'unaskResource', kind)).toMatchObject({ outcome: 'APPLIED' });
  await until(waiting, (ids) => !ids.includes(episode));
});

test('R11: where a place keeps packs and none can be given, the patient’s people hear it; where none are kept, nobody does', async () => {
  const episode = await opened('pt_demo_f');
  const by = { kind: 'HUMAN', id: 'ps_cardiologist', role: 'ON_CALL_CARDIOLOGIST' } as const;
  const check = (siteId: string, clientId: string) =>
    askForMissingPack(api.services, { episodeId: episode, siteId }, { by, clientId });
  await check('st_cc1', 'stock-check-1');
  await check('st_hub', 'stock-check-2');
  await api.database.pool.query(`UPDATE resource SET expires_on = '2020-01-01' WHERE kind = 'LYTIC'`);
  await check('st_hub', 'stock-check-3');
  const seen = await shows(episode, ({ wants }) => wants.length > 0);
  expect(seen.wants).toEqual([{ kind: 'LYTIC' }]);
  expect(seen.pages.filter(({ because }) => because.reason === 'LYTIC_MISSING').map(({ role }) => role)).toEqual(
    expect.arrayContaining(['ON_CALL_CARDIOLOGIST', 'EMS_DISPATCHER']),
  );
});

test('a vehicle is where it was last seen: an older fix changes nothing, and each age is its own', async () => {
  const at = (minAgo: number) => new Date(Date.now() - minAgo * 60_000).toISOString();
  const place = (latitude: number, minAgo: number, more = '') =>
    `resourceId: "rs_ems_ambulance_120-02", at: "${at(minAgo)}", latitude: ${latitude}, longitude: 113.2${more}`;
  const eta = new Date(Date.now() + 600_000).toISOString();
  expect(await say('ps_crew', 'reportPosition', place(40.1, 5, `, etaAt: "${eta}"`))).toMatchObject({
    outcome: 'APPLIED',
  });
  expect(await say('ps_crew', 'reportPosition', place(40.2, 2))).toMatchObject({ outcome: 'APPLIED' });
  expect(await say('ps_crew', 'reportPosition', place(39.9, 9))).toMatchObject({ outcome: 'NO_LONGER_APPLIES' });
  expect(await say('ps_crew', 'reportPosition', place(91, 1))).toMatchObject({ code: 'BAD_INPUT' });
  const { data } = await api.ask<{ resources: { id: string; fix: { latitude: number; etaAt: string } | null }[] }>(
    'ps_coordinator',
    '{ resources { id fix { at latitude etaAt etaSaidAt } } }',
  );
  const seen = data?.resources.find(({ id }) => id === 'rs_ems_ambulance_120-02')?.fix;
  expect(seen).toMatchObject({ latitude: 40.2, etaAt: eta });
});
