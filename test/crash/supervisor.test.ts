import { Pool } from 'pg';
import { readRun } from '../../scripts/services/runFile';
import { dataFolder, isThere, removeSystem, startSystem, type System, until } from '../support/system';

const folder = dataFolder();
let system: System;
beforeAll(async () => {
  system = await startSystem(folder);
});
afterAll(() => removeSystem(folder));

const isWell = async () => {
  const answer = await fetch(`${system.run().url}/health`).catch(() => undefined);
  return answer?.ok === true;
};
const query = async (sql: string) => {
  const pool = new Pool({ connectionString: system.run().env['DATABASE_URL'] });
  try {
    return (await pool.query<Record<string, string>>(sql)).rows[0];
  } finally {
    await pool.end();
  }
};
const parts = ['postgres', 'temporal', 'broker', 'engine', 'gateway', 'api', 'door'];

test('everything runs in a process of its own, and the web page is served', async () => {
  const { pids, url } = system.run();
  expect(Object.keys(pids).sort()).toEqual([...parts].sort());
  expect(new Set(Object.values(pids)).size).toBe(parts.length);
  expect(await (await fetch(url)).text()).toMatch(/<!doctype html>/i);
});

test('the demo region is loaded once', async () => {
  expect(system.said()).toContain('Loaded the demo region');
  expect(await query('SELECT count(*) > 0 AS there FROM site')).toEqual({ there: true });
});

test.each(parts)('when %s is killed it comes back at the same address, and the system is well again', async (name) => {
  const { url, env } = system.run();
  await system.killPart(name);
  await until(isWell, 30_000, () => system.said());
  expect(system.run()).toMatchObject({ url, env });
  expect(system.said()).toContain(`${name} ended (SIGKILL)`);
});

test('a second start on the same data is refused, and the first goes on', async () => {
  await expect(startSystem(folder)).rejects.toThrow('Wiretime already runs on');
  expect(await isWell()).toBe(true);
});

test('two systems on their own data run side by side, and one of them on somebody’s own PostgreSQL', async () => {
  const other = dataFolder();
  await query('CREATE DATABASE theirs');
  const theirs = system.run().env['DATABASE_URL']?.replace(/wiretime$/, 'theirs') ?? '';
  try {
    const second = await startSystem(other, { options: ['--empty'], env: { DATABASE_URL: theirs } });
    expect(Object.keys(second.run().pids)).not.toContain('postgres');
    expect(second.said()).not.toContain('demo region');
    expect(second.run().url).not.toBe(system.run().url);
    expect(await second.end('SIGTERM')).toBe(0);
    expect(await isWell()).toBe(true);
  } finally {
    await removeSystem(other);
  }
});

test('after the power is cut for those who started it all, the next start clears up and goes on with the same data', async () => {
  await query('CREATE TABLE kept AS SELECT 1');
  const before = system.run();
  process.kill(before.supervisor.pid, 'SIGKILL');
  await system.end('SIGKILL');
  expect(Object.values(before.pids).filter(isThere)).toHaveLength(parts.length); // they live on without anybody

  system = await startSystem(folder);
  expect(system.said()).toMatch(/Stopped what an earlier start left running: .*postgres/);
  expect(system.said()).not.toContain('Loaded the demo region');
  expect(Object.values(before.pids).filter(isThere)).toEqual([]);
  expect(system.run().env).toEqual(before.env);
  expect(await query('SELECT count(*) AS rows FROM kept')).toEqual({ rows: '1' });
});

test('when only npm ends, the system ends too instead of going on with nobody to stop it', async () => {
  const { pids } = system.run();
  await system.end('SIGKILL');
  await until(
    () => !Object.values(pids).some(isThere),
    30_000,
    () => 'something still runs',
  );
  system = await startSystem(folder);
});

test('Ctrl-C ends all of it in order and leaves nothing', async () => {
  const { pids, supervisor } = system.run();
  expect(await system.end('SIGINT')).toBe(0);
  expect([supervisor.pid, ...Object.values(pids)].filter(isThere)).toEqual([]);
  expect(() => system.run()).toThrow('no run.json');
});

test('Ctrl-C while it is still coming up leaves nothing either', async () => {
  const starting = startSystem(folder);
  starting.catch(() => undefined); // it ends instead of getting ready: that is the point
  await until(
    () => readRun(folder)?.pids['postgres'] !== undefined,
    30_000,
    () => 'PostgreSQL was never started',
  );
  const run = readRun(folder);
  if (run === undefined) throw new Error('no run.json');
  process.kill(run.supervisor.pid, 'SIGINT');
  await expect(starting).rejects.toThrow('Stopping (SIGINT)');
  expect(Object.values(run.pids).filter(isThere)).toEqual([]);
});
