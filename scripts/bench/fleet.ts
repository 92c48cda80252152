import type { Client } from '@temporalio/client';
import { runLimits, startOf, WORKFLOW_TYPES } from '../../activities/platform/subjects';
import type { Action } from '../../workflows/domain/decision';
import { decideEpisode, openEpisode } from '../../workflows/domain/decideEpisode';
import type { Episode, EpisodeHappening, EpisodeMessage } from '../../workflows/domain/episode';
import { isRefusal } from '../../workflows/domain/faults';
import { deviceId, ecgId, episodeId, labId, patientId, readingId } from '../../workflows/domain/ids';
import type { Instant } from '../../workflows/domain/time';
import { instant, plus } from '../../workflows/domain/time';
import { EPISODE } from '../../workflows/machine';
import type { Rig } from './rig';
import type { Launched } from '../services/launched';
import { type Cast, emergency, opening, person, personOf } from './story';
import { TRIVIAL_QUEUES, type Trivial } from './trivial';

/** Minutes into the story: everything until the patient leaves the first hospital has happened … */
const TOLD_UNTIL = 54;
/** … and the next page is that of T21, 60 min after the diagnosis at 15.5. */
const NEXT_PAGE_AFTER = 75.5;

export const castOf = (name: string): Cast => ({
  episodeId: episodeId(`ep_${name}`),
  patientId: patientId(`pt_${name}`),
  labId: labId('lab_bench'),
  ecgId: ecgId(`ecg_${name}`),
  readingId: readingId(`rd_${name}`),
  deviceId: deviceId('dv_bench'),
});

/** An episode in the middle of its story, as the rules leave it: `dueAt` is when it next pages somebody. */
export function midStory(cast: Cast, dueAt: Instant): Episode {
  const from = plus(dueAt, -NEXT_PAGE_AFTER);
  const opened = openEpisode(opening(cast, from));
  let episode = opened.next;
  let heard = 0;
  const hear = (message: EpisodeMessage, receivedAt: Instant): void => {
    heard += 1;
    const happening: EpisodeHappening = { ...message, receivedAt };
    const decided = decideEpisode(episode, happening);
    if (isRefusal(decided)) throw new Error(`the story is refused: ${decided.because}`);
    episode = decided.next;
    answerPages(decided.actions, receivedAt);
  };
  const answerPages = (actions: readonly Action[], at: Instant): void => {
    for (const { id, role, askedAt } of actions.flatMap((action) => (action.do === 'PAGE' ? action.pages : []))) {
      const engine = { kind: 'SYSTEM', id: 'engine' } as const;
      hear(
        {
          id: `sent-${heard}`,
          by: engine,
          type: 'PAGES_SENT',
          sent: [{ id, sentAt: askedAt, personId: personOf(role) }],
        },
        at,
      );
      hear({ id: `ack-${heard}`, by: person(role), type: 'PAGE_ACKNOWLEDGED', pageId: id }, at);
    }
  };
  answerPages(opened.actions, from);
  for (const { message, at } of wordsFor(cast, from)) hear(message, at);
  return EPISODE.prune(episode);
}

/** What the episode hears until then: its own words, and those that the reading and the lab tell it. */
function wordsFor(cast: Cast, from: Instant): readonly { readonly message: EpisodeMessage; readonly at: Instant }[] {
  const { ecgId, labId, readingId } = cast;
  const { id: signedBy } = person('ECG_READER');
  return emergency(cast, from)
    .filter(({ at }) => at <= plus(from, TOLD_UNTIL))
    .flatMap((step): readonly { readonly message: EpisodeMessage; readonly at: Instant }[] => {
      if ('opens' in step) return [];
      const { at, message } = step;
      if (message.type === 'READING_SIGNED') {
        const { finding, territories } = message;
        const report = { ecgId, finding, territories, signedBy, at };
        return [{ at, message: { id: `${readingId}:SIGNED`, by: message.by, type: 'ECG_REPORTED', report } }];
      }
      if (!isForEpisode(step)) return [];
      const lab = {
        id: `${labId}:HELD`,
        by: { kind: 'SYSTEM', id: labId },
        type: 'LAB_ANSWERED',
        labId,
        held: true,
      } as const;
      return message.type === 'LAB_CALLED'
        ? [
            { at, message: step.message },
            { at, message: lab },
          ]
        : [{ at, message: step.message }];
    });
}

type Told = Exclude<ReturnType<typeof emergency>[number], { readonly opens: string }>;
const isForEpisode = (step: Told): step is Told & { readonly message: EpisodeMessage } => step.to === 'EPISODE';

/** How far ahead (ms) the next clock of something idle lies: further than any benchmark lasts. */
export const IDLE_MS = 20 * 60_000;

/** How many starts are under way at once. */
const AT_ONCE = 16;

async function inLanes<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<unknown>,
  lanes = AT_ONCE,
): Promise<void> {
  const queue = [...items];
  const lane = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

export type Timed = { readonly name: string; readonly dueAt: number };

/** Starts episodes in the middle of their story; each fires under its episode id. */
const startEpisodes = (client: Client, timed: readonly Timed[]): Promise<void> =>
  inLanes(timed, ({ name, dueAt }) => {
    const cast = castOf(name);
    const state = midStory(cast, instant(dueAt));
    const { id, region } = state;
    const heardAt = plus(instant(dueAt), TOLD_UNTIL - NEXT_PAGE_AFTER);
    const carried = {
      schemaVersion: 1,
      id,
      region,
      state,
      epoch: 1,
      seq: 60,
      heardAt,
      limits: runLimits(),
      answers: [],
      recordAll: true,
    } as const;
    return client.workflow.start(WORKFLOW_TYPES.EPISODE, startOf('EPISODE', { carried }));
  });

/** Starts the floor's timers; each fires under its name. */
const startTrivial = (client: Client, timed: readonly Timed[]): Promise<void> =>
  inLanes(timed, ({ name, dueAt }) => {
    const args: [Trivial] = [{ id: name, dueAt }];
    return client.workflow.start('trivial', {
      workflowId: `trivial:${name}`,
      taskQueue: TRIVIAL_QUEUES.workflows,
      args,
    });
  });

/** What two engines are compared by: how to start things due at a moment, and under which id each fires. */
export type Side = {
  readonly prefix: string;
  readonly idOf: (name: string) => string;
  readonly start: (timed: readonly Timed[]) => Promise<void>;
  /** The engine that runs it, and the one that does not. */
  readonly engine: Launched;
  readonly other: Launched;
};
export type Sides<Of = Side> = { readonly floor: Of; readonly ours: Of };

export const sidesOf = ({
  client,
  engine,
  trivialEngine,
}: Pick<Rig, 'client' | 'engine' | 'trivialEngine'>): Sides => ({
  floor: {
    prefix: 'f',
    idOf: (name) => name,
    start: (timed) => startTrivial(client, timed),
    engine: trivialEngine,
    other: engine,
  },
  ours: {
    prefix: 'o',
    idOf: (name) => `ep_${name}`,
    start: (timed) => startEpisodes(client, timed),
    engine,
    other: trivialEngine,
  },
});
