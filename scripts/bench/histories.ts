import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';

type Event = temporal.api.history.v1.IHistoryEvent;
const { EventType } = temporal.api.enums.v1;

/** What one workflow left in Temporal, over all its runs. */
export type Count = {
  readonly events: number;
  /** Normal activities: each is a task of its own for the server and a worker. */
  readonly activities: number;
  readonly largestPayloadBytes: number;
  readonly byType: Readonly<Record<string, number>>;
};

/** Every event of every run, oldest first: a run that continued as new names the next. */
export async function historyOf(client: Client, workflowId: string, firstRunId: string): Promise<readonly Event[]> {
  const events: Event[] = [];
  for (let runId: string | undefined = firstRunId; runId !== undefined;) {
    const { events: run = [] } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    events.push(...(run ?? []));
    const last: Event | undefined = events.at(-1);
    runId = last?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId ?? undefined;
  }
  return events;
}

/** Milliseconds since 1970 at which the server wrote an event. */
export const writtenAt = ({ eventTime }: Event): number =>
  Number(eventTime?.seconds ?? 0) * 1000 + (eventTime?.nanos ?? 0) / 1e6;

export function countOf(events: readonly Event[]): Count {
  const byType: Record<string, number> = {};
  for (const { eventType } of events) {
    const name = nameOf(eventType);
    byType[name] = (byType[name] ?? 0) + 1;
  }
  return {
    events: events.length,
    activities: byType['ACTIVITY_TASK_SCHEDULED'] ?? 0,
    largestPayloadBytes: Math.max(0, ...events.map(largestPayload)),
    byType,
  };
}

const nameOf = (type: Event['eventType']): string => {
  const code = type ?? 0;
  return String(typeof code === 'number' ? EventType[code] : code).replace('EVENT_TYPE_', '');
};

/** The largest payload anywhere in a message, as stored: encrypted, with its metadata. */
function largestPayload(part: unknown): number {
  if (part === null || typeof part !== 'object' || part instanceof Uint8Array) return 0;
  if (isPayload(part)) {
    const named = Object.entries(part.metadata ?? {}).reduce((sum, [key, value]) => sum + key.length + value.length, 0);
    return named + part.data.length;
  }
  return Math.max(0, ...Object.values(part).map(largestPayload));
}

const isPayload = (part: object): part is { data: Uint8Array; metadata?: Record<string, Uint8Array> } =>
  'data' in part && part.data instanceof Uint8Array;

/** Several workflows as one. */
export function together(counts: readonly Count[]): Count {
  const sum = (of: (count: Count) => number) => counts.reduce((total, count) => total + of(count), 0);
  const names = new Set(counts.flatMap(({ byType }) => Object.keys(byType)));
  return {
    events: sum(({ events }) => events),
    activities: sum(({ activities }) => activities),
    largestPayloadBytes: Math.max(0, ...counts.map(({ largestPayloadBytes }) => largestPayloadBytes)),
    byType: Object.fromEntries([...names].map((name) => [name, sum(({ byType }) => byType[name] ?? 0)])),
  };
}
