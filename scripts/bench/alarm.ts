import { setTimeout as sleep } from 'node:timers/promises';
import { connectAsync } from 'mqtt';
import { z } from 'zod';
import { DESK_TOPIC } from '../../activities/channels';
import { incidentIdOf } from '../../devices/rules/alarm';
import { makeWearable, type Wearable } from '../../devices/simulator/wearable';
import { app } from '../services/apps';
import { freePort } from '../services/ports';
import { sidesOf } from './fleet';
import { type Figure, measured, type Report } from './report';
import { type Rig, startRig } from './rig';
import { started } from './servers';
import { paceVitals } from './vitalsLoad';
import { type Door, furnish, SECRET, startDoor } from './ward';

/** design.md 8: alarm published -> seen at the desk. */
const LIMIT_MS = 1_000;
const LIMIT_RATIO = 3;
/** Vitals a second beside the alarms. */
const BACKGROUND = 300;
const ALARMS = 60;
const APART_MS = 500;
/** A district gets its power back: so many devices within so many seconds, so many of them in need. */
const STORM = { devices: 500, withinMs: 5_000, inNeed: 40, flapMs: 1_000, flaps: 8 } as const;

type Options = { readonly quick?: boolean };

/** From an alarm's publish to its page on the desk's topic, with vitals in the background. */
export async function alarm({ quick = false }: Options): Promise<Report> {
  return atTheDesk(async (rig, desk, door) => {
    const count = quick ? 5 : ALARMS;
    const devices = await furnish(rig.pool, 600 + count, 'st_hub');
    const [wearers, others] = [devices.slice(0, count), devices.slice(count)];
    const watches = await Promise.all(wearers.map((deviceId) => aWatch(door, deviceId)));
    const over = new AbortController();
    const background = paceVitals(
      { mqttUrl: rig.mqttUrl, doorUrl: door.url, devices: others, perSecond: BACKGROUND },
      over.signal,
    );
    const floor = await floorOf(rig, count);
    const ours = await Promise.all(watches.map((watch, n) => cry(watch, desk, n * APART_MS)));
    over.abort();
    const sent = await background;
    await Promise.all(watches.map((watch) => watch.close()));
    return {
      figures: figuresOf('alarm to the desk', ours, floor),
      json: { alarms: count, background: sent },
    };
  });
}

/** The power is cut and everybody comes back at once; electrodes flap, and some have pressed the button meanwhile. */
export async function storm({ quick = false }: Options): Promise<Report> {
  return atTheDesk(async (rig, desk, door) => {
    const count = quick ? 20 : STORM.devices;
    const inNeed = quick ? 3 : STORM.inNeed;
    const devices = await furnish(rig.pool, count, 'st_hub');
    const watches = await Promise.all(devices.map((deviceId) => aWatch(door, deviceId)));
    for (const { link } of watches) link.cut();
    const cries: Promise<number>[] = [];
    const began = Date.now();
    await Promise.all(
      watches.map(async (watch, n) => {
        await sleep((n / count) * STORM.withinMs);
        if (n % Math.floor(count / inNeed) === 0) cries.push(cry(watch, desk, 0));
        else void flap(watch);
        await watch.link.mend();
      }),
    );
    const backMs = Date.now() - began;
    const ours = await Promise.all(cries);
    await Promise.all(watches.map((watch) => watch.close()));
    const { rows } = await rig.pool.query<{ alarms: number; incidents: number }>(
      `SELECT count(*)::int AS alarms, count(DISTINCT subject_id)::int AS incidents FROM device_inbox WHERE technical`,
    );
    const { alarms = 0, incidents = 0 } = rows[0] ?? {};
    return {
      figures: [
        { name: 'devices that came back', value: count, unit: '' },
        {
          name: `the last of them, who came within ${STORM.withinMs / 1_000} s, was let in after`,
          value: backMs,
          unit: 'ms',
        },
        ...figuresOf('SOS to the desk', ours),
        ...(await stagesOf(rig)),
        { name: 'technical alarms accepted meanwhile', value: alarms, unit: '' },
        { name: 'that made incidents', value: incidents, unit: '', limit: count },
      ],
      json: { devices: count, inNeed: ours.length },
    };
  });
}

/** Where an SOS spent its time: on its way to us, waiting to be taken up, waiting to be told to the engine. */
async function stagesOf({ pool }: Rig): Promise<Figure[]> {
  const { rows } = await pool.query<Record<'came' | 'decided' | 'told', number>>(
    `SELECT extract(epoch FROM i.received_at - i.measured_at)::float8 * 1000 AS came,
            extract(epoch FROM i.disposition_at - i.received_at)::float8 * 1000 AS decided,
            extract(epoch FROM w.told_at - i.disposition_at)::float8 * 1000 AS told
       FROM device_inbox i JOIN device_word w ON w.target_id = i.subject_id
      WHERE i.payload #>> '{data,code}' = 'SOS' AND w.opening IS NOT NULL AND w.message IS NULL`,
  );
  const of = (name: string, pick: (row: (typeof rows)[number]) => number): Figure => ({
    ...{ name: `of it, p95: ${name}`, value: measured(rows.map(pick), 0.95), unit: 'ms' },
  });
  return [
    of('until it came to the gateway', ({ came }) => came),
    of('then until it was taken up', ({ decided }) => decided),
    of('then until the engine was told', ({ told }) => told),
  ];
}

function figuresOf(what: string, ours: readonly number[], floor?: readonly number[]): Figure[] {
  const beside = (share: number) => (floor === undefined ? {} : { floor: measured(floor, share) });
  return [
    { name: `${what}, p50`, value: measured(ours, 0.5), unit: 'ms', ...beside(0.5) },
    {
      ...{ name: `${what}, p95`, value: measured(ours, 0.95), unit: 'ms', limit: LIMIT_MS, ...beside(0.95) },
      ...(floor !== undefined && { limitRatio: LIMIT_RATIO }),
    },
  ];
}

/** Resolves with the moment at which the page of an incident reached the desk's topic. */
type Desk = (incidentId: string) => Promise<number>;
const shownPage = z.object({ subjectId: z.string() });
const PATIENCE_MS = 60_000;

async function atTheDesk(measure: (rig: Rig, desk: Desk, door: Door) => Promise<Report>): Promise<Report> {
  const rig = await startRig();
  try {
    const gateway = await started(
      app('gateway', await freePort(), {
        ...{ DATABASE_URL: rig.databaseUrl, TEMPORAL_ADDRESS: rig.temporal.address, MQTT_URL: rig.mqttUrl },
        ...{ WIRETIME_DATA: rig.folder, WIRETIME_LOG: 'error' },
      }),
    );
    const door = await startDoor(rig);
    const at = new Map<string, number>();
    const ears = await connectAsync(rig.mqttUrl, { protocolVersion: 5 });
    ears.on('message', (_, payload) => {
      const { subjectId } = shownPage.parse(JSON.parse(payload.toString()));
      if (!at.has(subjectId)) at.set(subjectId, Date.now());
    });
    await ears.subscribeAsync(DESK_TOPIC, { qos: 1 });
    const desk: Desk = async (id) => {
      for (const giveUpAt = Date.now() + PATIENCE_MS; Date.now() < giveUpAt; await sleep(2)) {
        const heard = at.get(id);
        if (heard !== undefined) return heard;
      }
      throw new Error(`the desk never heard of ${id}`);
    };
    try {
      return await measure(rig, desk, door);
    } finally {
      await ears.endAsync(true);
      await Promise.all([door.stop(), gateway.stop()]);
    }
  } finally {
    await rig.stop();
  }
}

const aWatch = ({ url }: Door, deviceId: string): Promise<Wearable> =>
  makeWearable({ mqttUrl: url, deviceId, secret: SECRET });

/** Presses the button after a while; resolves with how long (ms) until the desk was asked. */
async function cry(watch: Wearable, desk: Desk, afterMs: number): Promise<number> {
  if (afterMs > 0) await sleep(afterMs); // else pressed before its device connects, which then says so
  const at = Date.now();
  const { msgId } = await watch.sos();
  return (await desk(incidentIdOf(watch.link.deviceId, msgId ?? ''))) - at;
}

/** An electrode that loosens and holds by turns, as long as its quota lets it say so. */
async function flap(watch: Wearable): Promise<void> {
  for (let n = 0; n < STORM.flaps; n++) {
    const alarmId = `flap-${n}`;
    void watch.alarm({ code: 'LEAD_OFF', alarmId });
    await sleep(STORM.flapMs / 2);
    void watch.alarm({ code: 'LEAD_OFF', alarmId, phase: 'end' });
    await sleep(STORM.flapMs / 2);
  }
}

/** A workflow started for each, and its one activity: the least that can stand between an alarm and a desk. */
async function floorOf(rig: Rig, count: number): Promise<number[]> {
  const { floor } = sidesOf(rig);
  // The first finds an engine that has never run one; ours has run the region's watches by then.
  await floor.start([{ name: 'first', dueAt: 0 }]);
  await rig.fired.until(['first'], PATIENCE_MS);
  const names = Array.from({ length: count }, (_, n) => `alarm${n}`);
  const began = new Map<string, number>();
  for (const name of names) {
    began.set(name, Date.now());
    void floor.start([{ name, dueAt: 0 }]);
    await sleep(APART_MS / 2);
  }
  await rig.fired.until(names, PATIENCE_MS);
  return names.flatMap((name) => {
    const fired = rig.fired.first.get(floor.idOf(name));
    return fired === undefined ? [] : [fired - (began.get(name) ?? fired)];
  });
}
