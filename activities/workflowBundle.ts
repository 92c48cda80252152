import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';

const ROOT = join(__dirname, '..');
const WORKFLOWS = join(ROOT, 'workflows', 'index.ts');
export const FAILURE_CONVERTER = join(ROOT, 'activities', 'platform', 'failureConverter.ts');

/** The workflows as one file in `folder`, made again only when something in it changed: a second instead of a start. */
export async function workflowBundle(folder: string): Promise<string> {
  const sources = [
    ...globSync('workflows/**/*.ts', { cwd: ROOT }),
    'package-lock.json',
    'activities/platform/failureConverter.ts',
    'activities/workflowBundle.ts',
  ];
  const hash = createHash('sha256');
  for (const source of sources.sort()) hash.update(source).update(readFileSync(join(ROOT, source)));
  const file = join(folder, `workflows-${hash.digest('hex').slice(0, 16)}.js`);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    const half = `${file}.${process.pid}`;
    writeFileSync(half, await bundle());
    renameSync(half, file); // two processes at once each see a whole file or none
  }
  return file;
}

/** The bundler says what is wrong to its log only; we say it in the error. */
async function bundle(): Promise<string> {
  const complaints: string[] = [];
  const silent = () => undefined;
  const error = (complaint: string) => void complaints.push(complaint);
  try {
    const { code } = await bundleWorkflowCode({
      workflowsPath: WORKFLOWS,
      // Loaded once and not once for each episode: half the memory, a fifth of the processor time (docs/bench.md).
      // So a module must hold nothing that changes; test/architecture.test.ts looks.
      preloadModules: [WORKFLOWS],
      failureConverterPath: FAILURE_CONVERTER,
      logger: { log: silent, trace: silent, debug: silent, info: silent, warn: silent, error },
    });
    return code;
  } catch (cause) {
    throw new Error(`The workflows do not bundle:\n${complaints.join('\n')}`, { cause });
  }
}
