import type { Pool } from 'pg';
import type { Log } from '../activities/platform/log';
import { wordsBehind } from '../prisma/words';
import { makeBatch } from './batch';
import { makeDropWatch } from './brokerDrops';
import { playDrillCarts } from './drillEcg';
import type { Blobs } from '../activities/platform/blobs';
import { dispatchBulk, dispatchUrgent, type DispatchDeps } from './dispatch';
import { keepHouse } from './housekeeping';
import { listen, type Health } from './http';
import { makeEcgReader, type EcgReader } from './formats/reader';
import { checkLedger } from './ledger';
import { makeIntake } from './intake';
import { makeLoop, type Loop } from './loop';
import { makeMetrics, type Metrics } from './metrics';
import { openUplink, type Uplink } from './mqtt';
import { makePersist, type Persist } from './persist';
import { makeMeasurer, preReadWaiting, type Measurer, type PreReadMode } from './preread/sweep';
import type { Quotas } from './quota';
import { releaseHeld } from './release';
import { makeShards, type Shards } from './shards';
import { beat, forgiveAbsence, sweepSilence } from './silence';
import { tellWaiting, type Tell } from './tell';
import { makeWatchdog } from './watchdog';

export type GatewayOptions = {
  /** The same after a restart of the same replica. */
  readonly id: string;
  readonly mqttUrl: string;
  /** Where devices come in: the cart of a drill does so too. */
  readonly devicesUrl: string;
  /** 0 = any free port. */
  readonly port: number;
  readonly pool: Pool;
  readonly blobs: Blobs;
  readonly tell: Tell;
  /** Signs and reads devices' tokens. */
  readonly tokenKey: Uint8Array;
  readonly log: Log;
  readonly clock?: () => Date;
  readonly quotas?: Quotas;
  readonly shareGroup?: string;
  /** Absent: nothing is measured by the machine. */
  readonly preRead?: PreReadMode;
};

export type Gateway = {
  readonly port: number;
  readonly health: () => Promise<Health>;
  readonly stop: () => Promise<void>;
};

type Parts = {
  readonly options: GatewayOptions;
  readonly clock: () => Date;
  readonly metrics: Metrics;
  readonly shards: Shards;
  readonly persist: Persist;
  readonly reader: EcgReader;
  readonly measurer: Measurer;
  readonly loops: Loops;
};
type LoopName =
  | 'SHARDS'
  | 'URGENT'
  | 'BULK'
  | 'TELL'
  | 'PRE_READ'
  | 'SILENCE'
  | 'RELEASE'
  | 'WATCHDOG'
  | 'LEDGER'
  | 'HOUSE'
  | 'DRILL';
type Loops = Map<LoopName, Loop>;

/** The gateway whole: what is heard is stored, receipted, taken up and told; each of the four goes on without the next. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { id, pool, blobs, log, port: wanted, clock = () => new Date() } = options;
  const loops: Loops = new Map();
  const parts: Parts = {
    options,
    clock,
    metrics: makeMetrics(),
    shards: makeShards(pool, log),
    persist: makePersist(log, clock),
    reader: makeEcgReader(),
    measurer: makeMeasurer(),
    loops,
  };
  const { metrics, shards, persist, reader, measurer } = parts;
  const kick = (...names: LoopName[]) => names.forEach((name) => loops.get(name)?.kick());
  const intake = intakeOf(parts, kick);
  const uplink = openUplink({
    ...options,
    url: options.mqttUrl,
    clientId: `gateway-${id}`,
    metrics,
    intake,
    onDropped: makeDropWatch({ pool, log, persist, clock, onWord: () => kick('TELL') }),
  });
  await shards.refresh().catch((error: unknown) => log.error('SHARDS_NOT_HELD', error));
  startLoops(parts, uplink, kick);
  const health = () => healthOf(parts, uplink);
  const { tokenKey } = options;
  const onUpload = () => kick('URGENT');
  const web = await listen({ port: wanted, pool, blobs, log, metrics, clock, tokenKey, health, onUpload });
  return {
    port: web.port,
    health,
    stop: async () => {
      await uplink.stop();
      persist.stop();
      await Promise.all([...loops.values()].map((one) => one.stop()));
      await shards.release();
      await reader.close();
      await measurer.close();
      web.server.closeAllConnections();
      await new Promise((closed) => web.server.close(closed));
    },
  };
}

function intakeOf({ options, clock, metrics, persist }: Parts, kick: (...names: LoopName[]) => void) {
  const { pool, blobs, log, quotas } = options;
  const store = makeBatch({ pool, log, persist });
  const onStored = () => kick('URGENT', 'BULK');
  return makeIntake({ pool, blobs, log, metrics, clock, persist, store, onStored, ...(quotas && { quotas }) });
}

function startLoops(
  { options, clock, metrics, shards, reader, measurer, loops }: Parts,
  uplink: Uplink,
  kick: (...names: LoopName[]) => void,
): void {
  const { id, pool, blobs, log, tell, tokenKey, devicesUrl, preRead: mode } = options;
  const dispatch: DispatchDeps = {
    pool,
    blobs,
    reader,
    shards,
    log,
    metrics,
    clock,
    onWord: () => kick('TELL', 'PRE_READ'),
  };
  const loop = (name: LoopName, everyMs: number, run: () => Promise<number>) => {
    loops.set(name, makeLoop({ name, everyMs, run, log, clock }));
  };
  loop('SHARDS', 1_000, () => shards.refresh().then(() => 0));
  loop('URGENT', 250, () => dispatchUrgent(dispatch));
  loop('BULK', 500, () => dispatchBulk(dispatch));
  if (mode) loop('PRE_READ', 1_000, () => preReadWaiting({ pool, blobs, measurer, mode, clock }));
  loop('TELL', 250, () => tellWaiting({ pool, shards, tell, log, metrics, clock }));
  const toTell = (raised: number) => {
    if (raised > 0) kick('TELL');
    return 0;
  };
  loop('SILENCE', 1_000, () => watchSilence({ pool, log, uplink, id, clock, onWord: () => kick('TELL') }));
  loop('RELEASE', 5_000, () => releaseHeld(pool, clock()).then(toTell));
  const failingSince = () => loops.get('TELL')?.failingSince();
  const watchdog = makeWatchdog({ pool, log, clock, failingSince, publish: uplink.publish });
  loop('WATCHDOG', 5_000, () => watchdog().then(() => 0));
  const since = clock();
  loop('LEDGER', 60_000, () => checkLedger({ pool, log, now: clock(), since }).then(toTell));
  loop('DRILL', 5_000, () => playDrillCarts({ pool, log, clock, devicesUrl, tokenKey }).then(toTell));
  loop('HOUSE', 60_000, () => keepHouse(pool, clock()).then(() => 0));
}

type Watching = { pool: Pool; log: Log; uplink: Uplink; id: string; clock: () => Date; onWord: () => void };

/** While the broker is away the silence is ours, not the devices'. */
async function watchSilence({ pool, log, uplink, id, clock, onWord }: Watching): Promise<number> {
  if (!uplink.connected()) return 0;
  const now = clock();
  const unheardFrom = await beat(pool, id, now);
  if (unheardFrom) await forgiveAbsence(pool, unheardFrom, now);
  const moved = await sweepSilence(pool, log, now);
  if (moved > 0) onWord();
  return moved;
}

/** Down only when devices are not heard or not stored; a backlog and a missing engine show, and care goes on. */
async function healthOf({ options, persist, loops, clock }: Parts, uplink: Uplink): Promise<Health> {
  const behind = await wordsBehind(options.pool).catch(() => undefined);
  const failing = [...loops].flatMap(([name, one]) => {
    const since = one.failingSince();
    return since ? [{ loop: name, since: since.toISOString() }] : [];
  });
  const inbox = persist.awaySince() === undefined && behind !== undefined;
  return {
    ok: uplink.connected() && inbox,
    broker: uplink.connected(),
    inbox,
    engine: loops.get('TELL')?.failingSince() === undefined,
    wordsWaiting: behind?.waiting ?? null,
    oldestWordS: behind?.oldestAt ? Math.round((clock().getTime() - behind.oldestAt.getTime()) / 1000) : 0,
    pending: uplink.pending(),
    failing,
  };
}
