import type { Api } from './anApi';
import { anApi, until } from './anApi';

let api: Api;
beforeAll(async () => {
  api = await anApi({ engine: true });
  // of the second community centre the agreement with the hub ended yesterday, by the calendar of the region
  const yesterday = new Date(Date.now() + 8 * 3_600_000 - 86_400_000).toISOString().slice(0, 10);
  await api.ask(
    'ps_coordinator',
    `mutation { endAgreement(clientId: "sender-test-end", referrerSiteId: "st_cc2", receivingSiteId: "st_hub", fromAt: "2024-01-01T00:00:00+08:00", lastDay: "${yesterday}") { ... on Told { id } } }`,
  );
});
afterAll(() => api.stop());

type Told = { episodeId?: string; code?: string };
let n = 0;
async function opens(patient: string, more: string, hoursAgo = 0): Promise<Told> {
  const at = new Date(Date.now() - hoursAgo * 3_600_000).toISOString();
  const { data, errors } = await api.ask<{ told: Told }>(
    'ps_ed',
    `mutation { told: openEpisode(clientId: "sender-test-${++n}", patientId: "${patient}", helpSought: { at: "${at}" }, complaints: [], ${more}) { ... on Told { episodeId } ... on Fault { code } } }`,
  );
  if (data === undefined) throw new Error(JSON.stringify(errors));
  return data.told;
}
type Seen = { arrivalClass: string | null; referringSite: { id: string } | null };
const classOf = async ({ episodeId }: Told): Promise<Seen> =>
  until(
    async () =>
      (
        await api.ask<{ episode: Seen | null }>(
          'ps_coordinator',
          `{ episode(id: "${episodeId}") { arrivalClass referringSite { id } } }`,
        )
      ).data?.episode ?? { arrivalClass: null, referringSite: null },
    ({ arrivalClass }) => arrivalClass !== null,
  );
const IN = 'helpChannel: TRANSFER_IN, atSiteId: "st_hub"';

describe('G2: whether a transfer is the network’s follows from the agreements of that day', () => {
  test('a sender with an agreement in force is of the network, and stands as the referring hospital', async () => {
    expect(await classOf(await opens('pt_demo_a', `${IN}, sentFromId: "st_county"`))).toEqual({
      arrivalClass: 'NETWORK_TRANSFER',
      referringSite: { id: 'st_county' },
    });
  });
  test('one whose agreement ended yesterday is not', async () => {
    const told = await opens('pt_demo_b', `${IN}, sentFromId: "st_cc2"`);
    expect((await classOf(told)).arrivalClass).toBe('NON_NETWORK_TRANSFER');
  });
  test('10.42: entered later, the day on which it was sent counts', async () => {
    const told = await opens('pt_demo_c', `${IN}, sentFromId: "st_cc2"`, 48);
    expect((await classOf(told)).arrivalClass).toBe('NETWORK_TRANSFER');
  });
  test('a sender nobody has on a register has no agreement', async () => {
    const told = await opens('pt_demo_d', IN);
    expect(await classOf(told)).toEqual({ arrivalClass: 'NON_NETWORK_TRANSFER', referringSite: null });
  });
  test('an ambulance station sends nobody, and who has the patient still is no receiver', async () => {
    expect(await opens('pt_demo_e', `${IN}, sentFromId: "st_ems"`)).toEqual({ code: 'BAD_INPUT' });
    const still = 'helpChannel: TRANSFER_IN, atSiteId: "st_county", sentFromId: "st_cc1"';
    expect(await opens('pt_demo_e', still)).toEqual({ code: 'BAD_INPUT' });
  });
});
