import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Pool } from 'pg';
import type { Log } from '../activities/platform/log';
import { findUpload, keepUpload } from '../prisma/devices';
import { forgetParts, keepPart, partsOf } from '../prisma/parts';
import { HELD_BYTES } from './chunks';
import type { Blobs } from '../activities/platform/blobs';
import { MAX_FILE_BYTES } from './formats/recording';
import { sha256 } from '../activities/platform/hash';
import { type Claim, type Identified, type Identify, madeWith, makeIdentify } from './door/identify';
import { signToken } from './door/tokens';
import type { Metrics } from './metrics';
import { isDatabaseAway } from '../prisma/transaction';

export type Health = { readonly ok: boolean } & Readonly<Record<string, unknown>>;

type HttpDeps = {
  readonly port: number;
  readonly pool: Pool;
  readonly blobs: Blobs;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly clock: () => Date;
  readonly tokenKey: Uint8Array;
  readonly health: () => Promise<Health>;
  readonly onUpload: () => void;
};
type Served = HttpDeps & { readonly identify: Identify };

type Reply = { readonly status: number; readonly body: object | string; readonly offset?: number };

const refuse = (status: number, code: string, detail: string, retry = false): Reply => ({
  status,
  body: { verdict: 'rejected', code, detail, retry },
});

/** What carts reach over HTTPS (a TLS terminator stands in front), and what operators and their tools look at. */
export async function listen(deps: HttpDeps): Promise<{ server: Server; port: number }> {
  const served = { ...deps, identify: makeIdentify(deps) };
  const server = createServer({ requestTimeout: 60_000 }, (request, response) => {
    void answer(served, request)
      .catch((error: unknown): Reply => {
        if (isDatabaseAway(error)) return refuse(503, 'inbox-away', 'not taken; keep it and send it again', true);
        deps.log.error('UPLOAD_FAILED', error);
        return refuse(500, 'failed', 'not taken; keep it and send it again', true);
      })
      .then((reply) => send(response, reply));
  });
  await new Promise<void>((ready) => {
    server.listen(deps.port, '127.0.0.1', ready);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return { server, port: address.port };
}

function send(response: ServerResponse, { status, body, offset }: Reply): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, {
    'content-type': typeof body === 'string' ? 'text/plain; version=0.0.4' : 'application/json',
    connection: status === 413 ? 'close' : 'keep-alive',
    ...(offset !== undefined && { 'upload-offset': String(offset) }),
  });
  response.end(text);
}

async function answer(deps: Served, request: IncomingMessage): Promise<Reply> {
  const { pathname } = new URL(request.url ?? '/', 'http://gateway');
  if (request.method === 'GET' && pathname === '/health') {
    const health = await deps.health();
    return { status: health.ok ? 200 : 503, body: health };
  }
  if (request.method === 'GET' && pathname === '/metrics') return { status: 200, body: deps.metrics.text() };
  const [, asking] = /^\/devices\/([^/]{1,64})\/token$/.exec(pathname) ?? [];
  if (asking !== undefined && request.method === 'POST') return giveToken(deps, request, asking);
  const [, device, ecgId] = /^\/devices\/([^/]{1,64})\/ecg\/([0-9A-Za-z._-]{1,64})$/.exec(pathname) ?? [];
  if (device === undefined || ecgId === undefined) return refuse(404, 'unknown-topic', 'no such place');
  const place = { deviceId: device, ecgId };
  if (request.method === 'HEAD') return offsetOf(deps, request, place);
  if (request.method !== 'PUT') return refuse(405, 'unknown-topic', 'recordings are put');
  return upload(deps, request, place);
}

type Upload = { readonly deviceId: string; readonly ecgId: string };

/** One recording: the bytes are durable and their line committed before the answer; the same ones again change nothing. */
async function upload(deps: Served, request: IncomingMessage, { deviceId, ecgId }: Upload): Promise<Reply> {
  const { blobs, clock } = deps;
  const known = await knownAs(deps, request, deviceId);
  if ('status' in known) return known;
  const sum = request.headers['x-content-sha256'];
  if (typeof sum !== 'string' || !/^[0-9a-f]{64}$/.test(sum))
    return refuse(400, 'malformed', 'X-Content-SHA256 must hold 64 lower-case hex digits');
  const body = await bodyOf(request);
  if (!body) return refuse(413, 'oversize', `at most ${MAX_FILE_BYTES} bytes`);
  if (body.length === 0) return refuse(400, 'malformed', 'no bytes');
  // The answer to the last piece was lost: whoever repeats a piece hears that all of it is there.
  const whole =
    request.headers['content-range'] === undefined ? undefined : await findUpload(deps.pool, deviceId, ecgId);
  if (whole !== undefined) return putAs(deps, { ecgId, sum, before: whole.sha256 });
  const bytes = await wholeOf(deps, request, { deviceId, ecgId, body });
  if ('status' in bytes) return bytes;
  // Half a file is not kept for the record: the cart still has the whole one and sends it again.
  if (sha256(bytes) !== sum)
    return refuse(422, 'bad-checksum', 'these are not the bytes the sum speaks of; send them again', true);
  await blobs.put(bytes);
  const contentType = request.headers['content-type'] ?? 'application/octet-stream';
  const before = await keepUpload(deps.pool, {
    deviceId,
    ecgId,
    sha256: sum,
    bytes: bytes.length,
    contentType,
    now: clock(),
  });
  deps.onUpload();
  return putAs(deps, { ecgId, sum, ...(before !== undefined && { before }) });
}

type Stored = { readonly ecgId: string; readonly sum: string; readonly before?: string };

/** What a cart hears of a recording that is there, now or since `before`. */
function putAs({ metrics, clock }: Served, { ecgId, sum, before }: Stored): Reply {
  if (before !== undefined && before !== sum)
    return refuse(409, 'conflict', 'other bytes were put under this id before; the first are kept');
  const verdict = before === undefined ? 'accepted' : 'duplicate';
  metrics.count('uploaded', { verdict });
  return {
    status: before === undefined ? 201 : 200,
    body: { verdict, ecgId, sha256: sum, serverTime: clock().toISOString(), retry: false },
  };
}

/** Under this name pieces of a request are kept; a chunk's upload id holds no such sign. */
const partName = (ecgId: string): string => `https:${ecgId}`;
const held = async (deps: HttpDeps, deviceId: string, ecgId: string) => {
  const parts = await partsOf(deps.pool, deviceId, partName(ecgId));
  return Buffer.concat(parts.map(({ bytes }) => bytes));
};

/** How many bytes of a recording are there: where a cart goes on after its connection broke. */
async function offsetOf(deps: Served, request: IncomingMessage, { deviceId, ecgId }: Upload): Promise<Reply> {
  const known = await knownAs(deps, request, deviceId);
  if ('status' in known) return known;
  const whole = await findUpload(deps.pool, deviceId, ecgId);
  const offset = whole?.bytes ?? (await held(deps, deviceId, ecgId)).length;
  return { status: whole ? 200 : 202, body: '', offset };
}

/**
 * The whole recording, once it is there. With `Content-Range` a request brings a piece: it must go on where the last one
 * ended, and is answered with how far we are.
 */
async function wholeOf(
  deps: HttpDeps,
  request: IncomingMessage,
  { deviceId, ecgId, body }: Upload & { readonly body: Buffer },
): Promise<Buffer | Reply> {
  const range = request.headers['content-range'];
  if (range === undefined) return body;
  const [, first, last, size] = (/^bytes (\d{1,9})-(\d{1,9})\/(\d{1,9})$/.exec(range) ?? []).map(Number);
  if (
    first === undefined ||
    last === undefined ||
    size === undefined ||
    last - first + 1 !== body.length ||
    last >= size
  )
    return refuse(400, 'malformed', 'Content-Range must be `bytes first-last/size` of these bytes');
  if (size > MAX_FILE_BYTES) return refuse(413, 'oversize', `at most ${MAX_FILE_BYTES} bytes`);
  const uploadId = partName(ecgId);
  const there = await held(deps, deviceId, ecgId);
  if (there.length !== first)
    return {
      ...refuse(409, 'conflict', `${there.length} bytes are there; go on from them`, true),
      offset: there.length,
    };
  const limit = { maxBytes: HELD_BYTES, now: deps.clock() };
  if ((await keepPart(deps.pool, { deviceId, uploadId, n: first, bytes: body }, limit)) === 'FULL')
    return refuse(429, 'quota', 'too many unfinished recordings; send it again later', true);
  const now = there.length + body.length;
  if (now < size) return { status: 202, body: { verdict: 'accepted', ecgId, offset: now, retry: false }, offset: now };
  await forgetParts(deps.pool, deviceId, uploadId);
  return Buffer.concat([there, body]);
}

/** A token to be used in place of the secret, by a phone or a machine that should not hold that. */
async function giveToken(deps: Served, request: IncomingMessage, deviceId: string): Promise<Reply> {
  const known = await knownAs(deps, request, deviceId);
  if ('status' in known) return known;
  if (known.proof.kind !== 'SECRET') return refuse(403, 'identity-mismatch', 'a token is given for the secret alone');
  const at = deps.clock();
  const { token, expiresAt } = await signToken(deps.tokenKey, { deviceId, made: madeWith(known.device), at });
  return { status: 201, body: { token, expiresAt: expiresAt.toISOString(), serverTime: at.toISOString() } };
}

/** Who asks, or why they are refused. */
async function knownAs(
  { identify, log }: Served,
  request: IncomingMessage,
  deviceId: string,
): Promise<Identified | Reply> {
  const claim = claimIn(request, deviceId);
  const known = claim && (await identify(claim));
  if (!known) return refuse(401, 'unknown-device', 'this device is not registered, or its secret is wrong');
  if (known.device.id === deviceId) return known;
  log.warn('IDENTITY_MISMATCH', { device: known.device.id, claimed: deviceId });
  return refuse(403, 'identity-mismatch', 'a device puts only its own recordings');
}

/** A secret comes with its device's name, a token holds it. */
function claimIn({ headers: { authorization = '' } }: IncomingMessage, deviceId: string): Claim | undefined {
  const [, token] = /^Bearer (\S+)$/.exec(authorization) ?? [];
  if (token !== undefined) return { deviceId, password: token };
  const [, encoded = ''] = /^Basic ([A-Za-z0-9+/=]+)$/.exec(authorization) ?? [];
  const [, user, secret] = /^([^:]+):(.*)$/.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  return user === undefined || secret === undefined ? undefined : { deviceId: user, password: secret };
}

/** The whole body, or `undefined` once it is larger than a recording may be. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    if (!Buffer.isBuffer(part)) continue;
    size += part.length;
    if (size > MAX_FILE_BYTES) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
