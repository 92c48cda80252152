import { sha256 } from '../../activities/platform/hash';
import { makeLog } from '../../activities/platform/log';
import type { Gateway } from '../../devices/gateway';
import { makeCart } from '../../devices/simulator/cart';
import { synthetic } from '../../devices/simulator/library';
import { ulid } from '../../devices/simulator/composer';
import { makeWearable, type Wearable } from '../../devices/simulator/wearable';
import { compareLedger } from '../../scripts/verify/ledger';
import { decideIncident, openIncident } from '../../workflows/domain/decideIncident';
import { isRefusal } from '../../workflows/domain/faults';
import type { Incident, IncidentHappening, OpenIncident } from '../../workflows/domain/incident';
import { instant, plus, type Instant } from '../../workflows/domain/time';
import { connectAsync } from 'mqtt';
import { BROKERS } from '../support/broker';
import { aWornDevice, bind, one, openWard, SECRET, until, type Ward } from './ward';

const NURSE = { kind: 'HUMAN', id: 'ps_desk', role: 'DESK_NURSE' } as const;

/** The seven invariants of devices.md 6.4, by their number; of the first also trouble.test.ts and the crash tests. */
describe.each(BROKERS)('through %s', (kind) => {
  let ward: Ward;
  let gateway: Gateway;
  const lines: string[] = [];
  const topics: string[] = [];

  beforeAll(async () => {
    ward = await openWard(kind);
    gateway = await ward.gateway({ log: makeLog('gateway', { level: 'debug', write: (line) => lines.push(line) }) });
    const ears = await connectAsync(ward.broker.url, { protocolVersion: 5, clientId: 'ears' });
    ward.admit({ close: () => ears.endAsync(true) });
    ears.on('message', (topic) => topics.push(topic));
    await ears.subscribeAsync('#', { qos: 0 });
  });
  afterAll(() => ward.close());

  async function aWatch(deviceId: string): Promise<Wearable> {
    return ward.admit(await makeWearable({ mqttUrl: ward.broker.url, deviceId, secret: SECRET }));
  }
  async function aCart(deviceId: string) {
    const httpUrl = `http://127.0.0.1:${gateway.port}`;
    const cart = ward.admit(await makeCart({ mqttUrl: ward.broker.url, deviceId, secret: SECRET, httpUrl }));
    return cart;
  }
  /** The incidents a device opened; what joins one of them is a message to it. */
  const openings = (deviceId: string) =>
    ward.engine.words.flatMap(({ opening, message }) =>
      opening && !message && 'code' in opening && opening.deviceId === deviceId ? [opening] : [],
    );

  test('6.4#1: whoever has a receipt finds the message stored already', async () => {
    const { deviceId } = await aWornDevice(ward.pool);
    const watch = await aWatch(deviceId);
    const stored = Array.from({ length: 30 }, async (_, n) => {
      const { msgId } = await watch.vitals([{ code: 'HR', value: 60 + n }]);
      return one(ward.pool, 'SELECT true AS here FROM device_inbox WHERE device_id = $1 AND msg_id = $2', [
        deviceId,
        msgId,
      ]);
    });
    expect((await Promise.all(stored)).filter((row) => row === undefined)).toEqual([]);
  });

  describe('6.4#2: an alarm ends', () => {
    /** The incident that an alarm of this kind opens, under the rules its workflow runs. */
    async function raised(said: Parameters<Wearable['alarm']>[0]): Promise<Incident> {
      const { deviceId } = await aWornDevice(ward.pool);
      const watch = await aWatch(deviceId);
      const { msgId } = await watch.alarm(said);
      const opening: OpenIncident = await until('the incident', () => openings(deviceId)[0]);
      const line = await one(
        ward.pool,
        'SELECT disposition, disposition_at IS NOT NULL AS timed, subject_id FROM device_inbox WHERE msg_id = $1',
        [msgId],
      );
      expect(line).toEqual({ disposition: 'ESCALATED', timed: true, subject_id: opening.id });
      return openIncident(opening).next;
    }
    const hears = (incident: Incident, word: object, at: Instant): Incident => {
      const happening = { id: `w${at}`, receivedAt: at, by: NURSE, ...word } as IncidentHappening; // words of one union
      const decided = decideIncident(incident, happening);
      if (isRefusal(decided)) throw new Error(decided.because);
      return decided.next;
    };

    test('acknowledged, by name and at a time', async () => {
      const incident = await raised({ code: 'TACHYCARDIA', value: 155, unit: '/min' });
      const at = plus(incident.raisedAt, 1);
      expect(hears(incident, { type: 'INCIDENT_ACKNOWLEDGED' }, at)).toMatchObject({
        status: 'ACKED',
        ackAt: at,
        ackBy: NURSE.id,
      });
    });

    test('ended by itself where it is LOW, at the time the device says', async () => {
      const incident = await raised({ code: 'LOW_BATTERY', value: 15, unit: '%' });
      const at = plus(incident.raisedAt, 3);
      const over = hears(incident, { type: 'CONDITION_ENDED', endedAt: at }, at);
      expect(over).toMatchObject({ status: 'NOTIFIED', endedAt: at });
      const later = plus(at, 10);
      expect(hears(over, { type: 'TIME_PASSED' }, later)).toMatchObject({
        status: 'CLOSED',
        closedAt: later,
        endedAt: at,
      });
    });

    test('escalated until it stands as answered by nobody, each person asked at a time', async () => {
      let incident = await raised({ code: 'SOS' });
      for (let min = 1; min <= 30; min++)
        incident = hears(incident, { type: 'TIME_PASSED' }, plus(incident.raisedAt, min));
      const [run] = incident.runs;
      expect(run?.status).toBe('NOBODY_ANSWERED');
      expect(run?.pages.every(({ askedAt }) => askedAt >= incident.raisedAt)).toBe(true);
      expect(run?.pages.length).toBeGreaterThan(1);
    });
  });

  test('6.4: an incident of two alarms hears of its end when the last of them has ended, and what comes back joins it', async () => {
    const { deviceId } = await aWornDevice(ward.pool);
    const watch = await aWatch(deviceId);
    const said = async (alarmId: string, phase: 'start' | 'end', code: 'TACHYCARDIA' | 'AF_ONSET' = 'TACHYCARDIA') => {
      const { msgId } = await watch.alarm({
        code,
        alarmId,
        phase,
        ...(code === 'TACHYCARDIA' && { value: 155, unit: '/min' }),
      });
      return until(`the take-up of ${alarmId} ${phase}`, () =>
        one<{ rule: string; subject_id: string }>(
          ward.pool,
          'SELECT rule, subject_id FROM device_inbox WHERE msg_id = $1 AND disposition IS NOT NULL',
          [msgId],
        ),
      );
    };
    const first = await said('fast', 'start');
    const all = [await said('af', 'start', 'AF_ONSET'), await said('fast', 'end'), await said('af', 'end', 'AF_ONSET')];
    expect(all.map(({ rule }) => rule)).toEqual(['W8', 'OTHERS_LAST', 'W8']);
    // Long after the first word, and a minute after the last end.
    await ward.pool.query("UPDATE alarm_group SET last_at = last_at - interval '9 min' WHERE incident_id = $1", [
      first.subject_id,
    ]);
    const again = await said('fast-again', 'start');
    expect(new Set([first, ...all, again].map(({ subject_id: id }) => id)).size).toBe(1);
  });

  test('6.4#3: no message moves to another patient, whoever wears the device when it is said again', async () => {
    const { deviceId, patientId } = await aWornDevice(ward.pool);
    const watch = await aWatch(deviceId);
    const at = new Date().toISOString();
    const said = [
      watch.link.compose('vitals', { points: [{ at, code: 'HR', value: 71, unit: '/min' }] }),
      watch.link.compose('alarm', {
        ...{ alarmId: ulid(Date.now()), phase: 'start', category: 'physiological', code: 'SPO2_LOW' },
        ...{ value: 84, unit: '%', onsetAt: at },
      }),
    ];
    for (const message of said) await watch.link.send(message);
    await until('its incident', () => openings(deviceId).length === 1);
    await ward.pool.query('UPDATE device_binding SET bound_to = now() WHERE device_id = $1', [deviceId]);
    const next = await aWornDevice(ward.pool);
    await bind(ward.pool, deviceId, next.patientId, new Date());
    for (const message of said) expect(await watch.link.send(message)).toMatchObject({ verdict: 'duplicate' });
    const { rows } = await ward.pool.query('SELECT patient_id, value FROM vital_sample WHERE device_id = $1', [
      deviceId,
    ]);
    expect(rows).toEqual([{ patient_id: patientId, value: 71 }]);
    expect(openings(deviceId).map((opening) => opening.patientId)).toEqual([patientId]);
  });

  test.each([
    ['in a message', () => synthetic().bytes],
    ['over HTTPS', () => Buffer.concat([Buffer.from('%PDF-1.7 '), Buffer.alloc(300_000, 7)])],
  ])('6.4#4: a recording that came %s comes back byte for byte', async (_, made) => {
    const { deviceId } = await aWornDevice(ward.pool, 'ECG_CART');
    const cart = await aCart(deviceId);
    const bytes = made();
    const { ecgId } = await cart.record({ tracing: { contentType: synthetic().contentType, bytes, synthetic: true } });
    const row = await until('its row', () =>
      one<{ sha256: string }>(ward.pool, 'SELECT sha256 FROM ecg WHERE id = $1', [ecgId]),
    );
    const kept = await ward.blobs.get(row.sha256);
    expect([row.sha256, kept && sha256(kept)]).toEqual([sha256(bytes), sha256(bytes)]);
    expect(kept && Buffer.compare(kept, bytes)).toBe(0);
  });

  test('6.4#5: the clock of a silent device runs at the server: nothing of the device is needed to ring it', async () => {
    const { deviceId } = await aWornDevice(ward.pool);
    await ward.pool.query('UPDATE device SET upload_interval_s = 300 WHERE id = $1', [deviceId]);
    const watch = await aWatch(deviceId);
    await watch.vitals([{ code: 'HR', value: 70 }]);
    await watch.close();
    await ward.pool.query(
      `INSERT INTO silence_clock (device_id, last_seen_at, due_at, level) VALUES ($1, now() - interval '1 hour', now(), 1)
       ON CONFLICT (device_id) DO UPDATE SET last_seen_at = excluded.last_seen_at, due_at = excluded.due_at, level = 1`,
      [deviceId],
    );
    const silence = await until('its silence', () => openings(deviceId).find(({ code }) => code === 'NO_DATA'));
    expect(silence.onsetAt).toBeLessThan(instant(Date.now() - 3_000_000));
  });

  test('6.4#6: a device that shouts and talks nonsense takes nobody’s room: another’s SOS is told, and its own noise is one incident', async () => {
    const [bad, healthy] = [await aWornDevice(ward.pool), await aWornDevice(ward.pool)];
    const watch = await aWatch(healthy.deviceId);
    const shouting = await connectAsync(ward.broker.url, { protocolVersion: 5, clientId: bad.deviceId });
    ward.admit({ close: () => shouting.endAsync(true) });
    for (let n = 0; n < 500; n++) {
      shouting.publish(`cpc/v1/${bad.deviceId}/up/alarm`, `{"nonsense": ${n}`, { qos: 1 });
      shouting.publish(`cpc/v1/${bad.deviceId}/up/vitals`, Buffer.alloc(40_000, 65), { qos: 1 });
    }
    expect((await watch.sos()).verdict).toBe('accepted');
    await until('the SOS told', () => openings(healthy.deviceId).some(({ code }) => code === 'SOS'));
    await until('all of it refused', async () => {
      const text = await (await fetch(`http://127.0.0.1:${gateway.port}/metrics`)).text();
      const refused = [...text.matchAll(/verdict="rejected".* (\d+)$/gm)].reduce((sum, [, n]) => sum + Number(n), 0);
      return refused >= 1_000;
    });
    expect(openings(bad.deviceId).map(({ code }) => code)).toEqual(['PLATFORM_FAULT']);
    const letters = await one<{ n: number }>(
      ward.pool,
      'SELECT count(*)::int AS n FROM dead_letter WHERE device_id = $1',
      [bad.deviceId],
    );
    expect(letters?.n).toBeLessThanOrEqual(60);
  });

  test('6.4#7: no topic, log line or metric names a patient or says what was measured', async () => {
    const [worn, cart] = [await aWornDevice(ward.pool), await aCart('dv_cart')];
    const watch = await aWatch(worn.deviceId);
    await watch.alarm({ code: 'ST_DEPRESSION', value: -0.12, unit: 'mV' });
    const { ecgId } = await cart.record({
      tracing: synthetic(),
      orderRef: 'ep_a',
      patientRef: { type: 'patient-id', value: 'pt_a' },
      operator: 'Synthetic Operator',
    });
    await until('taken up', () => one(ward.pool, 'SELECT 1 FROM ecg WHERE id = $1', [ecgId]));
    await until('heard', () => topics.includes(`cpc/v1/${worn.deviceId}/up/alarm`));
    const metrics = await (await fetch(`http://127.0.0.1:${gateway.port}/metrics`)).text();
    expect(lines.length).toBeGreaterThan(0);
    expect(metrics).toContain('verdict="accepted"');
    expect([...topics, ...lines, metrics].join('\n')).not.toMatch(
      /pt_(case\d|[ab]\b)|ep_[ab]\b|Synthetic|"value"|-0\.12/,
    );
  });

  test('after all of this every accepted message has its one disposition', async () => {
    await until('nothing waits', async () => (await compareLedger(ward.pool, new Date())).sums.waiting === 0);
    expect((await compareLedger(ward.pool, new Date())).differences).toEqual([]);
  });
});
