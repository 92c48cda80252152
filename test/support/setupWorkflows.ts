import { bundleOnce } from './bundle';

/**
 * Bundling takes a second: once for the run instead of once for each file.
 * Workflows that do not bundle fail the tests that run them, and no others.
 */
export async function bundleWorkflows(): Promise<void> {
  try {
    process.env['WIRETIME_TEST_BUNDLE'] = await bundleOnce();
  } catch (error) {
    process.env['WIRETIME_TEST_BUNDLE_FAULT'] = String(error);
  }
}

export default bundleWorkflows;
