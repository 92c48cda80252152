import { makeAdmission } from '../../devices/door/admission';
import { type Door, openDoor } from '../../devices/door/door';
import { makeIdentify } from '../../devices/door/identify';
import { makeMetrics } from '../../devices/metrics';
import { makeWearable, type Wearable } from '../../devices/simulator/wearable';
import { compareLedger } from '../../scripts/verify/ledger';
import { BROKERS } from '../support/broker';
import { aWornDevice, one, openWard, quiet, SECRET, until, type Ward } from './ward';

/** The fifth of what a district has: `npm run bench -- storm` measures 500. */
const DEVICES = 40;

/** devices.md 6.5#8: the power of a district returns. */
describe.each(BROKERS)('through the door before %s', (kind) => {
  let ward: Ward;
  let door: Door;
  const watches: Wearable[] = [];
  const admission = makeAdmission({ perSecond: 40, burst: 5, line: 1_000 });

  beforeAll(async () => {
    ward = await openWard(kind);
    await ward.gateway();
    const clock = () => new Date();
    const behind = Object.assign(new URL(ward.broker.url), { username: 'door', password: 'none' }).href;
    const identify = makeIdentify({ pool: ward.pool, tokenKey: new Uint8Array(32), clock });
    const metrics = makeMetrics('wiretime_door');
    door = await openDoor({ port: 0, brokerUrl: behind, identify, log: quiet, metrics, clock, admission });
  });
  afterAll(async () => {
    await Promise.all(watches.map((watch) => watch.close()));
    await door.stop();
    await ward.close();
  });

  test('6.5#8: all come back at once with loose electrodes, one has pressed the button: the SOS is told, the electrodes are nobody’s, nothing is lost', async () => {
    const mqttUrl = `mqtt://127.0.0.1:${door.port}`;
    for (let n = 0; n < DEVICES; n++) {
      const { deviceId } = await aWornDevice(ward.pool);
      watches.push(await makeWearable({ mqttUrl, deviceId, secret: SECRET }));
    }
    for (const { link } of watches) link.cut();
    await until('everybody is out', () => door.guests().length === 0);
    const heard = watches.slice(1).flatMap((watch, n) => {
      const loose = { code: 'LEAD_OFF', alarmId: `loose-${n}` } as const;
      return [1, 2, 3].flatMap(() => [watch.alarm(loose), watch.alarm({ ...loose, phase: 'end' })]);
    });
    const back = watches.slice(1).map(({ link }) => link.mend());
    await until('a line before the door', () => admission.waiting() > 0);
    const [inNeed] = watches;
    const sos = inNeed?.sos();
    await inNeed?.link.mend();
    expect((await sos)?.verdict).toBe('accepted');
    const receipts = await Promise.all(heard);
    await Promise.all(back);
    expect(receipts.filter(({ verdict }) => verdict !== 'accepted' && verdict !== 'duplicate')).toEqual([]);
    await until('nothing waits', async () => (await compareLedger(ward.pool, new Date())).sums.waiting === 0);
    expect((await compareLedger(ward.pool, new Date())).differences).toEqual([]);
    const told = ward.engine.words.flatMap(({ opening }) => (opening && 'code' in opening ? [opening.code] : []));
    expect(told).toEqual(['SOS']);
    expect(
      await one(
        ward.pool,
        "SELECT count(*)::int AS n FROM device_inbox WHERE kind = 'alarm' AND technical AND disposition = 'CLOSED_BY_RULE'",
      ),
    ).toEqual({ n: heard.length });
  });
});
