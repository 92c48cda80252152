import { join } from 'node:path';
import { workflowBundle } from '../../activities/workflowBundle';

const CACHE = join(__dirname, '..', '..', 'node_modules', '.cache', 'wiretime');

/**
 * Bundling takes a second: once for the run instead of once for each file.
 * Workflows that do not bundle fail the tests that run them, and no others.
 */
export default async function bundleWorkflows(): Promise<void> {
  try {
    process.env['WIRETIME_TEST_BUNDLE'] = await workflowBundle(CACHE);
  } catch (error) {
    process.env['WIRETIME_TEST_BUNDLE_FAULT'] = String(error);
  }
}
