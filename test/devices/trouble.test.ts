import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { Pool } from 'pg';
import { synthetic } from '../../devices/simulator/library';
import { makeCart } from '../../devices/simulator/cart';
import { makeWearable, type Wearable } from '../../devices/simulator/wearable';
import type { Receipt } from '../../devices/receipt';
import { BROKERS } from '../support/broker';
import { temporaryFolder } from '../support/launch';
import { freePort } from '../../scripts/services/ports';
import { compareLedger } from '../../scripts/verify/ledger';
import { bind, one, openWard, SECRET, until, type Ward } from './ward';
import { through, wireTo, type Wire } from './wire';

/** Named after what goes wrong: outages, kills, duplicates, reordering, a device that changed hands. */
describe.each(BROKERS)('through %s', (kind) => {
  let ward: Ward;
  let toDatabase: Wire;
  let toBroker: Wire;
  let throughWire: Pool;

  beforeEach(async () => {
    ward = await openWard(kind);
    toDatabase = await wireTo(Number(new URL(ward.database.url).port));
    toBroker = await wireTo(ward.broker.port);
    throughWire = new Pool({
      connectionString: through(ward.database.url, toDatabase),
      max: 8,
      connectionTimeoutMillis: 1000,
    });
    throughWire.on('error', () => undefined); // cutting it is the test
    await bind(ward.pool, 'dv_watch', 'pt_a', new Date(Date.now() - 60_000));
  });
  afterEach(async () => {
    toDatabase.mend();
    await Promise.all(devices.splice(0).map((device) => device.close()));
    await ward.close();
    await throughWire.end();
    await toBroker.close();
    await toDatabase.close();
  });

  const devices: { close(): Promise<void> }[] = [];
  const aWatch = async (deviceId = 'dv_watch', options: { resendMs?: number } = {}): Promise<Wearable> => {
    const watch = await makeWearable({
      mqttUrl: through(ward.broker.url, toBroker),
      deviceId,
      secret: SECRET,
      ...options,
    });
    devices.push(watch);
    return watch;
  };
  const stored = async () =>
    (await one<{ n: number }>(ward.pool, "SELECT count(*)::int AS n FROM device_inbox WHERE kind <> 'status'"))?.n;

  test('6.3: with PostgreSQL away there is no receipt, nothing is lost, and health says so; back again, all is receipted', async () => {
    const gateway = await ward.gateway({ pool: throughWire });
    const watch = await aWatch('dv_watch', { resendMs: 500 });
    toDatabase.cut();
    let receipts = 0;
    const answers = [71, 72, 73, 74].map((value) =>
      watch.vitals([{ code: 'HR', value }]).then((receipt) => (receipts++, receipt)),
    );
    const alarm = watch.sos();
    await until('the gateway notices', async () => (await gateway.health())['inbox'] === false);
    await new Promise((later) => setTimeout(later, 1200));
    expect(receipts).toBe(0);
    expect((await gateway.health()).ok).toBe(false);
    toDatabase.mend();
    const all = await Promise.all([...answers, alarm]);
    expect(all.every(({ verdict }) => verdict === 'accepted' || verdict === 'duplicate')).toBe(true);
    await until('the SOS told', () => ward.engine.words.length === 1);
    expect(await stored()).toBe(5);
    await until('healthy', async () => (await gateway.health()).ok);
  });

  test('with the engine away alarms are receipted and kept, others are not held up, and all are told when it is back', async () => {
    ward.engine.away = true;
    const gateway = await ward.gateway();
    const watch = await aWatch();
    expect((await watch.sos()).verdict).toBe('accepted');
    const spare = await aWatch('dv_spare');
    expect((await spare.alarm({ code: 'SPO2_LOW', value: 80, unit: '%' })).verdict).toBe('accepted');
    await until('both decided', async () => (await gateway.health())['wordsWaiting'] === 2);
    expect(await gateway.health()).toMatchObject({ ok: true, engine: false });
    ward.engine.away = false;
    await until('both told', () => ward.engine.words.length === 2);
    await until('health is whole', async () => (await gateway.health())['engine'] === true);
  });

  test('6.5#7: a word the engine refuses waits alone and does not hold up the others', async () => {
    let refuse = true;
    const tell: typeof ward.engine.tell = (word) =>
      refuse && word.opening && 'code' in word.opening && word.opening.code === 'SOS'
        ? Promise.reject(new Error('payload refused'))
        : ward.engine.tell(word);
    await ward.gateway({ tell });
    const watch = await aWatch();
    await watch.sos();
    await watch.alarm({ code: 'SPO2_LOW', value: 80, unit: '%' });
    await until('the other is told', () => ward.engine.words.length === 1);
    refuse = false;
    await until('and then the refused one', () => ward.engine.words.length === 2);
    expect(ward.engine.words.map(({ opening }) => opening && 'code' in opening && opening.code)).toEqual([
      'SPO2_LOW',
      'SOS',
    ]);
  });

  test('6.5#5: forty messages buffered in a tunnel come once each, however often they were sent', async () => {
    await ward.gateway();
    const watch = await aWatch();
    toBroker.cut();
    watch.link.cut();
    const receipts = Array.from({ length: 40 }, (_, n) =>
      watch.vitals([{ code: 'HR', value: 60 + n }], { buffered: true }),
    );
    const sos = watch.sos();
    expect(watch.link.unreceipted()).toBe(41);
    toBroker.mend();
    await watch.link.mend();
    await watch.link.mend();
    const verdicts = (await Promise.all([...receipts, sos])).map(({ verdict }) => verdict);
    expect(verdicts.filter((verdict) => verdict !== 'accepted' && verdict !== 'duplicate')).toEqual([]);
    await until('one incident', () => ward.engine.words.length === 1);
    await until(
      'every value once',
      async () => (await one<{ n: number }>(ward.pool, 'SELECT count(*)::int AS n FROM vital_sample'))?.n === 40,
    );
    expect(await stored()).toBe(41);
  });

  test('6.5#6: a wearable handed to another patient: what the first one’s heart did stays with the first', async () => {
    const handedOver = Date.now() - 30_000;
    await ward.pool.query('UPDATE device_binding SET bound_to = to_timestamp($1 / 1000.0)', [handedOver]);
    await bind(ward.pool, 'dv_watch', 'pt_b', new Date(handedOver));
    await ward.gateway();
    const watch = await aWatch();
    const before = handedOver - 10_000;
    await watch.alarm({ code: 'VF_ASYSTOLE', onsetAt: before }, { buffered: true });
    await watch.vitals([
      { code: 'HR', value: 44, at: before },
      { code: 'HR', value: 77 },
    ]);
    const [word] = await until('the incident', () => ward.engine.words.length === 1 && ward.engine.words);
    expect(word?.opening).toMatchObject({ patientId: 'pt_a', code: 'VF_ASYSTOLE', priority: 'HIGH' });
    const samples = await until('both values', async () => {
      const { rows } = await ward.pool.query('SELECT patient_id, value FROM vital_sample ORDER BY value');
      return rows.length === 2 && rows;
    });
    expect(samples).toEqual([
      { patient_id: 'pt_a', value: 44 },
      { patient_id: 'pt_b', value: 77 },
    ]);
  });

  test('one device cannot be given to two patients at a time', async () => {
    await expect(bind(ward.pool, 'dv_watch', 'pt_b', new Date())).rejects.toThrow(/exclusion/);
  });

  test('6.5#5: a will that fires after the device was born again does not bury it', async () => {
    await ward.gateway();
    const watch = await aWatch();
    const will = watch.link.compose('status', { state: 'offline' });
    watch.link.reboot();
    await watch.link.say('status', { state: 'online' });
    await watch.link.send(will);
    await until(
      'taken up',
      async () =>
        (await one<{ n: number }>(ward.pool, 'SELECT count(*)::int AS n FROM device_inbox WHERE disposition IS NULL'))
          ?.n === 0,
    );
    expect(await one(ward.pool, "SELECT online FROM device_presence WHERE device_id = 'dv_watch'")).toEqual({
      online: true,
    });
  });

  test('of two gateways each takes its share, and when one goes the other takes all', async () => {
    const first = await ward.gateway({ id: 'one' });
    await ward.gateway({ id: 'two' });
    const watch = await aWatch();
    await until('shards are shared', async () => {
      const { rows } = await ward.pool.query<{ n: number }>(
        "SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND classid = 72026 AND granted GROUP BY pid ORDER BY 1",
      );
      return rows.length === 2 && rows.every(({ n }) => n === 8);
    });
    await watch.sos();
    await until('told once', () => ward.engine.words.length === 1);
    await first.stop();
    const spare = await aWatch('dv_spare');
    await spare.sos();
    await until('told by the other', () => ward.engine.words.length === 2);
    expect(await stored()).toBe(2);
  });
});

/** The gateway as the process it is. Temporal is away here: it connects to it lazily and goes on without. */
describe.each(BROKERS)('a killed gateway on %s', (kind) => {
  let ward: Ward;
  let child: ChildProcess | undefined;
  let toDatabase: Wire;

  const start = async (): Promise<number> => {
    const port = await freePort();
    const env = {
      ...process.env,
      DATABASE_URL: through(ward.database.url, toDatabase),
      MQTT_URL: ward.broker.url,
      TEMPORAL_ADDRESS: '127.0.0.1:1',
      WIRETIME_DATA: dataFolder,
      WIRETIME_LOG: 'error',
      PORT: String(port),
    };
    child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, '..', '..', 'devices', 'main.ts')], {
      env,
      stdio: 'ignore',
    });
    await until(
      'the gateway answers',
      async () => (await fetch(`http://127.0.0.1:${port}/health`).catch(() => undefined)) !== undefined,
      20_000,
    );
    return port;
  };
  const kill = async () => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child?.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  };
  let dataFolder: string;

  beforeAll(async () => {
    dataFolder = temporaryFolder('gateway');
    ward = await openWard(kind);
    toDatabase = await wireTo(Number(new URL(ward.database.url).port));
    await bind(ward.pool, 'dv_watch', 'pt_a', new Date(Date.now() - 60_000));
  });
  afterAll(async () => {
    await kill();
    await ward.close();
    await toDatabase.close();
  });

  test('6.4#1: killed again and again in the middle of traffic: every receipt stands for a row, and no row is doubled', async () => {
    await start();
    const watch = await makeWearable({ mqttUrl: ward.broker.url, deviceId: 'dv_watch', secret: SECRET, resendMs: 700 });
    const cart = await makeCart({ mqttUrl: ward.broker.url, deviceId: 'dv_cart', secret: SECRET, resendMs: 700 });
    const receipts: Promise<Receipt>[] = [];
    for (let round = 0; round < 2; round++) {
      for (let n = 0; n < 15; n++) receipts.push(watch.vitals([{ code: 'HR', value: 50 + n }]));
      receipts.push(
        watch.alarm({ code: 'SPO2_LOW', value: 84, unit: '%' }),
        cart.record({ tracing: synthetic(), orderRef: 'ep_a' }),
      );
      await new Promise((later) => setTimeout(later, 30));
      await kill();
      await start();
    }
    const all = await Promise.all(receipts);
    expect(all.every(({ verdict }) => verdict === 'accepted' || verdict === 'duplicate')).toBe(true);
    const { rows } = await ward.pool.query<{ msg_id: string }>('SELECT msg_id FROM device_inbox');
    const kept = new Set(rows.map(({ msg_id }) => msg_id));
    expect(all.filter(({ msgId }) => msgId === null || !kept.has(msgId))).toEqual([]);
    await until(
      'all taken up',
      async () =>
        (await one<{ n: number }>(ward.pool, 'SELECT count(*)::int AS n FROM device_inbox WHERE disposition IS NULL'))
          ?.n === 0,
    );
    expect(await one(ward.pool, 'SELECT count(*)::int AS n FROM vital_sample')).toEqual({ n: 30 });
    expect(await one(ward.pool, 'SELECT count(*)::int AS n FROM ecg')).toEqual({ n: 2 });
    // Alarms within ten minutes are one incident; each recording opens one reading and is told to its episode.
    expect(
      (
        await ward.pool.query(
          'SELECT target_kind AS kind, count(*)::int AS n, count(DISTINCT target_id)::int AS targets FROM device_word GROUP BY 1 ORDER BY 1',
        )
      ).rows,
    ).toEqual([
      { kind: 'EPISODE', n: 2, targets: 1 },
      { kind: 'INCIDENT', n: 2, targets: 1 },
      { kind: 'READING', n: 2, targets: 2 },
    ]);
    expect(await compareLedger(ward.pool, new Date())).toMatchObject({ sums: { waiting: 0 }, differences: [] });
    await watch.close();
    await cart.close();
  }, 60_000);

  test('a message is acknowledged to the broker only after its commit: killed before, the broker still has it', async () => {
    const watch = await makeWearable({
      mqttUrl: ward.broker.url,
      deviceId: 'dv_watch',
      secret: SECRET,
      resendMs: 600_000,
    });
    toDatabase.cut();
    const answer = watch.vitals([{ code: 'HR', value: 99 }]);
    await new Promise((later) => setTimeout(later, 500));
    await kill();
    toDatabase.mend();
    await start();
    // The watch sent it once only; what comes now comes from the broker.
    expect((await answer).verdict).toBe('accepted');
    await watch.close();
  }, 60_000);
});
