import { X509Certificate } from 'node:crypto';
import { fingerprintOf } from '../../activities/platform/deviceAuthority';
import { Pkcs10CertificateRequestGenerator } from '@peculiar/x509';
import { secretFits } from '../../activities/platform/deviceCredentials';
import { bindingAt } from '../../prisma/bindings';
import { keepDeadLetter } from '../../prisma/inbox';
import type { Api } from './anApi';
import { anApi } from './anApi';

let api: Api;
beforeAll(async () => {
  api = await anApi();
});
afterAll(() => api.stop());

type Said = {
  readonly outcome?: string;
  readonly code?: string;
  readonly secret?: string;
  readonly certificate?: string;
  readonly key?: string | null;
  readonly authority?: string;
};
let n = 0;
/** Says one thing of one device, as device staff unless told otherwise. */
async function say(mutation: string, deviceId: string, args: object = {}, as = 'ps_device'): Promise<Said> {
  const values = { clientId: `kept-device-${++n}`, deviceId, ...args };
  const given = Object.entries(values).map(([name, value]) =>
    name === 'kind' || name === 'endedAs' ? `${name}: ${value}` : `${name}: ${JSON.stringify(value)}`,
  );
  const asked = {
    giveDeviceSecret: '... on DeviceSecret { secret }',
    giveDeviceCertificate: '... on DeviceCertificate { certificate key authority }',
  } as Readonly<Record<string, string>>; // any other mutation is told
  const { data, errors } = await api.ask<{ it: Said }>(
    as,
    `mutation { it: ${mutation}(${given.join(', ')}) { ${asked[mutation] ?? '... on Told { outcome }'} ... on Fault { code } } }`,
  );
  if (data === undefined) throw new Error(JSON.stringify(errors));
  return data.it;
}

type Row = { readonly secret_hash: string; readonly certificates: readonly string[]; readonly retired_at: Date | null };
async function row(id: string): Promise<Row | undefined> {
  const { rows } = await api.database.pool.query<Row>('SELECT * FROM device WHERE id = $1', [id]);
  return rows[0];
}
type Kept = { readonly id: string; readonly troubles: readonly string[] } & Readonly<Record<string, unknown>>;
const LIST = `query($siteId: ID, $retired: Boolean!) { keptDevices(siteId: $siteId, retired: $retired) {
  id kind site { id } hasSecret certificates online lastHeardAt batteryPct clockOffMs patientId episodeId refused retiredAt outAs troubles } }`;
async function kept(id: string, retired = false): Promise<Kept | undefined> {
  const { data } = await api.ask<{ keptDevices: readonly Kept[] }>('ps_device', LIST, { retired });
  return data?.keptDevices.find((one) => one.id === id);
}

const PATCH = { kind: 'WEARABLE', siteId: 'st_cc1', uploadIntervalS: 300, model: 'patch 2' };

describe('a device is registered and given what it signs in with', () => {
  test('by device staff, once; nothing lets it in before it was given something', async () => {
    expect(await say('registerDevice', 'dv_new1', PATCH, 'ps_ward')).toEqual({ code: 'NOT_ALLOWED' });
    expect(await say('registerDevice', 'no spaces', PATCH)).toEqual({ code: 'BAD_INPUT' });
    expect(await say('registerDevice', 'dv_new1', { ...PATCH, siteId: 'st_none' })).toEqual({ code: 'NOT_FOUND' });
    const clientId = 'kept-device-first';
    expect(await say('registerDevice', 'dv_new1', { ...PATCH, clientId })).toEqual({ outcome: 'APPLIED' });
    expect(await say('registerDevice', 'dv_new1', { ...PATCH, clientId })).toEqual({ outcome: 'DUPLICATE' });
    expect(await say('registerDevice', 'dv_new1', PATCH)).toEqual({ code: 'ALREADY_DONE' });
    expect(await kept('dv_new1')).toMatchObject({ site: { id: 'st_cc1' }, troubles: ['NO_CREDENTIALS'] });
    expect(secretFits('', (await row('dv_new1'))?.secret_hash ?? '')).toBe(false);
  });

  test('the secret is said once, kept as a sum, and void as soon as another is given', async () => {
    const { secret: first = '' } = await say('giveDeviceSecret', 'dv_new1');
    expect(secretFits(first, (await row('dv_new1'))?.secret_hash ?? '')).toBe(true);
    const { secret: second = '' } = await say('giveDeviceSecret', 'dv_new1');
    const { secret_hash: hash = '' } = (await row('dv_new1')) ?? {};
    expect([secretFits(first, hash), secretFits(second, hash)]).toEqual([false, true]);
    expect(await kept('dv_new1')).toMatchObject({ hasSecret: true, troubles: ['NEVER_HEARD'] });
    expect(await say('giveDeviceSecret', 'dv_new1', {}, 'ps_ward')).toEqual({ code: 'NOT_ALLOWED' });
    expect(await say('giveDeviceSecret', 'dv_nobody')).toEqual({ code: 'NOT_FOUND' });
  });

  test('a certificate is signed for a key that never left the device, or made with one', async () => {
    const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    const signingAlgorithm = { name: 'ECDSA', hash: 'SHA-256' };
    const request = await Pkcs10CertificateRequestGenerator.create({ name: 'CN=whoever', keys, signingAlgorithm });
    const signed = await say('giveDeviceCertificate', 'dv_new1', { request: request.toString('pem') });
    expect(signed.key).toBeNull();
    const issued = new X509Certificate(signed.certificate ?? '');
    expect(issued.subject).toBe('CN=dv_new1');
    expect(issued.verify(new X509Certificate(signed.authority ?? '').publicKey)).toBe(true);
    const made = await say('giveDeviceCertificate', 'dv_new1');
    expect(made.key).toMatch(/PRIVATE KEY/);
    expect((await row('dv_new1'))?.certificates).toEqual(
      [made, signed].map(({ certificate = '' }) => fingerprintOf(certificate)),
    );
    expect(await say('giveDeviceCertificate', 'dv_new1', { request: 'not a request' })).toEqual({ code: 'BAD_INPUT' });
  });

  test('what was given can be taken back with a reason; a retired device stays in the register only', async () => {
    expect(await say('takeDeviceCredentials', 'dv_new1', { reason: ' ' })).toEqual({ code: 'REASON_NEEDED' });
    expect(await say('takeDeviceCredentials', 'dv_new1', { reason: 'lost' })).toEqual({ outcome: 'APPLIED' });
    expect(await kept('dv_new1')).toMatchObject({ hasSecret: false, certificates: 0, troubles: ['NO_CREDENTIALS'] });
    const lost = { reason: 'never found', clientId: 'kept-device-lost' };
    expect(await say('retireDevice', 'dv_new1', lost)).toEqual({ outcome: 'APPLIED' });
    expect(await say('retireDevice', 'dv_new1', lost)).toEqual({ outcome: 'DUPLICATE' });
    expect(await say('giveDeviceSecret', 'dv_new1')).toEqual({ code: 'NOT_FOUND' });
    expect(await kept('dv_new1')).toBeUndefined();
    expect(await kept('dv_new1', true)).toMatchObject({ retiredAt: expect.any(String), troubles: [] });
  });

  test('each of it is on record by name, and nothing on record lets anybody in', async () => {
    const { secret = '' } = await say('giveDeviceSecret', 'dv_wear3');
    const { rows } = await api.database.pool.query<{ action: string; actor_id: string; detail: object }>(
      "SELECT action, actor_id, detail FROM audit WHERE subject_id IN ('dv_new1', 'dv_wear3') ORDER BY id",
    );
    expect(rows.map(({ action }) => action)).toEqual([
      ...['DEVICE_REGISTERED', 'DEVICE_SECRET_GIVEN', 'DEVICE_SECRET_GIVEN', 'DEVICE_CERTIFIED', 'DEVICE_CERTIFIED'],
      ...['DEVICE_CREDENTIALS_TAKEN', 'DEVICE_RETIRED', 'DEVICE_SECRET_GIVEN'],
    ]);
    expect(new Set(rows.map(({ actor_id }) => actor_id))).toEqual(new Set(['ps_device']));
    expect(JSON.stringify(rows) + api.log.join('\n')).not.toContain(secret);
  });
});

describe('the register of devices says what somebody should look after', () => {
  const heard = (id: string, said: string) =>
    api.database.pool.query(
      `INSERT INTO device_presence (device_id, online, boot_id, since_at, last_seen_at, firmware, battery_pct, clock_off_ms)
       SELECT $1, online, 'b', now(), now(), '2.4', battery, off FROM (SELECT ${said}) AS said`,
      [id],
    );

  test('silence, a low battery, a wrong clock, absence and refused messages, the gravest first', async () => {
    await heard('dv_wear1', 'true AS online, 80 AS battery, 900 AS off');
    expect(await kept('dv_wear1')).toMatchObject({ batteryPct: 80, clockOffMs: 900, troubles: [] });
    await heard('dv_wear2', 'false AS online, 12 AS battery, -400000 AS off');
    await api.database.pool.query(
      "INSERT INTO silence_clock (device_id, last_seen_at, due_at, level) VALUES ('dv_wear2', now(), now(), 1)",
    );
    await keepDeadLetter(api.database.pool, {
      ...{ receivedAt: new Date(), deviceId: 'dv_wear2', topic: 'cpc/v1/dv_wear2/up/vitals', size: 9, sha256: '' },
      ...{ verdict: 'rejected', code: 'malformed', detail: 'no JSON' },
    });
    expect(await kept('dv_wear2')).toMatchObject({
      refused: 1,
      troubles: ['SILENT', 'MESSAGES_REFUSED', 'BATTERY_LOW', 'CLOCK_WRONG', 'OFFLINE'],
    });
  });

  test('R26 a clock more than a minute off is a trouble, whichever way it is off', async () => {
    await heard('dv_wear3', 'true AS online, 80 AS battery, -61000 AS off');
    expect(await kept('dv_wear3')).toMatchObject({ troubles: ['CLOCK_WRONG'] });
    await api.database.pool.query("UPDATE device_presence SET clock_off_ms = 61000 WHERE device_id = 'dv_wear3'");
    expect(await kept('dv_wear3')).toMatchObject({ troubles: ['CLOCK_WRONG'] });
    await api.database.pool.query("UPDATE device_presence SET clock_off_ms = 60000 WHERE device_id = 'dv_wear3'");
    expect(await kept('dv_wear3')).toMatchObject({ troubles: [] });
  });

  test('what a worn device said of its battery counts before its birth; a cart that is switched off is no trouble', async () => {
    await api.database.pool.query(
      `WITH worn AS (INSERT INTO device_binding (device_id, patient_id, bound_from, bound_by)
                     VALUES ('dv_wear1', 'pt_demo_a', now() - interval '1 day', 'ps_device'))
       INSERT INTO vital_sample (device_id, msg_id, n, patient_id, code, at, value, unit)
       VALUES ('dv_wear1', 'm1', 0, 'pt_demo_a', 'BATTERY', now() - interval '2 hours', 40, '%'),
              ('dv_wear1', 'm2', 0, 'pt_demo_a', 'BATTERY', now() - interval '1 hour', 18, '%')`,
    );
    expect(await kept('dv_wear1')).toMatchObject({ patientId: 'pt_demo_a', batteryPct: 18, troubles: ['BATTERY_LOW'] });
    expect(await kept('dv_band1')).toMatchObject({ lastHeardAt: null, troubles: [] }); // a tag that readers see
    await heard('dv_cart1', 'false AS online, NULL::int AS battery, 0 AS off');
    expect(await kept('dv_cart1')).toMatchObject({ online: false, troubles: [] });
  });

  test('whoever handed it out takes it back, and only from the patient it was seen on', async () => {
    const back = (patientId: string, as = 'ps_device') => say('takeDeviceBack', 'dv_wear1', { patientId }, as);
    expect(await back('pt_demo_a', 'ps_reader')).toEqual({ code: 'NOT_ALLOWED' });
    expect(await back('pt_demo_b')).toEqual({ code: 'TAKEN' });
    expect(await back('pt_demo_a')).toEqual({ outcome: 'APPLIED' });
    expect(await back('pt_demo_a')).toEqual({ outcome: 'DUPLICATE' });
    expect(await kept('dv_wear1')).toMatchObject({ patientId: null });
  });
});

describe('R34: a device that is broken or lost', () => {
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  const hand = (patientId: string, from: Date, more = {}) =>
    say('bindDevice', 'dv_wear2', { patientId, from: from.toISOString(), ...more }, 'ps_family1');
  const back = (patientId: string, endedAs: string) => say('takeDeviceBack', 'dv_wear2', { patientId, endedAs });
  const whose = (at: Date) => bindingAt(api.database.pool, 'dv_wear2', at);
  const words = async () =>
    (
      await api.database.pool.query<{ said: string }>(
        `SELECT target_id || ' ' || (message ->> 'type') || ' ' || coalesce(message ->> 'endedAs', '') AS said
           FROM device_word WHERE message ->> 'deviceId' = 'dv_wear2' OR message #>> '{by,id}' = 'dv_wear2' ORDER BY position`,
      )
    ).rows.map(({ said }) => said.trim());

  test('R34: lost, it lets nobody in, its silence is nobody’s, and what it says later belongs to no patient', async () => {
    await say('giveDeviceSecret', 'dv_wear2');
    expect(await hand('pt_demo_b', ago(60), { episodeId: 'ep_b' })).toEqual({ outcome: 'APPLIED' });
    // the same device with another promise replaces nothing: the episode hears of a new one alone
    expect(await hand('pt_demo_b', ago(50), { uploadIntervalS: 120 })).toEqual({ outcome: 'APPLIED' });
    await api.database.pool.query(
      `INSERT INTO silence_clock (device_id, last_seen_at, due_at, level, incident_id)
       VALUES ('dv_wear2', now(), now(), 2, 'in_silent') ON CONFLICT (device_id) DO UPDATE SET incident_id = 'in_silent'`,
    );
    const stored = "SELECT count(*)::int AS n FROM vital_sample WHERE device_id = 'dv_wear2'";
    await api.database.pool.query(
      `INSERT INTO vital_sample (device_id, msg_id, n, patient_id, code, at, value, unit)
       VALUES ('dv_wear2', 'before', 0, 'pt_demo_b', 'HR', $1, 70, '/min')`,
      [ago(30)],
    );
    expect(await back('pt_demo_b', 'LOST')).toEqual({ outcome: 'APPLIED' });
    expect(await kept('dv_wear2')).toMatchObject({ outAs: 'LOST', hasSecret: false, certificates: 0, patientId: null });
    const { rows: clocks } = await api.database.pool.query("SELECT FROM silence_clock WHERE device_id = 'dv_wear2'");
    expect(clocks).toEqual([]);
    expect((await api.database.pool.query<{ n: number }>(stored)).rows).toEqual([{ n: 1 }]);
    expect(await words()).toEqual(['ep_b DEVICE_BOUND', 'in_silent CONDITION_ENDED', 'ep_b DEVICE_TAKEN_BACK LOST']);
    expect([await whose(ago(30)), await whose(new Date(Date.now() + 1000))]).toEqual([
      { patientId: 'pt_demo_b', episodeId: 'ep_b' },
      undefined,
    ]);
  });

  test('R34: found, it is looked at before anybody gets it, and what it heard meanwhile is not given to the next', async () => {
    expect(await hand('pt_demo_c', new Date())).toEqual({ code: 'OUT_OF_USE' });
    expect(await say('restockDevice', 'dv_wear2', { checked: ' ' })).toEqual({ code: 'REASON_NEEDED' });
    expect(await say('restockDevice', 'dv_wear2', { checked: 'wiped' }, 'ps_ward')).toEqual({ code: 'NOT_ALLOWED' });
    expect(await say('restockDevice', 'dv_wear2', { checked: 'found, wiped, tested' })).toEqual({ outcome: 'APPLIED' });
    expect(await say('restockDevice', 'dv_wear2', { checked: 'again' })).toEqual({ outcome: 'DUPLICATE' });
    const { rows } = await api.database.pool.query<{ at: Date }>(
      "SELECT bound_to AS at FROM device_binding WHERE device_id = 'dv_wear2' AND ended_as = 'LOST' AND ended_by = 'ps_device'",
    );
    const lostAt = rows[0]?.at ?? new Date(0);
    expect(await hand('pt_demo_c', new Date())).toEqual({ outcome: 'APPLIED' });
    expect(await whose(lostAt)).toBeUndefined();
    expect(await whose(new Date(lostAt.getTime() - 1))).toMatchObject({ patientId: 'pt_demo_b' });
  });

  test('R34: broken, it is kept from the next patient and may come back with what lets it in', async () => {
    await say('giveDeviceSecret', 'dv_wear2');
    expect(await back('pt_demo_c', 'FAULT')).toEqual({ outcome: 'APPLIED' });
    expect(await kept('dv_wear2')).toMatchObject({ outAs: 'FAULT', hasSecret: true });
    expect(await hand('pt_demo_b', new Date())).toEqual({ code: 'OUT_OF_USE' });
  });
});
