import type { Pool } from 'pg';
import type { Log } from '../activities/platform/log';
import { takeIn, type InboxRow, type Intake } from '../prisma/inbox';
import type { Persist } from './persist';
import { isDatabaseAway } from '../prisma/transaction';

const MAX_ROWS = 500;

export type Stored = Intake | 'UNSTORABLE';
/** Resolves once the row is durable, however long PostgreSQL is away. */
export type Store = (row: InboxRow) => Promise<Stored>;

type Waiting = {
  readonly row: InboxRow;
  readonly done: (stored: Stored) => void;
  readonly failed: (error: unknown) => void;
};

/**
 * Rows that arrive while a statement is under way go together in the next one: one row alone waits for nobody, five
 * thousand a second cost ten statements.
 */
export function makeBatch({ pool, log, persist }: { pool: Pool; log: Log; persist: Persist }): Store {
  const queue: Waiting[] = [];
  let running = false;

  const store = async (rows: readonly Waiting[]): Promise<void> => {
    try {
      const stored = await persist.run(() =>
        takeIn(
          pool,
          rows.map(({ row }) => row),
        ),
      );
      rows.forEach(({ done }, n) => done(stored[n] ?? 'UNSTORABLE'));
    } catch (error) {
      if (isDatabaseAway(error)) return rows.forEach(({ failed }) => failed(error));
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
    while (queue.length > 0) await store(queue.splice(0, MAX_ROWS));
    running = false;
  };
  return (row) =>
    new Promise((done, failed) => {
      queue.push({ row, done, failed });
      if (!running) void run();
    });
}
