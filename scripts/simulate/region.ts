import { setTimeout as sleep } from 'node:timers/promises';
import type { EpisodeSeen, PageSeen } from './record';
import { episodeAfter, readEpisode, readIncident, readReading, seen } from './record';
import { type Arguments, meet, type People, type Told } from './people';
import type { Milestone, Role, SubjectKind } from '../../workflows/domain/vocabulary';

/** A running system, as those who play a case in it see it. */
export type Region = {
  readonly people: People;
  readonly mqttUrl: string;
  readonly ecgLibrary: string;
  /** How long the record may take to show a word, ms. */
  readonly recordMs: number;
  /** The system's own time, ms since 1970: our clock and its may differ. */
  readonly now: () => number;
  /** Prints what was done and what was seen. */
  readonly say: (line: string) => void;
  /** Lets the minutes of the story pass at the speed that was asked for. */
  readonly pass: (minutes: number) => Promise<void>;
};

export type Options = {
  readonly url: string;
  readonly mqttUrl: string;
  readonly ecgLibrary: string;
  /** How many times faster than life; absent = nothing is waited for. */
  readonly speed?: number;
  /** How long one word is said again while nobody answers, ms. */
  readonly patienceMs: number;
  readonly say: (line: string) => void;
};

export async function enter({ url, mqttUrl, ecgLibrary, speed, patienceMs, say }: Options): Promise<Region> {
  const people = await meet({ url, patienceMs });
  const { now } = await people.ask<{ readonly now: string }>('COORDINATOR', '{ now }');
  const aheadMs = Date.parse(now) - Date.now();
  return {
    people,
    now: () => Date.now() + aheadMs,
    mqttUrl,
    ecgLibrary,
    recordMs: patienceMs,
    say,
    pass: async (minutes) => {
      if (speed !== undefined) await sleep((minutes * 60_000) / speed);
    },
  };
}

/** A time as the API takes it; the region lies eight hours ahead of UTC. */
export const zoned = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().replace('Z', '+08:00');
export const secondOf = (ms: number) => ({ at: zoned(ms), precision: 'SECOND' });
/** One episode of a case, spoken to in roles of its own sites. */
export type Bedside = {
  readonly id: string;
  readonly communityId: string;
  /** Says one thing in a role and waits until the record shows it. */
  tell(role: Role, mutation: string, values?: Arguments): Promise<EpisodeSeen>;
  mark(role: Role, code: Milestone, at?: number): Promise<EpisodeSeen>;
  look(): Promise<EpisodeSeen>;
};

const AT_COMMUNITY: readonly Role[] = ['FAMILY_DOCTOR', 'COMMUNITY_LEAD', 'DEVICE_STAFF'];

/** `countyId`: the hospital without a cath lab the patient came to. */
export type Place = { readonly communityId: string; readonly hubId: string; readonly countyId?: string };
/** Of those who act for devices and for no patient. */
export const NOWHERE: Place = { communityId: '', hubId: '' };
const AT_COUNTY: readonly Role[] = ['REFERRING_DOCTOR', 'REFERRING_CHEST_PAIN_LEAD'];
/** In which duty somebody acts for this patient. */
export const dutyFor = ({ communityId, hubId, countyId }: Place, people: People, role: Role) => {
  const away = AT_COMMUNITY.includes(role) ? communityId : AT_COUNTY.includes(role) ? countyId : undefined;
  const wanted = away ?? hubId;
  const person =
    people.all.find(({ duties }) => duties.some((duty) => duty.role === role && duty.siteId === wanted)) ??
    people.who(role);
  const duty =
    person.duties.find((one) => one.role === role && one.siteId === wanted) ??
    person.duties.find((one) => one.role === role);
  return { role, siteId: duty?.siteId ?? wanted };
};

export function bedside({ people, recordMs, now }: Region, place: Place, id: string): Bedside {
  const tell: Bedside['tell'] = async (role, mutation, values = {}) => {
    const told: Told = await people.tell(dutyFor(place, people, role), mutation, { episodeId: id, ...values });
    return episodeAfter(people, told, recordMs);
  };
  return {
    id,
    communityId: place.communityId,
    tell,
    mark: (role, code, at = now()) => tell(role, 'recordMilestone', { code, time: secondOf(at) }),
    look: () => seen(id, () => readEpisode(people, id), recordMs),
  };
}

const LOOKS = { EPISODE: readEpisode, READING: readReading, INCIDENT: readIncident } as const;

type Subject = { readonly kind: Exclude<SubjectKind, 'LAB' | 'ROTA_HOLE' | 'DIGEST'>; readonly id: string };

/** Waits for a page to a role and acknowledges it as whoever has that role; says to whom it went. */
export async function acknowledge(region: Region, place: Place, { kind, id }: Subject, role: Role): Promise<PageSeen> {
  const { people, recordMs } = region;
  const look = async () => answerable((await LOOKS[kind](people, id))?.pages ?? [], role);
  const page = await seen(`a page to ${role} about ${id}`, look, recordMs);
  const answer = { pageId: page.id, subjectKind: kind, subjectId: id };
  await people.tell(dutyFor(place, people, page.role), 'acknowledgePage', answer);
  return page;
}

/** The page in somebody's hand; where it could not be sent, the one that went to the next person instead. */
function answerable(pages: readonly PageSeen[], role: Role): PageSeen | undefined {
  const sent = pages.filter(({ status }) => status === 'SENT');
  const failed = pages.find((page) => page.role === role && page.status === 'FAILED');
  return (
    sent.find((page) => page.role === role) ?? sent.find(({ because }) => because.reason === failed?.because.reason)
  );
}

export type Resident = {
  readonly id: string;
  readonly name: string;
  readonly communitySite: { readonly id: string } | null;
};

/** The residents a case may be about; each of them is invented. */
export async function residents({ people }: Region): Promise<readonly Resident[]> {
  const { patients } = await people.ask<{ readonly patients: readonly Resident[] }>('COORDINATOR', RESIDENTS);
  if (patients.length === 0) throw new Error('this system has no demo region: start it without --empty');
  return patients;
}

const RESIDENTS = '{ patients(search: "Test Patient") { id name communitySite { id } } }';
