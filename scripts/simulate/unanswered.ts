import type { Role } from '../../workflows/domain/vocabulary';
import { activateLab, callForHelp, type Case, decide, recordEcg } from './acute';
import { type EpisodeSeen, readEpisode, readReading, seen } from './record';
import { dutyFor, type Region } from './region';

/**
 * The same start without the answers. What would take hours is told late, so that every level is overdue at once
 * (clinical.md 1.1 "Start"); the minute-by-minute proof is in the tests on virtual time.
 */
const MINUTE = 60_000;
/** Minutes after which a reading nobody signs has gone through its whole ladder (4.3 R4, 10.13) and nobody answered. */
const READ_AGO_MIN = 21;
/** T05: 7, 10, 15 and the person at the end, then nobody. */
const FMC_AGO_MIN = 45;
/** T18: 90 min, 150 % of it, and the person at the end. */
const DOOR_AGO_MIN = 150;

type Told = {
  readonly last?: string | undefined;
  readonly who: string;
  readonly roles: readonly Role[];
  readonly wanted: readonly Role[];
};

export async function playUnanswered(region: Region): Promise<readonly string[]> {
  const story = await callForHelp(region, FMC_AGO_MIN + 10);
  const ecgMissing = await nobodyRecords(story);
  const { readingId, readers } = await nobodyReads(story);
  const doorToWire = await nobodyOpens(story, readingId);
  const told = [ecgMissing, readers, doorToWire];
  const { episode } = story;
  const last = await episode.mark('LAB_NURSE', 'LAB_IN');
  region.say(`   a breach stops nobody: LAB_IN is recorded all the same, the episode is in ${last.phase}`);
  return [
    ...told.flatMap(({ who, roles, wanted }) =>
      wanted.filter((role) => !roles.includes(role)).map((role) => `${who}: ${role} was not told`),
    ),
    ...(doorToWire.last === undefined ? ['the last of the ladder is nobody with a name'] : []),
    ...(last.nobodyAnswered ? [] : ['the board does not say that nobody answered']),
  ];
}

const rolesOf = ({ pages }: EpisodeSeen, target: string): readonly Role[] =>
  pages.filter(({ because }) => because.target === target).map(({ role }) => role);

const nobodyAnswered = (episode: EpisodeSeen, key: string): boolean =>
  episode.ladders.some((ladder) => ladder.key === key && ladder.status === 'NOBODY_ANSWERED');

const isAllSent = ({ pages }: EpisodeSeen): boolean => pages.every(({ status }) => status !== 'ASKED');

/** The doctor came 45 minutes ago and there is no ECG. */
async function nobodyRecords({ region, episode }: Case): Promise<Told> {
  await episode.mark('FAMILY_DOCTOR', 'FMC', region.now() - FMC_AGO_MIN * MINUTE);
  const climbed = await seen(
    'nobody answered T05',
    async () => {
      const found = await readEpisode(region.people, episode.id);
      return found !== undefined && nobodyAnswered(found, 'CLOCK:T05') ? found : undefined;
    },
    region.recordMs,
  );
  const roles = rolesOf(climbed, 'T05');
  region.say(
    `2  no ECG ${FMC_AGO_MIN} min after contact: told ${roles.join(', ')}; nobody answered, the board says so`,
  );
  // One batch tells a role once, by the highest level it would hear.
  return {
    who: 'T05',
    roles,
    wanted: ['FAMILY_DOCTOR', 'COMMUNITY_LEAD', 'COORDINATOR', 'DUTY_DIRECTOR', 'HOSPITAL_DUTY'],
  };
}

/** The ECG lay unread for 21 minutes. */
async function nobodyReads(story: Case): Promise<{ readonly readingId: string; readonly readers: Told }> {
  const { region } = story;
  const { readingId } = await recordEcg(story, region.now() - READ_AGO_MIN * MINUTE);
  const reading = await seen(
    'nobody answered the reading',
    async () => {
      const found = await readReading(region.people, readingId);
      return found?.ladders.some(({ status }) => status === 'NOBODY_ANSWERED') === true ? found : undefined;
    },
    region.recordMs,
  );
  const roles = reading.pages.map(({ role }) => role);
  region.say(`4  nobody reads: told ${roles.join(', ')}; nobody answered`);
  const wanted: readonly Role[] = [
    'ECG_READER',
    'SECOND_READER',
    'ON_CALL_CARDIOLOGIST',
    'DUTY_DIRECTOR',
    'HUB_READER',
  ];
  return { readingId, readers: { who: 'the reading', roles, wanted } };
}

/** Read at last and decided; the patient has been at the door for two and a half hours without a wire. */
async function nobodyOpens(story: Case, readingId: string): Promise<Told> {
  const { region, place, episode } = story;
  const { people } = region;
  await people.tell(dutyFor(place, people, 'ECG_READER'), 'signReading', {
    readingId,
    finding: 'STEMI',
    territories: ['INFERIOR'],
  });
  await seen(
    'the diagnosis in the episode',
    async () => ((await readEpisode(people, episode.id))?.finding === 'STEMI' ? true : undefined),
    region.recordMs,
  );
  await decide(story);
  await activateLab(story);
  await episode.mark('EMS_CREW', 'DOOR', region.now() - DOOR_AGO_MIN * MINUTE);
  const climbed = await seen(
    'nobody answered T18',
    async () => {
      const found = await readEpisode(people, episode.id);
      return found !== undefined && nobodyAnswered(found, 'CLOCK:T18') && isAllSent(found) ? found : undefined;
    },
    region.recordMs,
  );
  const clock = climbed.clocks.find(({ target }) => target === 'T18');
  const roles = rolesOf(climbed, 'T18');
  const last = climbed.pages.findLast(({ because, role }) => because.target === 'T18' && role === 'HOSPITAL_DUTY')
    ?.person?.name;
  region.say(
    `6  no wire ${DOOR_AGO_MIN} min after the door: ${clock?.level}; told ${roles.join(', ')}; the last of them ${last}`,
  );
  return { who: 'T18', last, roles, wanted: ['COORDINATOR', 'DUTY_DIRECTOR', 'HOSPITAL_DUTY'] };
}
