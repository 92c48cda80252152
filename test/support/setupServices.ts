import bundleWorkflows from './setupWorkflows';
import { startPostgres } from './setupPostgres';

/** What every test of the project `services` may count on: a real PostgreSQL and the workflow bundle. */
export default async function setUp(): Promise<void> {
  await Promise.all([startPostgres(), bundleWorkflows()]);
}
