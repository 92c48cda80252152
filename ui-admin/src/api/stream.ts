import { createClient, type Client } from 'graphql-sse';
import { headers } from './client';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

const makeClient = (): Client => createClient({ url: '/graphql', headers, retryAttempts: 0 });

const wait = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });

type Following<Data> = {
  readonly document: { toString(): string };
  /** Asked anew before each connection, so that it resumes from the last position. */
  readonly variables: () => Record<string, unknown>;
  readonly onFrame: (data: Data) => void;
  readonly onConnecting: () => void;
  readonly onLost: () => void;
  /** A stream that is silent longer than this is given up and opened again, ms. */
  readonly silentMs: number;
};

/** Follows a subscription for as long as the page lives: reconnects with back-off, for ever. Returns how to stop. */
export const follow = <Data>({
  document,
  variables,
  onFrame,
  onConnecting,
  onLost,
  silentMs,
}: Following<Data>): (() => void) => {
  const stop = new AbortController();
  let pause = FIRST_WAIT_MS;

  const once = async (): Promise<void> => {
    const client = makeClient();
    const frames = client.iterate<Data>({ query: document.toString(), variables: variables() });
    let silence = setTimeout(() => client.dispose(), silentMs);
    const end = () => client.dispose();
    stop.signal.addEventListener('abort', end, { once: true });
    try {
      for await (const frame of frames) {
        clearTimeout(silence);
        silence = setTimeout(() => client.dispose(), silentMs);
        if (frame.errors !== undefined || frame.data == null)
          throw new Error(frame.errors?.[0]?.message ?? 'empty frame');
        pause = FIRST_WAIT_MS;
        onFrame(frame.data);
      }
    } finally {
      clearTimeout(silence);
      stop.signal.removeEventListener('abort', end);
      client.dispose();
    }
  };

  void (async () => {
    while (!stop.signal.aborted) {
      onConnecting();
      await once().catch(() => undefined); // why it broke is of no use to a nurse: that it is broken is shown
      if (stop.signal.aborted) return;
      onLost();
      await wait(pause * (0.75 + Math.random() / 2), stop.signal);
      pause = Math.min(pause * 2, LONGEST_WAIT_MS);
    }
  })();
  return () => stop.abort();
};
