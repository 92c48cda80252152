import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bundleOnce } from './bundle';

/** Bundling takes a second: once for the run instead of once for each file. */
export async function bundleWorkflows(): Promise<void> {
  if (existsSync(join(__dirname, '..', '..', 'workflows', 'index.ts')))
    process.env['WIRETIME_TEST_BUNDLE'] = await bundleOnce();
}

export default bundleWorkflows;
