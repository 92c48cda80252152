import { connectAsync } from 'mqtt';
import { sha256 } from '../../activities/platform/hash';
import type { Gateway } from '../../devices/gateway';
import { makeCart } from '../../devices/simulator/cart';
import { synthetic } from '../../devices/simulator/library';
import { ulid } from '../../devices/simulator/composer';
import { makeWearable, type Wearable } from '../../devices/simulator/wearable';
import { compareLedger } from '../../scripts/verify/ledger';
import { BROKERS } from '../support/broker';
import { addEpisode, aWornDevice, one, openWard, SECRET, until, type Ward } from './ward';

/** The cases of devices.md 6.5 that pass through a broker, by their number, and those "next in line" (N). */
describe.each(BROKERS)('through %s', (kind) => {
  let ward: Ward;
  let gateway: Gateway;

  beforeAll(async () => {
    ward = await openWard(kind);
    gateway = await ward.gateway();
  });
  afterAll(() => ward.close());

  const aPatient = (deviceKind?: string) => aWornDevice(ward.pool, deviceKind);
  async function aWatch(deviceId: string, clock?: () => number): Promise<Wearable> {
    return ward.admit(
      await makeWearable({ mqttUrl: ward.broker.url, deviceId, secret: SECRET, ...(clock && { clock }) }),
    );
  }
  type Row = { disposition: string | null; rule: string; subject_id: string | null };
  const ended = (deviceId: string, msgId: string | null) =>
    until('its disposition', () =>
      one<Row>(
        ward.pool,
        'SELECT disposition, rule, subject_id FROM device_inbox WHERE device_id = $1 AND msg_id = $2 AND disposition IS NOT NULL',
        [deviceId, msgId],
      ),
    );
  const openings = (deviceId: string) =>
    ward.engine.words.flatMap(({ opening }) =>
      opening && 'code' in opening && opening.deviceId === deviceId ? [opening] : [],
    );

  test('6.5#1: a sentinel is refused by its name and never becomes a slow heart', async () => {
    const { deviceId } = await aPatient();
    const watch = await aWatch(deviceId);
    for (const value of [-100, -999, -1, 32767])
      expect(await watch.vitals([{ code: 'HR', value }])).toMatchObject({ verdict: 'rejected', code: 'sentinel' });
    expect(await one(ward.pool, 'SELECT 1 FROM vital_sample WHERE device_id = $1', [deviceId])).toBeUndefined();
    expect(openings(deviceId)).toEqual([]);
  });

  test.each([
    ['reset to the year 2000', () => Date.parse('2000-01-01T00:00:00Z')],
    ['eight hours ahead', () => Date.now() + 8 * 3_600_000],
  ])('6.5#4: an alarm of a clock that is %s is raised at once, at the time it came', async (_, clock) => {
    const { deviceId, patientId } = await aPatient();
    const watch = await aWatch(deviceId, clock);
    const before = Date.now();
    const { msgId, verdict } = await watch.alarm({ code: 'VF_ASYSTOLE' });
    expect(verdict).toBe('accepted');
    await ended(deviceId, msgId);
    const opening = await until('told', () => openings(deviceId)[0]);
    expect(opening).toMatchObject({ patientId, priority: 'HIGH', late: false });
    expect(opening.onsetAt).toBeGreaterThanOrEqual(before - 1_000);
    expect(opening.onsetAt).toBeLessThanOrEqual(Date.now());
  });

  test('6.5#4: a clock that jumps back in the middle of an alarm ends that alarm all the same', async () => {
    const { deviceId } = await aPatient();
    let offset = 0;
    const watch = await aWatch(deviceId, () => Date.now() + offset);
    const alarmId = ulid(Date.now());
    const start = await watch.alarm({ code: 'TACHYCARDIA', value: 185, unit: '/min', alarmId });
    offset = -300_000;
    const end = await watch.alarm({ code: 'TACHYCARDIA', phase: 'end', alarmId });
    const [opened, closed] = [await ended(deviceId, start.msgId), await ended(deviceId, end.msgId)];
    expect(closed.subject_id).toBe(opened.subject_id);
    await until('its end told', () => ward.engine.words.some(({ message }) => message?.type === 'CONDITION_ENDED'));
  });

  test('6.5#7: a message that makes us fail ends before a person, and others flow meanwhile', async () => {
    const { deviceId } = await aPatient();
    // Accepted once and spoilt on disk since: nothing of ours can read it.
    await ward.pool.query(
      `INSERT INTO device_inbox (device_id, msg_id, kind, boot_id, seq, measured_at, effective_at, received_at, sha256, payload, attempts)
       VALUES ($1, 'spoilt', 'alarm', 'b', 1, now(), now(), now(), '', '{"data":{}}', 7)`,
      [deviceId],
    );
    await ward.pool.query(
      `UPDATE ledger_minute SET accepted = accepted + 1 WHERE minute = date_trunc('minute', (SELECT received_at FROM device_inbox WHERE msg_id = 'spoilt'), 'UTC')`,
    );
    const healthy = await aPatient();
    const watch = await aWatch(healthy.deviceId);
    await ended(healthy.deviceId, (await watch.sos()).msgId);
    expect(await ended(deviceId, 'spoilt')).toMatchObject({ disposition: 'QUARANTINED', rule: 'POISON' });
    await until('a person', () => openings(deviceId).some(({ code }) => code === 'PLATFORM_FAULT'));
  });

  test('6.5 next#2: an SOS with a loose electrode and an empty battery is an SOS', async () => {
    const { deviceId, patientId } = await aPatient();
    const watch = await aWatch(deviceId);
    await watch.alarm({ code: 'LEAD_OFF', durationMs: 120_000 });
    await watch.alarm({ code: 'LOW_BATTERY', value: 2, unit: '%' });
    await watch.sos();
    const sos = await until('the SOS', () => openings(deviceId).find(({ code }) => code === 'SOS'));
    expect(sos).toMatchObject({ patientId, priority: 'HIGH' });
    const battery = await until('the battery', () => openings(deviceId).find(({ code }) => code === 'LOW_BATTERY'));
    expect(battery.priority).toBe('MEDIUM');
  });

  test('6.5 next#4: two carts that use one id for different recordings are two recordings', async () => {
    const ecgId = ulid(Date.now());
    const ids = await Promise.all(
      [1, 2].map(async () => {
        const { deviceId } = await aPatient('ECG_CART');
        const cart = ward.admit(await makeCart({ mqttUrl: ward.broker.url, deviceId, secret: SECRET }));
        const { msgId, ecgId: ours } = await cart.record({ tracing: synthetic(), ecgId });
        await ended(deviceId, msgId);
        return ours;
      }),
    );
    expect(new Set(ids).size).toBe(2);
    const { rows } = await ward.pool.query('SELECT DISTINCT reading_id FROM ecg WHERE id = ANY ($1)', [ids]);
    expect(rows).toHaveLength(2);
  });

  test('6.5 next#5: atrial fibrillation told again and again is one incident with a count', async () => {
    const { deviceId } = await aPatient();
    const watch = await aWatch(deviceId);
    const said = [];
    for (let n = 0; n < 12; n++) said.push(await watch.alarm({ code: 'AF_ONSET' }));
    for (const { msgId } of said) await ended(deviceId, msgId);
    await until('all told', () => ward.engine.words.filter(({ id }) => id.startsWith(`${deviceId}:`)).length === 12);
    expect(
      new Set(ward.engine.words.flatMap(({ id, targetId }) => (id.startsWith(`${deviceId}:`) ? [targetId] : []))).size,
    ).toBe(1);
  });

  test('6.5 next#7: a wristband seen at two gates within a second is where the nearer one saw it', async () => {
    await ward.pool.query(
      `INSERT INTO reader (id, site_id, place, arrives, leaves) VALUES
         ('rd_gate', 'st_hub', 'gate', 'DOOR', NULL), ('rd_lab', 'st_hub', 'lab', 'LAB_IN', NULL)`,
    );
    const { deviceId: band, patientId } = await aPatient('WRISTBAND');
    await addEpisode(ward.pool, `ep_${band}`, patientId);
    const { deviceId } = await aPatient('WRISTBAND');
    const gates = await aWatch(deviceId);
    const at = Date.now() - 5_000;
    const saw = (readerId: string, ms: number, rssi: number) => ({
      ...{ at: new Date(at + ms).toISOString(), readerId, tagId: band, event: 'enter', rssi },
    });
    await gates.link.say('loc', { sightings: [saw('rd_gate', 0, -80), saw('rd_lab', 600, -50)] });
    const told = await until(
      'the milestone',
      () =>
        ward.engine.words.flatMap(({ targetId, message }) =>
          targetId === `ep_${band}` && message && 'code' in message ? [message.code] : [],
        ).length > 0 && ward.engine.words.filter(({ targetId }) => targetId === `ep_${band}`),
    );
    expect(told.map(({ message }) => message && 'code' in message && message.code)).toEqual(['LAB_IN']);
    expect(await one(ward.pool, 'SELECT count(*)::int AS n FROM sighting')).toEqual({ n: 2 });
  });

  test.each([
    ['announced before it is there', true],
    ['there before it is announced', false],
  ])('6.5 next#3: a recording %s is one recording with its bytes', async (_, first) => {
    const { deviceId } = await aPatient('ECG_CART');
    const cart = ward.admit(await makeCart({ mqttUrl: ward.broker.url, deviceId, secret: SECRET }));
    const { bytes, contentType: format } = synthetic();
    const ecgId = ulid(Date.now());
    const sum = sha256(bytes);
    const announce = () =>
      cart.link.say('ecg/ready', {
        ...{ ecgId, format, bytes: bytes.byteLength, sha256: sum, acquiredAt: new Date().toISOString() },
        ...{ reason: 'chest-pain', patientRef: null, priority: 'stat' },
      });
    const upload = () =>
      fetch(`http://127.0.0.1:${gateway.port}/devices/${deviceId}/ecg/${ecgId}`, {
        method: 'PUT',
        headers: {
          ...{ authorization: `Basic ${Buffer.from(`${deviceId}:${SECRET}`).toString('base64')}` },
          ...{ 'content-type': format, 'x-content-sha256': sum },
        },
        body: Buffer.from(bytes),
      });
    for (const step of first ? [announce, upload] : [upload, announce]) await step();
    const { rows } = await until('its row', async () => {
      const found = await ward.pool.query('SELECT sha256 FROM ecg WHERE device_id = $1', [deviceId]);
      return found.rows.length > 0 && found;
    });
    expect(rows).toEqual([{ sha256: sum }]);
  });

  test('6.5 next#8: firmware that sends without asking for an acknowledgement is heard and receipted', async () => {
    const { deviceId } = await aPatient();
    const watch = await aWatch(deviceId);
    const { payload, msgId } = watch.link.compose('alarm', {
      ...{ alarmId: 'qos0', phase: 'start', category: 'patient', code: 'SOS' },
      onsetAt: new Date().toISOString(),
    });
    const client = await connectAsync(ward.broker.url, { protocolVersion: 5, clientId: `${deviceId}-qos0` });
    ward.admit({ close: () => client.endAsync(true) });
    client.publish(`cpc/v1/${deviceId}/up/alarm`, Buffer.from(payload), { qos: 0 });
    expect(await ended(deviceId, msgId)).toMatchObject({ disposition: 'ESCALATED', rule: 'W17' });
  });

  test('6.5 next#9: an alarm an installer left retained is raised once and never again, and its topic is cleared', async () => {
    const { deviceId } = await aPatient();
    const topic = `cpc/v1/${deviceId}/up/alarm`;
    const installer = await connectAsync(ward.broker.url, { protocolVersion: 5, clientId: `installer-${deviceId}` });
    ward.admit({ close: () => installer.endAsync(true) });
    const watch = await aWatch(deviceId);
    const { payload, msgId } = watch.link.compose('alarm', {
      ...{ alarmId: 'left-behind', phase: 'start', category: 'patient', code: 'SOS' },
      onsetAt: new Date().toISOString(),
    });
    await installer.publishAsync(topic, Buffer.from(payload), { qos: 1, retain: true });
    await ended(deviceId, msgId);
    // A gateway that comes later finds it retained.
    const later = await ward.gateway({ id: `later-${deviceId}` });
    const look = async () => {
      const client = await connectAsync(ward.broker.url, { protocolVersion: 5, clientId: ulid(Date.now()) });
      const retained = new Promise<boolean>((heard) => {
        client.on('message', (_topic, _payload, { retain }) => heard(retain));
        client.subscribe([topic, `cpc/v1/${deviceId}/end`], { qos: 1 }, () => {
          client.publish(`cpc/v1/${deviceId}/end`, 'end', { qos: 1 });
        });
      });
      const found = await retained;
      await client.endAsync(true);
      return !found;
    };
    await until('the topic is clear', look);
    expect(openings(deviceId)).toHaveLength(1);
    expect(await one(ward.pool, 'SELECT code FROM dead_letter WHERE device_id = $1', [deviceId])).toBeUndefined();
    await later.stop();
  });

  test('6.5 next#10: two devices with one identity throw each other off, and nothing of either is lost', async () => {
    const { deviceId } = await aPatient();
    const [first, clone] = [await aWatch(deviceId), await aWatch(deviceId)];
    const receipts = await Promise.all(
      [first, clone].flatMap((watch) => [1, 2, 3].map((n) => watch.vitals([{ code: 'HR', value: 60 + n }]))),
    );
    for (const { msgId } of receipts) await ended(deviceId, msgId);
    expect(
      await one(ward.pool, 'SELECT count(*)::int AS n FROM vital_sample WHERE device_id = $1', [deviceId]),
    ).toEqual({
      n: 6,
    });
  });

  test('after all of this every accepted message has its one disposition', async () => {
    await until('nothing waits', async () => (await compareLedger(ward.pool, new Date())).sums.waiting === 0);
    expect((await compareLedger(ward.pool, new Date())).differences).toEqual([]);
  });
});
