import { makeWearable, type Wearable } from '../../devices/simulator/wearable';
import { BROKERS } from '../support/broker';
import { bind, one, openWard, SECRET, until, type Ward } from './ward';
import { through, wireTo, type Wire } from './wire';

/** devices.md 6.5#9: three ways to die without a word, and each is found. */
describe.each(BROKERS)('through %s', (kind) => {
  let ward: Ward;
  let wire: Wire;
  const open: Wearable[] = [];

  beforeEach(async () => {
    ward = await openWard(kind);
    wire = await wireTo(ward.broker.port);
  });
  afterEach(async () => {
    for (const watch of open.splice(0)) {
      watch.link.cut();
      await watch.close();
    }
    await ward.close();
    await wire.close();
  });

  const aWatch = async (deviceId: string, mqttUrl = ward.broker.url): Promise<Wearable> => {
    const watch = await makeWearable({ mqttUrl, deviceId, secret: SECRET, resendMs: 500 });
    open.push(watch);
    return watch;
  };
  /** Somebody wears it, and it promised word every five minutes. */
  const aWearer = async (deviceId: 'dv_watch' | 'dv_spare' = 'dv_watch') => {
    const patientId = deviceId === 'dv_watch' ? 'pt_a' : 'pt_b';
    await bind(ward.pool, deviceId, patientId, new Date(Date.now() - 60_000));
    return deviceId;
  };
  /** Its word has been taken up: from now on only time passes. */
  const takenUp = async (deviceId: string) =>
    (await one(ward.pool, 'SELECT 1 AS is FROM vital_sample WHERE device_id = $1', [deviceId])) !== undefined;
  /** As if the device had last been heard an hour ago. */
  const anHourPasses = (deviceId: string) =>
    ward.pool.query(
      `UPDATE silence_clock SET last_seen_at = now() - interval '1 hour', due_at = now(), level = 1 WHERE device_id = $1`,
      [deviceId],
    );
  const missed = (deviceId: string) =>
    until('its silence told', () =>
      ward.engine.words.some(
        ({ opening }) => opening && 'code' in opening && opening.code === 'NO_DATA' && opening.deviceId === deviceId,
      ),
    );
  const presence = (deviceId: string) =>
    one<{ online: boolean }>(ward.pool, 'SELECT online FROM device_presence WHERE device_id = $1', [deviceId]);

  test('6.5#9: a connection that is dead at one end tells no will; the silence is found all the same', async () => {
    await ward.gateway();
    const deviceId = await aWearer();
    const watch = await aWatch(deviceId, through(ward.broker.url, wire));
    await watch.vitals([{ code: 'HR', value: 70 }]);
    await until('taken up', () => takenUp(deviceId));
    wire.freeze();
    await anHourPasses(deviceId);
    await missed(deviceId);
    expect(await presence(deviceId)).toEqual({ online: true });
  });

  test('6.5#9: a broker that was killed and came back tells no wills; who does not return is missed', async () => {
    const gateway = await ward.gateway();
    const [back, lost] = [await aWearer('dv_watch'), await aWearer('dv_spare')];
    const [returning, gone] = [await aWatch(back), await aWatch(lost)];
    for (const watch of [returning, gone]) await watch.vitals([{ code: 'HR', value: 70 }]);
    await until('both taken up', () => Promise.all([back, lost].map(takenUp)).then((all) => all.every(Boolean)));
    await ward.broker.server.kill();
    gone.link.cut();
    await ward.broker.server.start();
    await until('the gateway listens', async () => (await gateway.health())['broker'] === true);
    expect((await returning.sos()).verdict).toMatch(/accepted|duplicate/);
    await anHourPasses(lost);
    await missed(lost);
    expect(await presence(lost)).toEqual({ online: true });
  });

  test('6.5#9: a dead gateway that still holds messages of its share: devices say them again, and the other has them all', async () => {
    const shareGroup = kind === 'mosquitto' ? { shareGroup: 'gateways' } : {};
    const dead = await ward.gateway({ id: 'dead', mqttUrl: through(ward.broker.url, wire), ...shareGroup });
    await ward.gateway({ id: 'alive', ...shareGroup });
    const deviceId = await aWearer();
    const watch = await aWatch(deviceId);
    wire.freeze();
    const said = Array.from({ length: 10 }, (_, n) => watch.vitals([{ code: 'HR', value: 60 + n }]));
    const receipts = await Promise.all([...said, watch.sos()]);
    expect(receipts.filter(({ verdict }) => verdict !== 'accepted' && verdict !== 'duplicate')).toEqual([]);
    await until('each value once', async () => {
      const { rows } = await ward.pool.query('SELECT value FROM vital_sample WHERE device_id = $1', [deviceId]);
      return rows.length === 10;
    });
    await until('the SOS told', () => ward.engine.words.length === 1);
    await dead.stop(); // with a broker that never answers
  });
});
