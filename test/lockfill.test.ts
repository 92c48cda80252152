import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockfill, type Lock } from '../scripts/lockfill';

const locked = (): Lock => JSON.parse(readFileSync(join(__dirname, '..', 'package-lock.json'), 'utf8'));

test('the lock names every platform’s packages, so that it installs on a machine other than ours', () => {
  expect(lockfill(locked())).toEqual([]);
});

test('a platform package that is missing comes back with its system, processor and C library', () => {
  const lock = locked();
  delete lock.packages['node_modules/@swc/core-darwin-arm64'];
  delete lock.packages['node_modules/@swc/core-linux-x64-musl'];
  expect(lockfill(lock)).toEqual(['@swc/core-darwin-arm64', '@swc/core-linux-x64-musl']);
  expect(lock.packages['node_modules/@swc/core-linux-x64-musl']).toMatchObject({
    os: ['linux'],
    cpu: ['x64'],
    libc: ['musl'],
    optional: true,
  });
});

test('the lock names no registry', () => {
  expect(JSON.stringify(locked())).not.toMatch(/"resolved"|\.tgz/);
});
