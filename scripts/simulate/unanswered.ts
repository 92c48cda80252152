import type { Role } from '../../workflows/domain/vocabulary';
import { callForHelp, type Case, decide } from './acute';
import { recordEcg } from './ecg';
import { activateLab } from './lab';
import { type EpisodeSeen, type LadderSeen, readEpisode, readReading, seen } from './record';
import { dutyFor, type Region } from './region';

/**
 * The same start without the answers. What would take hours is told late, so that every level is overdue at once
 * (clinical.md 1.1 "Start"). Whoever is told late still has minutes to answer, so the last steps are seen as timed:
 * that they come, minute by minute to the end, is proved on virtual time (test/workflows/unanswered.test.ts).
 */
const MINUTE = 60_000;
/** Minutes until the person at the end is asked, and until nobody having answered is a state (R7). */
const LAST_STEP_MIN = 5;
/** Minutes after which a reading nobody signs has gone through its whole ladder (4.3 R4, 10.13). */
const READ_AGO_MIN = 21;
/** T05: 7, 10 and 15 minutes, all over. */
const FMC_AGO_MIN = 45;
/** T18: 90 min and 150 % of it, both over. */
const DOOR_AGO_MIN = 150;

type Told = {
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
  ];
}

const rolesOf = ({ pages }: EpisodeSeen, target: string): readonly Role[] =>
  pages.filter(({ because }) => because.target === target).map(({ role }) => role);

/** The ladder still climbs, and its next step is timed. */
function climbsOn({ ladders }: { readonly ladders: readonly LadderSeen[] }, key: string): boolean {
  const next = ladders.find((ladder) => ladder.key === key && ladder.status === 'CLIMBING')?.nextAt;
  return next != null && Date.parse(next) <= Date.now() + (LAST_STEP_MIN + 1) * MINUTE;
}

const isAllSent = ({ pages }: EpisodeSeen): boolean => pages.every(({ status }) => status !== 'ASKED');

/** The doctor came 45 minutes ago and there is no ECG. */
async function nobodyRecords({ region, episode }: Case): Promise<Told> {
  await episode.mark('FAMILY_DOCTOR', 'FMC', region.now() - FMC_AGO_MIN * MINUTE);
  const climbed = await seen(
    'every level of T05 told, and the next step timed',
    async () => {
      const found = await readEpisode(region.people, episode.id);
      return found !== undefined && climbsOn(found, 'CLOCK:T05') ? found : undefined;
    },
    region.recordMs,
  );
  const roles = rolesOf(climbed, 'T05');
  region.say(`2  no ECG ${FMC_AGO_MIN} min after contact: told ${roles.join(', ')}; the climb goes on`);
  // One batch tells a role once, by the highest level it would hear.
  return {
    who: 'T05',
    roles,
    wanted: ['FAMILY_DOCTOR', 'COMMUNITY_LEAD', 'COORDINATOR', 'DUTY_DIRECTOR'],
  };
}

/** The ECG lay unread for 21 minutes. */
async function nobodyReads(story: Case): Promise<{ readonly readingId: string; readonly readers: Told }> {
  const { region } = story;
  const { readingId } = await recordEcg(story, region.now() - READ_AGO_MIN * MINUTE);
  const reading = await seen(
    'every rung of the reading told, and the next step timed',
    async () => {
      const found = await readReading(region.people, readingId);
      return found !== undefined && climbsOn(found, 'READ') ? found : undefined;
    },
    region.recordMs,
  );
  const roles = reading.pages.map(({ role }) => role);
  region.say(`4  nobody reads: told ${roles.join(', ')}; the climb goes on`);
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
    'every level of T18 told, and the next step timed',
    async () => {
      const found = await readEpisode(people, episode.id);
      return found !== undefined && climbsOn(found, 'CLOCK:T18') && isAllSent(found) ? found : undefined;
    },
    region.recordMs,
  );
  const clock = climbed.clocks.find(({ target }) => target === 'T18');
  const roles = rolesOf(climbed, 'T18');
  region.say(
    `6  no wire ${DOOR_AGO_MIN} min after the door: ${clock?.level}; told ${roles.join(', ')}; the climb goes on`,
  );
  return { who: 'T18', roles, wanted: ['COORDINATOR', 'DUTY_DIRECTOR', 'HOSPITAL_DUTY'] };
}
