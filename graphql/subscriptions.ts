import type { SubjectKind } from '../workflows/domain/vocabulary';
import type { Context, SignedIn } from './context';
import type { ShownPage } from './deskPages';

export type ChangeEvent = {
  readonly position: number | undefined;
  readonly kind?: SubjectKind;
  readonly id?: string;
  readonly version?: number;
  readonly at: number;
  readonly stale: boolean;
};

const HEARTBEAT_MS = 10_000;
const BATCH = 500;
/** While the record is away (ms): how often a stream that must read from it tries again. */
const RETRY_MS = 500;

/** Changes after a position, in order and without a gap; a heartbeat when nothing happens, a stale one on loss. */
export const followChanges = (context: Context, since: number | undefined): AsyncIterableIterator<ChangeEvent> =>
  closable((ended) => changesAfter(context, since, ended));

/** The pages somebody should see, first those of the last hours. */
export const followPages = (context: Context): AsyncIterableIterator<ShownPage> =>
  closable((ended) => pagesFor(context, ended));

type From = Pick<Context, 'changes' | 'measures' | 'now'>;

async function* changesAfter(
  { changes, measures, now }: From,
  since: number | undefined,
  ended: AbortSignal,
): AsyncGenerator<ChangeEvent> {
  measures.subscribed('changes', 1);
  try {
    let at = since;
    let told: boolean | undefined;
    let toldAt = 0;
    while (!ended.aborted && !changes.ending()) {
      // Asked for before reading, so that what comes in between is not slept through.
      const waiting = new AbortController();
      const news = changes.news(HEARTBEAT_MS, AbortSignal.any([ended, waiting.signal]));
      const top = changes.position();
      // A record restored from an older state counts on from there: the smaller number tells the screen to read all anew.
      if (at === undefined || (top !== undefined && at > top)) at = top;
      const notes = at === undefined ? undefined : await changes.after(at, BATCH).catch(() => undefined);
      for (const note of notes ?? []) yield { ...note, at: now(), stale: false };
      at = notes?.at(-1)?.position ?? at;
      const stale = changes.stale() || notes === undefined;
      if (stale !== told || now() - toldAt >= HEARTBEAT_MS) {
        yield { position: at, at: now(), stale };
        told = stale;
        toldAt = now();
      }
      if (notes === undefined) await changes.news(RETRY_MS, ended);
      else if (notes.length === 0) await news;
      waiting.abort();
    }
  } finally {
    measures.subscribed('changes', -1);
  }
}

const isFor = ({ personId, duties }: SignedIn, page: ShownPage): boolean =>
  page.personIds.includes(personId) || duties.some(({ role, siteId }) => role === page.role && siteId === page.siteId);

async function* pagesFor({ actor, deskPages, measures }: Context, ended: AbortSignal): AsyncGenerator<ShownPage> {
  measures.subscribed('pages', 1);
  try {
    for (let next = 0; !ended.aborted;) {
      const waiting = new AbortController();
      const news = deskPages.news(HEARTBEAT_MS, AbortSignal.any([ended, waiting.signal]));
      const pages = deskPages.from(next);
      for (const { n, page } of pages) {
        next = n + 1;
        if (actor !== undefined && isFor(actor, page)) yield page;
      }
      if (pages.length === 0) await news;
      waiting.abort();
    }
  } finally {
    measures.subscribed('pages', -1);
  }
}

/** A generator answers `return` only after the wait it is in; this one is woken first. */
function closable<T>(start: (ended: AbortSignal) => AsyncGenerator<T>): AsyncIterableIterator<T> {
  const ending = new AbortController();
  const source = start(ending.signal);
  return {
    next: () => source.next(),
    return: () => {
      ending.abort();
      return source.return(undefined);
    },
    throw: (error: unknown) => {
      ending.abort();
      return source.throw(error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
