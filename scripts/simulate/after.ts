import { makeWearable } from '../../devices/simulator/wearable';
import { DEMO_DEVICES } from '../../prisma/demo/devices';
import type { Case } from './acute';
import { give } from './drugs';
import { isNotToBeHad } from './people';
import { type EpisodeSeen, type IncidentSeen, readEpisode, readIncident, seen } from './record';
import { acknowledge, bedside, dutyFor, type Region, secondOf } from './region';

const DRUGS = [
  { drug: 'ASPIRIN', dose: '100 mg daily' },
  { drug: 'TICAGRELOR', dose: '90 mg twice daily' },
  { drug: 'ATORVASTATIN', dose: '40 mg daily' },
];

/** 7: the stay, medically ready, discharge; the hand-over is sent and accepted. */
export async function goHome(story: Case): Promise<void> {
  const { region, place, episode } = story;
  const enter = (department: string) =>
    episode.tell('WARD_DOCTOR', 'enterDepartment', { department, time: secondOf(region.now()) });
  await enter('CCU');
  await give(story, 'WARD_DOCTOR', { drug: 'ATORVASTATIN', amount: 40 });
  await enter('CARDIOLOGY');
  await episode.mark('WARD_DOCTOR', 'READY');
  await episode.tell('WARD_DOCTOR', 'discharge', {
    time: secondOf(region.now()),
    drugs: DRUGS,
    highRisk: false,
    lvef: 48,
  });
  await episode.tell('WARD_DOCTOR', 'downRefer', { siteId: place.communityId, time: secondOf(region.now()) });
  const { phase, tasks } = await episode.tell('FAMILY_DOCTOR', 'acceptDownReferral', { time: secondOf(region.now()) });
  region.say(`7  CCU, cardiology, medically ready, discharged; the community accepts: ${phase}`);
  region.say(`8  the plan: ${tasks.map(({ code }) => code).join(', ')}`);
}

type Worn = { readonly deviceId: string; readonly secret: string };

/** A wearable nobody else has is bound to the patient. */
async function bindWearable({ region, place, patientId, episode }: Case): Promise<Worn> {
  const staff = dutyFor(place, region.people, 'FAMILY_DOCTOR');
  for (const { id: deviceId, secret } of DEMO_DEVICES.filter(({ kind }) => kind === 'WEARABLE')) {
    try {
      await region.people.tell(staff, 'bindDevice', { deviceId, patientId, episodeId: episode.id });
      return { deviceId, secret };
    } catch (error) {
      if (!isNotToBeHad(error)) throw error;
    }
  }
  throw new Error('every wearable of the demo region is worn: take one back first');
}

/** The wearable's vitals, then its alarm, over MQTT: an incident. */
export async function alarm(story: Case): Promise<IncidentSeen> {
  const { region } = story;
  const { deviceId, secret } = await bindWearable(story);
  const wearable = await makeWearable({ mqttUrl: region.mqttUrl, deviceId, secret });
  try {
    const taken = await wearable.vitals([
      { code: 'HR', value: 92 },
      { code: 'SPO2', value: 96 },
    ]);
    const onsetAt = Math.round(region.now());
    const raised = await wearable.alarm({ code: 'CHEST_PAIN_REPORTED', onsetAt, priorityClaimed: 'high' });
    if (taken.verdict !== 'accepted' || raised.verdict !== 'accepted')
      throw new Error(`the wearable heard ${taken.verdict} and ${raised.verdict}`);
    const incident = await seen(
      'an incident of the alarm',
      () => incidentOf(region, deviceId, onsetAt),
      region.recordMs,
    );
    region.say(
      `   ${deviceId} bound; vitals ${taken.verdict}; alarm ${raised.verdict}: ${incident.id} ${incident.code}`,
    );
    return incident;
  } finally {
    await wearable.close();
  }
}

async function incidentOf({ people }: Region, deviceId: string, onsetAt: number): Promise<IncidentSeen | undefined> {
  const { incidents } = await people.ask<{
    readonly incidents: readonly { readonly id: string; readonly deviceId: string; readonly onsetAt: string }[];
  }>('DESK_NURSE', '{ incidents { id deviceId onsetAt } }');
  const found = incidents.find(
    (one) => one.deviceId === deviceId && Math.abs(Date.parse(one.onsetAt) - onsetAt) < 1000,
  );
  return found === undefined ? undefined : readIncident(people, found.id);
}

/** The desk answers and assesses; one action makes it an up-referral; the new episode's ambulance goes. */
export async function referUp({ region, place }: Case, incident: IncidentSeen): Promise<EpisodeSeen> {
  const { people, say } = region;
  const desk = await acknowledge(region, place, { kind: 'INCIDENT', id: incident.id }, 'DESK_NURSE');
  await people.tell(dutyFor(place, people, 'DUTY_DOCTOR'), 'assessIncident', {
    incidentId: incident.id,
    assessment: 'SYMPTOMATIC',
    real: true,
  });
  const { episodeId } = await people.tell(dutyFor(place, people, 'DUTY_DOCTOR'), 'referUp', {
    incidentId: incident.id,
  });
  if (episodeId === null) throw new Error('the up-referral named no episode');
  await seen('the new episode', () => readEpisode(people, episodeId), region.recordMs);
  const next = bedside(region, place, episodeId);
  await acknowledge(region, place, { kind: 'EPISODE', id: episodeId }, 'EMS_DISPATCHER');
  const begun = await next.mark('EMS_DISPATCHER', 'DISPATCH');
  await acknowledge(region, place, { kind: 'EPISODE', id: episodeId }, 'EMS_CREW');
  const clock = begun.clocks.find(({ target }) => target === 'T05');
  say(
    `   ${desk.person?.name ?? 'the desk'} acknowledged; assessed; one action: ${episodeId}, T05 from ${clock?.startedAt}`,
  );
  say(
    `   it knows ${begun.index?.stents.length ?? 0} stent and ${begun.index?.drugs.map(({ drug }) => drug).join(', ')}`,
  );
  return begun;
}

type StayYear = {
  readonly department: string | null;
  readonly year: number;
  readonly discharges: number;
  readonly meanDays: number;
  readonly changeDays: number | null;
  readonly readyToLeftMeanDays: number | null;
};

/** 9: the manager asks for average length of stay. */
export async function askLengthOfStay({ people, say }: Region): Promise<readonly StayYear[]> {
  const { averageLengthOfStay: years } = await people.ask<{ readonly averageLengthOfStay: readonly StayYear[] }>(
    'MANAGER',
    '{ averageLengthOfStay { department year discharges meanDays changeDays readyToLeftMeanDays } }',
  );
  say('9  average length of stay, days (change from the year before; of it from medically ready to left)');
  const days = (value: number | null) => (value === null ? '–' : value.toFixed(2));
  for (const one of years)
    say(
      `   ${one.department ?? 'ALL'} ${one.year}: ${days(one.meanDays)} (${days(one.changeDays)}; ${days(one.readyToLeftMeanDays)}) over ${one.discharges}`,
    );
  return years;
}
