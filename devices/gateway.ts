import type { Pool } from 'pg';
import type { Log } from '../activities/platform/log';
import { wordsBehind } from '../prisma/words';
import { makeBatch } from './batch';
import type { Blobs } from './blobs';
import { dispatchBulk, dispatchUrgent, type DispatchDeps } from './dispatch';
import { keepHouse } from './housekeeping';
import { listen, type Health } from './http';
import { makeIntake } from './intake';
import { makeLoop, type Loop } from './loop';
import { makeMetrics } from './metrics';
import { openUplink, type Uplink } from './mqtt';
import type { Quotas } from './quota';
import { makeShards } from './shards';
import { beat, forgiveAbsence, sweepSilence } from './silence';
import { tellWaiting, type Tell } from './tell';

export type GatewayOptions = {
  /** The same after a restart of the same replica. */
  readonly id: string;
  readonly mqttUrl: string;
  /** 0 = any free port. */
  readonly port: number;
  readonly pool: Pool;
  readonly blobs: Blobs;
  readonly tell: Tell;
  readonly log: Log;
  readonly clock?: () => Date;
  readonly quotas?: Quotas;
  readonly shareGroup?: string;
};

export type Gateway = {
  readonly port: number;
  readonly health: () => Promise<Health>;
  readonly stop: () => Promise<void>;
};

/** The gateway whole: what is heard is stored, receipted, taken up and told; each of the four goes on without the next. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { id, pool, blobs, log, tell, clock = () => new Date() } = options;
  const metrics = makeMetrics();
  const shards = makeShards(pool, log);
  const batch = makeBatch(pool, log, clock);
  const loops: Record<string, Loop> = {};
  const loop = (name: string, everyMs: number, run: () => Promise<number>) => {
    loops[name] = makeLoop({ name, everyMs, run, log, clock });
  };
  const kick = (...names: string[]) => names.forEach((name) => loops[name]?.kick());

  const dispatch: DispatchDeps = { pool, blobs, shards, log, metrics, clock, onWord: () => kick('TELL') };
  const intake = makeIntake({
    pool,
    blobs,
    log,
    metrics,
    clock,
    store: batch.store,
    persist: batch.persist,
    onStored: () => kick('URGENT', 'BULK'),
    ...(options.quotas && { quotas: options.quotas }),
  });
  const uplink = openUplink({ url: options.mqttUrl, clientId: `gateway-${id}`, intake, log, metrics, ...(options.shareGroup !== undefined && { shareGroup: options.shareGroup }) });

  await shards.refresh().catch((error: unknown) => log.error('SHARDS_NOT_HELD', error));
  loop('SHARDS', 1_000, () => shards.refresh().then(() => 0));
  loop('URGENT', 250, () => dispatchUrgent(dispatch));
  loop('BULK', 500, () => dispatchBulk(dispatch));
  loop('TELL', 250, () => tellWaiting({ pool, shards, tell, log, metrics, clock }));
  loop('SILENCE', 1_000, () => watchSilence({ pool, log, uplink, id, clock, kick }));
  loop('HOUSE', 60_000, () => keepHouse(pool, clock()).then(() => 0));
  const health = () => healthOf({ pool, batch, uplink, loops, clock });
  const { server, port } = await listen({ port: options.port, pool, blobs, log, metrics, clock, health, onUpload: () => kick('URGENT') });
  return {
    port,
    health,
    stop: async () => {
      await uplink.stop();
      batch.stop();
      await Promise.all(Object.values(loops).map((one) => one.stop()));
      await shards.release();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

type Watching = { pool: Pool; log: Log; uplink: Uplink; id: string; clock: () => Date; kick: (...names: string[]) => void };

/** While the broker is away the silence is ours, not the devices'. */
async function watchSilence({ pool, log, uplink, id, clock, kick }: Watching): Promise<number> {
  if (!uplink.connected()) return 0;
  const now = clock();
  const unheardFrom = await beat(pool, id, now);
  if (unheardFrom) await forgiveAbsence(pool, unheardFrom, now);
  const moved = await sweepSilence(pool, log, now);
  if (moved > 0) kick('TELL');
  return 0;
}

type Looking = { pool: Pool; batch: { awaySince: () => Date | undefined }; uplink: Uplink; loops: Record<string, Loop>; clock: () => Date };

/** Down only when devices are not heard or not stored; a backlog and a missing engine show, and care goes on. */
async function healthOf({ pool, batch, uplink, loops, clock }: Looking): Promise<Health> {
  const behind = await wordsBehind(pool).catch(() => undefined);
  const failing = Object.entries(loops).flatMap(([name, one]) => {
    const since = one.failingSince();
    return since ? [{ loop: name, since: since.toISOString() }] : [];
  });
  const inbox = batch.awaySince() === undefined && behind !== undefined;
  return {
    ok: uplink.connected() && inbox,
    broker: uplink.connected(),
    inbox,
    engine: loops['TELL']?.failingSince() === undefined,
    wordsWaiting: behind?.waiting ?? null,
    oldestWordS: behind?.oldestAt ? Math.round((clock().getTime() - behind.oldestAt.getTime()) / 1000) : 0,
    pending: uplink.pending(),
    failing,
  };
}
