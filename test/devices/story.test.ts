import { makeLog } from '../../activities/platform/log';
import type { Gateway } from '../../devices/gateway';
import { decodeCanonical } from '../../devices/formats/canonical';
import { sha256 } from '../../activities/platform/hash';
import { makeCart, type Cart } from '../../devices/simulator/cart';
import { synthetic, tracing } from '../../devices/simulator/library';
import { makeWearable, type Wearable } from '../../devices/simulator/wearable';
import { BROKERS } from '../support/broker';
import { hasLibrary, LIBRARY } from './library';
import { addEpisode, bind, one, openWard, SECRET, until, type Ward } from './ward';

describe.each(BROKERS)('through %s', (kind) => {
  let ward: Ward;
  let gateway: Gateway;
  let cart: Cart;
  let watch: Wearable;
  const lines: string[] = [];

  beforeAll(async () => {
    ward = await openWard(kind);
    gateway = await ward.gateway({ log: makeLog('gateway', { level: 'debug', write: (line) => lines.push(line) }) });
    await bind(ward.pool, 'dv_watch', 'pt_b', new Date(Date.now() - 60_000));
    const options = { mqttUrl: ward.broker.url, secret: SECRET };
    cart = await makeCart({ ...options, deviceId: 'dv_cart', httpUrl: `http://127.0.0.1:${gateway.port}` });
    watch = await makeWearable({ ...options, deviceId: 'dv_watch' });
  });
  afterAll(async () => {
    await cart?.close();
    await watch?.close();
    await ward?.close();
  });

  test('6.4#4: a cart’s recording is kept byte for byte, read at once and told to the episode it was ordered for', async () => {
    const sent = tracing(LIBRARY, 'ptbxl/00189');
    const receipt = await cart.record({ tracing: sent, orderRef: 'ep_a' });
    expect(receipt).toMatchObject({ verdict: 'accepted', retry: false, ecgId: expect.stringMatching(/^ecg_/) });
    const words = await until('two words for the engine', () => ward.engine.words.length >= 2 && ward.engine.words);
    const ecgId = receipt.ecgId ?? '';
    expect(words.find((word) => word.kind === 'READING')?.opening).toMatchObject({
      ecgId,
      episodeId: 'ep_a',
      patientId: 'pt_a',
      siteId: 'st_comm',
      hubSiteId: 'st_hub',
      neighbourSiteId: 'st_next',
    });
    expect(words.find((word) => word.kind === 'EPISODE')).toMatchObject({
      targetId: 'ep_a',
      message: { type: 'ECG_RECEIVED', ecgId, acquired: { source: 'DEVICE' } },
    });
    const row = await one<{ sha256: string; canonical_sha256: string; state: string; synthetic: boolean; fs: number }>(
      ward.pool,
      'SELECT * FROM ecg WHERE id = $1',
      [ecgId],
    );
    expect(row).toMatchObject({ sha256: sha256(sent.bytes), state: 'DECODED', synthetic: !hasLibrary, fs: 500 });
    expect(await ward.blobs.get(row?.sha256 ?? '')).toEqual(Buffer.from(sent.bytes));
    const canonical = decodeCanonical((await ward.blobs.get(row?.canonical_sha256 ?? '')) ?? Buffer.alloc(0));
    expect(canonical.ok && canonical.recording.leads.map(({ name }) => name)).toHaveLength(12);
  });

  test('a recording sent without an order or a patient goes to a reader with the episodes a person may choose from', async () => {
    const receipt = await cart.record({ tracing: synthetic() });
    const ecg = await until('the row', () =>
      one<{ matched_by: string; suggested: string[]; episode_id: string | null; synthetic: boolean }>(
        ward.pool,
        'SELECT * FROM ecg WHERE id = $1',
        [receipt.ecgId],
      ),
    );
    expect(ecg).toMatchObject({ matched_by: 'NOBODY', suggested: ['ep_a'], episode_id: null, synthetic: true });
    const word = await until('a reading', () =>
      ward.engine.words.find(
        ({ opening }) => opening !== undefined && 'ecgId' in opening && opening.ecgId === receipt.ecgId,
      ),
    );
    expect(word.opening).not.toHaveProperty('episodeId');
  });

  test('a recording too large for a message goes over HTTPS and is announced by one', async () => {
    const bytes = Buffer.concat([Buffer.from('%PDF-1.7 '), Buffer.alloc(300_000, 7)]);
    const receipt = await cart.record({
      tracing: { contentType: 'application/pdf', bytes, synthetic: false },
      orderRef: 'ep_a',
    });
    expect(receipt).toMatchObject({ verdict: 'accepted', code: 'no-pre-read' });
    const ecg = await until('the row', () =>
      one(ward.pool, 'SELECT state, reading_id, bytes FROM ecg WHERE id = $1', [receipt.ecgId]),
    );
    expect(ecg).toMatchObject({ state: 'NO_PRE_READ', bytes: bytes.length, reading_id: expect.stringMatching(/^rd_/) });
  });

  test('vitals of a bound wearable stand under its patient', async () => {
    const receipt = await watch.vitals([
      { code: 'HR', value: 71 },
      { code: 'SPO2', value: null, reason: 'NO_CONTACT' },
    ]);
    expect(receipt.verdict).toBe('accepted');
    const rows = await until('two samples', async () => {
      const found = await ward.pool.query(
        'SELECT patient_id, code, value, unit, reason FROM vital_sample WHERE msg_id = $1 ORDER BY n',
        [receipt.msgId],
      );
      return found.rows.length === 2 && found.rows;
    });
    expect(rows).toEqual([
      { patient_id: 'pt_b', code: 'HR', value: 71, unit: '/min', reason: null },
      { patient_id: 'pt_b', code: 'SPO2', value: null, unit: '%', reason: 'NO_CONTACT' },
    ]);
  });

  test('what an ambulance’s kit measures for an ordered episode stands under its patient', async () => {
    await ward.pool.query(
      `INSERT INTO device (id, kind, site_id, secret_hash) SELECT 'dv_kit', 'VEHICLE_KIT', site_id, secret_hash FROM device WHERE id = 'dv_cart'`,
    );
    const kit = await makeWearable({ mqttUrl: ward.broker.url, deviceId: 'dv_kit', secret: SECRET });
    const receipt = await kit.vitals([{ code: 'GLUCOSE', value: 6.1 }], { orderRef: 'ep_a' });
    await kit.close();
    const row = await until('the sample', () =>
      one(ward.pool, 'SELECT patient_id, episode_id, value FROM vital_sample WHERE msg_id = $1', [receipt.msgId]),
    );
    expect(row).toEqual({ patient_id: 'pt_a', episode_id: 'ep_a', value: 6.1 });
  });

  test('who recorded an ECG is told to the episode where the cart names a person of the region', async () => {
    await ward.pool.query(`INSERT INTO person VALUES ('ps_recorder', 'Test Recorder', '000-0', true)`);
    await ward.pool.query(
      `INSERT INTO device (id, kind, site_id, secret_hash) SELECT 'dv_cart_named', 'ECG_CART', site_id, secret_hash FROM device WHERE id = 'dv_cart'`,
    );
    const other = await makeCart({ mqttUrl: ward.broker.url, secret: SECRET, deviceId: 'dv_cart_named' });
    const named = await other.record({ tracing: synthetic(), orderRef: 'ep_a', operator: 'ps_recorder' });
    const unknown = await other.record({ tracing: synthetic(), orderRef: 'ep_a', operator: 'somebody' });
    await other.close();
    const takenBy = (ecgId: string | undefined) =>
      until('the word', () =>
        ward.engine.words
          .flatMap(({ message }) =>
            message?.type === 'ECG_RECEIVED' && message.ecgId === ecgId ? [message.takenBy ?? 'nobody'] : [],
          )
          .at(0),
      );
    expect([await takenBy(named.ecgId), await takenBy(unknown.ecgId)]).toEqual(['ps_recorder', 'nobody']);
  });

  test('8.5: a point-of-care troponin of the kit is told to the episode once, with its sample’s time and its printed limit', async () => {
    const kit = await makeWearable({ mqttUrl: ward.broker.url, deviceId: 'dv_kit', secret: SECRET });
    const at = Date.now() - 5 * 60_000;
    const points = [
      { code: 'HS_TROPONIN_I', value: 52, at, assay: 'POCT', limit: 26 },
      { code: 'GLUCOSE', value: 6.4, at },
    ] as const;
    const receipt = await kit.vitals(points, { orderRef: 'ep_a' });
    await kit.close();
    const id = `dv_kit:${receipt.msgId}:0:test`;
    const told = await until('the word', () => ward.engine.words.find((word) => word.id === id));
    expect(told).toMatchObject({
      targetId: 'ep_a',
      message: {
        type: 'TEST_REPORTED',
        by: { kind: 'DEVICE', id: 'dv_kit' },
        report: { kind: 'HS_TROPONIN_I', value: 52, unit: 'ng/L', limit: 26, assay: 'POCT', sampled: { at } },
      },
    });
    const words = ward.engine.words.filter(({ message }) => message?.type === 'TEST_REPORTED');
    expect(words).toHaveLength(1);
  });

  test('an alarm knows the episode of the patient who wears the device', async () => {
    await addEpisode(ward.pool, 'ep_b', 'pt_b');
    await watch.alarm({ code: 'ST_DEPRESSION', value: -0.12, unit: 'mV' });
    const word = await until('the incident', () =>
      ward.engine.words.find(({ opening }) => opening && 'code' in opening && opening.code === 'ST_DEPRESSION'),
    );
    expect(word.opening).toMatchObject({ patientId: 'pt_b', episodeId: 'ep_b' });
  });

  test('one alarm is one incident: growing and ending are told to it, repeats are not', async () => {
    const alarmId = 'watch-alarm-1';
    const first = await watch.alarm({ code: 'TACHYCARDIA', alarmId, value: 155, unit: '/min' });
    await watch.alarm({ code: 'TACHYCARDIA', alarmId, phase: 'update', value: 158, unit: '/min' });
    await watch.alarm({ code: 'TACHYCARDIA', alarmId, phase: 'update', value: 184, unit: '/min' });
    await watch.alarm({ code: 'TACHYCARDIA', alarmId, phase: 'end', value: 90, unit: '/min' });
    const told = await until('opening, rise and end', () => {
      const all = ward.engine.words.filter(({ opening, message }) =>
        JSON.stringify(opening ?? message).match(/TACHYCARDIA|REPEATED|ENDED/),
      );
      return all.length >= 3 && all;
    });
    expect(told.map(({ opening, message }) => (message ?? opening) as object)).toMatchObject([
      { code: 'TACHYCARDIA', priority: 'MEDIUM', patientId: 'pt_b', deskSiteId: 'st_hub', late: false, value: 155 },
      { type: 'SIGNAL_REPEATED', priority: 'HIGH', value: 184 },
      { type: 'CONDITION_ENDED' },
    ]);
    expect(new Set(told.map(({ targetId }) => targetId)).size).toBe(1);
    const inbox = await one<{ disposition: string; subject_id: string }>(
      ward.pool,
      'SELECT disposition, subject_id FROM device_inbox WHERE msg_id = $1',
      [first.msgId],
    );
    expect(inbox).toEqual({ disposition: 'ESCALATED', subject_id: told[0]?.targetId });
  });

  test('an alarm whose group’s incident a person has closed sounds anew as an incident of its own', async () => {
    const say = () => watch.alarm({ code: 'SPO2_LOW', value: 84, unit: '%' });
    await say();
    const openings = () =>
      ward.engine.words.flatMap(({ opening }) =>
        opening && 'code' in opening && opening.code === 'SPO2_LOW' ? [opening.id] : [],
      );
    const [closed = ''] = await until('the first', () => openings().length === 1 && openings());
    ward.engine.closed.add(closed);
    const receipt = await say();
    const [, anew] = await until('the second', () => openings().length === 2 && openings());
    expect(anew).not.toBe(closed);
    expect(await one(ward.pool, 'SELECT subject_id FROM device_inbox WHERE msg_id = $1', [receipt.msgId])).toEqual({
      subject_id: anew,
    });
    expect(await one(ward.pool, `SELECT incident_id FROM alarm_group WHERE key = 'pt_b:OXYGEN'`)).toEqual({
      incident_id: anew,
    });
  });

  test('10.13, 10.28: a reading and an alarm begin under the edition of the hospital that answers them', async () => {
    await ward.pool.query(
      `INSERT INTO person (id, name, phone, synthetic) VALUES ('ps_one', 'One', '0', true), ('ps_two', 'Two', '0', true)`,
    );
    await ward.pool.query(
      `INSERT INTO pathway_edition (edition, site_id, jurisdiction, effective_from, thresholds, note, author_id,
         authored_at, approver_id, approved_at)
       VALUES ('hub-quick', 'st_hub', 'CHINA_2019', now() - interval '1 day',
         '{"READ_ECG_AFTER_3": 2, "INCIDENT_HIGH_AFTER_1": 0.5, "T05_LIMIT": 8}', 'quicker', 'ps_one', now(), 'ps_two', now())`,
    );
    await ward.pool.query(
      `INSERT INTO device (id, kind, site_id, secret_hash) SELECT 'dv_cart2', kind, site_id, secret_hash FROM device WHERE id = 'dv_cart'`,
    );
    const second = await makeCart({
      mqttUrl: ward.broker.url,
      secret: SECRET,
      deviceId: 'dv_cart2',
      httpUrl: `http://127.0.0.1:${gateway.port}`,
    });
    const { ecgId } = await second.record({ tracing: synthetic() });
    await second.close();
    await watch.alarm({ code: 'SOS' });
    const opening = (what: string, holds: (one: object) => boolean) =>
      until(what, () => ward.engine.words.find((word) => word.opening !== undefined && holds(word.opening))?.opening);
    expect(await opening('the reading', (one) => 'ecgId' in one && one.ecgId === ecgId)).toMatchObject({
      pathway: { edition: 'hub-quick', thresholds: { READ_ECG_AFTER_3: 2 } },
    });
    expect(await opening('the alarm', (one) => 'code' in one && one.code === 'SOS')).toMatchObject({
      pathway: { edition: 'hub-quick', thresholds: { INCIDENT_HIGH_AFTER_1: 0.5 } },
    });
  });

  test('6.4#7: no log line tells who the patient is, what the heart did or what the cart’s operator typed', async () => {
    const receipt = await cart.record({ tracing: synthetic(), patientRef: { type: 'patient-id', value: 'pt_a' } });
    await watch.link.send({ ...watch.link.compose('vitals', { points: [{ name: 'Synthetic A' }] }), kind: 'vitals' });
    const ecg = await until('the row', () =>
      one(ward.pool, 'SELECT patient_id, matched_by FROM ecg WHERE id = $1', [receipt.ecgId]),
    );
    expect(ecg).toEqual({ patient_id: 'pt_a', matched_by: 'PATIENT_REF' });
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join('\n')).not.toMatch(/pt_[ab]|ep_[ab]|Synthetic|"value"/);
  });

  test('every accepted message has exactly one disposition', async () => {
    const open = await until('nothing waiting', async () => {
      const row = await one<{ n: string }>(
        ward.pool,
        'SELECT count(*) AS n FROM device_inbox WHERE disposition IS NULL',
      );
      return row?.n === '0' && row;
    });
    expect(open.n).toBe('0');
    const health = await until('nothing to tell', async () => {
      const now = await gateway.health();
      return now['wordsWaiting'] === 0 && now;
    });
    expect(health).toMatchObject({ ok: true, broker: true, inbox: true, engine: true, failing: [] });
  });
});
