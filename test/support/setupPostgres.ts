import { existsSync, rmSync } from 'node:fs';
import { Client } from 'pg';
import { migrate, MIGRATIONS } from '../../prisma/migrate';
import { freePort } from '../../scripts/services/ports';
import { postgres } from '../../scripts/services/postgres';
import type { Launched } from '../../scripts/services/launched';
import { launched, temporaryFolder } from './launch';

let running: { server: Launched; folder: string } | undefined;

/** One real PostgreSQL for the whole run, with a migrated database to copy. */
export async function startPostgres(): Promise<void> {
  if (running !== undefined) return;
  const folder = temporaryFolder('postgres');
  // Nothing here outlives the run, so nothing waits for the disk.
  const hasty = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };
  const { service, url } = postgres(`${folder}/data`, await freePort(), hasty);
  running = { server: await launched(service), folder };
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('CREATE DATABASE pattern');
  await client.end();
  if (existsSync(MIGRATIONS)) await migrate(url.replace(/wiretime$/, 'pattern'));
  process.env['WIRETIME_TEST_POSTGRES'] = url;
}

export async function stopPostgres(): Promise<void> {
  const was = running;
  running = undefined;
  await was?.server.stop();
  if (was !== undefined) rmSync(was.folder, { recursive: true, force: true });
}
