import { connect as dial } from 'node:net';
import { join } from 'node:path';
import { X509Certificate } from 'node:crypto';
import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt';
import { folderBlobs } from '../../activities/platform/blobs';
import { secretFile } from '../../activities/platform/secretFile';
import { covers } from '../../devices/brokerAuth';
import { type Authority, fingerprintOf, openAuthority } from '../../activities/platform/deviceAuthority';
import { makeAdmission } from '../../devices/door/admission';
import { type Door, openDoor } from '../../devices/door/door';
import { madeWith, makeIdentify } from '../../devices/door/identify';
import { sweepGuests } from '../../devices/door/sweep';
import { readToken, signToken, TOKEN_LASTS_S } from '../../devices/door/tokens';
import { type Gateway, startGateway } from '../../devices/gateway';
import { makeMetrics } from '../../devices/metrics';
import { hashSecret, newSecret, secretFits } from '../../activities/platform/deviceCredentials';
import { makeWearable, type Wearable } from '../../devices/simulator/wearable';
import { synthetic } from '../../devices/simulator/library';
import { makeCart } from '../../devices/simulator/cart';
import { findDevice } from '../../prisma/devices';
import { broker, guarded } from '../../scripts/services/broker';
import { brokerSecrets } from '../../scripts/services/brokerFiles';
import { freePort } from '../../scripts/services/ports';
import { BROKERS } from '../support/broker';
import type { Launched } from '../../scripts/services/launched';
import { launched, temporaryFolder } from '../support/launch';
import { freshDatabase, type Database } from '../support/postgres';
import { anEngine, furnish, one, quiet, SECRET, until, type Engine } from './ward';

/** Who may come in, and as whom: the same door before each broker, and behind it the broker's own rights. */
describe.each(BROKERS)('the door before %s', (kind) => {
  let database: Database;
  let server: Launched;
  let authority: Authority;
  let door: Door;
  let gateway: Gateway;
  let engine: Engine;
  let now = () => Date.now();
  const folder = temporaryFolder('door');
  const tokenKey = secretFile(join(folder, 'token.key'));
  const secrets = brokerSecrets(join(folder, 'secrets.json'));
  let brokerPort: number;
  const inside = (user: keyof typeof secrets) => `mqtt://${user}:${secrets[user]}@127.0.0.1:${brokerPort}`;
  const plain = () => `mqtt://127.0.0.1:${door.port}`;
  const secured = () => `mqtts://localhost:${door.tlsPort}`;
  const clock = () => new Date(now());
  const ofOurs = () => ({
    port: 0,
    brokerUrl: inside('door'),
    identify: makeIdentify({ pool: database.pool, tokenKey, clock }),
    log: quiet,
    metrics: makeMetrics('wiretime_door'),
    clock,
  });
  const sweep = () => sweepGuests({ pool: database.pool, guests: door.guests, log: quiet, clock });

  beforeAll(async () => {
    database = await freshDatabase();
    await furnish(database.pool);
    brokerPort = await freePort();
    const place = temporaryFolder('broker');
    const service = broker(kind, place, brokerPort, process.env['PATH'] ?? '');
    server = await launched(guarded(service, place, secrets));
    authority = await openAuthority(join(folder, 'authority'), new Date());
    const tls = {
      ...{ host: '127.0.0.1', port: 0, authority: authority.certificate },
      server: await authority.server(['localhost', '127.0.0.1'], new Date()),
    };
    door = await openDoor({ ...ofOurs(), tls });
    engine = anEngine();
    gateway = await startGateway({
      id: '1',
      mqttUrl: inside('gateway'),
      devicesUrl: plain(),
      port: 0,
      pool: database.pool,
      blobs: folderBlobs(temporaryFolder('blobs')),
      tell: engine.tell,
      tokenKey,
      log: quiet,
    });
  });
  afterAll(async () => {
    await gateway?.stop();
    await door?.stop();
    await server?.stop();
    await database?.drop();
  });

  const open: MqttClient[] = [];
  const worn: Wearable[] = [];
  afterEach(async () => {
    now = () => Date.now();
    open.splice(0).forEach((client) => client.end(true));
    await Promise.all(worn.splice(0).map((watch) => watch.close()));
    await until('everybody left', () => door.guests().length === 0);
  });
  const signIn = async (url: string, options: IClientOptions): Promise<MqttClient> => {
    const client = await connectAsync(url, { protocolVersion: 5, reconnectPeriod: 0, ...options }, false);
    open.push(client);
    return client;
  };
  let devices = 0;
  /** A device of its own for each test: how often one may connect is limited. */
  const register = async (more: { retired?: boolean } = {}) => {
    const deviceId = `dv_door${++devices}`;
    await database.pool.query(
      `INSERT INTO device (id, kind, site_id, secret_hash, retired_at) VALUES ($1, 'WEARABLE', 'st_comm', $2, $3)`,
      [deviceId, hashSecret(SECRET), more.retired ? new Date(0) : null],
    );
    return deviceId;
  };
  const as = (clientId: string, password = SECRET) => ({ clientId, username: clientId, password });
  const tokenFor = async (deviceId: string, at = new Date()) => {
    const device = await findDevice(database.pool, deviceId);
    if (!device) throw new Error('no such device');
    return (await signToken(tokenKey, { deviceId, made: madeWith(device), at })).token;
  };
  const certify = async (deviceId: string, at = new Date()) => {
    const { certificate: cert, key } = await authority.device(deviceId, at);
    const sum = fingerprintOf(cert);
    await database.pool.query('UPDATE device SET certificates = ARRAY[$2] WHERE id = $1', [deviceId, sum]);
    return { ca: authority.certificate, cert, key };
  };
  const refused = /Not authorized|Bad User Name|Connection refused|Client Identifier not valid|Identifier rejected/i;

  describe('lets in', () => {
    test('a device with its secret, under its own name; gateway and wearable work through it', async () => {
      const deviceId = await register();
      const watch = await makeWearable({ mqttUrl: plain(), deviceId, secret: SECRET });
      worn.push(watch);
      expect((await watch.sos()).verdict).toBe('accepted');
      await until('told', () => engine.words.some(({ id }) => id.startsWith(`${deviceId}:`)));
    });

    test('a phone app with a token that the gateway gave for the secret, and only while that lasts', async () => {
      const deviceId = await register();
      const asked = await fetch(`http://127.0.0.1:${gateway.port}/devices/${deviceId}/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${deviceId}:${SECRET}`).toString('base64')}` },
      });
      expect(asked.status).toBe(201);
      const { token } = (await asked.json()) as { token: string };
      const client = await signIn(plain(), as(deviceId, token));
      const ended = new Promise<void>((gone) => client.once('close', () => gone()));
      expect(await sweep()).toBe(0);
      now = () => Date.now() + (TOKEN_LASTS_S + 1) * 1000;
      expect(await sweep()).toBe(1);
      await ended;
      await expect(signIn(plain(), as(deviceId, token))).rejects.toThrow(refused);
    });

    test('a device with its certificate, over TLS and without a secret', async () => {
      const deviceId = await register();
      const watch = await makeWearable({ mqttUrl: secured(), deviceId, tls: await certify(deviceId) });
      worn.push(watch);
      expect((await watch.vitals([{ code: 'HR', value: 70 }])).verdict).toBe('accepted');
    });

    test('a device over TLS with its secret, which trusts our authority', async () => {
      const deviceId = await register();
      await expect(signIn(secured(), { ...as(deviceId), ca: authority.certificate })).resolves.toBeDefined();
    });

    test('a device of MQTT 3.1.1', async () => {
      const deviceId = await register();
      await expect(signIn(plain(), { ...as(deviceId), protocolVersion: 4 })).resolves.toBeDefined();
    });
  });

  describe('keeps out', () => {
    test.each([
      ['a wrong secret', 'dv_watch', as('dv_watch', 'guess')],
      ['no secret at all', 'dv_watch', { clientId: 'dv_watch', username: 'dv_watch' }],
      ['a device nobody registered', 'dv_nobody', as('dv_nobody')],
      ['a retired device', 'dv_old', as('dv_old')],
      ['one device under another’s client id', 'dv_cart', { ...as('dv_watch'), clientId: 'dv_cart' }],
      ['a client id that is a filter', '+', as('+')],
      ['the gateway’s own name', 'gateway', { clientId: 'gateway', username: 'gateway', password: 'guess' }],
      ['the door’s own name, even with its secret', 'door', { ...as('door', secrets.door) }],
    ])('%s', async (_, __, options) => {
      await expect(signIn(plain(), options)).rejects.toThrow(refused);
    });

    test('a token of another device, of another key, or made for a secret that was replaced', async () => {
      const [mine, other] = [await register(), await register()];
      const foreign = await signToken(new Uint8Array(32), { deviceId: mine, made: 'x', at: new Date() });
      const good = await tokenFor(mine);
      for (const token of [await tokenFor(other), foreign.token, `${good.slice(0, -2)}xx`])
        await expect(signIn(plain(), as(mine, token))).rejects.toThrow(refused);
      await database.pool.query('UPDATE device SET secret_hash = $2 WHERE id = $1', [mine, hashSecret(newSecret())]);
      await expect(signIn(plain(), as(mine, good))).rejects.toThrow(refused);
    });

    test('a certificate of another device, and one that was replaced', async () => {
      const [mine, other] = [await register(), await register()];
      const theirs = await certify(other);
      const old = await certify(mine);
      await certify(mine);
      for (const tls of [theirs, old])
        await expect(signIn(secured(), { clientId: mine, username: mine, ...tls })).rejects.toThrow(refused);
    });

    test('a certificate that names a device and was signed by a stranger', async () => {
      const deviceId = await register();
      const stranger = await openAuthority(temporaryFolder('stranger'), new Date());
      const { certificate: cert, key } = await stranger.device(deviceId, new Date());
      const sum = fingerprintOf(cert);
      await database.pool.query('UPDATE device SET certificates = ARRAY[$2] WHERE id = $1', [deviceId, sum]);
      const tls = { ca: authority.certificate, cert, key };
      await expect(signIn(secured(), { clientId: deviceId, username: deviceId, ...tls })).rejects.toThrow(
        /connect|Not authorized/i,
      );
      expect(door.guests()).toEqual([]);
    });

    test('a device whose will would speak under another’s name', async () => {
      const [mine, other] = [await register(), await register()];
      const will = { topic: `cpc/v1/${other}/up/status`, payload: Buffer.from('{}'), qos: 1 as const };
      await expect(signIn(plain(), { ...as(mine), will })).rejects.toThrow(refused);
    });

    test('one that connects again and again: the seventh time within a minute it is told to come later', async () => {
      const deviceId = await register();
      for (let n = 0; n < 6; n++) await signIn(plain(), as(deviceId));
      await expect(signIn(plain(), as(deviceId))).rejects.toThrow(/Connection rate exceeded/i);
      now = () => Date.now() + 11_000;
      await expect(signIn(plain(), as(deviceId))).resolves.toBeDefined();
    });

    test.each([
      ['no MQTT at all', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
      [
        'a CONNECT that once crashed parsers',
        Buffer.from('101000044d5154540502003c0321001400006202d301e0020020', 'hex'),
      ],
      ['a first packet without an end', Buffer.from([0x10, 0xff, 0xff, 0xff, 0xff, 0x7f])],
      ['a first packet of a megabyte', Buffer.from([0x10, 0x80, 0x80, 0x40])],
      ['another packet than CONNECT', Buffer.from([0xc0, 0x00])],
    ])('%s, and the next one is served', async (_, bytes) => {
      const socket = dial(door.port, '127.0.0.1');
      socket.on('error', () => undefined);
      const gone = new Promise((closed) => socket.once('close', closed));
      socket.resume().write(bytes);
      await gone;
      await expect(signIn(plain(), as(await register()))).resolves.toBeDefined();
    });
  });

  test('6.5#8: while a crowd waits before the door, a device that says that somebody calls for help comes in at once', async () => {
    const admission = makeAdmission({ perSecond: 0.001, burst: 1, line: 1 });
    const crowded = await openDoor({ ...ofOurs(), admission });
    const url = `mqtt://127.0.0.1:${crowded.port}`;
    await signIn(url, as(await register()));
    const waits = signIn(url, as(await register())).catch(() => 'never came in');
    await until('one waits', () => admission.waiting() === 1);
    await expect(signIn(url, as(await register()))).rejects.toThrow(/Server busy/i);
    const inNeed = { ...as(await register()), properties: { userProperties: { sos: '1' } } };
    await expect(signIn(url, inNeed)).resolves.toBeDefined();
    expect(admission.waiting()).toBe(1);
    await crowded.stop();
    expect(await waits).toBe('never came in');
  });

  test('a device that is retired, or whose secret is replaced, is shown out', async () => {
    const [retired, replaced, stays] = [await register(), await register(), await register()];
    const clients = await Promise.all([retired, replaced, stays].map((id) => signIn(plain(), as(id))));
    const ended = clients.slice(0, 2).map((client) => new Promise<void>((gone) => client.once('close', () => gone())));
    await database.pool.query('UPDATE device SET retired_at = now() WHERE id = $1', [retired]);
    await database.pool.query('UPDATE device SET secret_hash = $2 WHERE id = $1', [replaced, hashSecret('other')]);
    expect(await sweep()).toBe(2);
    await Promise.all(ended);
    expect(door.guests().map(({ deviceId }) => deviceId)).toEqual([stays]);
  });

  test('a device that speaks under another’s name is not heard, and hears nothing of another’s', async () => {
    const [mine, other] = [await register(), await register()];
    const listener = await signIn(inside('gateway'), { clientId: 'gateway-listener' });
    const heard: string[] = [];
    listener.on('message', (topic) => heard.push(topic));
    await listener.subscribeAsync('cpc/v1/+/up/#', { qos: 1, rh: 2 });
    // Each on a connection of its own: Mosquitto ends one on which something is said that may not be.
    for (const topic of [`cpc/v1/${other}/up/alarm`, 'wiretime/desk/pages']) {
      const intruder = await signIn(plain(), as(mine));
      await intruder.publishAsync(topic, '{}', { qos: 0 });
    }
    const overheard: string[] = [];
    const honest = await signIn(plain(), as(mine));
    honest.on('message', (topic) => overheard.push(topic));
    await honest.subscribeAsync(`cpc/v1/${mine}/down/ack`, { qos: 1 });
    for (const topic of [`cpc/v1/${other}/down/ack`, 'wiretime/#', '#'])
      await honest.subscribeAsync(topic, { qos: 1 }).catch(() => undefined);
    await honest.publishAsync(`cpc/v1/${mine}/up/vitals`, '{}', { qos: 1 });
    await until('the honest word', () => heard.includes(`cpc/v1/${mine}/up/vitals`));
    expect(heard).toEqual([`cpc/v1/${mine}/up/vitals`]);
    for (const id of [other, mine]) await listener.publishAsync(`cpc/v1/${id}/down/ack`, '{}', { qos: 1 });
    await until('its own receipt', () => overheard.length > 0);
    expect(new Set(overheard)).toEqual(new Set([`cpc/v1/${mine}/down/ack`]));
  });

  test('our own processes have names, secrets and rights of their own: who may page may not speak for devices', async () => {
    await expect(signIn(`mqtt://127.0.0.1:${brokerPort}`, { clientId: 'anybody' })).rejects.toThrow(refused);
    await expect(signIn(inside('engine').replace(secrets.engine, 'guess'), { clientId: 'x' })).rejects.toThrow(refused);
    const intruder = await signIn(inside('engine'), { clientId: 'engine-lost' });
    const pager = await signIn(inside('engine'), { clientId: 'engine' });
    const api = await signIn(inside('api'), { clientId: 'api' });
    const heard: string[] = [];
    api.on('message', (topic) => heard.push(topic));
    await api.subscribeAsync('wiretime/desk/pages', { qos: 1 });
    await api.subscribeAsync('cpc/v1/+/up/#', { qos: 1 }).catch(() => undefined);
    const deviceId = await register();
    const before = (await one<{ n: number }>(database.pool, 'SELECT count(*)::int AS n FROM dead_letter'))?.n;
    await intruder.publishAsync(`cpc/v1/${deviceId}/up/alarm`, '{', { qos: 0 });
    await pager.publishAsync('wiretime/desk/pages', '{}', { qos: 1 });
    await until('the page', () => heard.includes('wiretime/desk/pages'));
    expect(heard).toEqual(['wiretime/desk/pages']);
    expect(await one(database.pool, 'SELECT count(*)::int AS n FROM dead_letter')).toEqual({ n: before });
  });

  test('a message far larger than any topic allows ends the connection, and the next is heard', async () => {
    const deviceId = await register();
    const client = await signIn(plain(), as(deviceId));
    const gone = new Promise<void>((closed) => client.once('close', () => closed()));
    client.on('error', () => undefined);
    // The client would refuse it itself: the limit was announced.
    client.stream.write(Buffer.concat([Buffer.from([0x30, 0x80, 0x80, 0x40]), Buffer.alloc(1024 * 1024)]));
    await gone;
    await expect(signIn(plain(), as(deviceId))).resolves.toBeDefined();
  });

  test('a recording is put over HTTPS with a token as with the secret', async () => {
    const deviceId = await register();
    const put = async (authorization: string) => {
      const url = `http://127.0.0.1:${gateway.port}/devices/${deviceId}/ecg/none`;
      return (await fetch(url, { method: 'HEAD', headers: { authorization } })).status;
    };
    const token = await tokenFor(deviceId);
    expect([
      await put(`Bearer ${token}`),
      await put(`Basic ${Buffer.from(`${deviceId}:${SECRET}`).toString('base64')}`),
      await put('Bearer nonsense'),
      await put(`Bearer ${await tokenFor(await register())}`),
    ]).toEqual([202, 202, 401, 401]);
  });

  test('a cart sends its recording through the door', async () => {
    const deviceId = await register();
    const cart = await makeCart({ mqttUrl: plain(), deviceId, secret: SECRET });
    expect((await cart.record({ tracing: synthetic() })).verdict).toBe('accepted');
    await cart.close();
  });

  /** A drill as `runDrills` and the engine leave it: its cart, its patient, and its first page out. */
  async function drill(siteId: string, { since, retired }: { since: string; retired: boolean }): Promise<string> {
    const id = `ep_drill_${siteId}`;
    const { pool } = database;
    await pool.query(
      `INSERT INTO patient (id, name, sex, community_site_id, synthetic) VALUES ('pt_drill_' || $1, '测试演练 Test Drill', 'UNKNOWN', 'st_comm', true)`,
      [siteId],
    );
    await pool.query(
      `INSERT INTO device (id, kind, site_id, secret_hash, model, retired_at) VALUES ('dv_drill_' || $1, 'ECG_CART', 'st_comm', 'none', 'drill', $2)`,
      [siteId, retired ? new Date(0) : null],
    );
    await pool.query(
      `INSERT INTO page (id, ladder_id, subject_kind, subject_id, rung, role, site_id, channel, because, status, asked_at, sent_at)
       VALUES ('pg_' || $1, 'l', 'EPISODE', $1, 0, 'EMS_DISPATCHER', 'st_hub', 'PUSH', '{}', 'SENT', now(), now())`,
      [id],
    );
    await pool.query(
      `INSERT INTO episode (id, region, patient_id, phase, opened_at, community_site_id, receiving_site_id, help_channel, drill,
         pathway_edition, nobody_answered, open_incidents, facts)
       VALUES ($1, 'demo', 'pt_drill_' || $2, 'FD_ENGAGED', now() - $3::interval, 'st_comm', $2, 'FAMILY_DOCTOR', true, 'test', false, 0, '{}')`,
      [id, siteId, since],
    );
    return id;
  }
  type Way = { entered_at: Date | null; sent_at: Date; receipt_at: Date | null; silent_leg: string | null };
  const wayOf = (id: string) => one<Way>(database.pool, 'SELECT * FROM drill_ecg WHERE episode_id = $1', [id]);

  test('the ECG of a drill comes in by the door like a cart’s, once, and each leg of its way has its time', async () => {
    const id = await drill('st_hub', { since: '1 second', retired: false });
    const way = await until('the receipt of the drill’s cart', async () => {
      const row = await wayOf(id);
      return row?.receipt_at ? row : undefined;
    });
    expect(way.entered_at?.getTime()).toBeLessThanOrEqual(way.sent_at.getTime());
    expect(way.receipt_at?.getTime()).toBeGreaterThanOrEqual(way.entered_at?.getTime() ?? 0);
    expect(way.silent_leg).toBeNull();
    const ecg = await until('its ECG', () =>
      one<{ reading_id: string; matched_by: string; synthetic: boolean; state: string }>(
        database.pool,
        'SELECT reading_id, matched_by, synthetic, state FROM ecg WHERE episode_id = $1',
        [id],
      ),
    );
    expect(ecg).toMatchObject({ matched_by: 'ORDER', synthetic: true, state: 'DECODED' });
    const opening = await until('its reading', () => engine.words.find(({ targetId }) => targetId === ecg.reading_id));
    expect(opening).toMatchObject({ kind: 'READING', opening: { episodeId: id, drill: true } });
    const told = await until('word to the drill', () => engine.words.find(({ targetId }) => targetId === id));
    expect(told).toMatchObject({ kind: 'EPISODE', message: { type: 'ECG_RECEIVED' } });
    const kept = await database.pool.query(
      `SELECT disposition FROM device_inbox WHERE device_id = 'dv_drill_st_hub' AND kind = 'ecg/inline'`,
    );
    expect(kept.rows).toEqual([{ disposition: 'ESCALATED' }]);
  });

  test('a drill whose cart the door does not let in is an incident that names the leg, raised once', async () => {
    const id = await drill('st_next', { since: '3 minutes', retired: true });
    const incident = await until('the incident', () =>
      engine.words.find(
        ({ opening }) => opening && 'code' in opening && opening.unit?.startsWith('DRILL_LEG') === true,
      ),
    );
    expect(incident.opening).toMatchObject({ code: 'PLATFORM_FAULT', unit: 'DRILL_LEG_DOOR' });
    const way = await wayOf(id);
    expect(way).toMatchObject({ entered_at: null, silent_leg: 'DOOR', incident_id: incident.targetId });
  });
});

test('a right covers what lies within it and nothing besides', () => {
  expect(
    [
      ['cpc/v1/+/up/#', 'cpc/v1/a/up/alarm'],
      ['cpc/v1/+/up/#', 'cpc/v1/+/up/#'],
      ['cpc/v1/a/down/#', 'cpc/v1/a/down/ack'],
      ['cpc/v1/a/down/#', 'cpc/v1/+/down/ack'],
      ['cpc/v1/a/down/#', 'cpc/v1/a/#'],
      ['cpc/v1/a/down/#', '#'],
      ['cpc/v1/a/down/#', 'cpc/v1/ab/down/ack'],
      ['wiretime/desk/pages', 'wiretime/desk/pages/x'],
    ].map(([right = '', asked = '']) => covers(right, asked)),
  ).toEqual([true, true, true, false, false, false, false, false]);
});

test('a secret fits its hash and no other', () => {
  const secret = newSecret();
  expect([
    secretFits(secret, hashSecret(secret)),
    secretFits('x', hashSecret(secret)),
    secretFits(secret, 'nonsense'),
  ]).toEqual([true, false, false]);
});

test('a token is read by its own key until it is over', async () => {
  const key = secretFile(join(temporaryFolder('key'), 'token.key'));
  const at = new Date('2026-11-22T10:00:00Z');
  const { token, expiresAt } = await signToken(key, { deviceId: 'dv_watch', made: 'x', at });
  expect(await readToken(key, token, at)).toEqual({ deviceId: 'dv_watch', made: 'x', expiresAt: expiresAt.getTime() });
  expect(await readToken(key, token, expiresAt)).toBeUndefined();
});

describe('the authority', () => {
  test('is made once, signs what a device asks for under its own id', async () => {
    const folder = temporaryFolder('authority');
    const at = new Date();
    const authority = await openAuthority(folder, at);
    expect((await openAuthority(folder, at)).certificate).toBe(authority.certificate);
    const { certificate } = await authority.device('dv_watch', at);
    const [issued, issuer] = [new X509Certificate(certificate), new X509Certificate(authority.certificate)];
    expect([issued.subject, issued.checkIssued(issuer), issued.verify(issuer.publicKey), issued.ca]).toEqual([
      'CN=dv_watch',
      true,
      true,
      false,
    ]);
  });

  test('renews the door’s own certificate before it ends, or when it is called otherwise', async () => {
    const authority = await openAuthority(temporaryFolder('authority'), new Date());
    const first = await authority.server(['localhost'], new Date());
    expect(await authority.server(['localhost'], new Date())).toEqual(first);
    expect(await authority.server(['localhost', 'door.example'], new Date())).not.toEqual(first);
    const inAYear = new Date(Date.now() + 360 * 86_400_000);
    const late = await authority.server(['localhost'], inAYear);
    expect(Date.parse(new X509Certificate(late.certificate).validTo)).toBeGreaterThan(inAYear.getTime());
  });
});
