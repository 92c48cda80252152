import { DRILL, drillOpening, drillPatientOf } from '../../workflows/domain/drill';
import { ecgId, episodeId, labId, patientId, readingId } from '../../workflows/domain/ids';
import { DEFAULT_PATHWAY } from '../../workflows/domain/pathway';
import { LAB_ROLES } from '../../workflows/domain/vocabulary';
import { DEVICE, REGION, type Stage, type Subject } from './stage';
import { callsForHelp, castOf, ecgArrives, exactly, isDecided, isRead, PATIENT, recorder, SITES } from './stemi';

type Played = Readonly<Record<string, Subject>>;

/** R5: the cart is offline; the paper is read at the bedside, all goes on from that, and the recording comes later. */
export async function playBedside(stage: Stage): Promise<Played> {
  const cast = castOf();
  const { episode, reading } = cast;
  await callsForHelp(stage, cast);
  await stage.until(14);
  await stage.say(episode, 'FAMILY_DOCTOR', {
    ...{ type: 'ECG_READ_AT_BEDSIDE', readFrom: 'PAPER', finding: 'STEMI', leads: ['II', 'III', 'AVF'] },
    ...{ acquired: exactly(stage.minute(12)), read: exactly(stage.minute(14)), readWith: 'the reader, by phone' },
  });
  await isDecided(stage, cast);
  const ecg = ecgId(`ecg_${reading.id}`);
  const acquiredAt = stage.minute(12);
  await stage.until(24);
  await stage.open('READING', {
    ...{ id: readingId(reading.id), region: REGION, ecgId: ecg, episodeId: episodeId(episode.id), patientId: PATIENT },
    ...{ siteId: SITES.community, hubSiteId: SITES.receiving, neighbourSiteId: 'st_neighbour', acquiredAt },
    ...{ receivedAt: stage.minute(24), readAtBedside: true },
    heard: { id: `${reading.id}:open`, receivedAt: stage.minute(24), by: DEVICE },
  });
  await stage.signal(episode, {
    ...{ type: 'ECG_RECEIVED', ecgId: ecg, readingId: reading.id, ecgReceivedAt: stage.minute(24) },
    acquired: { at: acquiredAt, precision: 'SECOND', source: 'DEVICE', deviceOffsetMs: 0 },
  });
  await stage.until(29);
  await stage.say(reading, 'ECG_READER', { type: 'READING_OPENED' });
  await stage.say(reading, 'ECG_READER', { type: 'READING_SIGNED', finding: 'STEMI', territories: ['INFERIOR'] });
  await stage.until(31);
  return { episode, reading };
}

/** A wristband tells the doors: nobody types them. */
export async function playDoors(stage: Stage): Promise<Played> {
  const cast = castOf();
  const { episode } = cast;
  const passes = async (at: number, code: 'DOOR' | 'LAB_IN') => {
    await stage.until(at);
    const time = { at: stage.minute(at), precision: 'SECOND', source: 'DEVICE' } as const;
    await stage.signal(episode, { type: 'MILESTONE_RECORDED', code, time });
  };
  await callsForHelp(stage, cast);
  await ecgArrives(stage, cast, 13);
  await isRead(stage, cast);
  await isDecided(stage, cast);
  await stage.until(30);
  await stage.signal(episode, { type: 'DEVICE_BOUND', deviceId: 'dv_band1' });
  await passes(55, 'DOOR');
  await passes(58, 'LAB_IN');
  await recorder(stage, episode)(75, 'LAB_NURSE', 'WIRE');
  await stage.signal(episode, { type: 'DEVICE_TAKEN_BACK', deviceId: 'dv_band1', endedAs: 'RETURNED' });
  await stage.until(76);
  return { episode };
}

/** The drill of the day: the ECG comes through, the team of the lab answers, and it is over. */
export async function playDrill(stage: Stage): Promise<Played> {
  const { episode, reading, lab } = castOf();
  const place = { region: REGION, sites: SITES, pathway: DEFAULT_PATHWAY };
  const began = stage.minute(0);
  await stage.open('LAB', {
    ...{ id: labId(lab.id), region: REGION, siteId: SITES.receiving },
    heard: { id: `${lab.id}:open`, receivedAt: began, by: DRILL },
  });
  await stage.open('EPISODE', drillOpening(episodeId(episode.id), place, DRILL, began));
  await stage.until(1);
  await stage.acknowledge(episode, 'EMS_DISPATCHER');
  const ecg = ecgId(`ecg_${reading.id}`);
  const acquiredAt = stage.minute(2);
  await stage.until(2);
  await stage.open('READING', {
    ...{ id: readingId(reading.id), region: REGION, ecgId: ecg, episodeId: episodeId(episode.id), drill: true },
    ...{ patientId: patientId(drillPatientOf(SITES.receiving)), siteId: SITES.community, hubSiteId: SITES.receiving },
    ...{ neighbourSiteId: 'st_neighbour', acquiredAt, receivedAt: acquiredAt },
    heard: { id: `${reading.id}:open`, receivedAt: acquiredAt, by: DEVICE },
  });
  await stage.signal(episode, {
    ...{ type: 'ECG_RECEIVED', ecgId: ecg, readingId: reading.id, ecgReceivedAt: acquiredAt },
    acquired: { at: acquiredAt, precision: 'SECOND', source: 'DEVICE', deviceOffsetMs: 0 },
  });
  await stage.until(5.5);
  await stage.signal(episode, { type: 'LAB_CALLED', labId: labId(lab.id) }, DRILL);
  await stage.until(6.3);
  for (const role of LAB_ROLES) await stage.acknowledge(episode, role);
  await stage.until(10.2);
  const time = { at: stage.minute(10.2), precision: 'SECOND', source: 'SYSTEM' } as const;
  await stage.signal(episode, { type: 'EPISODE_CLOSED', reason: 'DRILL_OVER', time }, DRILL);
  await stage.until(12);
  return { episode, reading, lab };
}
