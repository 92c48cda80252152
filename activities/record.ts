import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { InjectedSinks } from '@temporalio/worker';
import type { Sinks } from '@temporalio/workflow';
import type { Flush } from '../workflows/domain/rows';
import { notWritten } from '../workflows/messages';
import type { Activities } from './index';
import { inTime } from './platform/inTime';
import type { Log } from './platform/log';

/** What a workflow asks of its engine as a task ends. */
export interface Recording extends Sinks {
  readonly record: { write(input: Flush): void };
}

/** How long (ms) a task waits for the record. A database that is away holds a page back once, for so long. */
const RECORD_MS = 300;
/** Between two tries (ms) to say that the record did not take a write. */
const AGAIN_MS = 200;

type RecordDeps = {
  readonly flush: Activities['flush'];
  readonly client: Client;
  readonly log: Log;
};

/**
 * Writes a running thing down before its task ends, and so before anybody hears its answer. Where the record does not
 * take it in time, or stands ahead, the run is told before its task ends too: the word of it (`notWritten`) is then the
 * first its next task hears, and a run that was about to end goes on (decision 0020).
 */
export function makeRecorder({ flush, client, log }: RecordDeps): InjectedSinks<Recording> {
  const last = new Map<string, Flush>();
  return {
    record: {
      write: {
        callDuringReplay: false,
        fn: async ({ workflowId, runId, taskTimeoutMs }, input) => {
          last.set(runId, input);
          await Promise.resolve(); // the SDK hands over all writes of a task at once; the last one holds the others
          if (last.get(runId) !== input) return;
          last.delete(runId);
          const flushed = await inTime(flush(input), RECORD_MS);
          if (flushed !== undefined && flushed.state === undefined) return;
          const run = client.workflow.getHandle(workflowId, runId);
          await untilTold(() => run.signal(notWritten), { limitMs: 2 * taskTimeoutMs, log });
        },
      },
    },
  };
}

/** Until the run is told: the server takes a task back that lasts longer, and the next try of it writes again. */
async function untilTold(tell: () => Promise<void>, { limitMs, log }: { limitMs: number; log: Log }): Promise<void> {
  const end = Date.now() + limitMs;
  for (;;) {
    try {
      return await tell();
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return;
      log.error('NOT_WRITTEN_UNTOLD', error);
      if (Date.now() > end) return;
    }
    await sleep(AGAIN_MS);
  }
}
