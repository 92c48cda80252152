import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, type Mark, mark, stopLeftover } from './leftovers';

/** `run.json` in the data folder: what runs now and where, for simulate, verify, bench and the crash tests. */
export type Run = {
  /** Where people reach the web pages. */
  url: string;
  /** The supervisor's own process. */
  supervisor: Mark;
  /** engine, gateway, api, door, postgres, temporal, broker. */
  pids: Record<string, number>;
  /** With the number, tells a process from a later one of the same number. */
  started: Record<string, string>;
  /** The addresses every process was given. */
  env: Record<string, string>;
};

const fileIn = (folder: string) => join(folder, 'run.json');

/** What the last start wrote; undefined when there was none or it ended in order. */
export function readRun(folder: string): Run | undefined {
  const file = fileIn(folder);
  if (!existsSync(file)) return undefined;
  const run: Run = JSON.parse(readFileSync(file, 'utf8'));
  return run;
}

/** Written aside and moved, so that a reader never sees half of it. */
export function writeRun(folder: string, run: Run): void {
  const next = `${fileIn(folder)}.next`;
  writeFileSync(next, `${JSON.stringify(run, null, 2)}\n`, { mode: 0o600 });
  renameSync(next, fileIn(folder));
}

export const forgetRun = (folder: string): void => rmSync(fileIn(folder), { force: true });

export function startedAt(pid: number): string {
  return mark(pid)?.started ?? '';
}

/** Ends what a killed supervisor left behind; refuses where that supervisor still lives. */
export async function clearLeftovers(folder: string): Promise<string[]> {
  const run = readRun(folder);
  if (run === undefined) return [];
  if (isAlive(run.supervisor))
    throw new Error(
      `Wiretime already runs on ${folder}: ${run.url} (process ${run.supervisor.pid}). Set WIRETIME_DATA for a second one.`,
    );
  const left = Object.entries(run.pids).filter(([name, pid]) => isAlive({ pid, started: run.started[name] ?? '' }));
  // Those who use the services before the services, so that nobody loses what is under way.
  const order = (name: string) => (['engine', 'gateway', 'api', 'door'].includes(name) ? 0 : 1);
  for (const rank of [0, 1]) {
    const now = left.filter(([name]) => order(name) === rank);
    await Promise.all(
      now.map(([name, pid]) =>
        stopLeftover(pid, () => true, name === 'postgres' || name === 'temporal' ? 'SIGINT' : 'SIGTERM'),
      ),
    );
  }
  forgetRun(folder);
  return left.map(([name]) => name);
}
