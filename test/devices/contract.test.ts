import { connectAsync } from 'mqtt';
import type { Kind } from '../../devices/envelope';
import { RECEIPT, type Receipt } from '../../devices/receipt';
import { QUOTAS } from '../../devices/quota';
import { ulid } from '../../devices/simulator/composer';
import { GOOD, JUNK, spoiled, UNREADABLE } from '../../devices/simulator/junk';
import { makeWearable } from '../../devices/simulator/wearable';
import { joinInline } from '../../devices/topics';
import { sha256 } from '../../activities/platform/hash';
import { compareLedger } from '../../scripts/verify/ledger';
import { BROKERS } from '../support/broker';
import { anAlarm, anEnvelope, anSos, someVitals } from './anEnvelope';
import { aWornDevice, one, openWard, SECRET, until, type Ward } from './ward';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const iso = (ms: number) => new Date(ms).toISOString();

/** What a device says, on a topic of its own, and what must come of it. */
type Row = {
  /** The condition as devices.md 6.3 words it. */
  readonly when: string;
  readonly say: (at: number) => readonly [Kind, object | string | Uint8Array];
  readonly hears: Partial<Receipt>;
  /** How its line in the inbox ends, where it was taken in. */
  readonly ends?: object;
  /** The line among the dead letters, where it was not. */
  readonly buried?: object;
  /** What the engine is told of this device. */
  readonly opens?: object;
  /** Spoken by a device of this id instead of a worn one of the row's own. */
  readonly by?: string;
};

const alarm =
  (data: object, more: object = {}) =>
  (at: number) =>
    ['alarm', anEnvelope(at, 'alarm', { ...anAlarm(at), ...data }, more)] as const;
const vitals =
  (more: object = {}, ...points: object[]) =>
  (at: number) =>
    ['vitals', anEnvelope(at, 'vitals', someVitals(at, ...points), more)] as const;
const recording =
  (bytes: Uint8Array, more: object = {}) =>
  (at: number) => {
    const sum = { bytes: bytes.byteLength, sha256: sha256(bytes) };
    const data = { ecgId: ulid(at), format: 'application/pdf', ...sum, acquiredAt: iso(at), reason: 'chest-pain' };
    const header = anEnvelope(at, 'ecg/inline', { ...data, patientRef: null, priority: 'stat', ...more });
    return ['ecg/inline', joinInline(header, bytes)] as const;
  };
const ago = (ms: number) => ({ measuredAt: iso(Date.now() - ms), buffered: true });

const ROWS: readonly Row[] = [
  {
    when: 'unparsable JSON',
    say: () => ['vitals', '{'],
    hears: { verdict: 'rejected', code: 'malformed', retry: false },
    buried: { code: 'malformed', told: false },
  },
  {
    when: 'unparsable JSON on up/alarm: a person is told that alarms are not guaranteed',
    say: () => ['alarm', '{"v":1,'],
    hears: { verdict: 'rejected', code: 'malformed' },
    buried: { code: 'malformed', told: true },
    opens: { code: 'PLATFORM_FAULT', priority: 'HIGH' },
  },
  {
    when: 'more than the topic allows',
    say: () => ['vitals', Buffer.alloc(40_000, 65)],
    hears: { verdict: 'rejected', code: 'oversize' },
    buried: { code: 'oversize', size: 40_000, kept: 256 },
  },
  {
    when: 'an unknown device',
    by: 'dv_stranger',
    say: vitals(),
    hears: { verdict: 'rejected', code: 'unknown-device' },
    buried: { code: 'unknown-device', told: false },
  },
  {
    when: 'a retired device',
    by: 'dv_old',
    say: vitals(),
    hears: { verdict: 'rejected', code: 'unknown-device' },
    buried: { code: 'unknown-device' },
  },
  {
    when: 'an SOS of an unknown device: shown to a person all the same',
    by: 'dv_nobodys',
    say: (at) => ['alarm', anEnvelope(at, 'alarm', anSos(at))],
    hears: { verdict: 'rejected', code: 'unknown-device' },
    buried: { code: 'unknown-device', told: true },
    opens: { code: 'SOS', priority: 'HIGH' },
  },
  {
    when: 'a payload that names another device than its topic',
    say: vitals({ deviceId: 'dv_spare' }),
    hears: { verdict: 'rejected', code: 'identity-mismatch' },
    buried: { code: 'identity-mismatch' },
  },
  {
    when: 'no patient bound: the alarm runs without',
    by: 'dv_spare',
    say: alarm({}),
    hears: { verdict: 'accepted' },
    ends: { disposition: 'ESCALATED', rule: 'W14' },
    opens: { code: 'SPO2_LOW', patientId: 'nobody' },
  },
  {
    when: 'measured more than two minutes ahead: never delayed for its clock',
    say: (at) => alarm({ onsetAt: iso(at + 5 * MINUTE) }, { measuredAt: iso(at + 5 * MINUTE) })(at),
    hears: { verdict: 'accepted' },
    ends: { disposition: 'ESCALATED', flags: ['CLOCK_SUSPECT'] },
    opens: { code: 'SPO2_LOW', late: false },
  },
  {
    when: 'a buffered alarm more than ten minutes old: late, no siren',
    say: (at) => alarm({ onsetAt: iso(at - 30 * MINUTE) }, ago(30 * MINUTE))(at),
    hears: { verdict: 'accepted' },
    ends: { disposition: 'ESCALATED', flags: ['LATE', 'BUFFERED'] },
    opens: { code: 'SPO2_LOW', late: true },
  },
  {
    when: 'a buffered SOS more than ten minutes old: high all the same',
    say: (at) => ['alarm', anEnvelope(at, 'alarm', anSos(at - 30 * MINUTE), ago(30 * MINUTE))],
    hears: { verdict: 'accepted' },
    opens: { code: 'SOS', priority: 'HIGH', late: false },
  },
  {
    when: 'more than 72 hours old: archived',
    say: vitals(ago(80 * HOUR)),
    hears: { verdict: 'accepted' },
    ends: { disposition: 'ARCHIVED', rule: 'TOO_OLD', flags: ['CLOCK_SUSPECT', 'ARCHIVE', 'BUFFERED'] },
  },
  {
    when: 'a year before 2020: timed anew by how long the device waited',
    say: vitals({ measuredAt: '2000-01-01T00:10:00Z', sentAt: '2000-01-01T00:10:30Z' }),
    hears: { verdict: 'accepted' },
    ends: { disposition: 'SHOWN', flags: ['CLOCK_SUSPECT', 'RETIMED'] },
  },
  {
    when: 'no time zone',
    say: vitals({ measuredAt: '2026-11-22T10:00:00' }),
    hears: { verdict: 'rejected', code: 'no-zone' },
    buried: { code: 'no-zone' },
  },
  {
    when: 'an ECG whose checksum is wrong: quarantined and read',
    say: recording(Buffer.from('%PDF-1.7 other'), { sha256: '0'.repeat(64) }),
    hears: { verdict: 'quarantined', code: 'bad-checksum' },
    ends: { flags: ['BAD_CHECKSUM'] },
    opens: { ecgId: expect.any(String) },
  },
  {
    when: 'an ECG as a picture, of nobody known: read by a person who is asked to identify it',
    say: recording(Buffer.from('%PDF-1.7 picture')),
    hears: { verdict: 'accepted', code: 'no-pre-read' },
    opens: { ecgId: expect.any(String) },
  },
];

/** devices.md 6.3, row by row, from the device's side of a real broker. */
describe.each(BROKERS)('through %s', (kind) => {
  let ward: Ward;
  let ahead = 0;
  beforeAll(async () => {
    ward = await openWard(kind);
    await ward.gateway({ clock: () => new Date(Date.now() + ahead) });
  });
  afterAll(() => ward.close());

  /** A device with nothing of ours in it but MQTT: says these things in turn and hears its receipts. */
  async function speak(deviceId: string, ...says: readonly (readonly [string, object | string | Uint8Array])[]) {
    const client = await connectAsync(ward.broker.url, { protocolVersion: 5, clientId: deviceId });
    const heard: Receipt[] = [];
    client.on('message', (_, payload) => heard.push(RECEIPT.parse(JSON.parse(payload.toString()))));
    await client.subscribeAsync(`cpc/v1/${deviceId}/down/ack`, { qos: 1 });
    for (const [n, [tail, payload]] of says.entries()) {
      const bytes =
        payload instanceof Uint8Array ? payload : typeof payload === 'string' ? payload : JSON.stringify(payload);
      await client.publishAsync(`cpc/v1/${deviceId}/up/${tail}`, Buffer.from(bytes), { qos: 1 });
      await until('its receipt', () => heard.length > n);
    }
    await client.endAsync();
    return heard;
  }
  const inboxOf = (deviceId: string, msgId: string | null | undefined) =>
    until('its disposition', () =>
      one<{ subject_id: string | null }>(
        ward.pool,
        'SELECT disposition, rule, flags, subject_id FROM device_inbox WHERE device_id = $1 AND msg_id = $2 AND disposition IS NOT NULL',
        [deviceId, msgId],
      ),
    );
  const openingOf = (id: string | null | undefined) =>
    until(
      'the engine is told',
      () => ward.engine.words.find(({ targetId, opening }) => opening && targetId === id)?.opening,
    );

  const letterOf = (deviceId: string) =>
    one<{ subject_id: string | null }>(
      ward.pool,
      `SELECT code, size, octet_length(bytes) AS kept, subject_id IS NOT NULL AS told, subject_id
         FROM dead_letter WHERE device_id = $1 ORDER BY id DESC LIMIT 1`,
      [deviceId],
    );
  const readingOf = async (ecgId: string) =>
    (await one<{ id: string }>(ward.pool, 'SELECT reading_id AS id FROM ecg WHERE id = $1', [ecgId]))?.id;

  test.each(ROWS)('6.3: $when', async ({ say, hears, ends = {}, buried, opens, by }) => {
    const deviceId = by ?? (await aWornDevice(ward.pool)).deviceId;
    const [receipt] = await speak(deviceId, say(Date.now()));
    const line = await (buried ? letterOf(deviceId) : inboxOf(deviceId, receipt?.msgId));
    const told = receipt?.ecgId === undefined ? line?.subject_id : await readingOf(receipt.ecgId);
    const opening = opens && { patientId: 'nobody', ...(await openingOf(told)) };
    expect({ receipt, line, opening }).toMatchObject({ receipt: hears, line: buried ?? ends, opening: opens });
  });

  test('6.3: a duplicate hears the same again, and the same id with other content is a conflict: the first is kept', async () => {
    const { deviceId } = await aWornDevice(ward.pool);
    const [tail, message] = vitals()(Date.now());
    const other = { ...message, data: someVitals(Date.now(), { value: 71 }) };
    const receipts = await speak(deviceId, [tail, message], [tail, message], [tail, other]);
    expect(receipts.map(({ verdict, code }) => [verdict, code])).toEqual([
      ['accepted', undefined],
      ['duplicate', undefined],
      ['rejected', 'conflict'],
    ]);
    await inboxOf(deviceId, receipts[0]?.msgId);
    const { rows } = await ward.pool.query('SELECT value FROM vital_sample WHERE device_id = $1', [deviceId]);
    expect(rows).toEqual([{ value: 70 }]);
  });

  test('6.3: out of order: an end before its start waits 30 s, then the alarm is opened and ended', async () => {
    const { deviceId } = await aWornDevice(ward.pool);
    const [receipt] = await speak(deviceId, alarm({ phase: 'end' })(Date.now()));
    ahead += 31_000;
    const line = await inboxOf(deviceId, receipt?.msgId);
    expect(line).toMatchObject({ disposition: 'ESCALATED' });
    await until('its end told', () =>
      ward.engine.words.some(
        ({ targetId, message }) => targetId === line.subject_id && message?.type === 'CONDITION_ENDED',
      ),
    );
  });

  test('6.3: over its quota: come again later; an SOS and the first high alarm of a kind are exempt', async () => {
    const { deviceId } = await aWornDevice(ward.pool);
    const at = Date.now();
    const loose = () => alarm({ code: 'LEAD_OFF', category: 'technical', value: undefined, unit: undefined })(at);
    const receipts = await speak(
      deviceId,
      ...Array.from({ length: QUOTAS.alarm.burst + 1 }, loose),
      ['alarm', anEnvelope(at, 'alarm', anSos(at))],
      alarm({ code: 'VF_ASYSTOLE', priorityClaimed: 'high' })(at),
    );
    expect(receipts.slice(-3).map(({ verdict, code, retry }) => [verdict, code, retry])).toEqual([
      ['rejected', 'quota', true],
      ['accepted', undefined, false],
      ['accepted', undefined, false],
    ]);
  });

  test('the will of a device whose connection breaks says that it is gone, since then; its next birth, that it is back', async () => {
    const { deviceId } = await aWornDevice(ward.pool);
    const presence = () =>
      one<{ online: boolean; since_at: Date }>(
        ward.pool,
        'SELECT online, since_at FROM device_presence WHERE device_id = $1',
        [deviceId],
      );
    const watch = await makeWearable({ mqttUrl: ward.broker.url, deviceId, secret: SECRET, willDelayS: 0 });
    await until('it is there', async () => (await presence())?.online === true);
    const cutAt = Date.now();
    watch.link.cut();
    const gone = await until('its will', async () => {
      const now = await presence();
      return now?.online === false && now;
    });
    expect(gone.since_at.getTime()).toBeGreaterThanOrEqual(cutAt);
    await watch.link.mend();
    await until('it is back', async () => (await presence())?.online === true);
    await watch.close();
  });

  test('6.5#5: a will of the connection before, told after the next birth of the same boot, buries nobody', async () => {
    const { deviceId } = await aWornDevice(ward.pool);
    const watch = await makeWearable({ mqttUrl: ward.broker.url, deviceId, secret: SECRET });
    const will = watch.link.compose('status', { state: 'offline' });
    await watch.link.say('status', { state: 'online' });
    const { msgId } = await watch.link.send(will);
    await inboxOf(deviceId, msgId);
    expect(await one(ward.pool, 'SELECT online FROM device_presence WHERE device_id = $1', [deviceId])).toEqual({
      online: true,
    });
    await watch.close();
  });

  test('a birth says how wrong the device’s clock is, and a will nothing of it; what it measures says that it was heard', async () => {
    const { deviceId } = await aWornDevice(ward.pool);
    const AHEAD_MS = 400_000;
    const clock = () => Date.now() + ahead + AHEAD_MS;
    const presence = () =>
      one<{ online: boolean; off: string; last_seen_at: Date }>(
        ward.pool,
        'SELECT online, clock_off_ms AS off, last_seen_at FROM device_presence WHERE device_id = $1',
        [deviceId],
      );
    const watch = await makeWearable({ mqttUrl: ward.broker.url, deviceId, secret: SECRET, willDelayS: 0, clock });
    const born = await until('its birth', presence);
    expect(Number(born.off)).toBeGreaterThanOrEqual(-AHEAD_MS);
    expect(Number(born.off)).toBeLessThan(-AHEAD_MS + 60_000);
    await ward.pool.query(
      "UPDATE device_presence SET last_seen_at = last_seen_at - interval '2 minutes' WHERE device_id = $1",
      [deviceId],
    );
    await watch.vitals([{ code: 'HR', value: 70 }]);
    await until('it was heard', async () => {
      const now = await presence();
      return now !== undefined && now.last_seen_at >= born.last_seen_at;
    });
    watch.link.cut();
    const gone = await until('its will', async () => {
      const now = await presence();
      return now?.online === false && now;
    });
    expect(gone.off).toBe(born.off);
    await watch.close();
  });

  test('broken firmware hears by name why each of its messages is refused, and people see what nobody could name', async () => {
    const { deviceId } = await aWornDevice(ward.pool);
    const watch = await makeWearable({ mqttUrl: ward.broker.url, deviceId, secret: SECRET });
    const good = () => watch.link.compose('vitals', GOOD);
    for (const junk of JUNK) {
      const { verdict, code } = await watch.link.send(spoiled(good(), junk));
      expect([junk.what, verdict, code]).toEqual([junk.what, 'rejected', junk.code]);
    }
    for (const { of } of UNREADABLE) watch.link.raw('vitals', of(good()));
    const wanted = [...JUNK, ...UNREADABLE].map(({ code }) => code).toSorted();
    const kept = await until('all are kept for a person', async () => {
      const { rows } = await ward.pool.query<{ code: string }>('SELECT code FROM dead_letter WHERE device_id = $1', [
        deviceId,
      ]);
      return rows.length >= wanted.length && rows;
    });
    expect(kept.map(({ code }) => code).toSorted()).toEqual(wanted);
    await watch.close();
  });

  test('6.4#1: after all of it every accepted message stands once, with one disposition', async () => {
    ahead += 2 * 60_000; // a loose electrode is a technical alarm after two minutes (W19)
    await until('nothing waits', async () => (await compareLedger(ward.pool, new Date())).sums.waiting === 0);
    expect((await compareLedger(ward.pool, new Date())).differences).toEqual([]);
  });
});
