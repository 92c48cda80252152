import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Region } from '../../scripts/simulate/region';
import type { System } from '../support/system';

export const PARTS = ['engine', 'gateway', 'api', 'postgres', 'broker', 'door', 'temporal'] as const;
export type Part = (typeof PARTS)[number];

/** The same numbers between 0 and 1 each time (mulberry32), so that a failure can be played again. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Kill = { readonly part: Part; readonly afterMs: number };

/** The same region, but while the nth word is on its way a process is killed. */
export function killsInFlight(region: Region, system: System, kill: (nth: number) => Kill | undefined): Region {
  let nth = 0;
  const { people } = region;
  return {
    ...region,
    people: {
      ...people,
      tell: async (as, mutation, values) => {
        const now = kill(++nth);
        const killing = now === undefined ? undefined : sleep(now.afterMs).then(() => system.killPart(now.part));
        const [told] = await Promise.all([people.tell(as, mutation, values), killing]);
        return told;
      },
    },
  };
}

/** Stops a process and its children where they stand: connections stay open and nobody answers. */
export function freeze(pid: number): readonly number[] {
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const frozen = [pid, ...processes.flatMap(([child = 0, parent]) => (parent === pid ? [child] : []))];
  for (const each of frozen) process.kill(each, 'SIGSTOP');
  return frozen;
}

export function thaw(frozen: readonly number[]): void {
  for (const each of frozen) {
    try {
      process.kill(each, 'SIGCONT');
    } catch {
      // it ended while it was frozen
    }
  }
}
