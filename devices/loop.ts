import type { Log } from '../activities/platform/log';

export type Loop = {
  /** Runs as soon as it can; a run under way is followed by another. */
  readonly kick: () => void;
  /** Ends after the run under way. */
  readonly stop: () => Promise<void>;
  /** Since when every run has failed. */
  readonly failingSince: () => Date | undefined;
};

type LoopOptions = {
  readonly name: string;
  readonly everyMs: number;
  /** Answers how much it did: more than nothing means there may be more at once. */
  readonly run: () => Promise<number>;
  readonly log: Log;
  readonly clock: () => Date;
};

const SLOWEST_RETRY_MS = 2_000;

/** Runs again and again, never twice at once; a failing run comes back ever more slowly, and says so once. */
export function makeLoop({ name, everyMs, run, log, clock }: LoopOptions): Loop {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let failing: Date | undefined;
  let retryMs = everyMs;

  const once = async (): Promise<void> => {
    again = false;
    let did = 0;
    try {
      did = await run();
      if (failing) log.info('LOOP_WORKS_AGAIN', { loop: name, failedMs: clock().getTime() - failing.getTime() });
      failing = undefined;
      retryMs = everyMs;
    } catch (error) {
      if (!failing) log.error('LOOP_FAILS', error, { loop: name });
      failing ??= clock();
      retryMs = Math.min(SLOWEST_RETRY_MS, retryMs * 2);
    }
    running = undefined;
    if (!stopped) schedule(failing ? retryMs : did > 0 || again ? 0 : everyMs);
  };
  const start = (): void => {
    timer = undefined;
    running = once();
  };
  const schedule = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(start, ms);
  };
  schedule(0);
  return {
    kick: () => {
      again = true;
      // While it fails, word of new work must not make it hammer what is away.
      if (!running && !stopped && !failing) schedule(0);
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
    failingSince: () => failing,
  };
}
