import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../support/launch';

const ROOT = join(__dirname, '..', '..');
const READY_WITHIN_MS = 110_000;

export const CHROMIUM =
  process.env['CHROMIUM'] ??
  ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

/** The whole system, as `npm start` brings it up; `WIRETIME_URL` and `WIRETIME_DATA` name one that runs already. */
export type System = {
  readonly url: string;
  readonly mqttUrl: string;
  /** The process of one service, to be killed. */
  readonly pid: (service: string) => number;
  stop(): Promise<void>;
};

type Run = {
  readonly url: string;
  readonly pids: Readonly<Record<string, number>>;
  readonly env: Readonly<Record<string, string>>;
};

export async function startSystem(): Promise<System> {
  const running = process.env['WIRETIME_URL'];
  if (running !== undefined) return adopt(process.env['WIRETIME_DATA'] ?? join(ROOT, '.data'), async () => undefined);
  const folder = temporaryFolder('browser');
  const child = spawn(process.execPath, [join(ROOT, 'scripts', 'start.js'), '--port', '0'], {
    cwd: ROOT,
    env: { ...process.env, WIRETIME_DATA: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await untilReady(child);
  return adopt(folder, async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
    await rm(folder, { recursive: true, force: true });
  });
}

function adopt(folder: string, stop: () => Promise<void>): System {
  const run = (): Run => JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as Run;
  const { url, env } = run();
  return { url, mqttUrl: env['MQTT_DEVICES_URL'] ?? '', pid: (service) => run().pids[service] ?? 0, stop };
}

const untilReady = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => reject(new Error(`not ready in time:\n${said}`)), READY_WITHIN_MS);
    const hear = (bytes: Buffer) => {
      said += bytes.toString();
      if (!/^ready http/m.test(said)) return;
      clearTimeout(late);
      resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => reject(new Error(`ended with ${code}:\n${said}`)));
  });
