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

export type Kept = { readonly name: string; stop(): Promise<void> };

export type Keeping = {
  readonly logFolder: string;
  /** Called at each start, the first included. */
  onStarted(name: string, pid: number): void;
  onEnded(name: string, how: string, waitMs: number): void;
};

/** Starts a service, waits until it answers, and from then on starts it again whenever it ends. */
export async function keep(service: Service, keeping: Keeping): Promise<Kept> {
  const logFile = join(keeping.logFolder, `${service.name}.log`);
  turnOver(logFile);
  let stopping = false;
  let child = await launch(service, logFile);
  const started = (at: ChildProcess) => at.pid !== undefined && keeping.onStarted(service.name, at.pid);
  started(child);
  try {
    await untilAnswers(service, child);
  } catch (error) {
    await end(service, child);
    throw new Error(`${String(error)}; see ${logFile}`, { cause: error });
  }

  const watch = async () => {
    for (let wait = FIRST_WAIT_MS; ;) {
      const since = Date.now();
      const how = await ended(child);
      if (stopping) return;
      if (Date.now() - since > WELL_AFTER_MS) wait = FIRST_WAIT_MS;
      keeping.onEnded(service.name, how, wait);
      await sleep(wait);
      if (stopping) return;
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
      child = await launch(service, logFile);
      started(child);
    }
  };
  const watching = watch();

  return {
    name: service.name,
    stop: async () => {
      stopping = true;
      await end(service, child);
      await watching;
      await end(service, child); // it may have been on its way up while we ended its forerunner
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
