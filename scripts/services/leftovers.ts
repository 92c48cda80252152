import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** What tells a process from a later one that was given the same number. */
export type Mark = { readonly pid: number; readonly started: string };

/** When it was started and what it runs; undefined when there is no such process. */
function look(pid: number): { started: string; command: string } | undefined {
  if (!Number.isInteger(pid) || pid <= 1) return undefined;
  try {
    if (existsSync('/proc/self/stat')) {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (fields[0] === 'Z') return undefined; // dead, and only waiting for its parent to notice
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return { started: fields[19] ?? '', command };
    }
    const line = execFileSync('ps', ['-o', 'lstart=,command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return { started: line.slice(0, 24), command: line.slice(24) };
  } catch {
    return undefined;
  }
}

export function mark(pid: number): Mark | undefined {
  const seen = look(pid);
  return seen && { pid, started: seen.started };
}

/** Whether the very process that was marked still runs. */
export const isAlive = ({ pid, started }: Mark): boolean => look(pid)?.started === started;

/** Stops process `pid` if it is what we think it is; resolves when it is gone. */
export async function stopLeftover(
  pid: number,
  isOurs: (command: string) => boolean,
  signal: 'SIGTERM' | 'SIGINT',
  graceMs = 8000,
): Promise<void> {
  const seen = look(pid);
  if (seen === undefined || !isOurs(seen.command)) return;
  const same = { pid, started: seen.started };
  process.kill(pid, signal);
  for (let waited = 0; isAlive(same); waited += 50) {
    if (waited === graceMs) process.kill(pid, 'SIGKILL');
    await sleep(50);
  }
}
