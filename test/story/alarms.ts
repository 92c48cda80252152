import { deviceId, digestId, incidentId, rotaHoleId } from '../../workflows/domain/ids';
import { DEVICE, person, REGION, type Stage, type Subject } from './stage';
import { alarms, callsForHelp, castOf, PATIENT, SITES } from './stemi';

/** The button of a wearable worn at home, of a patient who is in no episode. */
async function presses(stage: Stage, at: number): Promise<Subject<'INCIDENT'>> {
  const { incident } = castOf();
  await stage.until(at);
  await stage.open('INCIDENT', {
    ...{ id: incidentId(incident.id), region: REGION, patientId: PATIENT, deviceId: deviceId('dv_wear1') },
    ...{ deskSiteId: SITES.receiving, communitySiteId: SITES.community, code: 'SOS', priority: 'HIGH' },
    ...{ onsetAt: stage.minute(at), raisedAt: stage.minute(at), late: false },
    heard: { id: `${incident.id}:raised`, receivedAt: stage.minute(at), by: DEVICE },
  });
  return incident;
}

/** 10.28: an alarm of a patient at home that nobody answers climbs to the duty director, and on. */
export async function playUnansweredAlarm(stage: Stage): Promise<Readonly<Record<string, Subject>>> {
  const cast = castOf();
  await callsForHelp(stage, cast);
  await alarms(stage, cast, 20);
  await stage.until(20 + 8.5);
  return { incident: cast.incident };
}

/** The button, its trace in pieces, and the patient who is well: pressed by mistake, closed by name. */
export async function playSos(stage: Stage): Promise<Readonly<Record<string, Subject>>> {
  const incident = await presses(stage, 1);
  await stage.until(1.2);
  await stage.signal(incident, { type: 'SIGNAL_REPEATED', priority: 'HIGH' });
  await stage.until(1.5);
  await stage.acknowledge(incident, 'DESK_NURSE');
  await stage.until(3);
  await stage.say(incident, 'DUTY_DOCTOR', {
    type: 'INCIDENT_ASSESSED',
    assessment: 'PRESSED_BY_MISTAKE',
    real: false,
  });
  await stage.say(incident, 'DUTY_DOCTOR', { type: 'INCIDENT_CLOSED', reason: 'Spoke with the patient, who is well.' });
  await stage.until(4);
  return { incident };
}

/** R35: two calls that nobody answers; 120 looks at the last known place and finds the patient. */
export async function playUnreached(stage: Stage): Promise<Readonly<Record<string, Subject>>> {
  const incident = await presses(stage, 1);
  const call = { type: 'CALL_MADE', way: 'PATIENT', reached: false } as const;
  await stage.until(1.5);
  await stage.acknowledge(incident, 'DESK_NURSE');
  await stage.until(2);
  await stage.say(incident, 'DESK_NURSE', call);
  await stage.until(2.6);
  await stage.say(incident, 'DESK_NURSE', { ...call, remark: 'Rang out again.' });
  await stage.say(incident, 'DESK_NURSE', { ...call, way: 'EMERGENCY_CONTACT' });
  await stage.until(4.2);
  await stage.say(incident, 'DESK_NURSE', {
    type: 'WELFARE_CHECK_ASKED',
    place: 'At home, the door beside the well.',
    emsSiteId: SITES.ems,
  });
  await stage.until(4.7);
  await stage.acknowledge(incident, 'EMS_DISPATCHER');
  await stage.until(14);
  await stage.say(incident, 'DESK_NURSE', {
    type: 'WELFARE_CHECK_ENDED',
    reached: true,
    remark: 'Found at the well, no pain.',
  });
  await stage.say(incident, 'DUTY_DOCTOR', { type: 'INCIDENT_ASSESSED', assessment: 'FALL', real: true });
  await stage.say(incident, 'DUTY_DOCTOR', { type: 'INCIDENT_ACTED', action: 'SAME_DAY_PLAN' });
  await stage.say(incident, 'DUTY_DOCTOR', { type: 'INCIDENT_CLOSED', reason: 'The contracted doctor visits today.' });
  await stage.until(15);
  return { incident };
}

/** Nobody is on duty at the desk tonight: told an hour before, called once it has begun, and filled. */
export async function playRotaHole(stage: Stage): Promise<Readonly<Record<string, Subject>>> {
  const hole = { kind: 'ROTA_HOLE', id: `rh_${castOf().episode.id}` } as const;
  const role = 'DESK_NURSE';
  await stage.open('ROTA_HOLE', {
    ...{ id: rotaHoleId(hole.id), region: REGION, siteId: SITES.community, hubSiteId: SITES.receiving, role },
    ...{ fromAt: stage.minute(61), toAt: stage.minute(361) },
    heard: { id: `${hole.id}:found`, receivedAt: stage.minute(0), by: { kind: 'SYSTEM', id: 'rota' } },
  });
  await stage.until(32);
  await stage.acknowledge(hole, 'COORDINATOR');
  await stage.until(100);
  await stage.say(hole, 'COORDINATOR', { type: 'HOLE_FILLED' });
  await stage.until(101);
  return { hole };
}

/** The LOW alarms of a doctor's patients, as one list: neither the doctor nor the lead answers, and a person clears it. */
export async function playDigest(stage: Stage): Promise<Readonly<Record<string, Subject>>> {
  const list = { kind: 'DIGEST', id: `dg_${castOf().episode.id}` } as const;
  await stage.open('DIGEST', {
    ...{ id: digestId(list.id), region: REGION, reason: 'LOW_ALARMS', lines: 3, toAt: stage.minute(0) },
    ...{ siteId: SITES.community, hubSiteId: SITES.receiving, doctorId: person('FAMILY_DOCTOR').id },
    calendar: { utcOffsetMin: 480, daysOff: [], holidays: [] },
    heard: { id: `${list.id}:sent`, receivedAt: stage.minute(0), by: { kind: 'SYSTEM', id: 'engine' } },
  });
  // The lead is asked after four hours, or in the morning; after a day nobody has answered, whenever the story begins.
  await stage.until(24 * 60);
  await stage.say(list, 'COMMUNITY_LEAD', { type: 'NOBODY_CLEARED', ladder: 'LIST', reason: 'Looked through it now.' });
  await stage.until(24 * 60 + 1);
  return { list };
}
