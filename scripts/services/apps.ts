import { join } from 'node:path';
import type { Service } from './service';

const ROOT = join(__dirname, '..', '..');

/** The three programs of Wiretime itself. */
export const APPS = { engine: 'activities/worker.ts', gateway: 'devices/main.ts', api: 'graphql/main.ts' } as const;
export type AppName = keyof typeof APPS;

/** One of them, on the Node we run on; the api answers when its /health is good. */
export function app(name: AppName, port: number, env: Readonly<Record<string, string>>): Service {
  return {
    name,
    command: process.execPath,
    args: ['--import', 'tsx', '--enable-source-maps', join(ROOT, APPS[name])],
    cwd: ROOT,
    env: { ...env, PORT: String(port) },
    stopSignal: 'SIGTERM',
    ...(name === 'api' ? { answers: () => isHealthy(port) } : {}),
  };
}

async function isHealthy(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(2000) });
    return answer.ok;
  } catch {
    return false;
  }
}
