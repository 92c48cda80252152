/**
 * Adds to package-lock.json the optional packages of other platforms that this machine's registry did not know,
 * so that `npm ci` accepts the lock everywhere. Run after each `npm install`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Entry = {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
};
export type Lock = { packages: Record<string, Entry> };

const OS = /(?:^|[-/])(aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)(?=-|$)/;
const CPU = /-(arm64|arm|x64|ia32|ppc64|riscv64|s390x|loong64|mips64el|wasm32)(?=-|$)/;

/** What a platform package may be installed on, told from its name: `@swc/core-linux-x64-musl`. */
function platformOf(name: string): Entry {
  const os = OS.exec(name)?.[1];
  const cpu = CPU.exec(name)?.[1];
  if (os === undefined || cpu === undefined) throw new Error(`${name} does not name its platform`);
  const libc = os === 'linux' ? { libc: [name.includes('musl') ? 'musl' : 'glibc'] } : {};
  return { cpu: [cpu], ...libc, optional: true, os: [os] };
}

/** Whether node's own search, from folder `at` upwards, finds an entry for `name`. */
function isLocked(packages: Lock['packages'], at: string, name: string): boolean {
  for (let folder = at; ;) {
    if (packages[`${folder ? `${folder}/` : ''}node_modules/${name}`] !== undefined) return true;
    if (folder === '') return false;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')));
  }
}

/** Returns the names it had to add; the lock is changed in place. */
export function lockfill(lock: Lock): string[] {
  const added: string[] = [];
  for (const [at, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isLocked(lock.packages, at, name)) continue;
      if (!/^\d+\.\d+\.\d+/.test(version)) throw new Error(`${name} ${version} is a range: nothing to pin`);
      const dev = entry.dev === true ? { dev: true } : {};
      lock.packages[`node_modules/${name}`] = { version, ...dev, ...platformOf(name) };
      added.push(name);
    }
  }
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  return added;
}

if (require.main === module) {
  const file = join(__dirname, '..', 'package-lock.json');
  const lock: Lock = JSON.parse(readFileSync(file, 'utf8'));
  const added = lockfill(lock);
  if (added.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${added.length} optional packages of other platforms added to package-lock.json`);
}
