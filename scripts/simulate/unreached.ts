import { makeWearable } from '../../devices/simulator/wearable';
import { endsAs, type IncidentSeen, type PageSeen, readIncident, seen } from './record';
import { acknowledge, dutyFor, type Region } from './region';
import { putOn, sosOf, type Worn } from './sos';

/** R35: a resident presses the button and then answers no call; 120 looks at the last known place and finds them. */
export async function playUnreached(region: Region): Promise<readonly string[]> {
  const worn = await putOn(region);
  const { deviceId, secret, place } = worn;
  const watch = await makeWearable({ mqttUrl: region.mqttUrl, deviceId, secret, clock: region.now });
  try {
    await watch.alarm({ code: 'SOS', alarmId: `sos-${Math.round(region.now())}` });
    const incident = await seen('an incident of the SOS', () => sosOf(region, deviceId), region.recordMs);
    const page = await acknowledge(region, place, { kind: 'INCIDENT', id: incident.id }, 'DESK_NURSE');
    region.say(`2  SOS; ${page.person?.name ?? 'the desk'} acknowledges and rings back`);
    await nobodyAnswers(region, worn, incident);
    await isFound(region, worn, incident);
    return await endDiffers(region, incident.id);
  } finally {
    await watch.close();
  }
}

const reasonOf = ({ because }: PageSeen): string => because.reason;

/** Two calls within three minutes: whoever is on duty for the alarm is told that the patient is unreachable (10.28). */
async function nobodyAnswers(region: Region, { place }: Worn, { id: incidentId }: IncidentSeen): Promise<void> {
  const { people, say, recordMs } = region;
  const desk = dutyFor(place, people, 'DESK_NURSE');
  for (const remark of ['rang out', 'rang out again'])
    await people.tell(desk, 'recordCall', { incidentId, way: 'PATIENT', reached: false, remark });
  const told = await seen(
    'that the patient is unreachable',
    async () => (await readIncident(people, incidentId))?.pages.find((page) => reasonOf(page) === 'PATIENT_UNREACHED'),
    recordMs,
  );
  say(`3  two calls, no answer: ${told.person?.name ?? told.role} is told that the patient is not reached`);
  await people.tell(desk, 'recordCall', {
    ...{ incidentId, way: 'EMERGENCY_CONTACT', reached: false },
    remark: 'away, knows of no one nearer',
  });
}

/** 120 is asked as for an ambulance, takes it on, and says how it ended; then the alarm goes its ordinary way. */
async function isFound(region: Region, { deviceId, patientId, place }: Worn, { id: incidentId }: IncidentSeen) {
  const { people, say } = region;
  const desk = dutyFor(place, people, 'DESK_NURSE');
  const asked = { incidentId, place: 'at home, the door beside the well' };
  await people.tell(desk, 'askWelfareCheck', asked);
  const page = await acknowledge(region, place, { kind: 'INCIDENT', id: incidentId }, 'EMS_DISPATCHER');
  say(`4  120 is asked to look ${asked.place}: ${page.person?.name ?? 'the dispatcher'} takes it on`);
  await region.pass(10);
  await people.tell(desk, 'endWelfareCheck', {
    ...{ incidentId, reached: true },
    remark: 'found at the well, phone broken, no pain',
  });
  const doctor = dutyFor(place, people, 'DUTY_DOCTOR');
  await people.tell(doctor, 'assessIncident', { incidentId, assessment: 'fell; no chest pain', real: true });
  await people.tell(doctor, 'actOnIncident', { incidentId, action: 'SAME_DAY_PLAN' });
  await people.tell(doctor, 'closeIncident', { incidentId, reason: 'the contracted doctor visits today' });
  const staff = dutyFor(place, people, 'FAMILY_DOCTOR');
  await people.tell(staff, 'takeDeviceBack', { deviceId, patientId, endedAs: 'FAULT' });
  const looked = { deviceId, checked: 'mended, wiped and tested' };
  await people.tell(dutyFor(place, people, 'DEVICE_STAFF'), 'restockDevice', looked);
  say('5  found: assessed, planned for today, closed by name; the broken device is taken back and mended');
}

type Attempts = {
  readonly incident: { readonly attempts: readonly { readonly way: string; readonly reached: boolean | null }[] };
};
const ATTEMPTS = 'query($id: ID!) { incident(id: $id) { attempts { way reached } } }';
const AS_TOLD = ['PATIENT false', 'PATIENT false', 'EMERGENCY_CONTACT false', 'WELFARE_CHECK true'];

async function endDiffers({ people, recordMs }: Region, id: string): Promise<readonly string[]> {
  const look = async () => {
    const incident = await readIncident(people, id);
    const { attempts } = (await people.ask<Attempts>('DESK_NURSE', ATTEMPTS, { id })).incident;
    const told = attempts.map(({ way, reached }) => `${way} ${String(reached)}`);
    const asking = (incident?.pages ?? []).filter(({ status }) => status === 'SENT' || status === 'ASKED');
    return [
      ...(incident?.status === 'CLOSED' ? [] : [`the SOS is ${incident?.status ?? 'not on record'}`]),
      ...(told.join() === AS_TOLD.join() ? [] : [`on record as tried: ${told.join(', ')}`]),
      ...asking.map(({ role, because }) => `${role} is still asked (${because.reason})`),
    ];
  };
  return endsAs(look, Math.min(recordMs, 10_000));
}
