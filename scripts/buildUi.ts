import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(__dirname, '..');
const SOURCES = [
  'ui-admin/*.{ts,html,json}',
  'ui-admin/{src,public}/**/*',
  'workflows/domain/**/*.ts',
  'package-lock.json',
];
const DIST = join(ROOT, 'ui-admin', 'dist');
const MARK = join(DIST, '.built-from');

/** What the pages are made of, as one number. */
function fingerprint(): string {
  const files = globSync(SOURCES, { cwd: ROOT, withFileTypes: true }).filter((entry) => entry.isFile());
  const hash = createHash('sha256');
  for (const path of files.map((entry) => join(entry.parentPath, entry.name)).sort())
    hash.update(path.slice(ROOT.length)).update(readFileSync(path));
  return hash.digest('hex');
}

/** Builds the pages when something they are made of changed; returns whether it had to. */
export async function buildUi(): Promise<boolean> {
  const now = fingerprint();
  if (existsSync(MARK) && readFileSync(MARK, 'utf8') === now) return false;
  // Built aside and then moved: a page that is being served, or a second start, never meets half of it.
  const fresh = `${DIST}.${process.pid}`;
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', 'ui-admin', '--logLevel', 'warn', '--outDir', fresh];
  await promisify(execFile)(process.execPath, [...args, '--emptyOutDir'], { cwd: ROOT });
  await promisify(execFile)(process.execPath, [...args, '--mode', 'service-worker'], { cwd: ROOT });
  writeFileSync(join(fresh, '.built-from'), now);
  rmSync(DIST, { recursive: true, force: true });
  renameSync(fresh, DIST);
  return true;
}

if (require.main === module) void buildUi().then((built) => console.log(built ? 'built' : 'up to date'));
