import type { ChildProcess } from 'node:child_process';
import { end, launch, type Service, untilAnswers } from './service';

/** A started service: `kill` is the power cut, `stop` the polite end, `start` brings it back at the same place. */
export type Launched = {
  readonly pid: () => number;
  start(): Promise<void>;
  kill(): Promise<void>;
  stop(): Promise<void>;
};

type Launching = {
  /** Sees to it that no process outlives whoever started it; called for each one. */
  readonly leash: (child: ChildProcess) => void;
  readonly logFile?: string | undefined;
};

export async function launched(service: Service, { leash, logFile }: Launching): Promise<Launched> {
  let child: ChildProcess | undefined;
  const start = async () => {
    child = await launch(service, logFile);
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
