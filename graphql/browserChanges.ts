import { createHash, createPublicKey } from 'node:crypto';
import { Fault } from '../activities/platform/faults';
import { type Browser, forgetBrowser } from '../prisma/browsers';
import type { Answer } from '../workflows/messages';
import type { Context } from './context';
import { onRecord } from './record';
import { answerOf, audit, inTransaction, type Person } from './transaction';

type Registration = Pick<Browser, 'endpoint' | 'p256dh' | 'auth' | 'language'>;

/** The languages notifications are written in. */
const LANGUAGES = ['zh-CN', 'en'];
/** In how many browsers one person may hear pages: each page goes to all of them. */
const MOST_BROWSERS = 10;
/** The secret a browser shares with who writes to it (RFC 8291 3.2), bytes. */
const AUTH_BYTES = 16;
/** A point of P-256, uncompressed: a 4, and x and y of 32 bytes each. */
const POINT_BYTES = 65;

/** Whose service it is: `*.` before a name stands for all below it. */
const isAllowed = (host: string, hosts: readonly string[]): boolean =>
  hosts.some((one) => (one.startsWith('*.') ? host.endsWith(one.slice(1)) : host === one));

/** The address as it will be asked for: nothing is ever sent to where a person merely says. */
function serviceOf(endpoint: string, hosts: readonly string[]): URL {
  const url = URL.parse(endpoint);
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '')
    throw new Fault('BAD_INPUT', 'A browser is reached by an https address of its push service.');
  if (!isAllowed(url.hostname, hosts))
    throw new Fault('NOT_ALLOWED', `Pages are not sent to the push service ${url.hostname}.`);
  return url;
}

function isPoint(bytes: Buffer): boolean {
  if (bytes.length !== POINT_BYTES) return false;
  const [x, y] = [bytes.subarray(1, 33), bytes.subarray(33)].map((half) => half.toString('base64url'));
  try {
    createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' } });
    return bytes[0] === 4;
  } catch {
    return false;
  }
}

const bytesOf = (text: string): Buffer => Buffer.from(text, 'base64url');

/** One browser is one row, whoever sits at it. */
const idOf = (url: URL): string => `pb_${createHash('sha256').update(url.href).digest('hex').slice(0, 24)}`;

/** From now on this browser rings for whoever asks, and for nobody who asked before. */
export function registerBrowser(context: Context, asked: Registration, by: Person, clientId: string): Promise<Answer> {
  const { pool, now, pushHosts } = context;
  const url = serviceOf(asked.endpoint, pushHosts);
  if (!isPoint(bytesOf(asked.p256dh)) || bytesOf(asked.auth).length !== AUTH_BYTES)
    throw new Fault('BAD_INPUT', 'These are no keys of a browser.');
  if (!LANGUAGES.includes(asked.language)) throw new Fault('BAD_INPUT', 'Notifications are written in zh-CN or en.');
  const id = idOf(url);
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ n: number }>(OTHERS, [by.id, id]);
    if ((rows[0]?.n ?? 0) >= MOST_BROWSERS)
      throw new Fault(
        'BAD_INPUT',
        `Pages ring in at most ${MOST_BROWSERS} browsers of one person: turn one off first.`,
      );
    await client.query(REGISTER, [id, by.id, url.href, asked.p256dh, asked.auth, asked.language, new Date(now())]);
    const detail = { clientId, browserId: id, service: url.hostname };
    await audit(client, by, { action: 'BROWSER_REGISTERED', kind: 'PERSON', id: by.id, detail });
    return answerOf(id, 'APPLIED');
  });
}

/** It rings no more; one's own alone. */
export const withdrawBrowser = ({ pool }: Context, id: string, by: Person, clientId: string): Promise<Answer> =>
  inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(WITHDRAW, [id, by.id]);
    if (rowCount === 0) return answerOf(id, 'NO_LONGER_APPLIES');
    const detail = { clientId, browserId: id };
    await audit(client, by, { action: 'BROWSER_WITHDRAWN', kind: 'PERSON', id: by.id, detail });
    return answerOf(id, 'APPLIED');
  });

/** How long (s) a push service tries a trial: who presses the button looks at the screen. */
const TRIAL_TTL_S = 60;

/** Rings once, in one’s own browser, the way a page would. */
export async function tryBrowser({ pool, webPush, log }: Context, id: string, by: Person, clientId: string) {
  const { rows } = await onRecord(() => pool.query<Registration>(OWN, [id, by.id]));
  const [browser] = rows;
  if (browser === undefined) throw new Fault('NOT_FOUND', 'This browser does not ring for you.');
  const content = { id: `trial:${clientId}`, trial: true, language: browser.language };
  const there = await webPush
    .push(browser, { topic: content.id, urgency: 'high', ttlS: TRIAL_TTL_S, content })
    .catch((error: unknown) => {
      log.error('PROVIDER_UNREACHABLE', error, { channel: 'PUSH' });
      throw new Fault('CHANNEL_UNREACHABLE', 'The push service of this browser did not take the message.');
    });
  if (there) return answerOf(id, 'APPLIED');
  await onRecord(() => forgetBrowser(pool, id));
  throw new Fault('NOT_FOUND', 'The push service knows this browser no more: turn it on again.');
}

const OTHERS = 'SELECT count(*)::int AS n FROM push_browser WHERE person_id = $1 AND id <> $2';
const REGISTER = `
  INSERT INTO push_browser (id, person_id, endpoint, p256dh, auth, language, registered_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (id) DO UPDATE SET person_id = excluded.person_id, p256dh = excluded.p256dh, auth = excluded.auth,
    language = excluded.language, registered_at = excluded.registered_at`;
const WITHDRAW = 'DELETE FROM push_browser WHERE id = $1 AND person_id = $2';
const OWN = 'SELECT endpoint, p256dh, auth, language FROM push_browser WHERE id = $1 AND person_id = $2';
