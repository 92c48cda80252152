import { parseArgs } from 'node:util';
import { alarm, storm } from './alarm';
import { clocks } from './clocks';
import { cost } from './cost';
import { ingest } from './ingest';
import { memory } from './memory';
import { mutation } from './mutation';
import { preread } from './preread';
import type { Report } from './report';
import { holds, judged, table } from './report';
import { restart } from './restart';
import { silence } from './silence';

type Options = { readonly episodes?: number; readonly quick?: boolean };

const BENCHMARKS: Readonly<Record<string, (options: Options) => Promise<Report>>> = {
  alarm,
  clocks,
  cost,
  ingest,
  memory,
  mutation,
  preread,
  restart,
  silence,
  storm,
};

/** `npm run bench -- NAME [--json]`: one figure of docs/bench.md measured beside its floor; exit 1 when a bar is missed. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      episodes: { type: 'string' },
      // As little as shows that it works; the figures mean nothing.
      quick: { type: 'boolean', default: false },
    },
  });
  const asked = positionals.join(' ');
  const bench = Object.hasOwn(BENCHMARKS, asked) ? BENCHMARKS[asked] : undefined;
  if (bench === undefined)
    throw new Error(`There is no benchmark "${asked}". There are: ${Object.keys(BENCHMARKS).join(', ')}.`);
  const size = values.episodes === undefined ? {} : { episodes: countOf(values.episodes) };
  const report = await bench({ quick: values.quick, ...size });
  const json = () => JSON.stringify({ ...report.json, figures: report.figures.map(judged) });
  process.stdout.write(`${values.json ? json() : table(report.figures)}\n`);
  process.exitCode = report.figures.every(holds) ? 0 : 1;
}

function countOf(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new Error(`--episodes ${text} is not a number of episodes`);
  return count;
}

/** An error and what led to it, as one line. */
const sentence = (error: unknown): string =>
  error instanceof Error
    ? [error.message, ...(error.cause === undefined ? [] : [sentence(error.cause)])].join(': ')
    : String(error);

main().catch((error: unknown) => {
  process.stderr.write(`${sentence(error)}\n`);
  process.exit(2);
});
