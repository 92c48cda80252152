import { statSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { connectAsync, type MqttClient } from 'mqtt';
import { Pool } from 'pg';
import { makeBrowsers } from '../../activities/browsers';
import { type Channels, DESK_TOPIC, deskBy, webhook } from '../../activities/channels';
import { makeLog } from '../../activities/platform/log';
import { makeWebPush } from '../../activities/platform/webPush';
import { pushChannel } from '../../activities/pushChannel';
import { makeRota, type Rota } from '../../activities/rota';
import { makeSendPages } from '../../activities/sendPages';
import { migrate } from '../../prisma/migrate';
import { freePort } from '../../scripts/services/ports';
import { postgres } from '../../scripts/services/postgres';
import { type StartedBroker, startBroker } from '../support/broker';
import { aPushService, type PushService } from '../support/pushService';
import type { Launched } from '../../scripts/services/launched';
import { launched, temporaryFolder } from '../support/launch';
import { aPage } from './aPage';

const NOW = Date.UTC(2026, 2, 2, 8);
const folder = temporaryFolder('paging');
const file = `${folder}/data/engine/rota.json`;
const lines: string[] = [];
const log = makeLog('engine', { write: (line) => void lines.push(line) });

let server: Launched;
let pool: Pool;
let url: string;
let broker: StartedBroker;
let desk: MqttClient;
let screen: MqttClient;
let provider: Server;
let push: PushService;
/** Takes a request and never answers. */
let silent: Server;
let shown: { id: string }[];
let received: { headers: IncomingHttpHeaders; body: unknown }[];
let status: number;

beforeAll(async () => {
  const own = postgres(`${folder}/postgres`, await freePort());
  url = own.url;
  server = await launched(own.service);
  await migrate(url);
  pool = new Pool({ connectionString: url, connectionTimeoutMillis: 500 });
  pool.on('error', () => undefined);
  await pool.query(`
    INSERT INTO site (id, region, name_zh, name_en, kind, phone, utc_offset_min, days_off, holidays)
    VALUES ('st_hub', 'demo', '示范医院', 'Demo hospital', 'PCI_HOSPITAL', '000-1', 480, '{0,6}', '{}');
    INSERT INTO person VALUES ('ps_day', 'Test Person Day', '000-0001', true), ('ps_night', 'Test Person Night', '000-0002', true);
    INSERT INTO rota_shift VALUES
      ('sh_1', 'INTERVENTIONIST', 'st_hub', 'ps_day', '2026-03-02T00:00Z', '2026-03-02T12:00Z', 1),
      ('sh_2', 'INTERVENTIONIST', 'st_hub', 'ps_night', '2026-03-02T12:00Z', '2026-03-03T00:00Z', 1),
      ('sh_3', 'LAB_NURSE', 'st_hub', 'ps_day', '2026-03-05T00:00Z', '2026-03-06T00:00Z', 1)`);
  broker = await startBroker('aedes');
  [desk, screen] = await Promise.all([connectAsync(broker.url), connectAsync(broker.url)]);
  screen.on('message', (_, bytes) => void shown.push(JSON.parse(bytes.toString()) as { id: string }));
  await screen.subscribeAsync(DESK_TOPIC, { qos: 1 });
  provider = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
      response.writeHead(status).end();
    });
  });
  silent = createServer(() => undefined);
  push = await aPushService(`${folder}/push`);
  for (const one of [provider, silent]) await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => {
  shown = [];
  received = [];
  status = 202;
});
afterAll(async () => {
  await Promise.all([desk.endAsync(true), screen.endAsync(true), pool.end()]);
  for (const one of [provider, silent]) {
    one.closeAllConnections();
    await new Promise((resolve) => one.close(resolve));
  }
  await Promise.all([server.stop(), broker.server.stop(), push.stop()]);
});

const urlOf = (server: Server) => {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
};
const sendWith = (rota: Rota, adapters: Channels['adapters'] = {}, at = NOW) =>
  makeSendPages({ rota, channels: { desk: deskBy(desk, 1000), adapters }, log, now: () => at });
async function aRota(at = NOW): Promise<Rota> {
  const rota = makeRota({ pool, file, log, now: () => at });
  await rota.refresh();
  return rota;
}
/** What the screens were shown of these pages, once all of them are there; what an earlier test sent may come late. */
async function untilShown(...ids: readonly string[]): Promise<readonly { id: string }[]> {
  const those = () => shown.filter(({ id }) => ids.includes(id));
  for (let waited = 0; those().length < ids.length && waited < 10_000; waited += 10)
    await new Promise((resolve) => setTimeout(resolve, 10));
  return those();
}

test('the interventionist on duty now is asked, and every screen shows it', async () => {
  const page = aPage({ id: 'p_now' });
  expect(await sendWith(await aRota())([page])).toEqual([{ id: 'p_now', personId: 'ps_day', sentAt: NOW }]);
  expect(await untilShown('p_now')).toEqual([{ ...page, personIds: ['ps_day'], sentAt: NOW, simulated: false }]);
});

test('who is told by name is told first, on duty or not, and whoever is on duty beside', async () => {
  const rota = await aRota();
  const page = aPage({ id: 'p_named', personId: 'ps_night' });
  expect(await sendWith(rota)([page])).toEqual([{ id: 'p_named', personId: 'ps_night', sentAt: NOW }]);
  expect(await untilShown('p_named')).toMatchObject([{ personIds: ['ps_night', 'ps_day'] }]);
  const nobodyThere = aPage({ id: 'p_alone', siteId: 'st_elsewhere', personId: 'ps_night' });
  expect(await sendWith(rota)([nobodyThere])).toMatchObject([{ personId: 'ps_night', sentAt: NOW }]);
});

test('at the minute the shift changes the page goes to the next person', async () => {
  const rota = await aRota();
  const evening = Date.UTC(2026, 2, 2, 12);
  expect(await sendWith(rota, {}, evening - 1)([aPage()])).toMatchObject([{ personId: 'ps_day' }]);
  expect(await sendWith(rota, {}, evening)([aPage()])).toMatchObject([{ personId: 'ps_night' }]);
});

/** Who is asked by one page, as the screens show it. */
async function askedBy(rota: Rota, at: number): Promise<readonly string[] | undefined> {
  const id = `p_${at}_${shown.length}`;
  await sendWith(rota, {}, at)([aPage({ id })]);
  const isIt = (page: { id: string }): page is { id: string; personIds: string[] } => page.id === id;
  for (let waited = 0; !shown.some(isIt) && waited < 3000; waited += 10)
    await new Promise((resolve) => setTimeout(resolve, 10));
  return shown.find(isIt)?.personIds;
}

test('until the successor confirms the hand-over, the predecessor is asked too; afterwards the successor alone', async () => {
  const evening = Date.UTC(2026, 2, 2, 12);
  expect(await askedBy(await aRota(evening), evening)).toEqual(['ps_night', 'ps_day']);
  await pool.query(`INSERT INTO rota_hand_over VALUES ('sh_2', 'ps_night', '2026-03-02T12:01Z')`);
  expect(await askedBy(await aRota(evening), evening + 120_000)).toEqual(['ps_night']);
  await pool.query('DELETE FROM rota_hand_over');
});

test('who stands in is asked instead of the one planned, after a restart of the engine too', async () => {
  await pool.query(`INSERT INTO rota_substitution VALUES ('su_1', 'INTERVENTIONIST', 'st_hub', 'ps_night', 'ps_day',
    '2026-03-02T07:00Z', '2026-03-02T09:00Z', 'ill', 'ps_day', '2026-03-02T06:00Z')`);
  await pool.query(`INSERT INTO rota_hand_over VALUES ('su_1', 'ps_night', '2026-03-02T07:00Z')`);
  await aRota();
  await pool.query('DELETE FROM rota_substitution; DELETE FROM rota_hand_over');
  const started = makeRota({ pool, file, log, now: () => NOW });
  expect(await askedBy(started, NOW)).toEqual(['ps_night']);
  expect(await askedBy(started, Date.UTC(2026, 2, 2, 10))).toEqual(['ps_day']);
});

test('of two on duty one is asked at a time, the record says who, and how many there are', async () => {
  await pool.query(`INSERT INTO rota_shift VALUES
    ('sh_4', 'INTERVENTIONIST', 'st_hub', 'ps_night', '2026-03-02T06:00Z', '2026-03-02T12:00Z', 1)`);
  const send = sendWith(await aRota(), { SMS: webhook(urlOf(provider)) });
  const pages = [0, 1, 2].map((turn) => aPage({ id: `p_turn${turn}`, channel: 'SMS', turn }));
  expect(await send(pages)).toEqual([
    { id: 'p_turn0', personId: 'ps_night', sentAt: NOW, turns: 2 },
    { id: 'p_turn1', personId: 'ps_day', sentAt: NOW, turns: 2 },
    { id: 'p_turn2', personId: 'ps_night', sentAt: NOW, turns: 2 },
  ]);
  expect(received.map(({ body }) => body)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ id: 'p_turn0', personId: 'ps_night' }),
      expect.objectContaining({ id: 'p_turn1', personId: 'ps_day' }),
    ]),
  );
  expect(received).toHaveLength(3);
  await pool.query(`DELETE FROM rota_shift WHERE id = 'sh_4'`);
});

test('a role with nobody on duty says so, is still shown, and holds up no other page', async () => {
  const pages = [aPage({ id: 'p_nurse', role: 'LAB_NURSE' }), aPage({ id: 'p_doctor' })];
  expect(await sendWith(await aRota())(pages)).toEqual([
    { id: 'p_nurse', fault: 'NOBODY_ON_ROTA' },
    { id: 'p_doctor', personId: 'ps_day', sentAt: NOW },
  ]);
  expect(await untilShown('p_nurse', 'p_doctor')).toContainEqual(
    expect.objectContaining({ id: 'p_nurse', personIds: [], fault: 'NOBODY_ON_ROTA' }),
  );
});

test('a channel without a provider is simulated: the desk shows the page and the record says so', async () => {
  const page = aPage({ id: 'p_simulated', channel: 'SMS' });
  expect(await sendWith(await aRota())([page])).toMatchObject([{ simulated: true }]);
  expect(await untilShown('p_simulated')).toMatchObject([{ channel: 'SMS', simulated: true }]);
});

test('a provider gets the number, the reason as codes, and a key that lets it leave out a second copy', async () => {
  const send = sendWith(await aRota(), { SMS: webhook(urlOf(provider)) });
  await send([aPage({ channel: 'SMS' })]);
  expect(await send([aPage({ channel: 'SMS' })])).toEqual([{ id: aPage().id, personId: 'ps_day', sentAt: NOW }]);
  expect(received.map(({ body }) => body)).toEqual(
    Array(2).fill(expect.objectContaining({ id: aPage().id, to: '000-0001', because: { reason: 'LAB_ACTIVATED' } })),
  );
  const keys = received.map(({ headers }) => headers['idempotency-key']);
  expect(new Set(keys)).toEqual(new Set([`${aPage().id}:ps_day`]));
});

test('a provider that refuses or does not answer is a failed page, while the other pages go', async () => {
  status = 503;
  const send = sendWith(await aRota(), { SMS: webhook(urlOf(provider)), VOICE: webhook(urlOf(silent), 200) });
  const pages = [aPage({ id: 'p_1', channel: 'SMS' }), aPage({ id: 'p_2', channel: 'VOICE' }), aPage({ id: 'p_3' })];
  expect(await send(pages)).toEqual([
    { id: 'p_1', personId: 'ps_day', fault: 'CHANNEL_UNREACHABLE' },
    { id: 'p_2', personId: 'ps_day', fault: 'CHANNEL_UNREACHABLE' },
    { id: 'p_3', personId: 'ps_day', sentAt: NOW },
  ]);
  expect(await untilShown('p_1', 'p_2', 'p_3')).toHaveLength(3);
});

const webPush = () =>
  makeWebPush({
    keyFile: `${folder}/push.key`,
    contact: 'mailto:nobody@wiretime.example',
    agent: push.agent,
    limitMs: 1500,
  });
/** A person turned pages on in these browsers. */
async function turnedOn(personId: string, ...names: readonly string[]): Promise<void> {
  await pool.query('DELETE FROM push_browser');
  for (const name of names) {
    const { endpoint, p256dh, auth } = push.browser(name);
    const row = [`pb_${name}`, personId, endpoint, p256dh, auth];
    await pool.query(`INSERT INTO push_browser VALUES ($1, $2, $3, $4, $5, 'en', now())`, row);
  }
  push.delivered.length = 0;
}
async function pushed(...pages: readonly ReturnType<typeof aPage>[]) {
  const browsers = makeBrowsers({ pool, file: `${folder}/data/engine/browsers.json`, log });
  await browsers.refresh();
  const channels = { desk: deskBy(desk, 1000), adapters: {}, browsers: pushChannel(browsers, webPush()) };
  return makeSendPages({ rota: await aRota(), channels, log, now: () => NOW })(pages);
}

describe('a page on a person’s own browser', () => {
  const page = aPage({ id: 'ep_1:LAB:0:1:INTERVENTIONIST', channel: 'PUSH' });

  test('rings in each of them, with ids and codes alone, readable there and nowhere else', async () => {
    await turnedOn('ps_day', 'phone', 'desk');
    expect(await pushed(page)).toEqual([{ id: page.id, personId: 'ps_day', sentAt: NOW }]);
    const content = {
      ...{ id: page.id, subjectKind: 'EPISODE', subjectId: 'ep_1', role: 'INTERVENTIONIST', askedAt: page.askedAt },
      ...{ because: { reason: 'LAB_ACTIVATED' }, language: 'en' },
    };
    expect(push.delivered.map(({ path }) => path).toSorted()).toEqual(['/desk', '/phone']);
    expect(push.delivered.map((one) => one.content)).toEqual([content, content]);
    expect(await untilShown(page.id)).toMatchObject([{ simulated: false }]);
  });

  test('says who sends it: this installation, to this service, and whom to write to', async () => {
    await turnedOn('ps_day', 'phone');
    await pushed(page);
    const { createLocalJWKSet, jwtVerify } = await import('jose');
    const [, token = '', key = ''] =
      /^vapid t=(\S+), k=(\S+)$/.exec(push.delivered[0]?.headers.authorization ?? '') ?? [];
    expect(key).toBe(webPush().publicKey);
    const bytes = Buffer.from(key, 'base64url');
    const [x, y] = [bytes.subarray(1, 33), bytes.subarray(33)].map((half) => half.toString('base64url'));
    const keys = createLocalJWKSet({ keys: [{ kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' }] });
    const { payload } = await jwtVerify(token, keys, { audience: push.origin, algorithms: ['ES256'] });
    expect(payload.sub).toBe('mailto:nobody@wiretime.example');
    expect((payload.exp ?? 0) * 1000 - Date.now()).toBeLessThanOrEqual(24 * 3_600_000);
  });

  test('wakes the phone where it is urgent, and lets it sleep where the work can wait; sent twice it is one topic', async () => {
    await turnedOn('ps_day', 'phone');
    await pushed(page);
    await pushed(page);
    await pushed({ ...page, id: 'p_task', because: { reason: 'TASK_DUE' } });
    const headers = push.delivered.map((one) => one.headers);
    expect(headers.map(({ urgency, ttl }) => [urgency, ttl])).toEqual([
      ['high', '3600'],
      ['high', '3600'],
      ['normal', '86400'],
    ]);
    const topics = headers.map(({ topic }) => topic);
    expect(topics[0]).toMatch(/^[\w-]{32}$/);
    expect(topics[1]).toBe(topics[0]);
    expect(topics[2]).not.toBe(topics[0]);
  });

  test.each([410, 404])('is never sent again to one its service answers %i for; the others ring', async (status) => {
    await turnedOn('ps_day', 'old', 'phone');
    push.answers('old', status);
    expect(await pushed(page)).toMatchObject([{ sentAt: NOW }]);
    expect((await pool.query('SELECT id FROM push_browser')).rows).toEqual([{ id: 'pb_phone' }]);
    push.answers('phone', status);
    expect(await pushed(page)).toEqual([{ id: page.id, personId: 'ps_day', fault: 'CHANNEL_UNREACHABLE' }]);
    const { rows } = await pool.query(`SELECT subject_id FROM audit WHERE action = 'BROWSER_GONE' ORDER BY id DESC`);
    expect(rows.slice(0, 2)).toEqual([{ subject_id: 'ps_day' }, { subject_id: 'ps_day' }]);
    for (const name of ['old', 'phone']) push.answers(name, 201);
    expect(await pushed(page)).toMatchObject([{ sentAt: NOW, simulated: true }]);
  });

  test.each([400, 413, 429, 500, 0])(
    'has failed where the service answers %i, and the browser stays',
    async (status) => {
      await turnedOn('ps_day', 'phone');
      push.answers('phone', status);
      expect(await pushed(page)).toEqual([{ id: page.id, personId: 'ps_day', fault: 'CHANNEL_UNREACHABLE' }]);
      expect((await pool.query('SELECT id FROM push_browser')).rows).toEqual([{ id: 'pb_phone' }]);
      push.answers('phone', 201);
      expect(await pushed(page)).toMatchObject([{ sentAt: NOW }]);
    },
  );

  test('is shown at the desk and marked simulated for whoever turned none on', async () => {
    await turnedOn('ps_night', 'phone');
    expect(await pushed(page)).toEqual([{ id: page.id, personId: 'ps_day', sentAt: NOW, simulated: true }]);
    expect(push.delivered).toEqual([]);
  });

  test('rings while PostgreSQL is away, after a restart of the engine too', async () => {
    await turnedOn('ps_day', 'phone');
    const found = { pool, file: `${folder}/data/engine/browsers.json`, log };
    await makeBrowsers(found).refresh();
    expect(statSync(found.file).mode & 0o777).toBe(0o600);
    const away = makeBrowsers({ ...found, pool: new Pool({ connectionString: 'postgres://nobody@127.0.0.1:1/none' }) });
    await away.refresh();
    await pushChannel(away, webPush()).ring(page, { personId: 'ps_day', phone: '' });
    expect(push.delivered).toHaveLength(1);
  });

  test('leaves no address of a browser in the log', () => {
    expect(lines.join('\n')).toContain('the push service answered 413');
    expect(lines.join('\n')).not.toContain(push.origin);
  });
});

test('no line of the log holds a telephone number', () => {
  expect(lines.join('\n')).toContain('PROVIDER_UNREACHABLE');
  expect(lines.join('\n')).not.toContain('000-000');
});

test('the file with the numbers is for its owner alone', async () => {
  await aRota();
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('with PostgreSQL away, even after a restart of the engine, pages still find the person on duty', async () => {
  await aRota();
  await server.stop();
  const started = await aRota(NOW + 3_600_000);
  expect(started.readAt()).toBe(NOW);
  expect(await sendWith(started)([aPage()])).toMatchObject([{ personId: 'ps_day', sentAt: NOW }]);
  await server.start();
});

test('a rota file cut short by a crash is said aloud and does not stop the engine', async () => {
  writeFileSync(file, '{"readAt":17,"shi');
  const rota = makeRota({ pool, file, log, now: () => NOW });
  expect(rota.readAt()).toBeUndefined();
  expect(lines.at(-1)).toContain('ROTA_FILE_UNREADABLE');
  await rota.refresh();
  expect(rota.onDuty('INTERVENTIONIST', 'st_hub', NOW)).toEqual([[{ personId: 'ps_day', phone: '000-0001' }]]);
});

test('with the broker away a page that only the desk could show has failed, and a provider still gets the others', async () => {
  await broker.server.stop();
  const send = sendWith(await aRota(), { SMS: webhook(urlOf(provider)) });
  expect(await send([aPage(), aPage({ id: 'p_sms', channel: 'SMS' })])).toEqual([
    { id: aPage().id, personId: 'ps_day', fault: 'CHANNEL_UNREACHABLE' },
    { id: 'p_sms', personId: 'ps_day', sentAt: NOW },
  ]);
});
