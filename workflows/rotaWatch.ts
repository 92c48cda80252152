import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';
import { instant } from './domain/time';

// With PostgreSQL away the next look of the schedule is soon enough.
const { watchRota } = proxyActivities<Pick<Activities, 'watchRota'>>({
  taskQueue: 'system',
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '5 seconds', maximumAttempts: 5 },
});

/** One look at the rota of the next day: a hole is found before a patient meets it. */
export const rotaWatch = (): Promise<void> => watchRota({ at: instant(Date.now()) });
