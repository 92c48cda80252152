import type { Api } from './anApi';
import { anApi, makeSay, until } from './anApi';

let api: Api;
beforeAll(async () => {
  api = await anApi({ engine: true });
});
afterAll(() => api.stop());

/** The episode of the first test. */
let treated = '';
const say = makeSay(() => api, 'drugs');
type Seen = { drug: string; amount: number; unit: string; stands: boolean; recordedBy: { id: string } | null };
type Shown = {
  drugsGiven: Seen[];
  timeline: { code: string; entry: { at: string } | null }[];
  pack: { row: string; p2y12: { mg: number }[]; asks: string[] };
};
const shown = async (id: string): Promise<Shown | undefined> =>
  (
    await api.ask<{ episode: Shown | null }>(
      'ps_coordinator',
      `{ episode(id: "${id}") {
           drugsGiven { drug amount unit stands recordedBy { id } } timeline { code entry { at } } pack { row p2y12 { mg } asks } } }`,
    )
  ).data?.episode ?? undefined;

test('8.6 a dose stands with who gave it, its first one is the clinical time, and what is taken back stays to be read', async () => {
  const now = new Date().toISOString();
  const opening = `patientId: "pt_demo_a", helpChannel: FAMILY_DOCTOR, helpSought: { at: "${now}" }, complaints: []`;
  const id = (await say('ps_family1', 'openEpisode', opening)).episodeId ?? '';
  treated = id;
  const dose = (drug: string, amount: number, unit = 'MG') =>
    `episodeId: "${id}", drug: ${drug}, amount: ${amount}, unit: ${unit}, route: ORAL, given: { at: "${now}" }`;
  expect(await say('ps_ed', 'recordDrug', dose('ASPIRIN', 300, 'U'))).toMatchObject({ code: 'BAD_INPUT' });
  expect(await say('ps_reader', 'recordDrug', dose('ASPIRIN', 300))).toMatchObject({ code: 'NOT_ALLOWED' });
  expect(await say('ps_family1', 'recordDrug', dose('ASPIRIN', 300))).toMatchObject({ outcome: 'APPLIED' });
  expect(await say('ps_family1', 'recordDrug', dose('CLOPIDOGREL', 300))).toMatchObject({ outcome: 'APPLIED' });
  const wrong = `${dose('TICAGRELOR', 180)}, corrects: 2, reason: "the other box"`;
  expect(await say('ps_ed', 'recordDrug', wrong)).toMatchObject({ outcome: 'APPLIED' });
  expect(await say('ps_ed', 'withdrawDrug', `episodeId: "${id}", n: 1, reason: "other patient"`)).toMatchObject({
    outcome: 'APPLIED',
  });
  const seen = await until(
    () => shown(id),
    (episode) => episode?.drugsGiven.length === 4,
  );
  expect(seen?.drugsGiven).toEqual([
    { drug: 'ASPIRIN', amount: 300, unit: 'MG', stands: false, recordedBy: { id: 'ps_family1' } },
    { drug: 'CLOPIDOGREL', amount: 300, unit: 'MG', stands: false, recordedBy: { id: 'ps_family1' } },
    { drug: 'TICAGRELOR', amount: 180, unit: 'MG', stands: true, recordedBy: { id: 'ps_ed' } },
    { drug: 'ASPIRIN', amount: 300, unit: 'MG', stands: false, recordedBy: { id: 'ps_ed' } },
  ]);
  const timed = seen?.timeline.filter(({ entry }) => entry !== null).map(({ code }) => code);
  expect(timed).toContain('P2Y12');
  expect(timed).not.toContain('ASPIRIN');
});

test('10.34 ticagrelor on record and a strategy that turns to lysis: no second load, a senior is asked', async () => {
  await api.database.pool.query("UPDATE episode SET strategy = 'LYSIS' WHERE id = $1", [treated]);
  expect((await shown(treated))?.pack).toEqual({ row: '10.34', p2y12: [], asks: ['P2Y12_GIVEN_SENIOR_ASKED'] });
});
