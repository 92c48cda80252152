import { setTimeout as sleep } from 'node:timers/promises';
import { connectAsync } from 'mqtt';
import { z } from 'zod';
import { DESK_TOPIC } from '../../activities/channels';

/** Where the floor says that something fired, as `{id, sentAt}`. */
export const FIRED_TOPIC = 'bench/fired';

/** Everything that fired, ours and the floor's: id -> when its first page was sent (ms since 1970), and how often. */
export type Fired = {
  readonly first: ReadonlyMap<string, number>;
  readonly times: ReadonlyMap<string, number>;
  /** Until all of `ids` have fired, or `limitMs` passed. */
  until(ids: readonly string[], limitMs: number): Promise<void>;
  stop(): Promise<void>;
};

const trivialFired = z.object({ id: z.string(), sentAt: z.number() });
const page = z.object({
  subjectId: z.string(),
  sentAt: z.number(),
  because: z.object({ target: z.string().optional() }),
});

/** The clock of story.ts whose own minute every timed episode waits for. */
export const TIMED_TARGET = 'T21';

export async function listenForFired(mqttUrl: string): Promise<Fired> {
  const first = new Map<string, number>();
  const times = new Map<string, number>();
  const note = (id: string, sentAt: number) => {
    if (!first.has(id)) first.set(id, sentAt);
    times.set(id, (times.get(id) ?? 0) + 1);
  };
  const broker = await connectAsync(mqttUrl, { protocolVersion: 5 });
  broker.on('message', (topic, payload) => {
    const said: unknown = JSON.parse(payload.toString());
    if (topic === FIRED_TOPIC) {
      const { id, sentAt } = trivialFired.parse(said);
      return note(id, sentAt);
    }
    const { subjectId, sentAt, because } = page.parse(said);
    if (because.target === TIMED_TARGET) note(subjectId, sentAt);
  });
  await broker.subscribeAsync([DESK_TOPIC, FIRED_TOPIC], { qos: 1 });
  return {
    first,
    times,
    until: async (ids, limitMs) => {
      const giveUpAt = Date.now() + limitMs;
      while (Date.now() < giveUpAt && !ids.every((id) => first.has(id))) await sleep(50);
    },
    stop: () => broker.endAsync(true),
  };
}
