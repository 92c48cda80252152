import { setTimeout as sleep } from 'node:timers/promises';
import { readRun } from '../services/runFile';

/** What devices and their data hang on; engine and api have their own story in the crash tests. */
const PARTS = ['gateway', 'broker', 'postgres', 'temporal', 'door'] as const;
/** Between two kills: time in which something is under way again. */
const PAUSE_MS = 3_000;
const BACK_MS = 30_000;

type Killing = { readonly dataFolder: string; readonly until: number; readonly say: (line: string) => void };

/** Cuts the power of one part after the other, waiting for each to be back, until then; answers what did not come back. */
export async function killInTurn({ dataFolder, until, say }: Killing): Promise<string[]> {
  for (let turn = 0; Date.now() + PAUSE_MS < until; turn++) {
    await sleep(PAUSE_MS);
    const part = PARTS[turn % PARTS.length] ?? 'gateway';
    const pid = readRun(dataFolder)?.pids[part];
    if (pid === undefined) return [`${part} does not run here: only a system started on this machine can be killed`];
    const killedAt = Date.now();
    const wasUp = cut(pid);
    while (readRun(dataFolder)?.pids[part] === pid && Date.now() < killedAt + BACK_MS) await sleep(50);
    if (readRun(dataFolder)?.pids[part] === pid) return [`${part} did not come back`];
    say(`${part} ${wasUp ? 'killed' : 'was down'}, and started again after ${Date.now() - killedAt} ms`);
  }
  return [];
}

/** Whether there was something to kill: what lost a part it hangs on may have ended, and be on its way back. */
function cut(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}
