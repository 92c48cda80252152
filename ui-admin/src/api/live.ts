import { useEffect, useEffectEvent, useRef, useState, useSyncExternalStore } from 'react';
import { setServerTime } from '../useNow';
import { ask, type Answered, type Problem } from './client';
import {
  ChangesDocument,
  ServerTimeDocument,
  type ChangesSubscription,
  type TypedDocumentString,
} from './generated/graphql';
import { STALE_AFTER_MS } from '../parts/staleness';
import { readFrame, type Note } from './frames';
import { follow } from './stream';

export type StreamState = 'CONNECTING' | 'LIVE' | 'LOST' | 'RECORD_AWAY';

export type Live = {
  readonly stream: StreamState;
  /** When this screen last heard that it is up to date, ms. */
  readonly heardAt: number | undefined;
  readonly position: number | undefined;
};

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

const onFrame = ({ changes }: ChangesSubscription): void => {
  if (changes.stale) return set({ stream: 'RECORD_AWAY' });
  const back = live.stream === 'RECORD_AWAY';
  const { position, note } = readFrame(live.position, changes);
  set({ stream: 'LIVE', heardAt: Date.now(), position });
  if (back) tell('ALL'); // nobody knows what this screen showed before
  else if (note !== undefined) tell(note);
};

const checkClock = async (): Promise<void> => {
  const askedAt = Date.now();
  const answer = await ask(ServerTimeDocument, {});
  if ('data' in answer) setServerTime(Date.parse(answer.data.now), askedAt, Date.now());
};

/** A tab nobody looks at gives its connection back after this long: a browser opens six to one server, ms. */
const HIDDEN_FOR_MS = 60_000;

/** Follows the changes of the record while somebody is signed in. Returns how to stop. */
export const startLive = (): (() => void) => {
  let stopStream: (() => void) | undefined;
  let hidden: ReturnType<typeof setTimeout> | undefined;
  const start = () => {
    stopStream ??= follow<ChangesSubscription>({
      document: ChangesDocument,
      variables: () => ({ since: live.position ?? null }),
      onFrame,
      onConnecting: () => void checkClock(),
      onLost: () => set({ stream: 'LOST' }),
      silentMs: STALE_AFTER_MS,
    });
  };
  const stop = () => {
    stopStream?.();
    stopStream = undefined;
  };
  const onLook = () => {
    clearTimeout(hidden);
    if (document.visibilityState === 'hidden') hidden = setTimeout(stop, HIDDEN_FOR_MS);
    else start();
  };
  const clock = setInterval(() => void checkClock(), CLOCK_CHECK_MS);
  const poll = setInterval(() => {
    if (live.stream !== 'LIVE' && document.visibilityState !== 'hidden') tell('ALL');
  }, POLL_MS);
  document.addEventListener('visibilitychange', onLook);
  start();
  return () => {
    document.removeEventListener('visibilitychange', onLook);
    clearTimeout(hidden);
    clearInterval(clock);
    clearInterval(poll);
    stop();
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
const useNotes = (listener: (note: Note) => void): void => {
  const hear = useEffectEvent(listener);
  useEffect(() => {
    const mine = (note: Note) => hear(note);
    listeners.add(mine);
    return () => {
      listeners.delete(mine);
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

type Loaded<Data> = {
  readonly key: string;
  readonly data: Data | undefined;
  readonly at: number | undefined;
  readonly problem: Problem | undefined;
};

type Question<Data, Variables> = {
  readonly document: TypedDocumentString<Data, Variables>;
  readonly key: string;
  /** Counts up each time the same is asked again. */
  readonly wanted: number;
};

/** The newest answer; what was shown stays when a refetch fails. */
const loaded = <Data>(old: Loaded<Data> | undefined, key: string, answer: Answered<Data>): Loaded<Data> => {
  if ('data' in answer) return { key, data: answer.data, at: Date.now(), problem: undefined };
  const kept = old?.key === key ? old : undefined;
  return { key, data: kept?.data, at: kept?.at, problem: answer.problem };
};

/** A query that fetches itself again whenever a change concerns it. One path for loading data, not two. */
export const useLive = <Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  concerns: (note: Exclude<Note, 'ALL'>) => boolean,
): Shown<Data> => {
  const key = JSON.stringify(variables);
  const [shown, setShown] = useState<Loaded<Data>>();
  const [wanted, setWanted] = useState(0);
  const flight = useRef({ key: '', running: false, again: false, timer: 0 });

  const load = useEffectEvent(async (question: Question<Data, Variables>): Promise<void> => {
    const mine = flight.current;
    if (mine.running && mine.key === question.key) {
      mine.again = true; // one at a time: what is asked meanwhile is asked once more afterwards
      return;
    }
    Object.assign(mine, { key: question.key, running: true, again: false });
    const answer = await ask(question.document, variables);
    if (mine.key !== question.key) return; // the page turned meanwhile
    mine.running = false;
    setShown((old) => loaded(old, question.key, answer));
    if (mine.again) setWanted((count) => count + 1);
  });
  useEffect(() => {
    void load({ document, key, wanted });
  }, [document, key, wanted]);
  useNotes((note) => {
    if (note !== 'ALL' && !concerns(note)) return;
    window.clearTimeout(flight.current.timer);
    flight.current.timer = window.setTimeout(() => setWanted((count) => count + 1), BURST_MS);
  });

  const current = shown?.key === key ? shown : undefined;
  return {
    data: current?.data,
    problem: current?.problem,
    loadedAt: current?.at,
    reload: () => setWanted((count) => count + 1),
  };
};
