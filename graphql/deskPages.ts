import { EventEmitter, once } from 'node:events';
import { z } from 'zod';
import { ALARM_CODES, CHANNELS, LEVELS, PAGE_REASONS, ROLES, SUBJECT_KINDS } from '../workflows/domain/vocabulary';
import type { Lines } from './lines';

/** How long (ms) a page is kept: what a screen opened during an outage still sees. */
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
    drill: z.literal(true).optional(),
  }),
  askedAt: z.number(),
  personIds: z.array(z.string()).default([]),
  sentAt: z.number(),
  simulated: z.boolean().default(false),
  fault: z.string().optional(),
});
export type ShownPage = z.output<typeof desk>;
type Numbered = { readonly n: number; readonly page: ShownPage };

/** The pages of the last hours as the engine sent them; they come by the broker, so they come while PostgreSQL is away. */
export type DeskPages = {
  /** Takes one message of the desk's topic; what is no page is answered with `false`. */
  heard(payload: string): boolean;
  /** In the order they came, each id once: the n-th page ever and later. */
  from(n: number): readonly Numbered[];
  news(ms: number, signal: AbortSignal): Promise<void>;
};

type Deps = { readonly now: () => number; readonly kept: Lines };

export function makeDeskPages({ now, kept }: Deps): DeskPages {
  const bell = new EventEmitter().setMaxListeners(0);
  const known = new Set<string>();
  let pages: Numbered[] = [];
  let n = 0;
  const isOld = ({ sentAt }: ShownPage) => sentAt < now() - HELD_MS;
  const take = (page: ShownPage): boolean => {
    if (known.has(page.id)) return false; // sent twice under one id, shown once
    known.add(page.id);
    pages.push({ n: n++, page });
    const [oldest] = pages;
    if (oldest !== undefined && isOld(oldest.page)) {
      for (const { page: old } of pages) if (isOld(old)) known.delete(old.id);
      pages = pages.filter((one) => !isOld(one.page));
    }
    return true;
  };
  const before = kept
    .read()
    .flatMap((line) => read(line) ?? [])
    .filter((page) => !isOld(page));
  before.forEach(take);
  kept.rewrite(before.map((page) => JSON.stringify(page)));
  return {
    heard: (payload) => {
      const page = read(payload);
      if (page === undefined) return false;
      if (take(page)) {
        kept.append(JSON.stringify(page));
        bell.emit('news');
      }
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
