import { setTimeout as sleep } from 'node:timers/promises';
import type { Milestone, Role } from '../../workflows/domain/vocabulary';
import type { People, Told } from './people';

/** An episode as the record shows it to people; times are ISO 8601. */
export type EpisodeSeen = {
  readonly id: string;
  readonly version: number;
  readonly phase: string;
  readonly finding: string | null;
  readonly strategy: string | null;
  readonly nobodyAnswered: boolean;
  readonly bypassEd: boolean | null;
  readonly bypassCcu: boolean | null;
  readonly linkedFromId: string | null;
  readonly continuedById: string | null;
  readonly communitySite: { readonly id: string } | null;
  readonly receivingSite: { readonly id: string } | null;
  readonly index: {
    readonly stents: readonly { readonly segment: string }[];
    readonly drugs: readonly { readonly drug: string }[];
  } | null;
  readonly milestones: readonly {
    readonly n: number;
    readonly code: Milestone;
    readonly at: string;
    readonly corrects: number | null;
    readonly withdraws: boolean;
  }[];
  readonly clocks: readonly ClockSeen[];
  readonly ladders: readonly LadderSeen[];
  readonly pages: readonly PageSeen[];
  readonly readings: readonly {
    readonly id: string;
    readonly status: string;
    readonly finding: string | null;
    readonly ecg: { readonly id: string; readonly sha256: string; readonly flags: readonly string[] } | null;
  }[];
  readonly tasks: readonly { readonly id: string; readonly code: string; readonly status: string }[];
  readonly recommendation: {
    readonly strategy: string | null;
    readonly row: string;
    readonly reasons: readonly string[];
  } | null;
  readonly forecast: { readonly diagnosisToWireMin: number | null } | null;
  readonly checklist: { readonly items: readonly { readonly code: string }[]; readonly unknown: readonly string[] };
  readonly activation: { readonly lab: string; readonly labId: string } | null;
  readonly patient: { readonly name: string; readonly history: readonly { readonly text: string }[] } | null;
};
export type ClockSeen = {
  readonly target: string;
  readonly status: string;
  readonly startedAt: string;
  readonly dueAt: string | null;
  readonly level: string | null;
};
/** `nextAt`: when the next person is asked, or when nobody having answered is said. */
export type LadderSeen = { readonly key: string; readonly status: string; readonly nextAt: string | null };
export type PageSeen = {
  readonly id: string;
  readonly role: Role;
  readonly status: string;
  readonly because: { readonly reason: string; readonly target: string | null };
  readonly person: { readonly name: string } | null;
};

const PAGE = 'id role status because { reason target } person { name }';
const EPISODE = `query($id: ID!) { episode(id: $id) {
  id version phase finding strategy nobodyAnswered bypassEd bypassCcu linkedFromId continuedById
  communitySite { id } receivingSite { id }
  index { stents { segment } drugs { drug } }
  milestones { n code at corrects withdraws } clocks { target status startedAt dueAt level }
  ladders { key status nextAt } pages { ${PAGE} }
  readings { id status finding ecg { id sha256 flags } } tasks { id code status }
  recommendation { strategy row reasons } forecast { diagnosisToWireMin } checklist { items { code } unknown }
  activation { lab labId } patient { name history { text } } } }`;

export type IncidentSeen = {
  readonly id: string;
  readonly code: string;
  readonly status: string;
  readonly onsetAt: string;
  readonly deviceId: string;
  readonly upReferralId: string | null;
  readonly pages: readonly PageSeen[];
  readonly ladders: readonly LadderSeen[];
};
export type ReadingSeen = {
  readonly id: string;
  readonly status: string;
  readonly finding: string | null;
  readonly pages: readonly PageSeen[];
  readonly ladders: readonly LadderSeen[];
};

/** Waiting for the record to show something: what is waited for, and how long at most (ms). */
export const RECORD_PATIENCE_MS = 20_000;
const LOOK_EVERY_MS = 150;

/** Looks at the record until it shows what was hoped for. */
export async function seen<T>(
  what: string,
  look: () => Promise<T | undefined>,
  limitMs = RECORD_PATIENCE_MS,
): Promise<T> {
  for (const until = Date.now() + limitMs; Date.now() < until; await sleep(LOOK_EVERY_MS)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new Error(`the record does not show: ${what} (waited ${limitMs / 1000} s)`);
}

/** What still differs from how a case should end, once the record has had its time to show that nothing does. */
export async function endsAs(look: () => Promise<readonly string[]>, limitMs: number): Promise<readonly string[]> {
  const settled = await seen(
    'the end of the case',
    async () => ((await look()).length === 0 ? true : undefined),
    limitMs,
  ).catch(() => false);
  return settled ? [] : look();
}

export const readEpisode = async (people: People, id: string): Promise<EpisodeSeen | undefined> =>
  (await people.ask<{ readonly episode: EpisodeSeen | null }>('COORDINATOR', EPISODE, { id })).episode ?? undefined;

/** The episode once the record holds the word that was told. */
export const episodeAfter = (people: People, { id, epoch, seq }: Told, limitMs?: number): Promise<EpisodeSeen> =>
  seen(
    `${id} at ${epoch}.${seq}`,
    async () => {
      const episode = await readEpisode(people, id);
      return episode !== undefined && isAtLeast(episode.version, epoch, seq) ? episode : undefined;
    },
    limitMs,
  );

/** How the API writes (epoch, seq) as one number that only grows. */
const isAtLeast = (version: number, epoch: number, seq: number): boolean => version >= epoch * 1_000_000 + seq;

const LADDERS = `ladders { key status nextAt } pages { ${PAGE} }`;

export const readIncident = async (people: People, id: string): Promise<IncidentSeen | undefined> =>
  (
    await people.ask<{ readonly incident: IncidentSeen | null }>(
      'COORDINATOR',
      `query($id: ID!) { incident(id: $id) { id code status onsetAt deviceId upReferralId ${LADDERS} } }`,
      { id },
    )
  ).incident ?? undefined;

export const readReading = async (people: People, id: string): Promise<ReadingSeen | undefined> =>
  (
    await people.ask<{ readonly reading: ReadingSeen | null }>(
      'COORDINATOR',
      `query($id: ID!) { reading(id: $id) { id status finding ${LADDERS} } }`,
      { id },
    )
  ).reading ?? undefined;

/** The standing time of a milestone, ms since 1970: the earliest report nobody corrected. */
export function milestoneAt({ milestones }: EpisodeSeen, code: Milestone): number | undefined {
  const corrected = new Set(milestones.map(({ corrects }) => corrects));
  const times = milestones
    .filter((entry) => entry.code === code && !entry.withdraws && !corrected.has(entry.n))
    .map(({ at }) => Date.parse(at));
  return times.length === 0 ? undefined : Math.min(...times);
}
