import type { Api } from './anApi';
import { anApi } from './anApi';

type Told = { readonly outcome?: string; readonly code?: string };

let api: Api;
beforeAll(async () => {
  api = await anApi();
});
afterAll(() => api.stop());

let n = 0;
async function map(as: string, args: string): Promise<Told | undefined> {
  const mutation = `mutation { it: mapReader(clientId: "map-reader-${++n}", ${args}) { ... on Told { outcome } ... on Fault { code } } }`;
  const { data, errors } = await api.ask<{ it: Told }>(as, mutation);
  if (data === undefined) throw new Error(JSON.stringify(errors));
  return data.it;
}
type Shown = { readonly id: string; readonly arrives: string | null; readonly meanings: readonly object[] };
const QUERY = `{ readers { id place arrives leaves site { id } meanings { arrives leaves reason by { id } } }
  unmappedReaders { id sightings } }`;
const shown = async () =>
  (await api.ask<{ readers: readonly Shown[]; unmappedReaders: readonly object[] }>('ps_coordinator', QUERY)).data;
const reader = async (id: string) => (await shown())?.readers.find((one) => one.id === id);

test('what a gate means is changed by name and with a reason; the map keeps who said what before', async () => {
  expect(await reader('rd_hub_gate')).toMatchObject({ arrives: 'DOOR', leaves: null, meanings: [] });
  const word = 'readerId: "rd_hub_gate", arrives: ED_ROOM';
  expect(await map('ps_family1', `${word}, reason: "moved"`)).toEqual({ code: 'NOT_ALLOWED' });
  expect(await map('ps_coordinator', `${word}, reason: " "`)).toEqual({ code: 'REASON_NEEDED' });
  expect(await map('ps_coordinator', 'readerId: "rd_hub_gate", arrives: WIRE, reason: "x"')).toEqual({
    code: 'BAD_INPUT',
  });
  expect(await map('ps_coordinator', `${word}, reason: "moved indoors"`)).toEqual({ outcome: 'APPLIED' });
  expect(await map('ps_coordinator', `${word}, reason: "moved indoors"`)).toEqual({ outcome: 'DUPLICATE' });
  expect(await map('ps_coordinator', 'readerId: "rd_hub_gate", reason: "out of order"')).toEqual({
    outcome: 'APPLIED',
  });
  expect(await reader('rd_hub_gate')).toMatchObject({
    arrives: null,
    meanings: [
      { arrives: null, leaves: null, reason: 'out of order', by: { id: 'ps_coordinator' } },
      { arrives: 'ED_ROOM', leaves: null, reason: 'moved indoors', by: { id: 'ps_coordinator' } },
    ],
  });
  const { rows } = await api.database.pool.query<{ actor_id: string }>(
    "SELECT actor_id FROM audit WHERE action = 'READER_MAPPED'",
  );
  expect(rows).toEqual([{ actor_id: 'ps_coordinator' }, { actor_id: 'ps_coordinator' }]);
});

test('a beacon that saw wristbands and is on no map is listed until somebody says what it is', async () => {
  await api.database.pool.query(
    `INSERT INTO sighting (device_id, msg_id, n, tag_id, reader_id, event, at)
     VALUES ('dv_gate1', 'sighting-1', 0, 'dv_band1', 'rd_new', 'seen', now())`,
  );
  expect((await shown())?.unmappedReaders).toEqual([{ id: 'rd_new', sightings: 1 }]);
  expect(await map('ps_coordinator', 'readerId: "rd_new", arrives: CCU, reason: "installed"')).toEqual({
    code: 'NOT_FOUND',
  });
  const place = 'siteId: "st_hub", place: "CCU corridor"';
  expect(await map('ps_coordinator', `readerId: "rd_new", ${place}, arrives: CCU, reason: "installed"`)).toEqual({
    outcome: 'APPLIED',
  });
  expect((await shown())?.unmappedReaders).toEqual([]);
  expect(await reader('rd_new')).toMatchObject({ place: 'CCU corridor', arrives: 'CCU', site: { id: 'st_hub' } });
});
