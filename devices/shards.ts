import type { Pool, PoolClient } from 'pg';
import type { Log } from '../activities/platform/log';

export const SHARDS = 16;
/** Advisory lock classes of the gateways; any two numbers nobody else takes. */
const SHARD_LOCK = 72_026;
const PRESENCE_LOCK = 72_027;

/** Which shards this replica works on. The locks live and die with one connection. */
export type Shards = { readonly held: () => readonly number[]; refresh(): Promise<void>; release(): Promise<void> };

/**
 * Each shard has one dispatcher: whoever holds its advisory lock. Replicas share evenly, and a dead one's shards are
 * free as soon as PostgreSQL notices that its connection is gone.
 */
export function makeShards(pool: Pool, log: Log): Shards {
  let client: PoolClient | undefined;
  let held: number[] = [];
  const lost = () => {
    if (held.length > 0) log.warn('SHARDS_LOST', { count: held.length });
    held = [];
    client?.release(true);
    client = undefined;
  };
  const connect = async (): Promise<PoolClient> => {
    if (client) return client;
    const fresh = await pool.connect();
    // Without a listener a dying connection would end the process.
    fresh.on('error', lost);
    client = fresh;
    await fresh.query('SELECT pg_advisory_lock_shared($1, 0)', [PRESENCE_LOCK]);
    return fresh;
  };
  return {
    held: () => held,
    async refresh() {
      try {
        const db = await connect();
        held = await share(db, held);
      } catch (error) {
        lost();
        throw error;
      }
    },
    release() {
      held = [];
      client?.release(true);
      client = undefined;
      return Promise.resolve();
    },
  };
}

/** Takes what is free up to a fair share, and gives back what exceeds it. */
async function share(db: PoolClient, before: readonly number[]): Promise<number[]> {
  const fair = await fairShare(db);
  const held = [...before];
  for (let shard = 0; shard < SHARDS && held.length < fair; shard++) {
    if (held.includes(shard)) continue;
    const { rows } = await db.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1, $2) AS got', [
      SHARD_LOCK,
      shard,
    ]);
    if (rows[0]?.got === true) held.push(shard);
  }
  for (const shard of held.splice(fair)) await db.query('SELECT pg_advisory_unlock($1, $2)', [SHARD_LOCK, shard]);
  return held;
}

async function fairShare(db: PoolClient): Promise<number> {
  const { rows } = await db.query<{ replicas: number }>(
    `SELECT count(*)::int AS replicas FROM pg_locks
      WHERE locktype = 'advisory' AND classid = $1 AND objid = 0 AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    [PRESENCE_LOCK],
  );
  return Math.ceil(SHARDS / Math.max(1, rows[0]?.replicas ?? 1));
}
