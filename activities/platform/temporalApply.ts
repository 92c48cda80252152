import { setTimeout as sleep } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import { type Client, isGrpcServiceError, ScheduleOverlapPolicy } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';
import { temporal } from '@temporalio/proto';
import type { Schedule, TemporalYaml } from './temporalYaml';

const { IndexedValueType } = temporal.api.enums.v1;
/** Our schedules among those that others may keep in the namespace. */
const PREFIX = 'wiretime:';
const DAY_MS = 86_400_000;

/** How the server numbers the types of temporal.yaml. */
export const ATTRIBUTE_TYPES: Record<TemporalYaml['searchAttributes'][string], temporal.api.enums.v1.IndexedValueType> =
  {
    Bool: IndexedValueType.INDEXED_VALUE_TYPE_BOOL,
    Datetime: IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
    Double: IndexedValueType.INDEXED_VALUE_TYPE_DOUBLE,
    Int: IndexedValueType.INDEXED_VALUE_TYPE_INT,
    Keyword: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
    KeywordList: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST,
    Text: IndexedValueType.INDEXED_VALUE_TYPE_TEXT,
  };

/** Makes a server what temporal.yaml says, as often as one likes; returns what it had to do. */
export async function applyTemporalYaml(client: Client, file: TemporalYaml): Promise<string[]> {
  return [
    ...(await applyNamespace(client, file)),
    ...(await applyAttributes(client, file)),
    ...(await applySchedules(client, file)),
  ];
}

async function applyNamespace({ connection }: Client, { namespace }: TemporalYaml): Promise<string[]> {
  const { name, retentionDays } = namespace;
  const retention = msToTs(retentionDays * DAY_MS);
  try {
    const { config } = await connection.workflowService.describeNamespace({ namespace: name });
    if (Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0) === Number(retention.seconds)) return [];
    await connection.workflowService.updateNamespace({
      namespace: name,
      config: { workflowExecutionRetentionTtl: retention },
    });
    return [`namespace ${name}: kept for ${retentionDays} days`];
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  await connection.workflowService.registerNamespace({ namespace: name, workflowExecutionRetentionPeriod: retention });
  await untilKnown(async () => {
    await connection.workflowService.describeNamespace({ namespace: name });
    await connection.operatorService.listSearchAttributes({ namespace: name });
  });
  return [`namespace ${name}: made`];
}

async function applyAttributes(
  { connection }: Client,
  { namespace, searchAttributes }: TemporalYaml,
): Promise<string[]> {
  const list = async () => {
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: namespace.name });
    return customAttributes ?? {};
  };
  const there = await list();
  for (const [name, type] of Object.entries(searchAttributes))
    if (there[name] !== undefined && there[name] !== ATTRIBUTE_TYPES[type])
      throw new Error(`Search attribute ${name} is there with another type than ${type}: a server cannot change that`);
  const missing = Object.entries(searchAttributes).filter(([name]) => there[name] === undefined);
  if (missing.length === 0) return [];
  await connection.operatorService.addSearchAttributes({
    namespace: namespace.name,
    searchAttributes: Object.fromEntries(missing.map(([name, type]) => [name, ATTRIBUTE_TYPES[type]])),
  });
  await untilKnown(async () => {
    const now = await list();
    if (missing.some(([name]) => now[name] === undefined)) throw new Error('not there yet');
  });
  return missing.map(([name, type]) => `search attribute ${name}: added as ${type}`);
}

async function applySchedules(client: Client, { schedules }: TemporalYaml): Promise<string[]> {
  const done: string[] = [];
  const there = new Set<string>();
  for await (const { scheduleId } of client.schedule.list()) if (scheduleId.startsWith(PREFIX)) there.add(scheduleId);
  for (const [id, schedule] of Object.entries(schedules)) {
    const scheduleId = `${PREFIX}${id}`;
    const wanted = describe(id, schedule);
    if (there.delete(scheduleId)) {
      await client.schedule.getHandle(scheduleId).update((now) => ({ ...wanted, state: now.state }));
      continue;
    }
    await client.schedule.create({ scheduleId, ...wanted });
    done.push(`schedule ${id}: every ${schedule.every}`);
  }
  for (const scheduleId of there) {
    await client.schedule.getHandle(scheduleId).delete();
    done.push(`schedule ${scheduleId.slice(PREFIX.length)}: taken away`);
  }
  return done;
}

/** A run that is still busy is not started a second time, and what an outage missed is made up for only a while. */
const describe = (id: string, { workflow, queue, every, offset, catchUp }: Schedule) => ({
  spec: { intervals: [{ every: ms(every), ...(offset === undefined ? {} : { offset: ms(offset) }) }] },
  action: {
    type: 'startWorkflow' as const,
    workflowType: workflow,
    workflowId: `${PREFIX}${id}`,
    taskQueue: queue,
    args: [],
  },
  policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: ms(catchUp) },
});

const UNITS = { s: 1000, m: 60_000, h: 3_600_000, d: DAY_MS };
/** `15m` in milliseconds; the loader has checked that it is one. */
function ms(duration: string): number {
  const unit = duration.at(-1);
  const factor = unit === 's' || unit === 'm' || unit === 'h' || unit === 'd' ? UNITS[unit] : 0;
  return Number.parseInt(duration, 10) * factor;
}

const isNotFound = (error: unknown): boolean => isGrpcServiceError(error) && error.code === status.NOT_FOUND;

/** A server takes some seconds until all its parts know of what was added. */
async function untilKnown(look: () => Promise<void>): Promise<void> {
  const LIMIT_MS = 60_000;
  const PAUSE_MS = 200;
  for (let waited = 0; ; waited += PAUSE_MS) {
    try {
      return await look();
    } catch (error) {
      if (waited >= LIMIT_MS) throw error;
      await sleep(PAUSE_MS);
    }
  }
}
