import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Log } from '../activities/platform/log';
import { takeIn, type InboxRow, type Intake } from '../prisma/inbox';
import { isDatabaseAway } from './transaction';

const MAX_ROWS = 500;
const RETRY_FIRST_MS = 100;
const RETRY_LAST_MS = 3_000;

export type Batch = {
  readonly store: (row: InboxRow) => Promise<Intake | 'UNSTORABLE'>;
  readonly persist: <T>(work: () => Promise<T>) => Promise<T>;
  /** Since when PostgreSQL has been away, as far as this batch knows. */
  readonly awaySince: () => Date | undefined;
  /** Gives up what is still waiting; its devices keep their copy. */
  readonly stop: () => void;
};

type Waiting = { readonly row: InboxRow; readonly done: (intake: Intake | 'UNSTORABLE') => void };

/**
 * Rows that arrive while a statement is under way go together in the next one: one row alone waits for nobody, five
 * thousand a second cost ten statements. PostgreSQL being away only makes everybody wait.
 */
export function makeBatch(pool: Pool, log: Log, clock: () => Date): Batch {
  const queue: Waiting[] = [];
  let running = false;
  let stopped = false;
  let away: Date | undefined;

  const persist = async <T>(work: () => Promise<T>): Promise<T> => {
    for (let wait = RETRY_FIRST_MS; ; wait = Math.min(RETRY_LAST_MS, wait * 2)) {
      try {
        const answer = await work();
        if (away) log.info('INBOX_BACK', { awayMs: clock().getTime() - away.getTime() });
        away = undefined;
        return answer;
      } catch (error) {
        if (stopped || !isDatabaseAway(error)) throw error;
        if (!away) log.error('INBOX_AWAY', error);
        away ??= clock();
        await sleep(wait);
      }
    }
  };
  const store = async (rows: readonly Waiting[]): Promise<void> => {
    try {
      const intakes = await persist(() => takeIn(pool, rows.map(({ row }) => row)));
      rows.forEach(({ done }, n) => done(intakes[n] ?? 'UNSTORABLE'));
    } catch (error) {
      if (stopped) return;
      const [only] = rows;
      if (rows.length === 1 && only) {
        log.error('MESSAGE_UNSTORABLE', error, { device: only.row.deviceId, message: only.row.msgId });
        return only.done('UNSTORABLE');
      }
      // One row spoils the statement: halves find it, and the others are stored.
      const half = Math.ceil(rows.length / 2);
      await store(rows.slice(0, half));
      await store(rows.slice(half));
    }
  };
  const run = async (): Promise<void> => {
    running = true;
    while (queue.length > 0 && !stopped) await store(queue.splice(0, MAX_ROWS));
    running = false;
  };
  return {
    store: (row) =>
      new Promise((done) => {
        queue.push({ row, done });
        if (!running) void run();
      }),
    persist,
    awaySince: () => away,
    stop: () => {
      stopped = true;
    },
  };
}
