import type { Api } from './anApi';
import { anApi, makeSay, until } from './anApi';

let api: Api;
beforeAll(async () => {
  api = await anApi({ engine: true });
});
afterAll(() => api.stop());

const say = makeSay(() => api, 'reception');
async function opened(patient: string): Promise<string> {
  const now = new Date().toISOString();
  const args = `patientId: "${patient}", helpChannel: FAMILY_DOCTOR, helpSought: { at: "${now}" }, complaints: []`;
  return (await say('ps_family1', 'openEpisode', args)).episodeId ?? '';
}
type Seen = {
  receivingSite: { id: string };
  reception: { visitNumber: string | null; bracelet: string | null; by: { id: string } } | null;
  refused: { reason: string; by: { id: string } }[];
};
const NOTHING: Seen = { receivingSite: { id: '' }, reception: null, refused: [] };
const look = async (id: string): Promise<Seen> =>
  (
    await api.ask<{ episode: Seen | null }>(
      'ps_coordinator',
      `{ episode(id: "${id}") { receivingSite { id } reception { visitNumber bracelet by { id } } refused { reason by { id } } } }`,
    )
  ).data?.episode ?? NOTHING;
const shows = (id: string, good: (seen: Seen) => boolean) => until(() => look(id), good);

test('the receiver gives number and bracelet before the door, and nobody else speaks for it', async () => {
  const id = await opened('pt_demo_a');
  expect(await say('ps_family1', 'announcePatient', `episodeId: "${id}"`)).toMatchObject({
    episodeId: null,
    outcome: 'APPLIED',
  });
  await shows(id, ({ receivingSite }) => receivingSite.id === 'st_hub');
  expect(await say('ps_referring', 'acceptPatient', `episodeId: "${id}"`)).toMatchObject({ code: 'NOT_ALLOWED' });
  expect(await say('ps_neighbour_ed', 'refusePatient', `episodeId: "${id}", reason: "full"`)).toMatchObject({
    code: 'NOT_ALLOWED',
  });
  const story = `episodeId: "${id}", visitNumber: "a story about the patient"`;
  expect(await say('ps_ed', 'acceptPatient', story)).toMatchObject({ code: 'BAD_INPUT' });
  await say('ps_ed', 'acceptPatient', `episodeId: "${id}", visitNumber: "V-2026-17", bracelet: "B-0042"`);
  const seen = await shows(id, ({ reception }) => reception !== null);
  expect(seen.reception).toEqual({ visitNumber: 'V-2026-17', bracelet: 'B-0042', by: { id: 'ps_ed' } });
});

test('R9: who refuses says why by name, and the next hospital by agreement answers for itself', async () => {
  const id = await opened('pt_demo_e');
  await shows(id, ({ receivingSite }) => receivingSite.id === 'st_hub');
  await say('ps_ed', 'refusePatient', `episodeId: "${id}", reason: "both labs closed"`);
  const turned = await shows(id, ({ receivingSite }) => receivingSite.id === 'st_neighbour');
  expect(turned.refused).toEqual([{ reason: 'both labs closed', by: { id: 'ps_ed' } }]);
  expect(await say('ps_ed', 'acceptPatient', `episodeId: "${id}"`)).toMatchObject({ code: 'NOT_ALLOWED' });
  await say('ps_neighbour_ed', 'acceptPatient', `episodeId: "${id}"`);
  await shows(id, ({ reception }) => reception?.by.id === 'ps_neighbour_ed');
});

type Line = { referrer: { id: string }; receiving: { id: string }; hub: boolean; holds: boolean; fromAt: string };
const agreements = async (): Promise<readonly Line[]> =>
  (
    await api.ask<{ agreements: Line[] }>(
      'ps_coordinator',
      '{ agreements { referrer { id } receiving { id } hub holds fromAt } }',
    )
  ).data?.agreements ?? [];
const pair = 'referrerSiteId: "st_cc2", receivingSiteId:';

test('the hub of a sender is the first agreement in force; when it ends, the next one is the hub', async () => {
  const hub = async () => (await agreements()).filter((one) => one.referrer.id === 'st_cc2' && one.hub);
  expect(await hub()).toMatchObject([{ receiving: { id: 'st_hub' } }]);
  expect(
    await say('ps_coordinator', 'makeAgreement', `${pair} "st_hub", fromDay: "2026-01-01", rank: 1`),
  ).toMatchObject({
    code: 'ALREADY_OPEN',
  });
  expect(await say('ps_family1', 'makeAgreement', `${pair} "st_hub", fromDay: "2040-01-01", rank: 1`)).toMatchObject({
    code: 'NOT_ALLOWED',
  });
  const fromAt = (await hub())[0]?.fromAt;
  const ended = `${pair} "st_hub", fromAt: "${fromAt}", lastDay: "2025-12-31"`;
  expect(await say('ps_coordinator', 'endAgreement', ended)).toMatchObject({ outcome: 'APPLIED' });
  expect(await hub()).toMatchObject([{ receiving: { id: 'st_neighbour' } }]);
  const id = await opened('pt_demo_c');
  expect(await shows(id, ({ receivingSite }) => receivingSite.id !== '')).toMatchObject({
    receivingSite: { id: 'st_neighbour' },
  });
  const again = `${pair} "st_hub", fromDay: "2026-01-01", rank: 1`;
  expect(await say('ps_coordinator', 'makeAgreement', again)).toMatchObject({ outcome: 'APPLIED' });
  expect(await hub()).toMatchObject([{ receiving: { id: 'st_hub' } }]);
});
