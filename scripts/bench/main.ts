import { parseArgs } from 'node:util';
import { clocks } from './clocks';
import { cost } from './cost';
import { memory } from './memory';
import { mutation } from './mutation';
import { mutation } from './mutation';
import type { Report } from './report';
import { holds, judged, table } from './report';
import { restart } from './restart';

type Options = { readonly episodes?: number; readonly rounds?: number };

const BENCHMARKS: Readonly<Record<string, (options: Options) => Promise<Report>>> = {
  clocks,
  cost,
  memory,
  mutation,
  restart,
};

/** `npm run bench -- NAME [--json]`: one figure of docs/bench.md measured beside its floor; exit 1 when a bar is missed. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, episodes: { type: 'string' } },
  });
  const [name = ''] = positionals;
  const bench = Object.hasOwn(BENCHMARKS, name) ? BENCHMARKS[name] : undefined;
  if (bench === undefined || positionals.length > 1)
    throw new Error(
      `There is no benchmark "${positionals.join(' ')}". There are: ${Object.keys(BENCHMARKS).join(', ')}.`,
    );
  const report = await bench(values.episodes === undefined ? {} : { episodes: Number(values.episodes) });
  process.stdout.write(
    `${values.json ? JSON.stringify({ ...report.json, figures: report.figures.map(judged) }) : table(report.figures)}\n`,
  );
  process.exitCode = report.figures.every(holds) ? 0 : 1;
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof Error ? `${error.message}${error.cause instanceof Error ? `: ${error.cause.message}` : ''}` : String(error)}\n`,
  );
  process.exit(2);
});
