import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultPayloadConverter, type Payload, type PayloadCodec } from '@temporalio/common';
import * as fc from 'fast-check';
import { makeCodec } from '../../activities/platform/codec';
import { openKeyRing, rotate } from '../../activities/platform/keyRing';

const folder = mkdtempSync(join(tmpdir(), 'wiretime-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
const aFile = () => join(folder, `ring-${++files}`, 'keys.json');
const NAME = 'Synthetic Person Zhang';
const secret = () => defaultPayloadConverter.toPayload({ name: NAME, heartRate: 48 });

async function one(work: PayloadCodec['encode'], payload: Payload): Promise<Payload> {
  const [done] = await work([payload]);
  if (done === undefined) throw new Error('the codec lost a payload');
  return done;
}

test('nothing of what was said can be read in what Temporal stores', async () => {
  const sealed = await one(makeCodec(openKeyRing(aFile()), 'wiretime').encode, secret());
  expect(Buffer.from(sealed.data ?? []).toString('latin1')).not.toMatch(/Synthetic|heartRate/);
  expect(Object.keys(sealed.metadata ?? {}).sort()).toEqual(['encoding', 'encryption-key-id']);
});

test('whatever is encrypted comes back the same', async () => {
  const codec = makeCodec(openKeyRing(aFile()), 'wiretime');
  await fc.assert(
    fc.asyncProperty(fc.json(), async (text) => {
      const back = await one(codec.decode, await one(codec.encode, defaultPayloadConverter.toPayload(text)));
      expect(defaultPayloadConverter.fromPayload(back)).toBe(text);
    }),
  );
});

test('the same words encrypted twice look different', async () => {
  const codec = makeCodec(openKeyRing(aFile()), 'wiretime');
  const [first, second] = await codec.encode([secret(), secret()]);
  expect(first?.data).not.toEqual(second?.data);
});

test('one flipped bit, or another namespace, and it does not open', async () => {
  const ring = openKeyRing(aFile());
  const sealed = await one(makeCodec(ring, 'wiretime').encode, secret());
  const damaged = {
    ...sealed,
    data: Uint8Array.from(sealed.data ?? []).map((byte, at) => (at === 20 ? byte ^ 1 : byte)),
  };
  await expect(makeCodec(ring, 'wiretime').decode([damaged])).rejects.toThrow('unable to authenticate');
  await expect(makeCodec(ring, 'elsewhere').decode([sealed])).rejects.toThrow('unable to authenticate');
});

test('after a rotation new words have the new key and old words still open', async () => {
  const file = aFile();
  let now = 0;
  const codec = makeCodec(
    openKeyRing(file, () => now),
    'wiretime',
  );
  const before = await one(codec.encode, secret());
  expect(rotate(file)).toBe('k2');
  now = 1001; // the ring is looked at again after a second
  const after = await one(codec.encode, secret());
  expect(Buffer.from(after.metadata?.['encryption-key-id'] ?? []).toString()).toBe('k2');
  const opened = await codec.decode([before, after]);
  expect(opened.map((payload) => defaultPayloadConverter.fromPayload(payload))).toEqual(
    Array.from({ length: 2 }, () => ({ name: NAME, heartRate: 48 })),
  );
});

test('a process that never rotated reads what another one wrote with the new key', async () => {
  const file = aFile();
  const reader = makeCodec(
    openKeyRing(file, () => 0),
    'wiretime',
  );
  rotate(file);
  const sealed = await one(makeCodec(openKeyRing(file), 'wiretime').encode, secret());
  await expect(one(reader.decode, sealed)).resolves.toMatchObject(secret());
});

test('a destroyed key says so instead of giving rubbish', async () => {
  const file = aFile();
  const sealed = await one(makeCodec(openKeyRing(file), 'wiretime').encode, secret());
  rotate(file);
  const ring = JSON.parse(readFileSync(file, 'utf8'));
  delete ring.keys.k1;
  writeFileSync(file, JSON.stringify(ring));
  await expect(makeCodec(openKeyRing(file), 'wiretime').decode([sealed])).rejects.toThrow('No key k1');
});

test('only its owner can read the key ring', () => {
  const file = aFile();
  openKeyRing(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  rotate(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('what an operator sent unencrypted is taken as it is', async () => {
  const codec = makeCodec(openKeyRing(aFile()), 'wiretime');
  await expect(codec.decode([secret()])).resolves.toEqual([secret()]);
});
