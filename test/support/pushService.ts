import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Agent, createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { openAuthority } from '../../activities/platform/deviceAuthority';
import type { PushAddress } from '../../activities/platform/webPush';

/** What arrived for one browser: decrypted with that browser's own keys. */
export type Delivered = { readonly path: string; readonly headers: IncomingHttpHeaders; readonly content: unknown };

/** A push service that holds what it is told to RFC 8030, 8188 and 8291, and the browsers that subscribed with it. */
export type PushService = {
  readonly origin: string;
  /** Trusts the certificate of this service. */
  readonly agent: Agent;
  readonly delivered: Delivered[];
  /** A browser subscribes: its address and public keys; the private one stays there. */
  browser(name: string): PushAddress;
  /** From now on the service answers about this browser so; 0: it takes the message and never answers. */
  answers(name: string, status: number): void;
  stop(): Promise<void>;
};

export async function aPushService(folder: string): Promise<PushService> {
  const authority = await openAuthority(folder, new Date());
  const { certificate, key } = await authority.server(['localhost'], new Date());
  const agent = new Agent({ ca: authority.certificate });
  const browsers = new Map<string, { readonly keys: ReturnType<typeof createECDH>; readonly auth: Buffer }>();
  const statuses = new Map<string, number>();
  const delivered: Delivered[] = [];
  const server = createServer({ cert: certificate, key }, (request, response) => {
    const chunks: Buffer[] = [];
    const path = request.url ?? '';
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      const known = browsers.get(path);
      const status = statuses.get(path) ?? (known === undefined ? 404 : 201);
      if (status === 0) return;
      if (known !== undefined && status === 201)
        delivered.push({ path, headers: request.headers, content: decrypted(Buffer.concat(chunks), known) });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const origin = `https://localhost:${(server.address() as AddressInfo).port}`;
  return {
    ...{ origin, agent, delivered },
    browser: (name) => {
      const keys = createECDH('prime256v1');
      const auth = randomBytes(16);
      browsers.set(`/${name}`, { keys, auth });
      const p256dh = keys.generateKeys('base64url');
      return { endpoint: `${origin}/${name}`, p256dh, auth: auth.toString('base64url') };
    },
    answers: (name, status) => void statuses.set(`/${name}`, status),
    stop: async () => {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const POINT = 65;
const TAG = 16;

/** RFC 8188 with the keys of RFC 8291, by the standard's own words and nobody's library. */
function decrypted(
  body: Buffer,
  { keys, auth }: { readonly keys: ReturnType<typeof createECDH>; readonly auth: Buffer },
): unknown {
  const salt = body.subarray(0, 16);
  const sender = body.subarray(21, 21 + (body[20] ?? 0));
  if (sender.length !== POINT) throw new Error('the sender names no public key of P-256');
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), sender]);
  const ikm = Buffer.from(hkdfSync('sha256', keys.computeSecret(sender), auth, info, 32));
  const derived = (name: string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', ikm, salt, `Content-Encoding: ${name}\0`, bytes));
  const record = body.subarray(21 + POINT);
  const decipher = createDecipheriv('aes-128-gcm', derived('aes128gcm', 16), derived('nonce', 12));
  decipher.setAuthTag(record.subarray(-TAG));
  const plain = Buffer.concat([decipher.update(record.subarray(0, -TAG)), decipher.final()]);
  return JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString());
}
