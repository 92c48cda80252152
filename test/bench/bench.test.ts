import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { holds, judged, measured, quantile, table } from '../../scripts/bench/report';

const ROOT = join(__dirname, '..', '..');
// Servers, engines and a power cut each; how long that takes is the machine's business.
const LIMIT_MS = 280_000;

type Ran = { readonly code: number; readonly out: string; readonly error: string };

/** One benchmark as people start it; 1 = a bar was missed, which at these sizes says nothing. */
const bench = (...args: string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const command = ['--import', 'tsx', join(ROOT, 'scripts', 'bench', 'main.ts'), ...args];
    execFile(process.execPath, command, { cwd: ROOT, maxBuffer: 10_000_000 }, (error, out, said) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, error: said }),
    );
  });

type Compared = { readonly limitRatio?: number };

test.each(['clocks', 'memory', 'mutation', 'restart'])(
  'a quick run of %s hands its figures over, each compared one beside its floor',
  async (name) => {
    const { code, out, error } = await bench(name, '--quick', '--json');
    expect({ failed: code > 1, error }).toEqual({ failed: false, error: '' });
    const { figures }: { readonly figures: readonly Compared[] } = JSON.parse(out);
    expect(figures.length).toBeGreaterThan(0);
    for (const figure of figures.filter(({ limitRatio }) => limitRatio !== undefined))
      expect(figure).toMatchObject({
        value: expect.any(Number),
        floor: expect.any(Number),
        holds: expect.any(Boolean),
      });
  },
  LIMIT_MS,
);

test(
  'a quick run of cost counts the events of every workflow the story starts',
  async () => {
    const { out } = await bench('cost', '--quick', '--json');
    const cost = JSON.parse(out);
    const counted = { events: expect.any(Number), activities: expect.any(Number) };
    expect(cost).toMatchObject({ ...counted, largestPayloadBytes: expect.any(Number), followUpYear: { events: 0 } });
    const each: { events: number }[] = Object.values(cost.perWorkflow);
    const kinds = Object.keys(cost.perWorkflow).map((id) => id.split(':')[0]);
    expect(new Set(kinds)).toEqual(new Set(['episode', 'lab', 'reading']));
    expect(each.reduce((sum, { events }) => sum + events, 0)).toBe(cost.events);
    expect(cost.events).toBeGreaterThan(cost.story.words + cost.story.acknowledgements);
  },
  LIMIT_MS,
);

test('a name that is no benchmark is answered with those there are', async () => {
  const { code, error } = await bench('nothing');
  expect(code).toBe(2);
  expect(error.trim()).toBe(
    'There is no benchmark "nothing". There are: alarm, clocks, cost, ingest, memory, mutation, preread, restart, silence, storm.',
  );
});

test('--episodes wants a whole number', async () => {
  expect(await bench('memory', '--episodes', 'many')).toMatchObject({
    code: 2,
    error: expect.stringContaining('many'),
  });
});

test('a figure holds only within all its bars, and one without a floor never holds a ratio', () => {
  const figure = { name: 'n', value: 30, unit: 'ms', floor: 10 };
  expect(holds({ ...figure, limitRatio: 3 })).toBe(true);
  expect(holds({ ...figure, limitRatio: 2.9 })).toBe(false);
  expect(holds({ ...figure, limitRatio: 3, limit: 29 })).toBe(false);
  expect(holds({ name: 'n', value: 30, unit: 'ms', limitRatio: 3 })).toBe(false);
  expect(holds({ ...figure, value: -1, limit: 30, limitRatio: 3 })).toBe(false);
  expect(judged({ ...figure, limitRatio: 3 })).toMatchObject({ ratio: 3, holds: true });
});

test('p95 of a hundred values is the ninety-sixth, and nothing measured is no figure', () => {
  const values = Array.from({ length: 100 }, (_, n) => 100 - n);
  expect(quantile(values, 0.95)).toBe(96);
  expect(measured(values, 1)).toBe(100);
  expect(() => measured([], 0.5)).toThrow('nothing was measured');
});

test('the table says which bar was missed', () => {
  expect(table([{ name: 'lateness', value: 30, unit: 'ms', floor: 10, limitRatio: 2 }])).toMatch(
    /lateness +30 ms +10 ms +3\.00 x +<= 2 x floor +MISSED/,
  );
});
