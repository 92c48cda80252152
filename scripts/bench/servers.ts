import type { ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { temporalYaml } from '../../activities/platform/temporalYaml';
import { migrate } from '../../prisma/migrate';
import { freePort, onFreePort } from '../services/ports';
import { postgres } from '../services/postgres';
import { launched, type Launched } from '../services/launched';
import type { Service } from '../services/service';
import { temporal } from '../services/temporal';

const running = new Set<ChildProcess>();
// Also where a benchmark throws or is interrupted: nothing it started outlives it.
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));

/** A folder of this run; others may enter it, because PostgreSQL runs under an account of its own. */
export function scratch(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'wiretime-bench-'));
  chmodSync(folder, 0o755);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.on('exit', remove); // where a benchmark breaks off, nobody else removes it
  return { folder, remove };
}

/** A server of this run alone. */
export const started = (service: Service, logFile?: string): Promise<Launched> =>
  launched(service, {
    logFile,
    leash: (child) => {
      running.add(child);
      child.once('exit', () => running.delete(child));
    },
  });

/** Temporal's real server on a file of its own, with the flags of `npm start`. */
export async function startTemporal(folder: string): Promise<Launched & { readonly address: string }> {
  const { namespace, searchAttributes, devServer } = temporalYaml();
  return onFreePort(async (port) => {
    const settings = { file: join(folder, 'temporal.db'), port, uiPort: undefined, namespace: namespace.name };
    const service = temporal({ ...settings, searchAttributes, ...devServer }, process.env['PATH'] ?? '');
    return { ...(await started(service)), address: `127.0.0.1:${port}` };
  });
}

/** PostgreSQL with the settings of `npm start`, migrated. */
export async function startPostgres(folder: string): Promise<Launched & { readonly url: string }> {
  const { service, url } = postgres(join(folder, 'postgres'), await freePort());
  const server = await started(service);
  await migrate(url);
  return { ...server, url };
}
