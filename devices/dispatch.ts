import type { Pool } from 'pg';
import type { Log } from '../activities/platform/log';
import { BULK, putOff, spreadVitals, URGENT, waiting, type WaitingRow } from '../prisma/inbox';
import type { Blobs } from '../activities/platform/blobs';
import type { EcgReader } from './formats/reader';
import type { Metrics } from './metrics';
import { quarantine } from './quarantine';
import { noteSeen, noteStatus } from './presence';
import { watchVitals } from './rules/watchVitals';
import type { Shards } from './shards';
import { takeUpAlarm } from './takeUp';
import { takeUpEcg } from './takeUpEcg';
import { takeUpLoc } from './takeUpLoc';
import { tellTests } from './tellTests';
import { keepTraces } from '../prisma/trace';
import { inTransaction, isDatabaseAway } from '../prisma/transaction';

/** After this many failures a message is a person's (devices.md 6.5 case 7). */
const MAX_ATTEMPTS = 8;
const backoffMs = (attempts: number): number => Math.min(60_000, 250 * 2 ** attempts);

export type DispatchDeps = {
  readonly pool: Pool;
  readonly blobs: Blobs;
  readonly reader: EcgReader;
  readonly shards: Pick<Shards, 'held'>;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly clock: () => Date;
  /** Word for the engine was written: somebody should tell it. */
  readonly onWord: () => void;
};

const LANES = 6;
/**
 * A district whose electrodes flap must leave the machine to whoever calls for help: technical alarms, which are nobody's
 * for two minutes (W19), are taken up one after the other and so many between two looks for something else.
 */
const TECHNICAL = { lanes: 1, atOnce: 16 } as const;

/** Takes up urgent rows, each on its own, different devices side by side; answers how many it handled. */
export async function dispatchUrgent(deps: DispatchDeps, limit = 64): Promise<number> {
  const { pool, shards, clock } = deps;
  const rows = await waiting(pool, { queue: URGENT, shards: shards.held(), now: clock(), limit });
  const technical = rows.filter((row) => row.technical).slice(0, TECHNICAL.atOnce);
  const others = rows.filter((row) => !row.technical);
  await takeUpAll(deps, others, LANES);
  if (others.length > 0) deps.onWord();
  await takeUpAll(deps, technical, TECHNICAL.lanes);
  if (technical.length > 0) deps.onWord();
  return others.length + technical.length;
}

async function takeUpAll(deps: DispatchDeps, rows: readonly WaitingRow[], most: number): Promise<void> {
  const { pool, clock } = deps;
  const byDevice = Map.groupBy(rows, ({ device_id }) => device_id);
  const queues = [...byDevice.values()];
  const lanes = Array.from({ length: Math.min(most, queues.length) }, async () => {
    for (let queue = queues.shift(); queue; queue = queues.shift()) {
      for (const row of queue) await takeUp(deps, row);
      await noteSeen(pool, queue, clock());
    }
  });
  await Promise.all(lanes);
}

/** One row; its failure is its own and never the next one's. */
async function takeUp(deps: DispatchDeps, row: WaitingRow): Promise<void> {
  const { pool, log, metrics, clock } = deps;
  try {
    if (row.kind === 'alarm') await takeUpAlarm(pool, row, clock());
    else if (row.kind === 'loc') await takeUpLoc(pool, row, clock());
    else if (row.kind.startsWith('ecg/')) await takeUpEcg(deps, row, clock());
    else throw new Error(`nobody takes up ${row.kind}`);
    metrics.count('taken_up', { kind: row.kind });
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    log.error('MESSAGE_NOT_TAKEN_UP', error, {
      device: row.device_id,
      message: row.msg_id,
      kind: row.kind,
      attempts: row.attempts + 1,
    });
    metrics.count('take_up_failed', { kind: row.kind });
    if (row.attempts + 1 < MAX_ATTEMPTS) {
      await putOff(pool, row, new Date(clock().getTime() + backoffMs(row.attempts)), String(error).slice(0, 500));
    } else await quarantine(pool, row, 'POISON', clock());
  }
}

/** Vitals, traces and presence, many at once; an alarm never waits behind them. Answers how many it handled. */
export async function dispatchBulk(deps: DispatchDeps, limit = 1000): Promise<number> {
  const { pool, shards, clock, metrics } = deps;
  const rows = await waiting(pool, { queue: BULK, shards: shards.held(), now: clock(), limit });
  if (rows.length === 0) return 0;
  const vitals = rows.filter(({ kind }) => kind === 'vitals');
  if (vitals.length > 0) await spread(deps, vitals);
  const traces = rows.filter(({ kind }) => kind === 'ecg/stream');
  if (traces.length > 0) await keepTraces(pool, traces, clock());
  for (const row of rows) if (row.kind === 'status') await noteStatus(pool, row, clock());
  await noteSeen(pool, rows, clock());
  metrics.count('taken_up', { kind: 'bulk' }, rows.length);
  return rows.length;
}

/** All in one statement and before the stream rules; when one row spoils it, halves find the one. */
async function spread(deps: DispatchDeps, rows: readonly WaitingRow[]): Promise<void> {
  try {
    const now = deps.clock();
    const told = await inTransaction(deps.pool, async (db) => {
      const watched = await spreadVitals(db, rows, now);
      return (await tellTests(db, rows, now)) + (await watchVitals(db, watched, now));
    });
    if (told > 0) deps.onWord();
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    const [only] = rows;
    if (rows.length === 1 && only) {
      deps.log.error('VITALS_NOT_TAKEN_UP', error, { device: only.device_id, message: only.msg_id });
      return quarantine(deps.pool, only, 'POISON', deps.clock());
    }
    const half = Math.ceil(rows.length / 2);
    await spread(deps, rows.slice(0, half));
    await spread(deps, rows.slice(half));
  }
}
