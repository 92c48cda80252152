import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';
import { instant } from './domain/time';

// With PostgreSQL away the next look of the schedule is soon enough.
const { watchAlarms } = proxyActivities<Pick<Activities, 'watchAlarms'>>({
  taskQueue: 'system',
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '5 seconds', maximumAttempts: 5 },
});

/** One look at the alarms that are told as a list: LOW ones of a day, and a week nobody looked through (6.4). */
export const alarmWatch = (): Promise<void> => watchAlarms({ at: instant(Date.now()) });
