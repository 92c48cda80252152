import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../activities/platform/log';
import { isDatabaseAway } from '../prisma/transaction';

const RETRY_FIRST_MS = 100;
const RETRY_LAST_MS = 3_000;

export type Persist = {
  /** Runs something against PostgreSQL until it succeeds; what PostgreSQL itself refuses is thrown. */
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
  /** Since when PostgreSQL has been away. */
  readonly awaySince: () => Date | undefined;
  /** Gives up what is still waiting: the devices keep their copies. */
  readonly stop: () => void;
};

/** Waiting is all that happens while PostgreSQL is away: no receipt, no acknowledgement, nothing dropped. */
export function makePersist(log: Log, clock: () => Date): Persist {
  let stopped = false;
  let away: Date | undefined;
  const back = () => {
    if (away) log.info('INBOX_BACK', { awayMs: clock().getTime() - away.getTime() });
    away = undefined;
  };
  return {
    async run(work) {
      for (let wait = RETRY_FIRST_MS; ; wait = Math.min(RETRY_LAST_MS, wait * 2)) {
        try {
          const answer = await work();
          back();
          return answer;
        } catch (error) {
          if (stopped || !isDatabaseAway(error)) throw error;
          if (!away) log.error('INBOX_AWAY', error);
          away ??= clock();
          await sleep(wait);
        }
      }
    },
    awaySince: () => away,
    stop: () => {
      stopped = true;
    },
  };
}
