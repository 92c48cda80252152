import type { Index, OpenEpisode, Time } from '../../workflows/domain/episode';
import { deviceId, ecgId, episodeId, incidentId, labId, patientId, readingId } from '../../workflows/domain/ids';
import type { OpenIncident } from '../../workflows/domain/incident';
import { lysisItems } from '../../workflows/domain/lysisChecklist';
import { DEFAULT_PATHWAY } from '../../workflows/domain/pathway';
import type { Instant } from '../../workflows/domain/time';
import { LAB_ROLES, type Milestone, type Role } from '../../workflows/domain/vocabulary';
import { DEVICE, person, REGION, type Stage, type Subject } from './stage';

/**
 * The story of one infarction, in minutes after help was sought, told word by word to the engine. No word falls on the
 * very instant of a clock: the time-skipping server then refuses the timer's cancelling and stands still.
 */

export const SITES = { community: 'st_cc1', ems: 'st_ems', referring: 'st_county', receiving: 'st_hub' } as const;
export const PATIENT = patientId('pt_story');
const DAY = 1440;

export type Cast = {
  readonly episode: Subject<'EPISODE'>;
  readonly reading: Subject<'READING'>;
  readonly lab: Subject<'LAB'>;
  readonly incident: Subject<'INCIDENT'>;
  /** The episode the alarm leads to. */
  readonly next: Subject<'EPISODE'>;
};

let born = 0;
export function castOf(): Cast {
  const tale = `story${++born}`;
  return {
    episode: { kind: 'EPISODE', id: `ep_${tale}` },
    reading: { kind: 'READING', id: `rd_${tale}` },
    lab: { kind: 'LAB', id: `lab_${tale}` },
    incident: { kind: 'INCIDENT', id: `in_${tale}` },
    next: { kind: 'EPISODE', id: `ep_${tale}b` },
  };
}

export const exactly = (at: Instant): Time => ({ at, precision: 'SECOND', source: 'HUMAN' });
const SYSTEM = { kind: 'SYSTEM', id: 'story' } as const;

export const opening = (stage: Stage, { episode }: Cast): OpenEpisode => ({
  id: episodeId(episode.id),
  region: REGION,
  patientId: PATIENT,
  sites: SITES,
  pathway: DEFAULT_PATHWAY,
  helpChannel: 'FAMILY_DOCTOR',
  helpSought: exactly(stage.minute(0)),
  onset: { at: stage.minute(-45), untilAt: stage.minute(-30), precision: 'INTERVAL', source: 'HUMAN' },
  complaints: ['CRUSHING_CHEST_PAIN', 'SWEATING'],
  drill: false,
  heard: { id: `${episode.id}:open`, receivedAt: stage.minute(0), by: person('FAMILY_DOCTOR') },
});

/** Records milestones of one episode, each the minute it is reached. */
export const recorder =
  (stage: Stage, episode: Subject<'EPISODE'>) =>
  async (at: number, role: Role, code: Milestone): Promise<void> => {
    await stage.until(at);
    await stage.say(episode, role, { type: 'MILESTONE_RECORDED', code, time: exactly(stage.minute(at)) });
  };

/** Help is sought, the ambulance is on its way, the contracted doctor reaches the patient. */
export async function callsForHelp(stage: Stage, cast: Cast): Promise<void> {
  const { episode, lab } = cast;
  const mark = recorder(stage, episode);
  await stage.open('LAB', {
    id: labId(lab.id),
    region: REGION,
    siteId: SITES.receiving,
    heard: { id: `${lab.id}:open`, receivedAt: stage.minute(0), by: SYSTEM },
  });
  await stage.open('EPISODE', opening(stage, cast));
  await stage.until(1);
  await stage.acknowledge(episode, 'EMS_DISPATCHER');
  await mark(1, 'EMS_DISPATCHER', 'DISPATCH');
  await mark(2.5, 'EMS_CREW', 'ROLLING');
  await mark(8, 'FAMILY_DOCTOR', 'FMC');
  await mark(10, 'FAMILY_DOCTOR', 'REF_DOOR_IN');
}

/** The cart's recording arrives: a reading opens, the episode hears of it. */
export async function ecgArrives(stage: Stage, { episode, reading }: Cast, at: number): Promise<void> {
  await stage.until(at);
  const ecg = ecgId(`ecg_${reading.id}`);
  const acquiredAt = stage.minute(at);
  await stage.open('READING', {
    id: readingId(reading.id),
    region: REGION,
    ecgId: ecg,
    episodeId: episodeId(episode.id),
    patientId: PATIENT,
    siteId: SITES.community,
    hubSiteId: SITES.receiving,
    neighbourSiteId: 'st_neighbour',
    acquiredAt,
    receivedAt: acquiredAt,
    heard: { id: `${reading.id}:open`, receivedAt: acquiredAt, by: DEVICE },
  });
  await stage.signal(episode, {
    type: 'ECG_RECEIVED',
    ecgId: ecg,
    readingId: reading.id,
    acquired: { at: acquiredAt, precision: 'SECOND', source: 'DEVICE', deviceOffsetMs: 0 },
    ecgReceivedAt: acquiredAt,
  });
}

/** The duty reader opens it and signs STEMI. */
export async function isRead(stage: Stage, { reading }: Cast): Promise<void> {
  await stage.until(15);
  await stage.acknowledge(reading, 'ECG_READER');
  await stage.say(reading, 'ECG_READER', { type: 'READING_OPENED' });
  await stage.until(17);
  await stage.say(reading, 'ECG_READER', {
    type: 'READING_SIGNED',
    finding: 'STEMI',
    territories: ['SEPTAL', 'ANTERIOR'],
  });
}

/** Drugs, checklist, forecast, and a named cardiologist's decision; the lab is called. */
export async function isDecided(stage: Stage, { episode, lab }: Cast): Promise<void> {
  const mark = recorder(stage, episode);
  await stage.until(18);
  await stage.acknowledge(episode, 'ON_CALL_CARDIOLOGIST');
  const answers = Object.fromEntries(lysisItems('CHINA_2019').map(({ code }) => [code, 'NO'] as const));
  await stage.say(episode, 'FAMILY_DOCTOR', {
    type: 'CHECKLIST_ANSWERED',
    answers: { ...answers, ORAL_ANTICOAGULANT: 'UNKNOWN' },
    killip: 1,
  });
  const forecast = { madeAt: stage.minute(18), localMin: 10, driveMin: 28, arrivalToWireMin: 30, cases: 40 };
  await stage.say(episode, 'COORDINATOR', { type: 'FORECAST_MADE', forecast });
  await stage.until(19);
  await stage.say(episode, 'ON_CALL_CARDIOLOGIST', {
    type: 'STRATEGY_DECIDED',
    strategy: 'PPCI_BY_TRANSFER',
    shown: '2.2#4',
  });
  await stage.say(episode, 'ON_CALL_CARDIOLOGIST', { type: 'LAB_CALLED', labId: labId(lab.id) });
  await mark(20, 'FAMILY_DOCTOR', 'ASPIRIN');
  await mark(20, 'FAMILY_DOCTOR', 'P2Y12');
  await mark(21, 'FAMILY_DOCTOR', 'ANTICOAG');
}

/** Every role of the team acknowledges and arrives; the patient travels and passes ED and CCU into the lab. */
export async function reachesTheLab(stage: Stage, { episode }: Cast): Promise<void> {
  const mark = recorder(stage, episode);
  await stage.until(22);
  for (const role of LAB_ROLES) await stage.acknowledge(episode, role);
  await stage.until(26);
  await stage.acknowledge(episode, 'REFERRING_DOCTOR'); // T24 asks at 15 min whether the vehicle is booked
  await mark(27, 'FAMILY_DOCTOR', 'REF_DOOR_OUT');
  for (const [index, role] of LAB_ROLES.entries()) {
    await stage.until(30 + index);
    await stage.say(episode, role, { type: 'LAB_MEMBER_ARRIVED', role, time: exactly(stage.minute(30 + index)) });
  }
  await mark(55, 'EMS_CREW', 'DOOR');
  await mark(58, 'LAB_NURSE', 'LAB_IN');
}

/** Consent, puncture, angiography, wire, the end, the result. */
export async function isOpened(stage: Stage, { episode }: Cast): Promise<void> {
  const mark = recorder(stage, episode);
  const consent = { type: 'CONSENT_CHANGED', kind: 'PCI' } as const;
  await stage.until(59);
  await stage.say(episode, 'INTERVENTIONIST', { ...consent, state: 'IN_DISCUSSION', time: exactly(stage.minute(59)) });
  await stage.until(63);
  const signed = {
    state: 'SIGNED',
    time: exactly(stage.minute(63)),
    byName: 'TEST RELATIVE',
    relation: 'SPOUSE',
  } as const;
  await stage.say(episode, 'INTERVENTIONIST', { ...consent, ...signed });
  const steps = [
    ['PUNCTURE', 65],
    ['ANGIO', 69],
    ['WIRE', 75],
    ['DEVICE', 79],
    ['PCI_END', 95],
  ] as const;
  for (const [code, at] of steps) await mark(at, 'LAB_NURSE', code);
  await stage.say(episode, 'INTERVENTIONIST', {
    type: 'PCI_REPORTED',
    result: {
      culprit: 'LAD',
      access: 'RADIAL',
      timiBefore: 0,
      timiAfter: 3,
      stents: [{ segment: 'LAD', product: 'TEST STENT 3.0x28' }],
    },
  });
}

const DRUGS = [
  { drug: 'ASPIRIN', dose: '100 mg daily' },
  { drug: 'TICAGRELOR', dose: '90 mg twice daily' },
  { drug: 'ATORVASTATIN', dose: '40 mg daily' },
] as const;

/** The first day from the sixth on whose next is a working day too, so that the hand-over is the community's the same hour (T41). */
export function dischargeMin(stage: Stage): number {
  const { utcOffsetMin } = DEFAULT_PATHWAY.calendar;
  const days = [6, 7, 8, 9].find((day) => {
    const weekday = new Date(stage.minute(day * DAY + utcOffsetMin)).getUTCDay();
    return weekday >= 1 && weekday <= 4;
  });
  return (days ?? 6) * DAY;
}

/** CCU, the ward, medically ready, discharge, and the hand-over that the community accepts. */
export async function goesHome(stage: Stage, { episode }: Cast): Promise<void> {
  const mark = recorder(stage, episode);
  const enter = async (at: number, department: 'CCU' | 'CARDIOLOGY') => {
    await stage.until(at);
    await stage.say(episode, 'WARD_DOCTOR', {
      type: 'DEPARTMENT_ENTERED',
      department,
      time: exactly(stage.minute(at)),
    });
  };
  await enter(100, 'CCU');
  await mark(130, 'WARD_DOCTOR', 'STATIN');
  await enter(2 * DAY, 'CARDIOLOGY');
  await mark(5 * DAY, 'WARD_DOCTOR', 'READY');
  const home = dischargeMin(stage);
  await stage.until(home);
  await stage.say(episode, 'WARD_DOCTOR', {
    type: 'DISCHARGED',
    time: exactly(stage.minute(home)),
    drugs: DRUGS,
    highRisk: false,
    lvef: 48,
  });
  await stage.say(episode, 'WARD_DOCTOR', {
    type: 'DOWN_REFERRED',
    siteId: SITES.community,
    time: exactly(stage.minute(home)),
  });
  await stage.until(home + 120);
  await stage.acknowledge(episode, 'FAMILY_DOCTOR');
  await stage.say(episode, 'FAMILY_DOCTOR', {
    type: 'DOWN_REFERRAL_ACCEPTED',
    time: exactly(stage.minute(home + 120)),
  });
}

/** The contracted doctor does the first tasks of the plan, a day before each is due. */
export async function isFollowedUp(stage: Stage, { episode }: Cast): Promise<void> {
  const visits = stage.rows('task').filter(({ kind }) => kind === 'VISIT' || kind === 'PHONE_VISIT');
  for (const [index, task] of visits.slice(0, 2).entries()) {
    const at = (task.dueAt - stage.minute(0)) / 60_000 - DAY;
    await stage.until(at);
    const nextDueAt = visits[index + 1]?.dueAt;
    await stage.say(episode, 'FAMILY_DOCTOR', {
      type: 'TASK_DONE',
      taskId: task.id,
      time: exactly(stage.minute(at)),
      answers: { SYMPTOMS: 'NONE' },
      ...(nextDueAt === undefined ? {} : { nextDueAt }),
    });
  }
}

export const ALARM_MIN = 30 * DAY;

const alarm = (stage: Stage, { episode, incident }: Cast, at: number): OpenIncident => ({
  id: incidentId(incident.id),
  region: REGION,
  patientId: PATIENT,
  episodeId: episodeId(episode.id),
  deviceId: deviceId('dv_wear1'),
  deskSiteId: SITES.receiving,
  communitySiteId: SITES.community,
  code: 'ST_ELEVATION_FEW_LEADS',
  priority: 'HIGH',
  onsetAt: stage.minute(at),
  raisedAt: stage.minute(at),
  value: 0.21,
  unit: 'mV',
  late: false,
  heard: { id: `${incident.id}:raised`, receivedAt: stage.minute(at), by: DEVICE },
});

/** The wearable alarms. */
export async function alarms(stage: Stage, cast: Cast, at: number): Promise<void> {
  await stage.until(at);
  await stage.open('INCIDENT', alarm(stage, cast, at));
}

/** What the new episode is told of the one before, from the record. */
function indexOf(stage: Stage, { episode, incident }: Cast): Index {
  const facts = stage.rows('episode').find(({ id }) => id === episode.id)?.facts as Pick<Index, 'stents'> & {
    readonly result?: { readonly stents: Index['stents'] };
    readonly discharge?: { readonly drugs: Index['drugs'] };
  };
  return {
    episodeId: episodeId(episode.id),
    incidentId: incident.id,
    stents: facts.result?.stents ?? [],
    drugs: facts.discharge?.drugs ?? [],
  };
}

/** The desk answers, assesses, and by one action refers up: a new episode from the alarm on. */
export async function isReferredUp(stage: Stage, cast: Cast, at: number): Promise<void> {
  const { episode, incident, next } = cast;
  await stage.until(at + 0.5);
  await stage.acknowledge(incident, 'DESK_NURSE');
  await stage.until(at + 2);
  await stage.say(incident, 'DUTY_DOCTOR', { type: 'INCIDENT_ASSESSED', assessment: 'SYMPTOMATIC', real: true });
  await stage.until(at + 3);
  const { onset: _, ...before } = opening(stage, cast);
  const open: OpenEpisode = {
    ...before,
    id: episodeId(next.id),
    helpChannel: 'WEARABLE_ALARM',
    helpSought: { at: stage.minute(at), precision: 'SECOND', source: 'DEVICE' },
    complaints: ['ST_ELEVATION_FEW_LEADS'],
    index: indexOf(stage, cast),
    heard: { id: `${next.id}:open`, receivedAt: stage.minute(at + 3), by: person('DUTY_DOCTOR') },
  };
  await stage.say(incident, 'DUTY_DOCTOR', { type: 'UP_REFERRED', open });
  await stage.until(at + 4);
  await stage.acknowledge(next, 'EMS_DISPATCHER');
  await recorder(stage, next)(at + 4, 'EMS_DISPATCHER', 'DISPATCH');
  await stage.until(at + 4.5);
  await stage.acknowledge(next, 'EMS_CREW');
  await stage.say(incident, 'DESK_NURSE', { type: 'INCIDENT_CLOSED', reason: `UP_REFERRED FROM ${episode.id}` });
  await stage.until(at + 5);
}

/** The whole story, everybody answering in time. */
export async function playStemi(stage: Stage): Promise<Cast> {
  const cast = castOf();
  await callsForHelp(stage, cast);
  await ecgArrives(stage, cast, 13);
  await isRead(stage, cast);
  await isDecided(stage, cast);
  await reachesTheLab(stage, cast);
  await isOpened(stage, cast);
  await goesHome(stage, cast);
  await isFollowedUp(stage, cast);
  await alarms(stage, cast, ALARM_MIN);
  await isReferredUp(stage, cast, ALARM_MIN);
  return cast;
}
