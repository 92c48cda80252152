import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { setServerTime } from '../useNow';
import { ask, type Answered, type Problem } from './client';
import {
  ChangesDocument,
  ServerTimeDocument,
  type ChangesSubscription,
  type TypedDocumentString,
} from './generated/graphql';
import { follow } from './stream';

/** A change worth refetching for, or everything: after a gap or a new connection nobody knows what was missed. */
export type Note = { readonly kind: string; readonly id: string } | 'ALL';
export type StreamState = 'CONNECTING' | 'LIVE' | 'LOST' | 'RECORD_AWAY';

export type Live = {
  readonly stream: StreamState;
  /** When this screen last heard that it is up to date, ms. */
  readonly heardAt: number | undefined;
  readonly position: number | undefined;
};

/** Two heartbeats of 10 s and some room: silent for longer, a screen says so. */
export const STALE_AFTER_MS = 25_000;
/** While the stream is away the shown page is fetched this often, ms. */
const POLL_MS = 10_000;
const CLOCK_CHECK_MS = 60_000;

let live: Live = { stream: 'CONNECTING', heardAt: undefined, position: undefined };
const watchers = new Set<() => void>();
const listeners = new Set<(note: Note) => void>();

const set = (next: Partial<Live>): void => {
  live = { ...live, ...next };
  for (const watcher of watchers) watcher();
};
const tell = (note: Note): void => {
  for (const listener of listeners) listener(note);
};

/** What one frame of the stream means for where this screen stands: a skipped position is a gap. */
export const readFrame = (
  position: number | undefined,
  frame: {
    readonly position: number | null;
    readonly kind: string | null;
    readonly id: string | null;
    readonly stale: boolean;
  },
): { readonly position: number | undefined; readonly note: Note | undefined } => {
  if (frame.stale || frame.position === null) return { position, note: undefined };
  const note: Note | undefined =
    frame.kind !== null && frame.id !== null ? { kind: frame.kind, id: frame.id } : undefined;
  if (position === undefined) return { position: frame.position, note: 'ALL' };
  const expected = note === undefined ? position : position + 1;
  if (frame.position < expected) return { position, note: undefined }; // seen before: a replay
  return { position: frame.position, note: frame.position > expected ? 'ALL' : note };
};

const onFrame = ({ changes }: ChangesSubscription): void => {
  if (changes.stale) return set({ stream: 'RECORD_AWAY' });
  const back = live.stream === 'RECORD_AWAY';
  const { position, note } = readFrame(live.position, changes);
  set({ stream: 'LIVE', heardAt: Date.now(), position });
  if (back) tell('ALL');
  else if (note !== undefined) tell(note);
};

const checkClock = async (): Promise<void> => {
  const askedAt = Date.now();
  const answer = await ask(ServerTimeDocument, {});
  if ('data' in answer) setServerTime(Date.parse(answer.data.now), askedAt, Date.now());
};

/** Follows the changes of the record while somebody is signed in. Returns how to stop. */
export const startLive = (): (() => void) => {
  const stopStream = follow<ChangesSubscription>({
    document: ChangesDocument,
    variables: () => ({ since: live.position ?? null }),
    onFrame,
    onConnecting: () => void checkClock(),
    onLost: () => set({ stream: 'LOST' }),
    silentMs: STALE_AFTER_MS,
  });
  const clock = setInterval(() => void checkClock(), CLOCK_CHECK_MS);
  const poll = setInterval(() => {
    if (live.stream !== 'LIVE') tell('ALL');
  }, POLL_MS);
  return () => {
    stopStream();
    clearInterval(clock);
    clearInterval(poll);
    set({ stream: 'CONNECTING', heardAt: undefined, position: undefined });
  };
};

export const useLiveState = (): Live =>
  useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => live,
  );

/** Calls `listener` for each change note, for as long as the component is shown. */
export const useNotes = (listener: (note: Note) => void): void => {
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => {
    const hear = (note: Note) => latest.current(note);
    listeners.add(hear);
    return () => {
      listeners.delete(hear);
    };
  }, []);
};

export type Shown<Data> = {
  readonly data: Data | undefined;
  readonly problem: Problem | undefined;
  /** When what is shown was read, ms. */
  readonly loadedAt: number | undefined;
  readonly reload: () => void;
};

/** Notes come in bursts; one refetch a burst, ms. */
const BURST_MS = 60;

/** A query that fetches itself again whenever a change concerns it. One path for loading data, not two. */
export const useLive = <Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  concerns: (note: Exclude<Note, 'ALL'>) => boolean,
): Shown<Data> => {
  const [shown, setShown] = useState<{ key: string; answer: Answered<Data>; data?: Data; at?: number }>();
  const key = JSON.stringify(variables);
  const fetching = useRef({ key: '', running: false, again: false, timer: 0 });

  const load = async (): Promise<void> => {
    const mine = fetching.current;
    if (mine.running && mine.key === key) {
      mine.again = true;
      return;
    }
    Object.assign(mine, { key, running: true, again: false });
    const answer = await ask(document, variables);
    if (mine.key !== key) return; // the page turned meanwhile
    mine.running = false;
    setShown((old) => {
      const kept =
        old?.key === key
          ? { ...(old.data === undefined ? {} : { data: old.data }), ...(old.at === undefined ? {} : { at: old.at }) }
          : {};
      return { key, answer, ...('data' in answer ? { data: answer.data, at: Date.now() } : kept) };
    });
    if (mine.again) void latest.current();
  };
  const latest = useRef(load);
  latest.current = load;

  useEffect(() => {
    void latest.current();
  }, [document, key]);
  useNotes((note) => {
    if (note !== 'ALL' && !concerns(note)) return;
    window.clearTimeout(fetching.current.timer);
    fetching.current.timer = window.setTimeout(() => void latest.current(), BURST_MS);
  });

  const current = shown?.key === key ? shown : undefined;
  return {
    data: current?.data,
    problem: current !== undefined && 'problem' in current.answer ? current.answer.problem : undefined,
    loadedAt: current?.at,
    reload: () => void latest.current(),
  };
};
