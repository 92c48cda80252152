import { type EcgId, ecgId, episodeId, labId, readingId } from '../../workflows/domain/ids';
import { lysisItems } from '../../workflows/domain/lysisChecklist';
import { LAB_ROLES } from '../../workflows/domain/vocabulary';
import { DEVICE, REGION, type Stage } from './stage';
import { type Cast, castOf, exactly, opening, PATIENT, SITES } from './stemi';

/** The running things of a story: its reading is the first. */
type Played = Pick<Cast, 'episode' | 'lab' | 'reading'>;
type Marked = 'FMC' | 'REF_DOOR_IN' | 'LYSIS_START' | 'REF_DOOR_OUT' | 'DOOR' | 'LAB_IN' | 'WIRE';

async function mark(stage: Stage, { episode }: Cast, at: number, code: Marked): Promise<void> {
  await stage.until(at);
  await stage.say(episode, code === 'DOOR' ? 'EMS_CREW' : 'REFERRING_DOCTOR', {
    type: 'MILESTONE_RECORDED',
    code,
    time: exactly(stage.minute(at)),
  });
}

type Ecg = { readonly id: EcgId; readonly reading: Cast['reading'] };

/** The county's cart records, and a reading opens. */
async function ecg(stage: Stage, cast: Cast, at: number, nth: number): Promise<Ecg> {
  await stage.until(at);
  const id = `${cast.reading.id}_${nth}`;
  const acquiredAt = stage.minute(at);
  await stage.open('READING', {
    id: readingId(id),
    region: REGION,
    ecgId: ecgId(`ecg_${id}`),
    episodeId: episodeId(cast.episode.id),
    patientId: PATIENT,
    siteId: SITES.referring,
    hubSiteId: SITES.receiving,
    neighbourSiteId: 'st_neighbour',
    acquiredAt,
    receivedAt: acquiredAt,
    heard: { id: `${id}:open`, receivedAt: acquiredAt, by: DEVICE },
  });
  await stage.signal(cast.episode, {
    type: 'ECG_RECEIVED',
    ecgId: ecgId(`ecg_${id}`),
    readingId: id,
    acquired: { at: acquiredAt, precision: 'SECOND', source: 'DEVICE', deviceOffsetMs: 0 },
    ecgReceivedAt: acquiredAt,
  });
  const reading = { kind: 'READING', id } as const;
  await stage.say(reading, 'ECG_READER', { type: 'READING_OPENED' });
  await stage.say(reading, 'ECG_READER', {
    type: 'READING_SIGNED',
    finding: nth === 1 ? 'STEMI' : 'NOT_ACUTE',
    territories: nth === 1 ? ['ANTERIOR'] : [],
  });
  return { id: ecgId(`ecg_${id}`), reading };
}

/** A county hospital far from the lab: STEMI read from afar, lysis decided by the cardiologist, the bolus at minute 20. */
async function isLysed(stage: Stage): Promise<{ readonly cast: Cast; readonly first: Ecg }> {
  const cast = castOf();
  const { episode, lab } = cast;
  await stage.open('LAB', {
    id: labId(lab.id),
    region: REGION,
    siteId: SITES.receiving,
    heard: { id: `${lab.id}:open`, receivedAt: stage.minute(0), by: DEVICE },
  });
  await stage.open('EPISODE', { ...opening(stage, cast), helpChannel: 'WALK_IN' });
  await mark(stage, cast, 2, 'REF_DOOR_IN');
  await mark(stage, cast, 3, 'FMC');
  const first = await ecg(stage, cast, 6, 1);
  await stage.until(14);
  const answers = Object.fromEntries(lysisItems('CHINA_2019').map(({ code }) => [code, 'NO'] as const));
  await stage.say(episode, 'REFERRING_DOCTOR', { type: 'CHECKLIST_ANSWERED', answers, killip: 1, weightKg: 66 });
  await stage.say(episode, 'ON_CALL_CARDIOLOGIST', { type: 'STRATEGY_DECIDED', strategy: 'LYSIS', shown: '2.2#5' });
  await mark(stage, cast, 20, 'LYSIS_START');
  return { cast, first };
}

async function arrest(
  stage: Stage,
  { episode }: Cast,
  at: number,
  type: 'OVERLAY_RAISED' | 'OVERLAY_ENDED',
): Promise<void> {
  await stage.until(at);
  await stage.say(episode, 'REFERRING_DOCTOR', { type, overlay: 'ARREST', time: exactly(stage.minute(at)) });
}

const quiet = { painGone: 'NO', reperfusionArrhythmia: 'NO', unstable: 'NO', worseningIschaemia: 'NO' } as const;

/** VF comes back twice after the bolus; then the artery opens, and the patient leaves for angiography. */
export async function playRecurrentVf(stage: Stage): Promise<Played> {
  const { cast, first } = await isLysed(stage);
  await arrest(stage, cast, 30, 'OVERLAY_RAISED');
  await arrest(stage, cast, 34, 'OVERLAY_ENDED');
  await ecg(stage, cast, 37, 2);
  await arrest(stage, cast, 50, 'OVERLAY_RAISED');
  await arrest(stage, cast, 53, 'OVERLAY_ENDED');
  await ecg(stage, cast, 56, 3);
  const later = await ecg(stage, cast, 82, 4);
  await stage.until(83);
  await stage.say(cast.episode, 'REFERRING_DOCTOR', {
    type: 'LYSIS_ASSESSED',
    result: 'REPERFUSED',
    time: exactly(stage.minute(83)),
    findings: {
      ...quiet,
      painGone: 'YES',
      referenceEcgId: first.id,
      ecgId: later.id,
      lead: 'V3',
      mmBefore: 4,
      mmAfter: 1,
    },
  });
  await mark(stage, cast, 90, 'REF_DOOR_OUT');
  await mark(stage, cast, 185, 'DOOR');
  return { episode: cast.episode, lab: cast.lab, reading: first.reading };
}

/** Lysis fails on the road: the crew turns to the lab, which is called at the word. */
export async function playFailedLysis(stage: Stage): Promise<Played> {
  const { cast, first } = await isLysed(stage);
  await mark(stage, cast, 40, 'REF_DOOR_OUT');
  await stage.until(85);
  await stage.say(cast.episode, 'EMS_CREW', {
    type: 'LYSIS_ASSESSED',
    result: 'FAILED',
    time: exactly(stage.minute(85)),
    findings: { ...quiet, worseningIschaemia: 'YES' },
  });
  await stage.until(86);
  await stage.acknowledge(cast.episode, 'EMS_CREW');
  await stage.until(87);
  await stage.say(cast.episode, 'ON_CALL_CARDIOLOGIST', { type: 'LAB_CALLED', labId: labId(cast.lab.id) });
  await stage.until(88);
  for (const role of LAB_ROLES) await stage.acknowledge(cast.episode, role);
  await stage.until(110);
  for (const role of LAB_ROLES)
    await stage.say(cast.episode, role, { type: 'LAB_MEMBER_ARRIVED', role, time: exactly(stage.minute(110)) });
  await mark(stage, cast, 130, 'DOOR');
  await mark(stage, cast, 134, 'LAB_IN');
  await mark(stage, cast, 150, 'WIRE');
  return { episode: cast.episode, lab: cast.lab, reading: first.reading };
}
