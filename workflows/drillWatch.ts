import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';
import { instant } from './domain/time';

// With PostgreSQL away the next look of the schedule is soon enough.
const { runDrills } = proxyActivities<Pick<Activities, 'runDrills'>>({
  taskQueue: 'system',
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '5 seconds', maximumAttempts: 5 },
});

/** One look at the drills: those planned for now begin, those that have had their time end. */
export const drillWatch = (): Promise<void> => runDrills({ at: instant(Date.now()) });
