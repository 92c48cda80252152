import { sha256 } from '../../activities/platform/hash';
import type { Gateway } from '../../devices/gateway';
import { announceUploads } from '../../devices/housekeeping';
import { makeCart, type Cart } from '../../devices/simulator/cart';
import { synthetic } from '../../devices/simulator/library';
import { ulid } from '../../devices/simulator/composer';
import { BROKERS } from '../support/broker';
import { one, openWard, SECRET, until, type Ward } from './ward';

const { bytes, contentType } = synthetic();
const half = Math.floor(bytes.byteLength / 2);
type Put = { device?: string; as?: string; secret?: string; ecgId?: string; body?: Uint8Array; sum?: string };
const ready = (ecgId: string, more: object = {}) => ({
  ecgId,
  format: contentType,
  bytes: bytes.byteLength,
  sha256: sha256(bytes),
  acquiredAt: new Date().toISOString(),
  reason: 'chest-pain',
  patientRef: null,
  priority: 'stat',
  ...more,
});

describe.each(BROKERS)('through %s', (kind) => {
  let ward: Ward;
  let gateway: Gateway;
  let cart: Cart;
  beforeAll(async () => {
    ward = await openWard(kind);
    gateway = await ward.gateway();
    cart = await makeCart({ mqttUrl: ward.broker.url, deviceId: 'dv_cart', secret: SECRET });
  });
  afterAll(async () => {
    await cart.close();
    await ward.close();
  });

  const put = async ({
    device = 'dv_cart',
    as = device,
    secret = SECRET,
    ecgId = ulid(Date.now()),
    body = bytes,
    sum = sha256(body),
  }: Put = {}) => {
    const reply = await fetch(`http://127.0.0.1:${gateway.port}/devices/${device}/ecg/${ecgId}`, {
      method: 'PUT',
      headers: {
        authorization: `Basic ${Buffer.from(`${as}:${secret}`).toString('base64')}`,
        'content-type': contentType,
        'x-content-sha256': sum,
      },
      body: Buffer.from(body),
    });
    const said: unknown = await reply.json();
    return { status: reply.status, said };
  };

  test('uploaded bytes are kept, and the same ones again change nothing', async () => {
    const ecgId = ulid(Date.now());
    expect(await put({ ecgId })).toMatchObject({ status: 201, said: { verdict: 'accepted', sha256: sha256(bytes) } });
    expect(await put({ ecgId })).toMatchObject({ status: 200, said: { verdict: 'duplicate' } });
    expect(await ward.blobs.get(sha256(bytes))).toEqual(Buffer.from(bytes));
  });

  test.each<[string, Put, number, string]>([
    ['a wrong secret', { secret: 'guess' }, 401, 'unknown-device'],
    ['a retired device', { device: 'dv_old' }, 401, 'unknown-device'],
    ['another device’s place', { device: 'dv_watch', as: 'dv_cart' }, 403, 'identity-mismatch'],
    ['half the bytes', { sum: '0'.repeat(64) }, 422, 'bad-checksum'],
    ['no sum', { sum: 'x' }, 400, 'malformed'],
    ['nothing', { body: new Uint8Array(0) }, 400, 'malformed'],
    ['more than 4 MiB', { body: new Uint8Array(4 * 1024 * 1024 + 1) }, 413, 'oversize'],
  ])('%s is refused', async (_, what, status, code) => {
    expect(await put(what)).toMatchObject({ status, said: { verdict: 'rejected', code } });
  });

  const piece = (ecgId: string, first: number, last: number) =>
    fetch(`http://127.0.0.1:${gateway.port}/devices/dv_cart/ecg/${ecgId}`, {
      method: 'PUT',
      headers: {
        authorization: `Basic ${Buffer.from(`dv_cart:${SECRET}`).toString('base64')}`,
        'content-type': contentType,
        'x-content-sha256': sha256(bytes),
        'content-range': `bytes ${first}-${last}/${bytes.byteLength}`,
      },
      body: Buffer.from(bytes.subarray(first, last + 1)),
    });
  const offset = async (ecgId: string) => {
    const reply = await fetch(`http://127.0.0.1:${gateway.port}/devices/dv_cart/ecg/${ecgId}`, {
      method: 'HEAD',
      headers: { authorization: `Basic ${Buffer.from(`dv_cart:${SECRET}`).toString('base64')}` },
    });
    return Number(reply.headers.get('upload-offset'));
  };

  test('a cart whose connection broke asks how far it came and goes on from there', async () => {
    const ecgId = ulid(Date.now());
    expect(await offset(ecgId)).toBe(0);
    expect((await piece(ecgId, 0, half - 1)).status).toBe(202);
    expect(await offset(ecgId)).toBe(half);
    const skipped = await piece(ecgId, half + 5, bytes.byteLength - 1);
    expect([skipped.status, skipped.headers.get('upload-offset')]).toEqual([409, String(half)]);
    expect((await piece(ecgId, half, bytes.byteLength - 1)).status).toBe(201);
    expect(await offset(ecgId)).toBe(bytes.byteLength);
    // It never heard that the last piece arrived, and begins anew.
    const again = await piece(ecgId, 0, half - 1);
    expect([again.status, await again.json()]).toEqual([200, expect.objectContaining({ verdict: 'duplicate' })]);
    expect(await ward.blobs.get(sha256(bytes))).toEqual(Buffer.from(bytes));
    expect(await one(ward.pool, 'SELECT count(*)::int AS n FROM ecg_part')).toEqual({ n: 0 });
  });

  describe('a cart that cannot do HTTPS', () => {
    const CHUNK = 48 * 1024;
    const chunks = Array.from({ length: Math.ceil(bytes.byteLength / CHUNK) }, (_, n) =>
      bytes.subarray(n * CHUNK, (n + 1) * CHUNK),
    );
    const say = (uploadId: string, n: number, what: Uint8Array) => cart.link.chunk(uploadId, n, what);

    test('sends its recording in chunks, the first one last and after the announcement', async () => {
      const [uploadId, ecgId] = [ulid(Date.now()), ulid(Date.now())];
      const [first = new Uint8Array(), ...rest] = chunks;
      for (const [n, what] of rest.entries()) expect((await say(uploadId, n + 1, what)).verdict).toBe('accepted');
      const announced = ready(ecgId, { uploadId, chunks: chunks.length });
      const receipt = await cart.link.say('ecg/ready', announced, { orderRef: 'ep_a' });
      expect((await say(uploadId, 0, first)).verdict).toBe('accepted');
      const kept = await until('the recording', () =>
        one(ward.pool, 'SELECT sha256, flags FROM ecg WHERE id = $1', [receipt.ecgId]),
      );
      expect(kept).toMatchObject({ sha256: sha256(bytes), flags: expect.not.arrayContaining(['BAD_CHECKSUM']) });
    });

    test('hears that a chunk is a duplicate, or another one than before', async () => {
      const uploadId = ulid(Date.now());
      const said = async (what: string) => (await say(uploadId, 0, Buffer.from(what))).verdict;
      expect([await said('a'), await said('a'), await said('b')]).toEqual(['accepted', 'duplicate', 'rejected']);
    });

    test('hears that a chunk is too large', async () => {
      expect(await say(ulid(Date.now()), 0, new Uint8Array(CHUNK + 1))).toMatchObject({ code: 'oversize' });
    });
  });

  test('other bytes under an id already used are refused, and the first are kept', async () => {
    const ecgId = ulid(Date.now());
    await put({ ecgId });
    expect(await put({ ecgId, body: Buffer.from('other') })).toMatchObject({ status: 409, said: { code: 'conflict' } });
  });

  test('an announcement before its upload waits for it', async () => {
    const ecgId = ulid(Date.now());
    const receipt = await cart.link.say('ecg/ready', ready(ecgId), { orderRef: 'ep_a' });
    expect(receipt.verdict).toBe('accepted');
    expect(await one(ward.pool, 'SELECT 1 FROM ecg WHERE id = $1', [receipt.ecgId])).toBeUndefined();
    await put({ ecgId });
    await until('the recording', () => one(ward.pool, 'SELECT 1 FROM ecg WHERE id = $1', [receipt.ecgId]));
  });

  test('an upload nobody announced goes to a reader; said later whose it is, reading and episode hear of it', async () => {
    const ecgId = ulid(Date.now());
    await put({ ecgId });
    await announceUploads(ward.pool, new Date(), new Date());
    const found = await until('the recording', () =>
      one<{ id: string; matched_by: string; reading_id: string }>(
        ward.pool,
        'SELECT * FROM ecg WHERE device_ecg_id = $1',
        [ecgId],
      ),
    );
    expect(found.matched_by).toBe('NOBODY');
    await cart.link.say('ecg/ready', ready(ecgId), { orderRef: 'ep_a' });
    const linked = await until('the link', () =>
      ward.engine.words.find(({ message }) => message?.type === 'EPISODE_LINKED'),
    );
    expect(linked).toMatchObject({ targetId: found.reading_id, message: { episodeId: 'ep_a', patientId: 'pt_a' } });
    await until('the episode hears', () =>
      ward.engine.words.find(({ targetId, message }) => targetId === 'ep_a' && message?.id === `${found.id}:received`),
    );
  });

  test('operators see health and counts, and no name or id of anybody in them', async () => {
    const metrics = await (await fetch(`http://127.0.0.1:${gateway.port}/metrics`)).text();
    expect(metrics).toMatch(/wiretime_gateway_received_total\{verdict="accepted",code="none"\} \d+/);
    expect(metrics).not.toMatch(/dv_|pt_|ep_|in_[0-9a-f]/);
    expect((await fetch(`http://127.0.0.1:${gateway.port}/health`)).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${gateway.port}/elsewhere`)).status).toBe(404);
  });
});
