import { EventEmitter, once } from 'node:events';
import { z } from 'zod';
import { ALARM_CODES, CHANNELS, LEVELS, PAGE_REASONS, ROLES, SUBJECT_KINDS } from '../workflows/domain/vocabulary';

/** How long (ms) a page stays in memory: what a screen opened during an outage still sees. */
const HELD_MS = 6 * 3_600_000;

const desk = z.object({
  id: z.string(),
  subjectKind: z.enum(SUBJECT_KINDS),
  subjectId: z.string(),
  role: z.enum(ROLES),
  siteId: z.string(),
  channel: z.enum(CHANNELS),
  because: z.object({
    reason: z.enum(PAGE_REASONS),
    target: z.string().optional(),
    level: z.enum(LEVELS).optional(),
    alarm: z.enum(ALARM_CODES).optional(),
    detail: z.string().optional(),
  }),
  askedAt: z.number(),
  personIds: z.array(z.string()).default([]),
  sentAt: z.number(),
  simulated: z.boolean().default(false),
  fault: z.string().optional(),
});
export type ShownPage = z.output<typeof desk>;

/** The pages of the last hours as the engine sent them; they come by the broker, so they come while PostgreSQL is away. */
export type DeskPages = {
  /** Takes one message of the desk's topic; what is no page is answered with `false`. */
  heard(payload: string): boolean;
  /** In the order they came, each id once: the n-th page ever and later. */
  from(n: number): readonly { readonly n: number; readonly page: ShownPage }[];
  news(ms: number, signal: AbortSignal): Promise<void>;
};

export function makeDeskPages(now: () => number): DeskPages {
  const bell = new EventEmitter().setMaxListeners(0);
  let pages: { n: number; page: ShownPage }[] = [];
  const known = new Set<string>();
  let n = 0;
  return {
    heard: (payload) => {
      const page = read(payload);
      if (page === undefined) return false;
      if (known.has(page.id)) return true; // sent twice under one id, shown once
      known.add(page.id);
      pages.push({ n: n++, page });
      const old = pages.filter((one) => one.page.sentAt < now() - HELD_MS);
      for (const {
        page: { id },
      } of old)
        known.delete(id);
      if (old.length > 0) pages = pages.filter((one) => !old.includes(one));
      bell.emit('news');
      return true;
    },
    from: (from) => pages.filter((one) => one.n >= from),
    news: async (ms, signal) => {
      await once(bell, 'news', { signal: AbortSignal.any([signal, AbortSignal.timeout(ms)]) }).catch(() => undefined);
    },
  };
}

function read(payload: string): ShownPage | undefined {
  try {
    return desk.safeParse(JSON.parse(payload)).data;
  } catch {
    return undefined;
  }
}
