import { readFileSync } from 'node:fs';

/** The memory a process holds, as Linux counts it. */
export function residentKib(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1]);
}

/** Linux counts in ticks of this many ms. */
const TICK_MS = 10;

/** The processor time (ms) a process has used: says the same on a busy machine as on an idle one. */
export function processorMs(pid: number): number {
  // The name of the program, in brackets, may hold spaces: count from behind it. Fields 14 and 15 are user and system.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}
