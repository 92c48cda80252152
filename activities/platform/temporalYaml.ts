import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkerOptions } from '@temporalio/worker';
import { parse } from 'yaml';
import { z } from 'zod';

const FILE = join(__dirname, '..', '..', 'temporal.yaml');

const count = z.int().positive();
const pollers = z.strictObject({ initial: count, maximum: count });
/** `30s`, `15m`, `24h`, `7d`: what the server itself accepts for an interval. */
const duration = z.string().regex(/^\d+[smhd]$/, 'must be a duration such as 15m');

const taskQueue = z.strictObject({
  workflows: z.boolean().default(false),
  activities: z.array(z.string()).default([]),
  concurrentWorkflowTasks: count.optional(),
  cachedWorkflows: count.optional(),
  concurrentActivities: count.optional(),
  workflowPollers: pollers.optional(),
  activityPollers: pollers.optional(),
});
const schedule = z.strictObject({
  workflow: z.string().min(1),
  queue: z.string().min(1),
  every: duration,
  /** Local to the server (UTC): how long after the interval's start it runs. */
  offset: duration.optional(),
  catchUp: duration.default('1h'),
});
const attributeType = z.enum(['Bool', 'Datetime', 'Double', 'Int', 'Keyword', 'KeywordList', 'Text']);
const namespace = z.strictObject({ name: z.string().min(1), region: z.string().min(1), retentionDays: count });

const schema = z
  .strictObject({
    namespaces: z.tuple([namespace], namespace),
    searchAttributes: z.record(z.string().regex(/^[A-Z]\w*$/), attributeType),
    taskQueues: z.record(z.string(), taskQueue),
    engine: z.strictObject({ continueAsNewAfterEvents: count, rememberedUpdates: count }),
    shutdown: z.strictObject({ graceSeconds: count, forceSeconds: count }),
    schedules: z.record(z.string(), schedule),
    devServer: z.strictObject({
      dynamicConfig: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    }),
  })
  .superRefine((file, context) => {
    for (const [id, { queue }] of Object.entries(file.schedules)) {
      if (file.taskQueues[queue]?.workflows === true) continue;
      context.addIssue({ code: 'custom', path: ['schedules', id, 'queue'], message: `no workflows run on ${queue}` });
    }
    if (file.shutdown.forceSeconds < file.shutdown.graceSeconds)
      context.addIssue({ code: 'custom', path: ['shutdown'], message: 'force comes before grace' });
  });

type File = z.output<typeof schema>;
export type Schedule = z.output<typeof schedule>;
/** temporal.yaml with the namespace this deployment uses picked out. */
export type TemporalYaml = File & { readonly namespace: z.output<typeof namespace> };

/** Reads the text of a temporal.yaml; names every mistake at once. */
export function parseTemporalYaml(text: string, from = 'temporal.yaml', namespaceName?: string): TemporalYaml {
  const parsed = schema.safeParse(parse(text));
  if (!parsed.success) throw new Error(`${from} is wrong:\n${z.prettifyError(parsed.error)}`);
  const { namespaces } = parsed.data;
  // A namespace of somebody's own cluster need not be in the file: then it is made like the first.
  const found = namespaces.find(({ name }) => name === namespaceName) ?? namespaces[0];
  return { ...parsed.data, namespace: { ...found, name: namespaceName ?? found.name } };
}

/** The file of this repository. */
export const temporalYaml = (namespaceName?: string): TemporalYaml =>
  parseTemporalYaml(readFileSync(FILE, 'utf8'), FILE, namespaceName);

/** The worker options of a queue; a figure the file leaves out stays the SDK's own. */
export function workerTuning(file: TemporalYaml, queue: string): Partial<WorkerOptions> {
  const tuning = file.taskQueues[queue];
  if (tuning === undefined) throw new Error(`temporal.yaml has no task queue ${queue}`);
  const { concurrentWorkflowTasks, cachedWorkflows, concurrentActivities } = tuning;
  const scaling = (range: z.output<typeof pollers>) => ({ type: 'autoscaling' as const, ...range });
  return {
    taskQueue: queue,
    shutdownGraceTime: file.shutdown.graceSeconds * 1000,
    shutdownForceTime: file.shutdown.forceSeconds * 1000,
    enableNonLocalActivities: tuning.activities.length > 0,
    ...(concurrentWorkflowTasks && { maxConcurrentWorkflowTaskExecutions: concurrentWorkflowTasks }),
    ...(cachedWorkflows && { maxCachedWorkflows: cachedWorkflows }),
    ...(concurrentActivities && { maxConcurrentActivityTaskExecutions: concurrentActivities }),
    ...(tuning.workflowPollers && { workflowTaskPollerBehavior: scaling(tuning.workflowPollers) }),
    ...(tuning.activityPollers && { activityTaskPollerBehavior: scaling(tuning.activityPollers) }),
  };
}

/** Those of all activities that a worker of the queue carries out. */
export function activitiesOf<All extends object>(file: TemporalYaml, queue: string, all: All): Partial<All> {
  const names = file.taskQueues[queue]?.activities ?? [];
  const unknown = names.filter((name) => !(name in all));
  if (unknown.length > 0) throw new Error(`temporal.yaml names activities that do not exist: ${unknown.join(', ')}`);
  const picked: Partial<All> = { ...all };
  for (const name in picked) if (!names.includes(name)) delete picked[name];
  return picked;
}
