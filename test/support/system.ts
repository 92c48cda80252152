import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../../scripts/services/leftovers';
import { readRun, type Run } from '../../scripts/services/runFile';
import { temporaryFolder } from './launch';

const ROOT = join(__dirname, '..', '..');
const READY_LIMIT_MS = 90_000;

/** `npm start` as a user has it, on a data folder of its own. */
export type System = {
  readonly folder: string;
  /** What it printed so far. */
  said(): string;
  /** run.json as it is now. */
  run(): Run;
  /** The process that was started: end it politely, or cut its power. */
  end(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<number | undefined>;
  /** Power cut for one process of the system; resolves when another one of the name has taken its place. */
  killPart(name: string): Promise<void>;
};

export const dataFolder = (): string => temporaryFolder('system');

/** Starts the whole system and waits for its `ready`; throws with all it said when that does not come. */
export async function startSystem(
  folder: string,
  { options = [], env = {} }: { options?: readonly string[]; env?: Readonly<Record<string, string>> } = {},
): Promise<System> {
  const child = spawn(process.execPath, ['scripts/start.js', '--port', '0', ...options], {
    cwd: ROOT,
    env: { ...process.env, WIRETIME_DATA: folder, PORT: '', NODE_ENV: 'development', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => said.push(String(text)));
  await until(
    () => /^ready http/m.test(said.join('')) || child.exitCode !== null,
    READY_LIMIT_MS,
    () => said.join(''),
  );
  if (child.exitCode !== null) throw new Error(`npm start ended:\n${said.join('')}`);
  return system(child, folder, said);
}

function system(child: ChildProcess, folder: string, said: string[]): System {
  const run = () => {
    const now = readRun(folder);
    if (now === undefined) throw new Error('no run.json: the system is not running');
    return now;
  };
  return {
    folder,
    said: () => said.join(''),
    run,
    end: async (signal) => {
      if (child.exitCode !== null) return child.exitCode;
      const gone = new Promise<number | undefined>((resolve) =>
        child.once('exit', (code) => resolve(code ?? undefined)),
      );
      child.kill(signal);
      return gone;
    },
    killPart: async (name) => {
      const before = run().pids[name];
      if (before === undefined) throw new Error(`no process ${name}`);
      if (isThere(before)) process.kill(before, 'SIGKILL'); // another cut may have come first
      await until(
        () => run().pids[name] !== before,
        30_000,
        () => `${name} did not come back`,
      );
    },
  };
}

/** Ends whatever of the system is left on the folder, and the folder. */
export async function removeSystem(folder: string): Promise<void> {
  const run = readRun(folder);
  const parts = Object.entries(run?.pids ?? {}).map(([name, pid]) => ({ pid, started: run?.started[name] ?? '' }));
  const left = run === undefined ? [] : [run.supervisor, ...parts];
  for (const each of left) if (isAlive(each)) process.kill(each.pid, 'SIGKILL');
  await until(
    () => !left.some(isAlive),
    10_000,
    () => 'a process would not end',
  );
  rmSync(folder, { recursive: true, force: true });
}

export function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Waits for something to become true; says `otherwise` when it does not. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  limitMs: number,
  otherwise: () => string,
): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Not within ${limitMs} ms: ${otherwise()}`);
    await sleep(50);
  }
}
