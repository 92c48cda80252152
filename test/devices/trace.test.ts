import { makeWearable, type Wearable } from '../../devices/simulator/wearable';
import { piecesOf, traceState } from '../../prisma/trace';
import { BROKERS } from '../support/broker';
import { bind, one, openWard, SECRET, until, type Ward } from './ward';

describe.each(BROKERS)('a trace that runs with an SOS, through %s', (kind) => {
  let ward: Ward;
  let watch: Wearable;
  beforeAll(async () => {
    ward = await openWard(kind);
    await bind(ward.pool, 'dv_watch', 'pt_a', new Date(Date.now() - 3_600_000));
    await ward.gateway();
    watch = await makeWearable({ mqttUrl: ward.broker.url, secret: SECRET, deviceId: 'dv_watch' });
  });
  afterAll(async () => {
    await watch?.close();
    await ward?.close();
  });

  const incidentOf = (alarmId: string) =>
    until('the SOS is an incident', async () => {
      const row = await one<{ id: string | null }>(
        ward.pool,
        'SELECT incident_id AS id FROM device_alarm WHERE alarm_id = $1',
        [alarmId],
      );
      return row?.id ?? undefined;
    });
  const state = (incidentId: string) => traceState(ward.pool, incidentId);

  test('its pieces are kept with the alarm, in order, until the last', async () => {
    const alarmId = `sos-whole-${kind}`;
    await watch.alarm({ code: 'SOS', alarmId });
    const receipts = await watch.trace(alarmId, { seconds: 4, everyMs: 1 });
    expect(receipts.map(({ verdict }) => verdict)).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);
    const incidentId = await incidentOf(alarmId);
    await until('the last piece', async () => (await state(incidentId))?.over);
    expect(await state(incidentId)).toMatchObject({ pieces: 4, missing: 0, seconds: 4, over: true });
    const pieces = await piecesOf(ward.pool, incidentId, '0', 60);
    expect(pieces.map(({ n, fs, samples }) => [n, fs, samples.length])).toEqual([0, 1, 2, 3].map((n) => [n, 125, 250]));
    const [first] = pieces;
    expect((await piecesOf(ward.pool, incidentId, first?.position ?? '', 60)).map(({ n }) => n)).toEqual([1, 2, 3]);
  });

  test('a piece that is missing is counted; when it comes late it fills its gap, and comes once', async () => {
    const alarmId = `sos-gap-${kind}`;
    await watch.alarm({ code: 'SOS', alarmId });
    const incidentId = await incidentOf(alarmId);
    const piece = (n: number) => ({
      ...{ alarmId, n, at: new Date(Date.now() + n * 1_000).toISOString(), lead: 'II', fs: 125, uvPerLsb: 1 },
      b64: Buffer.alloc(250).toString('base64'),
    });
    // Two presses within ten minutes are one incident, and its traces stand side by side.
    const before = (await state(incidentId))?.pieces ?? 0;
    for (const n of [0, 2]) await watch.link.say('ecg/stream', piece(n));
    const missing = (wanted: number) => until('counted', async () => (await state(incidentId))?.missing === wanted);
    await until('both are kept', async () => (await state(incidentId))?.pieces === before + 2);
    await missing(1);
    const kept = await piecesOf(ward.pool, incidentId, '0', 60);
    const seen = String(Math.max(...kept.map(({ position }) => Number(position))));
    const late = watch.link.compose('ecg/stream', piece(1));
    await watch.link.send(late);
    expect(await watch.link.send(late)).toMatchObject({ verdict: 'duplicate' });
    await missing(0);
    expect((await piecesOf(ward.pool, incidentId, seen, 60)).map(({ n }) => n)).toEqual([1]);
  });

  test.each([
    ['longer than two seconds', { fs: 125, samples: 400 }],
    ['numbered past the last', { n: 300 }],
  ])('a piece %s is refused', async (_, { fs = 125, samples = 125, n = 0 }: Record<string, number>) => {
    const b64 = Buffer.alloc(samples * 2).toString('base64');
    const data = { alarmId: 'sos', n, at: new Date().toISOString(), lead: 'II', fs, uvPerLsb: 1, b64 };
    expect(await watch.link.say('ecg/stream', data)).toMatchObject({ verdict: 'rejected', code: 'malformed' });
  });
});
