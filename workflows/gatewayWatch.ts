import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';
import { instant } from './domain/time';

// With PostgreSQL away the next look of the schedule is soon enough.
const { watchGateway } = proxyActivities<Pick<Activities, 'watchGateway'>>({
  taskQueue: 'system',
  startToCloseTimeout: '20 seconds',
  retry: { initialInterval: '5 seconds', maximumAttempts: 3 },
});

/** One look at whether anybody hears the devices (W23). */
export const gatewayWatch = (): Promise<void> => watchGateway({ at: instant(Date.now()) });
