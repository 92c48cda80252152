import type { Api } from './anApi';
import { anApi } from './anApi';

let api: Api;
beforeAll(async () => {
  api = await anApi();
});
afterAll(() => api.stop());

const asked = async (headers: Record<string, string>) => {
  const signedIn = await fetch(`${api.url}/demo/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"personId":"ps_coordinator"}',
  });
  const { token } = (await signedIn.json()) as { token: string };
  const query = '{ __schema { types { name description fields { name description } } } }';
  return fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    body: JSON.stringify({ query }),
  });
};

test('a long answer goes out packed to a phone that can unpack it, and plain to one that cannot', async () => {
  const packed = await asked({ 'accept-encoding': 'gzip' });
  const plain = await asked({ 'accept-encoding': 'identity' });
  expect(packed.headers.get('content-encoding')).toBe('gzip');
  expect(plain.headers.get('content-encoding')).toBeNull();
  expect(await packed.json()).toEqual(await plain.json());
});

test('what is live goes out word by word and is not held back to be packed', async () => {
  const live = await asked({ 'accept-encoding': 'gzip', accept: 'text/event-stream' });
  expect(live.headers.get('content-type')).toMatch(/^text\/event-stream/);
  expect(live.headers.get('content-encoding')).not.toBe('gzip');
  await live.body?.cancel();
});
