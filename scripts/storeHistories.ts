/** Plays the stories of test/story anew and stores their Temporal histories, which every later change must replay. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const jest = join(__dirname, '..', 'node_modules', 'jest', 'bin', 'jest.js');
const { status } = spawnSync(
  process.execPath,
  [jest, 'test/workflows/replay.test.ts', '--selectProjects', 'workflows'],
  {
    cwd: join(__dirname, '..'),
    stdio: 'inherit',
    env: { ...process.env, STORE_HISTORIES: '1', NODE_OPTIONS: '--experimental-vm-modules' },
  },
);
process.exitCode = status ?? 1;
