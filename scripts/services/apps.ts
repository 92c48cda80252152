import { join } from 'node:path';
import { buildPrograms, programFile } from './program';
import type { Service } from './service';

const ROOT = join(__dirname, '..', '..');

/** What V8 made of the code, kept from one start to the next. */
const COMPILED = join(ROOT, 'node_modules', '.cache', 'wiretime', 'compiled');

/** The programs of Wiretime itself. */
const APPS = {
  engine: 'activities/worker.ts',
  gateway: 'devices/main.ts',
  api: 'graphql/main.ts',
  door: 'devices/door/main.ts',
} as const;
export type AppName = keyof typeof APPS;
export const APP_NAMES: readonly AppName[] = ['engine', 'gateway', 'api', 'door'];

/**
 * Thousands of episodes lie in the engine's memory and most of them rest: its heaps may hold a fifth of garbage, where
 * V8 would let them double. What a task throws away dies young and is not carried among them: when hundreds of clocks
 * ring in one instant, nobody waits while V8 walks through all that rests (docs/bench.md).
 */
export const ENGINE_FLAGS = ['--heap-growing-percent=20', '--max-semi-space-size=16'] as const;

/** One of them, on the Node we run on; it answers once it serves /health. */
export function app(name: AppName, port: number, env: Readonly<Record<string, string>>): Service {
  return {
    name,
    command: process.execPath,
    args: [...(name === 'engine' ? ENGINE_FLAGS : []), programFile(name)],
    cwd: ROOT,
    env: { ...env, PORT: String(port), NODE_COMPILE_CACHE: COMPILED },
    stopSignal: 'SIGTERM',
    prepare: () => buildPrograms(APPS),
    answers: () => serves(port, name === 'api'),
  };
}

/** Of the api we want a good answer: it is what a person opens. The others may still wait for a part and say so. */
async function serves(port: number, well: boolean): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(2000) });
    return answer.ok || !well;
  } catch {
    return false;
  }
}
