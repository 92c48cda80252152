import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Pool } from 'pg';
import type { Log } from '../activities/platform/log';
import { SUBJECT_KINDS } from '../workflows/domain/vocabulary';
import type { SubjectKind } from '../workflows/domain/vocabulary';

export type ChangeNote = {
  readonly position: number;
  readonly kind: SubjectKind;
  readonly id: string;
  readonly version: number;
};

/** The gap-free order of changes, followed by one connection of this process for all its subscribers. */
export type ChangeStream = {
  /** The last position seen; `undefined` until the record was reached once. */
  position(): number | undefined;
  /** Whether the record is away. */
  stale(): boolean;
  /** When the record last answered (ms). */
  heardAt(): number | undefined;
  /** The changes after a position, in order, at most `limit`: from memory, or from the record when long ago. */
  after(position: number, limit: number): Promise<readonly ChangeNote[]>;
  /** Resolves at the next change, or loss or return of the record, or after `ms`. */
  news(ms: number, signal: AbortSignal): Promise<void>;
  /** The process is ending: whoever follows must break off. */
  ending(): boolean;
  close(): Promise<void>;
};

const HELD = 10_000;
const BATCH = 1000;
/** How often (ms) a silent record is asked whether it is still there. */
const PROBE_MS = 2000;
const RETRY_MS = 500;

type Deps = { readonly databaseUrl: string; readonly pool: Pool; readonly log: Log; readonly now: () => number };

const readAfter = async (pool: Pick<Pool, 'query'>, position: number, limit: number): Promise<ChangeNote[]> => {
  const { rows } = await pool.query<{ position: string; kind: SubjectKind; id: string; version: string }>(
    'SELECT position, kind, id, version FROM change WHERE position > $1 ORDER BY position LIMIT $2',
    [position, limit],
  );
  return rows.map(({ kind, id, ...row }) => ({ kind, id, position: Number(row.position), version: Number(row.version) }));
};

export function makeChangeStream({ databaseUrl, pool, log, now }: Deps): ChangeStream {
  const bell = new EventEmitter().setMaxListeners(0);
  const closing = new AbortController();
  let held: ChangeNote[] = [];
  let position: number | undefined;
  let stale = true;
  let heardAt: number | undefined;

  const take = (notes: readonly ChangeNote[]) => {
    heardAt = now();
    for (const note of notes) {
      if (position !== undefined && note.position <= position) continue;
      position = note.position;
      held.push(note);
    }
    if (held.length > HELD) held = held.slice(-HELD / 2);
    if (notes.length > 0) bell.emit('news');
  };

  /** Where the record stands; one restored from an older state stands before what was seen. */
  const findPlace = async () => {
    const { rows } = await pool.query<{ position: string }>('SELECT position FROM live_position');
    const top = Number(rows[0]?.position ?? 0);
    if (position !== undefined && position <= top) return;
    position = top;
    held = [];
  };

  /** Reads on until nothing is missing. */
  const catchUp = async () => {
    if (position === undefined) return;
    for (let full = true; full; ) {
      const notes = await readAfter(pool, position, BATCH);
      take(notes);
      full = notes.length === BATCH;
    }
  };

  const follow = async () => {
    const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 2000, query_timeout: 3000, keepAlive: true });
    const lost = new Promise<never>((_, reject) => {
      client.on('error', reject);
      client.on('end', () => reject(new Error('the connection ended')));
    });
    lost.catch(() => undefined);
    // One after another: a note read while an earlier gap is being filled must not overtake it.
    let queue = Promise.resolve();
    client.on('notification', ({ payload }) => {
      const note = readNote(payload);
      queue = queue.then(() => (note !== undefined && note.position === (position ?? 0) + 1 ? take([note]) : catchUp()));
      queue.catch(() => undefined);
    });
    try {
      await client.connect();
      await client.query('LISTEN wiretime_change');
      await findPlace();
      await catchUp();
      stale = false;
      bell.emit('news');
      while (!closing.signal.aborted) {
        await Promise.race([sleep(PROBE_MS, undefined, { signal: closing.signal }), lost]);
        await Promise.race([queue.then(catchUp), lost]);
      }
    } finally {
      await client.end().catch(() => undefined);
    }
  };

  const run = async () => {
    while (!closing.signal.aborted) {
      try {
        await follow();
      } catch (error) {
        if (closing.signal.aborted) return;
        if (!stale) log.error('CHANGES_LOST', error);
        stale = true;
        bell.emit('news');
        await sleep(RETRY_MS, undefined, { signal: closing.signal }).catch(() => undefined);
      }
    }
  };
  const running = run();

  return {
    position: () => position,
    stale: () => stale,
    heardAt: () => heardAt,
    after: async (from, limit) => {
      const oldest = held[0]?.position;
      if (position !== undefined && from >= position) return [];
      if (oldest !== undefined && from >= oldest - 1) return held.filter((note) => note.position > from).slice(0, limit);
      return readAfter(pool, from, limit);
    },
    news: async (ms, signal) => {
      const either = AbortSignal.any([signal, closing.signal, AbortSignal.timeout(ms)]);
      await once(bell, 'news', { signal: either }).catch(() => undefined);
    },
    ending: () => closing.signal.aborted,
    close: async () => {
      closing.abort();
      bell.emit('news');
      await running;
    },
  };
}

/** A note as the record sends it; anything else is read from the table instead. */
function readNote(payload: string | undefined): ChangeNote | undefined {
  const note: unknown = payload === undefined ? undefined : JSON.parse(payload);
  if (typeof note !== 'object' || note === null) return undefined;
  const { position, kind, id, version } = note as Partial<Record<string, unknown>>; // each is checked on the next line
  const known = SUBJECT_KINDS.find((one) => one === kind);
  if (typeof position !== 'number' || typeof id !== 'string' || typeof version !== 'number' || known === undefined) return undefined;
  return { position, kind: known, id, version };
}
