import { codeOf } from './people';
import { type EpisodeSeen, readEpisode, seen } from './record';
import {
  acknowledge,
  bedside,
  type Bedside,
  dutyFor,
  type Place,
  type Region,
  residents,
  secondOf,
  zoned,
} from './region';

/** What a case carries from step to step. */
export type Case = {
  readonly region: Region;
  readonly place: Place;
  readonly patientId: string;
  readonly episode: Bedside;
};

const MINUTE = 60_000;

/** 1 and 2: the call, the ambulance in parallel, the doctor at the patient. */
export async function callForHelp(region: Region, soughtMin: number): Promise<Case> {
  const { people, say } = region;
  const at = region.now();
  const facts = {
    helpChannel: 'FAMILY_DOCTOR',
    helpSought: secondOf(at - soughtMin * MINUTE),
    onset: {
      at: zoned(at - (soughtMin + 45) * MINUTE),
      untilAt: zoned(at - (soughtMin + 30) * MINUTE),
      precision: 'INTERVAL',
    },
    complaints: ['CRUSHING_CHEST_PAIN', 'SWEATING'],
  };
  for (const { id: patientId, name, communitySite } of await residents(region)) {
    const communityId = communitySite?.id ?? '';
    const doctor = dutyFor({ communityId, hubId: '' }, people, 'FAMILY_DOCTOR');
    try {
      const { episodeId } = await people.tell(doctor, 'openEpisode', { patientId, ...facts });
      if (episodeId === null) throw new Error('an opened episode has no id');
      const { patient, receivingSite } = await seen(episodeId, () => readEpisode(people, episodeId), region.recordMs);
      const place = { communityId, hubId: receivingSite?.id ?? '' };
      const episode = bedside(region, place, episodeId);
      say(
        `1  ${name}, synthetic, calls ${people.who('FAMILY_DOCTOR', communityId).name}: ${episodeId} is open, onset 45 to 30 min before`,
      );
      say(`   history the doctor keeps: ${patient?.history.map(({ text }) => text).join('; ') || 'none'}`);
      return { region, place, patientId, episode };
    } catch (error) {
      if (codeOf(error) !== 'ALREADY_OPEN') throw error;
    }
  }
  throw new Error('every resident of the demo region is under acute care: close an episode first');
}

export async function isReached(story: Case, { fmcAgoMin = 0 } = {}): Promise<EpisodeSeen> {
  const { region, place, episode } = story;
  const page = await acknowledge(region, place, { kind: 'EPISODE', id: episode.id }, 'EMS_DISPATCHER');
  await episode.mark('EMS_DISPATCHER', 'DISPATCH');
  // Who drives has read who waits there, with what history and drugs.
  await acknowledge(region, place, { kind: 'EPISODE', id: episode.id }, 'EMS_CREW');
  await region.pass(2);
  await episode.mark('EMS_CREW', 'ROLLING');
  region.say(`   120 in parallel: ${page.person?.name ?? 'the dispatcher'} acknowledged, the vehicle rolls`);
  await region.pass(5);
  await episode.mark('FAMILY_DOCTOR', 'FMC', region.now() - fmcAgoMin * MINUTE);
  const reached = await episode.mark('FAMILY_DOCTOR', 'REF_DOOR_IN');
  const clock = reached.clocks.find(({ target }) => target === 'T05');
  region.say(`2  the doctor reaches the patient: T05 ${clock?.status}, first ECG due ${clock?.dueAt}`);
  return reached;
}

/** 5: checklist, forecast, what the table recommends, and a named doctor's decision. */
export async function decide({ region, place, episode }: Case): Promise<void> {
  await acknowledge(region, place, { kind: 'EPISODE', id: episode.id }, 'ON_CALL_CARDIOLOGIST');
  const { checklist } = await episode.look();
  const answers = checklist.items.map(({ code }) => ({
    code,
    answer: code === 'ORAL_ANTICOAGULANT' ? 'UNKNOWN' : 'NO',
  }));
  await episode.tell('FAMILY_DOCTOR', 'answerChecklist', { answers, killip: 1 });
  const {
    recommendation,
    forecast,
    checklist: answered,
  } = await episode.tell('COORDINATOR', 'makeForecast', {
    localMin: 10,
    driveMin: 28,
    arrivalToWireMin: 32,
  });
  const minutes = forecast?.diagnosisToWireMin ?? undefined;
  region.say(
    `5  checklist: ${answered.unknown.length} unknown; forecast diagnosis to wire ${minutes === undefined ? 'unknown' : Math.round(minutes)} of 120 min`,
  );
  region.say(
    `   recommended by ${recommendation?.row}: ${recommendation?.strategy} because ${recommendation?.reasons.join(', ')}`,
  );
  if (recommendation?.strategy !== 'PPCI_BY_TRANSFER')
    throw new Error(
      `${recommendation?.strategy} is recommended, as it should be while every lab is held: end the cases that hold them, or play it on a system with new data`,
    );
  await region.pass(1);
  await episode.tell('ON_CALL_CARDIOLOGIST', 'decideStrategy', {
    strategy: 'PPCI_BY_TRANSFER',
    shown: recommendation.row,
  });
  region.say(`   ${region.people.who('ON_CALL_CARDIOLOGIST').name} decides PPCI_BY_TRANSFER`);
}
