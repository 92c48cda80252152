import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { activitiesOf, parseTemporalYaml, temporalYaml, workerTuning } from '../../activities/platform/temporalYaml';

type Loose = Record<string, Record<string, unknown>>;
const text = readFileSync(join(__dirname, '..', '..', 'temporal.yaml'), 'utf8');
const changed = (change: (file: Loose) => void): string => {
  const file: Loose = parse(text);
  change(file);
  return stringify(file);
};

test('temporal.yaml of this repository is right', () => {
  expect(temporalYaml().namespace).toMatchObject({ name: 'wiretime', retentionDays: 30 });
});

test('a namespace of somebody’s own cluster is made like the first', () => {
  expect(temporalYaml('chest-pain.acct').namespace).toEqual({
    name: 'chest-pain.acct',
    region: 'demo',
    retentionDays: 30,
  });
});

test('a misspelt key is refused by its name, not ignored', () => {
  const wrong = changed((file) => Object.assign(file['taskQueues']?.['paging'] ?? {}, { concurrentActivites: 5 }));
  expect(() => parseTemporalYaml(wrong)).toThrow(/concurrentActivites/);
});

test('a schedule on a queue without workflows is refused', () => {
  const wrong = changed((file) => {
    file['schedules'] = { nightly: { workflow: 'reconcile', queue: 'paging', every: '24h' } };
  });
  expect(() => parseTemporalYaml(wrong)).toThrow('no workflows run on paging');
});

test('an interval without a unit is refused', () => {
  const wrong = changed((file) => {
    file['schedules'] = { nightly: { workflow: 'reconcile', queue: 'system', every: 24 } };
  });
  expect(() => parseTemporalYaml(wrong)).toThrow(/schedules.nightly.every/);
});

test('a worker gets the figures of its queue', () => {
  expect(workerTuning(temporalYaml(), 'episodes')).toMatchObject({
    taskQueue: 'episodes',
    maxConcurrentWorkflowTaskExecutions: 100,
    workflowTaskPollerBehavior: { type: 'autoscaling', initial: 10, maximum: 40 },
  });
  expect(() => workerTuning(temporalYaml(), 'elsewhere')).toThrow('no task queue elsewhere');
});

test('a worker carries out what the file gives its queue, and a name nobody knows stops it', () => {
  const all = { flush: 1, sendPages: 2, openEpisode: 3 };
  expect(activitiesOf(temporalYaml(), 'paging', all)).toEqual({ sendPages: 2 });
  expect(activitiesOf(temporalYaml(), 'records', all)).toEqual({ flush: 1, openEpisode: 3 });
  expect(() => activitiesOf(temporalYaml(), 'paging', { flush: 1 })).toThrow('do not exist: sendPages');
});

test('pages have a queue to themselves, so that nothing stands before one', () => {
  const holders = Object.entries(temporalYaml().taskQueues).filter(([, queue]) =>
    queue.activities.includes('sendPages'),
  );
  expect(holders.map(([name, queue]) => [name, queue.activities])).toEqual([['paging', ['sendPages']]]);
});
