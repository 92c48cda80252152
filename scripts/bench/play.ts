import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Activities } from '../../activities';
import { startOf, WORKFLOW_TYPES } from '../../activities/platform/subjects';
import type { PageOrder, PageSent } from '../../workflows/domain/decision';
import { workflowIdOf } from '../../workflows/domain/ids';
import type { Flush } from '../../workflows/domain/rows';
import type { SubjectKind } from '../../workflows/domain/vocabulary';
import type { Message, Opening } from '../../workflows/messages';
import { tell, told } from '../../workflows/messages';
import { person, personOf, REGION, type Step } from './story';

/** A world where everything answers at once: what the engine asked of it, to be counted. */
export type World = {
  readonly pages: PageOrder[];
  readonly flushes: Flush[];
  readonly activities: Activities;
};

export function makeWorld(): World {
  const world: World = {
    pages: [],
    flushes: [],
    activities: {
      flush: async (input) => {
        world.flushes.push(input);
        return { epoch: input.epoch, seq: input.seq };
      },
      sendPages: async (pages) => {
        world.pages.push(...pages);
        return pages.map(({ id, role, askedAt }): PageSent => ({
          id,
          sentAt: askedAt,
          personId: personOf(role),
          simulated: true,
        }));
      },
      openEpisode: async () => undefined,
      watchRota: async () => undefined,
      watchGateway: async () => undefined,
      watchAlarms: async () => undefined,
      runDrills: async () => undefined,
    },
  };
  return world;
}

/** Time that passes only when the story says so. */
export type VirtualTime = { now(): Promise<number>; pass(ms: number): Promise<void> };

export type Started = { readonly kind: SubjectKind; readonly workflowId: string; readonly runId: string };

/** Plays steps against the engine, acknowledging pages a minute after they went out. */
export type Player = {
  readonly started: readonly Started[];
  readonly said: { words: number; acknowledgements: number };
  readonly start: (kind: SubjectKind, open: Opening) => Promise<void>;
  /** `grainMs`: how much time passes at once, so how late a page that a clock sends may be acknowledged. */
  play(steps: readonly Step[], grainMs: number): Promise<void>;
};

const MINUTE = 60_000;
/** How long (real ms) nothing may move before everything asked for counts as done. */
const STILL_MS = 30;

type Deps = {
  readonly client: Client;
  readonly world: World;
  readonly time: VirtualTime;
  /** Whether a person answers this page. */
  readonly isAnswered: (page: PageOrder) => boolean;
};

export function makePlayer(deps: Deps): Player {
  const { world, time, isAnswered } = deps;
  const voice = makeVoice(deps);
  const said = { words: 0, acknowledgements: 0 };
  let answered = 0;

  const acknowledge = async () => {
    for (; answered < world.pages.length; answered += 1) {
      const page = world.pages[answered];
      if (page === undefined || !isAnswered(page)) continue;
      said.acknowledgements += 1;
      const id = `ack-${said.acknowledgements}`;
      const message = { id, by: person(page.role), type: 'PAGE_ACKNOWLEDGED', pageId: page.id } as const;
      await voice.tell(page.subjectKind, page.subjectId, message);
    }
  };
  const passUntil = async (until: number, grainMs: number) => {
    for (let now = await time.now(); now < until; now = await time.now()) {
      await time.pass(Math.min(until - now, grainMs));
      await voice.settle();
      await acknowledge();
    }
  };
  const play = async (steps: readonly Step[], grainMs: number) => {
    for (const step of steps) {
      await passUntil(step.at, grainMs);
      said.words += 1;
      if ('opens' in step) await voice.start(step.opens, step.open);
      else await voice.tell(step.to, step.id, step.message);
      if (answered < world.pages.length) await passUntil((await time.now()) + MINUTE, MINUTE);
    }
    await passUntil((await time.now()) + 2 * MINUTE, MINUTE);
  };
  return { started: voice.started, said, start: voice.start, play };
}

/** Says one thing at a time, and waits until the engine has done what it makes of it. */
function makeVoice({ client, world }: Deps) {
  const started: Started[] = [];
  const settle = async () => {
    const moves = () => world.pages.length + world.flushes.length;
    for (let seen = -1; seen !== moves(); await sleep(STILL_MS)) seen = moves();
  };
  const start = async (kind: SubjectKind, open: Opening) => {
    const handle = await client.workflow.start(WORKFLOW_TYPES[kind], startOf(kind, { open }));
    started.push({ kind, workflowId: handle.workflowId, runId: handle.firstExecutionRunId });
    await settle();
  };
  const say = async (kind: SubjectKind, id: string, message: Message) => {
    const handle = client.workflow.getHandle(workflowIdOf(kind, REGION, id));
    if (message.by.kind === 'HUMAN') await handle.executeUpdate(tell, { args: [message], updateId: message.id });
    else await handle.signal(told, message);
    await settle();
  };
  return { started, settle, start, tell: say };
}
