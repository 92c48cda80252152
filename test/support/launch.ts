import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { end, launch, type Service, untilAnswers } from '../../scripts/services/service';

/** A folder of its own under /tmp that user postgres may enter too, when the tests run as root. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `wiretime-${name}-`));
  chmodSync(folder, 0o755);
  return folder;
}

/** A started service: `kill` is the power cut, `stop` the polite end, `start` brings it back at the same place. */
export type Launched = {
  readonly pid: () => number;
  start(): Promise<void>;
  kill(): Promise<void>;
  stop(): Promise<void>;
};

/** Starts a service and ends it with this process, even where that one is killed. */
export async function launched(service: Service): Promise<Launched> {
  let child: ChildProcess | undefined;
  const start = async () => {
    child = await launch(service);
    leash(child);
    await untilAnswers(service, child);
  };
  await start();
  return {
    pid: () => child?.pid ?? 0,
    start,
    kill: async () => {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise((resolve) => child?.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
    },
    stop: async () => {
      if (child !== undefined) await end(service, child);
    },
  };
}

/** A shell that outlives us by a second and ends what we started and could not end ourselves. */
function leash(child: ChildProcess): void {
  if (child.pid === undefined) return;
  const watch =
    'while kill -0 "$1" 2>/dev/null && kill -0 "$2" 2>/dev/null; do sleep 1; done; kill -INT "$2" 2>/dev/null';
  const args = ['-c', watch, 'leash', String(process.pid), String(child.pid)];
  spawn('sh', args, { stdio: 'ignore', detached: true }).unref();
}
