import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BundleOptions, bundleWorkflowCode } from '@temporalio/worker';
import { FAILURE_CONVERTER } from './platform/temporal';

const ROOT = join(__dirname, '..');
const WORKFLOWS = join(ROOT, 'workflows', 'index.ts');

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

type Rule = NonNullable<
  NonNullable<Parameters<NonNullable<BundleOptions['webpackConfigHook']>>[0]['module']>['rules']
>[number];

/** The SDK compiles for a Node of 2017; on ours what it spells out (spread above all) is native and costs a tenth. */
function forOurNode(rule: Rule): Rule {
  if (typeof rule !== 'object' || !rule || typeof rule.use !== 'object' || !rule.use || !('options' in rule.use))
    return rule;
  const { use } = rule;
  if (typeof use.options !== 'object' || !('jsc' in use.options)) return rule;
  return { ...rule, use: { ...use, options: { ...use.options, jsc: { ...use.options['jsc'], target: 'es2023' } } } };
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
      webpackConfigHook: (config) => ({
        ...config,
        module: { ...config.module, rules: (config.module?.rules ?? []).map(forOurNode) },
      }),
      logger: { log: silent, trace: silent, debug: silent, info: silent, warn: silent, error },
    });
    return code;
  } catch (cause) {
    throw new Error(`The workflows do not bundle:\n${complaints.join('\n')}`, { cause });
  }
}
