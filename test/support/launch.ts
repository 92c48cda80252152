import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launched as launchedBy, type Launched } from '../../scripts/services/launched';
import type { Service } from '../../scripts/services/service';

/** A folder of its own under /tmp that user postgres may enter too, when the tests run as root. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `wiretime-${name}-`));
  chmodSync(folder, 0o755);
  return folder;
}

/** Starts a service and ends it with this process, even where that one is killed. */
export const launched = (service: Service): Promise<Launched> => launchedBy(service, { leash });

/** A shell that waits for our end, even by a kill, and then ends what we could not. It lets go when the service ends. */
function leash(child: ChildProcess): void {
  if (child.pid === undefined) return;
  const shell = spawn('sh', ['-c', 'read -r _; kill -INT "$1"', 'leash', String(child.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  shell.unref();
  if (shell.stdin instanceof Socket) shell.stdin.unref(); // it must not keep us alive: our end is its signal
  child.once('exit', () => shell.kill('SIGKILL'));
}
