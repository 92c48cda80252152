import { type ChildProcess, spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** One process of the system: how to start it, how to ask whether it is up, how to end it without loss. */
export type Service = {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** The account it runs under, where that is not ours. */
  readonly account?: Account;
  readonly stopSignal: 'SIGTERM' | 'SIGINT';
  /** Runs before every start: what a crash may have left in the way. */
  prepare?(): Promise<void>;
  /** Whether it serves; undefined where being alive is all there is to know. */
  answers?(): Promise<boolean>;
};

export type Account = { readonly uid: number; readonly gid: number };

/** Starts it once, apart from our terminal, so that Ctrl-C reaches us alone and we end things in order. */
export async function launch(service: Service, logFile?: string): Promise<ChildProcess> {
  await service.prepare?.();
  const log = logFile === undefined ? 'ignore' : openSync(logFile, 'a');
  const child = spawn(service.command, [...service.args], {
    stdio: ['ignore', log, log],
    detached: true,
    env: { ...process.env, ...service.env },
    ...(service.cwd === undefined ? {} : { cwd: service.cwd }),
    ...service.account,
  });
  child.on('error', () => undefined); // a command that is not there shows as a process without a number
  return child;
}

export const isRunning = (child: ChildProcess): boolean =>
  child.pid !== undefined && child.exitCode === null && child.signalCode === null;

/** Waits until the service answers; throws when its process ends first or `limitMs` pass. */
export async function untilAnswers(service: Service, child: ChildProcess, limitMs = 60_000): Promise<void> {
  for (let waited = 0; waited < limitMs; waited += 25) {
    if (!isRunning(child)) throw new Error(`${service.name} ended before it answered`);
    if ((await service.answers?.()) ?? true) return;
    await sleep(25);
  }
  throw new Error(`${service.name} did not answer within ${limitMs} ms`);
}

/** Ends it: politely, then after `graceMs` for good. Resolves when the process is gone. */
export async function end(service: Service, child: ChildProcess, graceMs = 10_000): Promise<void> {
  if (!isRunning(child)) return;
  const gone = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  child.kill(service.stopSignal);
  const force = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await gone;
  clearTimeout(force);
}
