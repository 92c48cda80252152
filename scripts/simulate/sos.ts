import { setTimeout as sleep } from 'node:timers/promises';
import { makeWearable, type Wearable } from '../../devices/simulator/wearable';
import { DEMO_DEVICES } from '../../prisma/demo/devices';
import { isNotToBeHad } from './people';
import { endsAs, type IncidentSeen, readIncident, seen } from './record';
import { acknowledge, dutyFor, type Place, type Region, residents } from './region';

/** How long the trace runs, s, and how long the device takes for one second of it, ms. */
const TRACE = { seconds: 20, everyMs: 250 } as const;
/** A piece the tunnel swallows and gives back. */
const TUNNEL_MS = 1_500;

export type Worn = {
  readonly deviceId: string;
  readonly secret: string;
  readonly patientId: string;
  readonly place: Place;
};

/** A resident at home presses the button: an alarm with one lead running, seen by the desk while it grows. */
export async function playSos(region: Region): Promise<readonly string[]> {
  const worn = await putOn(region);
  const { deviceId, secret } = worn;
  const watch = await makeWearable({ mqttUrl: region.mqttUrl, deviceId, secret, clock: region.now });
  try {
    const incident = await cryForHelp(region, watch);
    await answer(region, worn, incident);
    return await endDiffers(region, worn, incident.id);
  } finally {
    await watch.close();
  }
}

/** A free wearable is given to a resident who wears none. */
export async function putOn(region: Region): Promise<Worn> {
  const { people } = region;
  for (const { id: patientId, communitySite } of await residents(region)) {
    const place = { communityId: communitySite?.id ?? '', hubId: '' };
    const staff = dutyFor(place, people, 'FAMILY_DOCTOR');
    for (const { id: deviceId, secret } of DEMO_DEVICES.filter(({ kind }) => kind === 'WEARABLE')) {
      try {
        await people.tell(staff, 'bindDevice', { deviceId, patientId });
        region.say(`1  ${deviceId} is worn at home`);
        return { deviceId, secret, patientId, place };
      } catch (error) {
        if (!isNotToBeHad(error)) throw error;
      }
    }
  }
  throw new Error('every wearable of the demo region is worn: take one back first');
}

type TraceSeen = {
  readonly missing: number;
  readonly seconds: number;
  readonly running: boolean;
  readonly ended: boolean;
};

async function traceSeen({ people }: Region, id: string): Promise<TraceSeen | undefined> {
  const { incident } = await people.ask<{ readonly incident: { readonly trace: TraceSeen | null } | null }>(
    'DESK_NURSE',
    'query($id: ID!) { incident(id: $id) { trace { count missing seconds running ended } } }',
    { id },
  );
  return incident?.trace ?? undefined;
}

/** The button, and the trace that runs with it through a tunnel. */
async function cryForHelp(region: Region, watch: Wearable): Promise<IncidentSeen> {
  const { recordMs, say } = region;
  const pressedAt = region.now();
  const alarmId = `sos-${Math.round(pressedAt)}`;
  const { verdict } = await watch.alarm({ code: 'SOS', alarmId });
  const tracing = watch.trace(alarmId, TRACE);
  const incident = await seen('an incident of the SOS', () => sosOf(region, watch.link.deviceId), recordMs);
  say(`2  SOS ${verdict}; the desk sees ${incident.id} after ${Math.round(region.now() - pressedAt)} ms`);
  const growing = await seen('the trace', () => traceSeen(region, incident.id), recordMs);
  watch.link.cut();
  await sleep(TUNNEL_MS);
  await watch.link.mend();
  const receipts = await tracing;
  const whole = await seen(
    'the whole trace',
    async () => {
      const trace = await traceSeen(region, incident.id);
      return trace?.ended === true && trace.missing === 0 ? trace : undefined;
    },
    recordMs,
  );
  say(`   the trace ran from ${growing.seconds} s to ${whole.seconds} s through a tunnel, ${receipts.length} pieces`);
  return incident;
}

export async function sosOf({ people }: Region, deviceId: string): Promise<IncidentSeen | undefined> {
  type Listed = { readonly id: string; readonly deviceId: string; readonly code: string; readonly status: string };
  const { incidents } = await people.ask<{ readonly incidents: readonly Listed[] }>(
    'DESK_NURSE',
    '{ incidents { id deviceId code status } }',
  );
  const found = incidents.find((one) => one.deviceId === deviceId && one.code === 'SOS' && one.status !== 'CLOSED');
  return found === undefined ? undefined : readIncident(people, found.id);
}

/** The desk answers, speaks with the patient, acts and closes; the device is taken back. */
async function answer(region: Region, { deviceId, patientId, place }: Worn, { id: incidentId }: IncidentSeen) {
  const { people, say } = region;
  const page = await acknowledge(region, place, { kind: 'INCIDENT', id: incidentId }, 'DESK_NURSE');
  const doctor = dutyFor(place, people, 'DUTY_DOCTOR');
  await people.tell(doctor, 'assessIncident', { incidentId, assessment: 'PRESSED_BY_MISTAKE', real: false });
  await people.tell(doctor, 'closeIncident', { incidentId, reason: 'spoke with the patient, who is well' });
  say(`3  ${page.person?.name ?? 'the desk'} acknowledged; the patient is well: pressed by mistake, closed by name`);
  await people.tell(dutyFor(place, people, 'FAMILY_DOCTOR'), 'takeDeviceBack', { deviceId, patientId });
}

type Held = { readonly keptDevices: readonly { readonly id: string; readonly patientId: string | null }[] };

async function endDiffers(region: Region, { deviceId }: Worn, incidentId: string): Promise<readonly string[]> {
  const { people, recordMs } = region;
  const look = async () => {
    const incident = await readIncident(people, incidentId);
    const trace = await traceSeen(region, incidentId);
    const { keptDevices } = await people.ask<Held>('DEVICE_STAFF', '{ keptDevices { id patientId } }');
    const device = keptDevices.find(({ id }) => id === deviceId);
    return [
      ...(incident?.status === 'CLOSED' ? [] : [`the SOS is ${incident?.status ?? 'not on record'}`]),
      ...(trace?.seconds === TRACE.seconds && !trace.running ? [] : [`the trace has ${trace?.seconds ?? 0} s`]),
      ...(device?.patientId === null ? [] : [`${deviceId} is not back`]),
    ];
  };
  return endsAs(look, Math.min(recordMs, 10_000));
}
