// `npm test`: its own set-up, then every check, the quick ones first. `--fast` leaves out what needs services.
const { spawnSync } = require('node:child_process');
const { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { generate, install, installTools, isOnPath, node, root, withOurs } = require('./setup');

const fast = process.argv.includes('--fast');
const DEBIAN = { mosquitto: 'mosquitto', chromium: 'chromium' };

/** Where a step is ended, min: several times what it takes on two busy cores. */
const CHECK_MIN = 5;
const TESTS_MIN = 15;
const LONG_TESTS_MIN = 30;

/** All that tests put aside lies in one folder, which user postgres may enter too, and is gone afterwards. */
const folder = mkdtempSync(join(tmpdir(), 'wiretime-test-'));
chmodSync(folder, 0o755);
const env = {
  ...withOurs(process.env),
  TMPDIR: folder,
  NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
};
const failed = [];

/** A step that hangs is ended: no answer at all is worse than a failed check. */
function step(name, limitMin, command, ...args) {
  console.log(`\n— ${name}`);
  const startedAt = Date.now();
  const limits = { timeout: limitMin * 60_000, killSignal: 'SIGKILL' };
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env, ...limits });
  const took = `${Math.round((Date.now() - startedAt) / 1000)} s`;
  console.log(error === undefined ? `(${took})` : `(${name} did not end: ${error.message}, after ${took})`);
  if (status !== 0) failed.push(name);
}

/**
 * jest, once for each group: what kills processes and drives a browser is kept from what measures time, and is done two
 * at once, as much of it is waiting. A test that
 * failed may leave something open; without `--forceExit` jest would wait for that for ever.
 */
function jest(name, limitMin, ...args) {
  const outputFile = join(folder, `${name.replaceAll(' ', '-')}.json`);
  const command = [join(root, 'node_modules', 'jest', 'bin', 'jest.js'), '--json', `--outputFile=${outputFile}`];
  const cache = `--cacheDirectory=${join(root, 'node_modules', '.cache', 'jest')}`;
  step(name, limitMin, node, ...command, cache, '--forceExit', '--passWithNoTests', ...args);
  return existsSync(outputFile) ? JSON.parse(readFileSync(outputFile, 'utf8')) : undefined;
}

/** On a machine that exists for this run alone we may add what Debian has; anywhere else we say what is left out. */
function fetchBrowserAndBroker() {
  const hasMosquitto = () => isOnPath('mosquitto') || existsSync('/usr/sbin/mosquitto');
  const missing = () => Object.keys(DEBIAN).filter((name) => !(name === 'mosquitto' ? hasMosquitto() : isOnPath(name)));
  if (missing().length > 0 && process.env.CI === 'true' && process.getuid?.() === 0 && isOnPath('apt-get')) {
    const quiet = { stdio: ['ignore', 'ignore', 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    spawnSync('apt-get', ['update', '-qq'], quiet);
    const packages = [...missing().map((name) => DEBIAN[name]), 'fonts-noto-cjk'];
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], quiet);
  }
  for (const name of missing()) console.log(`SKIPPED: every test that needs ${name}, which is not on this machine`);
}

function count(runs) {
  const sum = (field) => runs.reduce((total, run) => total + (run?.[field] ?? 0), 0);
  // A suite that cannot be loaded, and a jest that broke down, have no tests to count and must not pass for that.
  const brokenDown = runs.filter((run) => run === undefined).length;
  const failures = sum('numFailedTests') + sum('numRuntimeErrorTestSuites') + brokenDown;
  return `${sum('numPassedTests')} passed, ${failures} failed, ${sum('numPendingTests') + sum('numTodoTests')} skipped`;
}

install();
installTools();
generate();
if (!fast) fetchBrowserAndBroker();

const bin = (name) => join(root, 'node_modules', '.bin', name);
step('format (npm run format mends it)', CHECK_MIN, bin('oxfmt'), '--check', '.');
step('types', CHECK_MIN, bin('tsc'), '-p', '.');
step('types of the pages', CHECK_MIN, bin('tsc'), '-p', 'ui-admin');
step('lint', CHECK_MIN, bin('oxlint'), '--deny-warnings', '.');
step('unused code', CHECK_MIN, bin('knip'));
const runs = fast
  ? [jest('domain and workflows', TESTS_MIN, '--selectProjects', 'domain', 'workflows', '--maxWorkers=2')]
  : [
      jest('tests', TESTS_MIN, '--selectProjects', 'domain', 'workflows', 'services', '--maxWorkers=2'),
      jest('browser and crash tests', LONG_TESTS_MIN, '--selectProjects', 'browser', 'crash', '--maxWorkers=2'),
    ];

try {
  // services that are still ending may write once more
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
} catch (error) {
  console.log(`\nLeft behind: ${folder} (${error.message})`);
}
if (failed.length > 0) console.log(`\nFailed: ${failed.join(', ')}`);
console.log(`\n${count(runs)}`);
process.exitCode = failed.length > 0 ? 1 : 0;
