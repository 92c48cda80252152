import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Connection } from '@temporalio/client';
import { accepts } from './ports';
import type { Service } from './service';

const TOOLS = join(__dirname, '..', '..', '.tools', 'temporal', 'bin');

/** The time-skipping server for tests, or where it is. */
export const testServerPath = join(TOOLS, 'temporal-test-server');

/** The `temporal` command: somebody's own on PATH, else the one set-up put into .tools. */
export function temporalPath(path: string): string {
  const own = path
    .split(delimiter)
    .map((folder) => join(folder, 'temporal'))
    .find(existsSync);
  return own ?? join(TOOLS, 'temporal');
}

export type DevServer = {
  readonly file: string;
  readonly port: number;
  readonly uiPort: number | undefined;
  readonly namespace: string;
  readonly searchAttributes: Readonly<Record<string, string>>;
  readonly dynamicConfig: Readonly<Record<string, string | number | boolean>>;
};

/** Temporal's development server on a file; without the two pragmas it is several times slower. */
export function temporal(server: DevServer, path: string): Service {
  const { file, port, uiPort, namespace } = server;
  const command = temporalPath(path);
  const ui = uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort), '--ui-disable-news-fetch'];
  return {
    name: 'temporal',
    command,
    args: [
      ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), ...ui],
      ...['--db-filename', file, '--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL'],
      ...['--namespace', namespace, '--log-level', 'error'],
      ...Object.entries(server.searchAttributes).flatMap(([key, type]) => ['--search-attribute', `${key}=${type}`]),
      ...Object.entries(server.dynamicConfig).flatMap(([key, value]) => [
        '--dynamic-config-value',
        `${key}=${JSON.stringify(value)}`,
      ]),
    ],
    stopSignal: 'SIGINT',
    answers: () => isServing(port, namespace),
  };
}

/** The port opens before the namespace is known; a client that comes in between is refused. */
async function isServing(port: number, namespace: string): Promise<boolean> {
  if (!(await accepts(port))) return false;
  try {
    const connection = await Connection.connect({ address: `127.0.0.1:${port}`, connectTimeout: 2000 });
    try {
      await connection.workflowService.describeNamespace({ namespace });
    } finally {
      await connection.close();
    }
    return true;
  } catch {
    return false;
  }
}
