/**
 * `npm run verify -- engine [--repair]`: whether what runs and what is on record are the same; `-- ledger`: whether every
 * message of a device that was accepted has its one disposition. Exit 1 and the difference when not.
 */
import { parseArgs } from 'node:util';
import { Pool } from 'pg';
import { loadConfig } from '../activities/platform/config';
import { connectClient } from '../activities/platform/temporal';
import { compare, isRepairable, repair } from './verify/engine';
import { compareLedger } from './verify/ledger';
import { readRun } from './services/runFile';
import { readOptions } from './options';

const USAGE = 'npm run verify -- engine [--repair] | ledger';
const CHECKS = ['engine', 'ledger'];

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { repair: { type: 'boolean', default: false } },
  });
  const [check, ...more] = positionals;
  if (check === undefined || more.length > 0 || !CHECKS.includes(check)) {
    console.error(USAGE);
    return 2;
  }
  const { dataFolder } = readOptions([], process.env);
  const config = loadConfig({ ...readRun(dataFolder)?.env, ...process.env });
  const pool = new Pool({ connectionString: config.databaseUrl, connectionTimeoutMillis: 5000 });
  try {
    if (check === 'ledger') return await verifyLedger(pool);
    const client = connectClient(config);
    try {
      return await verifyEngine(pool, client, values.repair);
    } finally {
      await client.connection.close();
    }
  } finally {
    await pool.end();
  }
}

async function verifyLedger(pool: Pool): Promise<number> {
  const { sums, differences } = await compareLedger(pool, new Date());
  for (const { where, sentence } of differences) console.log(`${where}: ${sentence}`);
  const { accepted, minutes, waiting } = sums;
  console.log(`${accepted} messages accepted in ${minutes} minutes, ${waiting} of them on their way`);
  console.log(differences.length === 0 ? 'The ledger is balanced' : `The ledger differs in ${differences.length}`);
  return differences.length === 0 ? 0 : 1;
}

async function verifyEngine(pool: Pool, client: ReturnType<typeof connectClient>, repairs: boolean): Promise<number> {
  const found = await compare(pool, client);
  for (const { kind, id, is, sentence } of found) console.log(`${kind} ${id} ${is}: ${sentence}`);
  if (!repairs) {
    console.log(found.length === 0 ? 'The engine and the record agree' : `${found.length} differ`);
    return found.length === 0 ? 0 : 1;
  }
  for (const difference of found.filter(isRepairable)) {
    await repair(pool, client, difference, Date.now());
    console.log(`${difference.kind} ${difference.id} started again from the record`);
  }
  const left = await compare(pool, client);
  for (const { kind, id, is, sentence } of left) console.log(`${kind} ${id} still ${is}: ${sentence}`);
  return left.length === 0 ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
