import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '..');

/** Code that is made from other files: how, from what, and one file by which its being there is known. */
type Step = { name: string; from: string[]; makes: string; command: string[]; env?: Record<string, string> };

const STEPS: readonly Step[] = [
  {
    name: 'prisma',
    from: ['prisma/schema/*.prisma'],
    makes: 'prisma/generated/client.ts',
    command: ['node_modules/prisma/build/index.js', 'generate', '--schema', 'prisma/schema'],
    // Generating asks for the schema engine, would download it, and never runs it: any program will do.
    env: { PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true', PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  },
  {
    name: 'graphql',
    from: ['graphql/schema.graphql', 'ui-admin/codegen.ts', 'ui-admin/src/**/*.{ts,tsx,graphql}'],
    makes: 'ui-admin/src/api/generated/graphql.ts',
    command: ['node_modules/@graphql-codegen/cli/cjs/bin.js', '--config', 'ui-admin/codegen.ts'],
  },
];

function fingerprint(step: Step): string {
  const files = globSync([...step.from, 'package-lock.json'], { cwd: ROOT });
  const hash = createHash('sha256').update(step.command.join(' '));
  for (const file of files.filter((path) => !path.includes('generated')).sort())
    hash.update(file).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
}

function make(step: Step, onlyIfStale: boolean): void {
  const now = fingerprint(step);
  const mark = join(ROOT, 'node_modules', '.cache', 'wiretime', `generated-${step.name}`);
  const isCurrent = existsSync(join(ROOT, step.makes)) && existsSync(mark) && readFileSync(mark, 'utf8') === now;
  if (onlyIfStale && isCurrent) return;
  const { status, stdout, stderr } = spawnSync(process.execPath, step.command, {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, ...step.env },
  });
  if (status !== 0) throw new Error(`${step.name} could not generate its code:\n${stdout}${stderr}`);
  mkdirSync(dirname(mark), { recursive: true });
  writeFileSync(mark, now);
}

try {
  const onlyIfStale = process.argv.includes('--if-stale');
  for (const step of STEPS) make(step, onlyIfStale);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
