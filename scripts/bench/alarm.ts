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
import { furnish, SECRET } from './ward';

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
  return atTheDesk(async (rig, desk) => {
    const count = quick ? 5 : ALARMS;
    const devices = await furnish(rig.pool, 600 + count, 'st_hub');
    const [wearers, others] = [devices.slice(0, count), devices.slice(count)];
    const watches = await Promise.all(wearers.map((deviceId) => aWatch(rig, deviceId)));
    const over = new AbortController();
    const background = paceVitals({ mqttUrl: rig.mqttUrl, devices: others, perSecond: BACKGROUND }, over.signal);
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

/** Everybody comes back at once, electrodes flap, and some press the button. */
export async function storm({ quick = false }: Options): Promise<Report> {
  return atTheDesk(async (rig, desk) => {
    const count = quick ? 20 : STORM.devices;
    const inNeed = quick ? 3 : STORM.inNeed;
    const devices = await furnish(rig.pool, count, 'st_hub');
    const cries: Promise<number>[] = [];
    const watches = await Promise.all(
      devices.map(async (deviceId, n) => {
        await sleep((n / count) * STORM.withinMs);
        const watch = await aWatch(rig, deviceId);
        if (n % Math.floor(count / inNeed) === 0) cries.push(cry(watch, desk, 0));
        else void flap(watch);
        return watch;
      }),
    );
    const ours = await Promise.all(cries);
    await Promise.all(watches.map((watch) => watch.close()));
    const { rows } = await rig.pool.query<{ alarms: number; incidents: number }>(
      `SELECT count(*)::int AS alarms, count(DISTINCT subject_id)::int AS incidents FROM device_inbox WHERE technical`,
    );
    const { alarms = 0, incidents = 0 } = rows[0] ?? {};
    return {
      figures: [
        { name: 'devices that came back', value: count, unit: '' },
        ...figuresOf('SOS to the desk', ours),
        { name: 'technical alarms accepted meanwhile', value: alarms, unit: '' },
        { name: 'that made incidents', value: incidents, unit: '', limit: count },
      ],
      json: { devices: count, inNeed: ours.length },
    };
  });
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

async function atTheDesk(measure: (rig: Rig, desk: Desk) => Promise<Report>): Promise<Report> {
  const rig = await startRig();
  try {
    const gateway = await started(
      app('gateway', await freePort(), {
        ...{ DATABASE_URL: rig.databaseUrl, TEMPORAL_ADDRESS: rig.temporal.address, MQTT_URL: rig.mqttUrl },
        ...{ WIRETIME_DATA: rig.folder, WIRETIME_LOG: 'error' },
      }),
    );
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
      return await measure(rig, desk);
    } finally {
      await ears.endAsync(true);
      await gateway.stop();
    }
  } finally {
    await rig.stop();
  }
}

const aWatch = ({ mqttUrl }: Rig, deviceId: string): Promise<Wearable> =>
  makeWearable({ mqttUrl, deviceId, secret: SECRET });

/** Presses the button after a while; resolves with how long (ms) until the desk was asked. */
async function cry(watch: Wearable, desk: Desk, afterMs: number): Promise<number> {
  await sleep(afterMs);
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
