import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderBlobs } from '../../activities/platform/blobs';
import { encodeCanonical } from '../../devices/formats/canonical';
import type { Api } from './anApi';
import { anApi, until } from './anApi';

let api: Api;
let token: string;
const original = Buffer.from('as the cart sent it');
const samples = encodeCanonical({ fs: 500, leads: [{ name: 'I', uv: Int16Array.from([0, 100, -100]) }], notes: [] });
let sums: { original: string; samples: string };

beforeAll(async () => {
  api = await anApi();
  const blobs = folderBlobs(join(api.folder, 'blobs'));
  sums = { original: await blobs.put(original), samples: await blobs.put(samples) };
  const insert = `INSERT INTO ecg (id, device_id, device_ecg_id, site_id, acquired_at, received_at, format, content_type, sha256, bytes,
      canonical_sha256, fs, leads, duration_ms, state, reasons, quality, flags, matched_by, suggested)
    VALUES ($1, 'dv_cart1', $1, 'st_cc1', now(), now(), 'WFDB', 'application/x-wfdb', $2, $3, $4, 500, '{I}', 6, 'DECODED', '{}', '{}', '{}', 'NONE', '{}')`;
  await api.database.pool.query(insert, ['ecg_1', sums.original, original.length, sums.samples]);
  await api.database.pool.query(insert, ['ecg_2', 'f'.repeat(64), original.length, null]);
  const answer = await fetch(`${api.url}/demo/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"personId":"ps_reader"}',
  });
  ({ token } = (await answer.json()) as { token: string });
});
afterAll(() => api.stop());

const get = (path: string, headers: Record<string, string> = { authorization: `Bearer ${token}` }) =>
  fetch(`${api.url}${path}`, { headers });

test('a reader gets the samples to draw, and the recording byte for byte with its sum', async () => {
  const drawn = await get('/ecg/ecg_1/samples');
  expect(Buffer.from(await drawn.arrayBuffer())).toEqual(samples);
  const kept = await get('/ecg/ecg_1/original');
  expect(Buffer.from(await kept.arrayBuffer())).toEqual(original);
  expect(kept.headers.get('x-content-sha256')).toBe(sums.original);
  expect(kept.headers.get('content-type')).toBe('application/x-wfdb');
  expect(kept.headers.get('content-disposition')).toContain('attachment');
});

test.each([
  '/ecg/ecg_none/samples',
  '/ecg/ecg_2/samples',
  '/ecg/ecg_2/original',
  '/ecg/..%2F..%2Fetc%2Fpasswd/original',
])('%s is not found', async (path) => {
  const answer = await get(path);
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([404, 'NOT_FOUND']);
});

test('a damaged original does not pass as the original', async () => {
  const path = join(api.folder, 'blobs', sums.original.slice(0, 2), sums.original.slice(2, 4), sums.original);
  writeFileSync(path, 'something else here');
  expect((await get('/ecg/ecg_1/original')).status).toBe(404);
});

test.each([
  ['no token', {}],
  ['a made-up token', { authorization: 'Bearer eyJhbGciOiJIUzI1NiJ9.e30.x' }],
  [
    'a token without a signature',
    {
      authorization: `Bearer ${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"sub":"ps_reader","duties":[]}').toString('base64url')}.`,
    },
  ],
] as [string, Record<string, string>][])('with %s nobody gets a recording', async (_, headers) => {
  expect((await get('/ecg/ecg_1/samples', headers)).status).toBe(401);
});

test('one signs in as somebody of the region, with all roles of theirs, and as nobody else', async () => {
  const people = (await (await get('/demo/people', {})).json()) as {
    id: string;
    duties: { role: string; siteNameEn: string }[];
  }[];
  expect(people.find(({ id }) => id === 'ps_family1')?.duties).toContainEqual(
    expect.objectContaining({ role: 'FAMILY_DOCTOR', siteNameEn: 'Demo East Street Community Health Centre' }),
  );
  const stranger = await fetch(`${api.url}/demo/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"personId":"ps_stranger"}',
  });
  expect([stranger.status, ((await stranger.json()) as { code: string }).code]).toEqual([404, 'NOT_FOUND']);
  const nobody = await fetch(`${api.url}/demo/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"who":1}',
  });
  expect(nobody.status).toBe(400);
});

test('health tells what is reached and what is not', async () => {
  type Health = { readonly stream: { readonly stale: boolean } };
  const look = async () => (await (await get('/health', {})).json()) as Health;
  // Until it has heard the record once, the stream counts as old.
  const health = await until(look, ({ stream }) => !stream.stale, 20_000);
  expect(health).toMatchObject({
    ok: false,
    database: true,
    temporal: false,
    broker: true,
    stream: { stale: false },
  });
});

test('metrics count what was asked, by code alone', async () => {
  await api.ask('ps_manager', 'mutation { openReading(clientId: "metrics-1", readingId: "rd_1") { __typename } }');
  expect(await (await get('/metrics', {})).text()).toContain(
    'wiretime_told_total{action="OPEN_READING",outcome="NOT_ALLOWED"} 1',
  );
});

test('a question that would drown the server is refused before it is asked', async () => {
  const deep = `{ board { episodes { ${'linkedFromId lab { site { id } } '.repeat(900)} } } }`;
  expect((await api.ask('ps_manager', deep)).errors?.[0]?.message).toMatch(/token limit|cost/i);
  const many = `{ ${Array.from({ length: 20 }, (_, n) => `a${n}: now`).join(' ')} }`;
  expect((await api.ask('ps_manager', many)).errors?.[0]?.message).toMatch(/alias/i);
});
