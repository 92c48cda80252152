import type { ChildProcess } from 'node:child_process';
import { existsSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { end, launch, type Service, untilAnswers } from './service';

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5000;
/** A process that lived this long (ms) was well: its next end starts the waiting anew. */
const WELL_AFTER_MS = 10_000;
const LOG_LIMIT_BYTES = 20_000_000;

/** A service that is kept running; `ready` when it first answers, or an error when it never does. */
export type Kept = { readonly name: string; readonly ready: Promise<void>; stop(): Promise<void> };

export type Keeping = {
  readonly logFolder: string;
  /** Called at each start, the first included. */
  onStarted(name: string, pid: number): void;
  onEnded(name: string, how: string, waitMs: number): void;
};

/** Starts a service and, once it has answered, starts it again whenever it ends. It can be stopped at any moment. */
export function keep(service: Service, keeping: Keeping): Kept {
  const logFile = join(keeping.logFolder, `${service.name}.log`);
  turnOver(logFile);
  let stopping = false;
  let child: ChildProcess | undefined;
  const start = async () => {
    const started = await launch(service, logFile);
    child = started;
    if (started.pid !== undefined) keeping.onStarted(service.name, started.pid);
    return started;
  };
  const first = start();
  const answering = first.then((started) => untilAnswers(service, started));
  const ready = answering.catch((error: unknown) => {
    throw new Error(`${error instanceof Error ? error.message : String(error)}; see ${logFile}`, { cause: error });
  });

  const watch = async () => {
    let now = await first;
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      const since = Date.now();
      const how = await ended(now);
      if (Date.now() - since > WELL_AFTER_MS) wait = FIRST_WAIT_MS;
      if (stopping) return;
      keeping.onEnded(service.name, how, wait);
      await sleep(wait);
      if (stopping) return;
      now = await start();
    }
  };
  const watching = ready.then(watch, () => undefined);

  return {
    name: service.name,
    ready,
    stop: async () => {
      stopping = true;
      await first.catch(() => undefined);
      if (child !== undefined) await end(service, child);
      await watching;
      if (child !== undefined) await end(service, child); // one that was on its way up meanwhile
    },
  };
}

function ended(child: ChildProcess): Promise<string> {
  if (child.pid === undefined) return Promise.resolve('could not be started');
  if (child.exitCode !== null) return Promise.resolve(`exit ${child.exitCode}`);
  if (child.signalCode !== null) return Promise.resolve(child.signalCode);
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `exit ${code}`));
  });
}

/** Keeps one older log, so that the folder never holds more than two of this size for each process. */
function turnOver(file: string): void {
  if (existsSync(file) && statSync(file).size > LOG_LIMIT_BYTES) renameSync(file, `${file}.1`);
}
