import type { Pool } from 'pg';
import type { Log } from '../../activities/platform/log';
import { folderBlobs, type Blobs } from '../../activities/platform/blobs';
import { startGateway, type Gateway, type GatewayOptions } from '../../devices/gateway';
import type { Quotas } from '../../devices/quota';
import { hashSecret } from '../../activities/platform/deviceCredentials';
import { bindDevice } from '../../prisma/bindings';
import type { Cart } from '../../devices/simulator/cart';
import type { Tracing } from '../../devices/simulator/library';
import type { Tell } from '../../devices/tell';
import type { Word } from '../../prisma/words';
import { startBroker, type StartedBroker } from '../support/broker';
import { temporaryFolder } from '../support/launch';
import { freshDatabase, type Database } from '../support/postgres';

export const SECRET = 'ward-secret';
export const quiet: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** A community centre with its hub, a cart, a wearable, two invented patients and an open episode. */
export async function furnish(pool: Pool): Promise<void> {
  await pool.query(
    `INSERT INTO site (id, region, name_zh, name_en, kind, hub_site_id, neighbour_site_id, phone, utc_offset_min, days_off, holidays) VALUES
       ('st_hub', 'demo', '中心', 'Hub', 'PCI_HOSPITAL', NULL, NULL, '0', 480, '{}', '{}'),
       ('st_next', 'demo', '邻院', 'Next hub', 'PCI_HOSPITAL', NULL, NULL, '0', 480, '{}', '{}'),
       ('st_comm', 'demo', '社区', 'Community', 'COMMUNITY_CENTRE', 'st_hub', 'st_next', '0', 480, '{}', '{}')`,
  );
  await pool.query(
    `INSERT INTO patient (id, name, sex, community_site_id, synthetic) VALUES
       ('pt_a', 'Synthetic A', 'FEMALE', 'st_comm', true), ('pt_b', 'Synthetic B', 'MALE', 'st_comm', true)`,
  );
  await addEpisode(pool, 'ep_a', 'pt_a');
  const hash = hashSecret(SECRET);
  await pool.query(
    `INSERT INTO device (id, kind, site_id, secret_hash, upload_interval_s) VALUES
       ('dv_cart', 'ECG_CART', 'st_comm', $1, NULL), ('dv_watch', 'WEARABLE', 'st_comm', $1, 300), ('dv_spare', 'WEARABLE', 'st_comm', $1, 300)`,
    [hash],
  );
  await pool.query(
    `INSERT INTO device (id, kind, site_id, secret_hash, retired_at) VALUES ('dv_old', 'WEARABLE', 'st_comm', $1, now() - interval '1 day')`,
    [hash],
  );
}

export const addEpisode = (pool: Pool, id: string, patientId: string, openedAt = new Date()) =>
  pool.query(
    `INSERT INTO episode (id, region, patient_id, phase, opened_at, community_site_id, help_channel, drill, pathway_edition, nobody_answered, open_incidents, facts)
     VALUES ($1, 'demo', $2, 'FMC', $3, 'st_comm', 'FAMILY_DOCTOR', false, 'test', false, 0, '{}')`,
    [id, patientId, openedAt],
  );

export const bind = (pool: Pool, deviceId: string, patientId: string, from: Date) =>
  bindDevice(pool, { deviceId, patientId, by: 'ps_test', from });

let devices = 0;

/** A device of its own for one test, worn by an invented patient of its own since an hour. */
export async function aWornDevice(pool: Pool, kind = 'WEARABLE'): Promise<{ deviceId: string; patientId: string }> {
  const n = ++devices;
  const [deviceId, patientId] = [`dv_case${n}`, `pt_case${n}`];
  await pool.query(`INSERT INTO device (id, kind, site_id, secret_hash) VALUES ($1, $2::device_kind, 'st_comm', $3)`, [
    deviceId,
    kind,
    hashSecret(SECRET),
  ]);
  await pool.query(
    `INSERT INTO patient (id, name, sex, community_site_id, synthetic) VALUES ($1, $1, 'FEMALE', 'st_comm', true)`,
    [patientId],
  );
  await bind(pool, deviceId, patientId, new Date(Date.now() - 3_600_000));
  return { deviceId, patientId };
}

/** An engine of the test's own making: it writes down what it is told, or is away. */
export type Engine = { readonly tell: Tell; readonly words: Word[]; away: boolean; closed: Set<string> };

export function anEngine(): Engine {
  const engine: Engine = {
    words: [],
    away: false,
    closed: new Set(),
    tell: (word) => {
      if (engine.away) return Promise.reject(new Error('the engine is away'));
      if (word.message && engine.closed.has(word.targetId)) return Promise.resolve('GONE');
      engine.words.push(word);
      return Promise.resolve('TOLD');
    },
  };
  return engine;
}

type Leaving = { close(): Promise<unknown> };

export type Ward = {
  readonly database: Database;
  readonly pool: Pool;
  readonly broker: StartedBroker;
  readonly blobs: Blobs;
  readonly engine: Engine;
  gateway(options?: Partial<GatewayOptions>): Promise<Gateway>;
  /** A device that leaves the ward before it closes. */
  admit<Device extends Leaving>(device: Device): Device;
  close(): Promise<void>;
};

/** Real PostgreSQL, a real broker, the real gateway. */
export async function openWard(kind: 'mosquitto' | 'aedes'): Promise<Ward> {
  const database = await freshDatabase();
  const broker = await startBroker(kind);
  const blobs = folderBlobs(temporaryFolder('blobs'));
  const engine = anEngine();
  const started: Gateway[] = [];
  const inside: Leaving[] = [];
  await furnish(database.pool);
  return {
    database,
    pool: database.pool,
    broker,
    blobs,
    engine,
    gateway: async (options = {}) => {
      const gateway = await startGateway({
        id: 'test',
        mqttUrl: broker.url,
        devicesUrl: broker.url,
        port: 0,
        pool: database.pool,
        blobs,
        tell: engine.tell,
        tokenKey: new Uint8Array(32),
        log: quiet,
        ...options,
      });
      started.push(gateway);
      return gateway;
    },
    admit: (device) => {
      inside.push(device);
      return device;
    },
    close: async () => {
      await Promise.all(inside.map((device) => device.close()));
      for (const gateway of started) await gateway.stop().catch(() => undefined);
      await broker.server.stop();
      await database.drop();
    },
  };
}

const FREE = { perMinute: 1e6, burst: 1e6 };
/** As much as anybody likes: where something else than the quota is tried. */
export const NO_QUOTAS: Quotas = {
  alarm: FREE,
  vitals: FREE,
  status: FREE,
  loc: FREE,
  'ecg/inline': FREE,
  'ecg/stream': FREE,
  'ecg/ready': FREE,
};

/** Waits until something holds; says what it waited for when it never does. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false> | T | undefined | false,
  withinMs = 20_000,
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`never: ${what}`);
    await new Promise((later) => setTimeout(later, 20));
  }
}

export const one = async <T extends object>(pool: Pool, sql: string, values: unknown[] = []): Promise<T | undefined> =>
  (await pool.query<T>(sql, values)).rows[0];

/** A recording as its reader sees it. */
export type Kept = {
  readonly ecgId: string;
  readonly format: string;
  readonly state: string;
  readonly reasons: string[];
  readonly flags: string[];
  readonly reading: string;
};

/** What became of a recording once its reading had been opened before a person. */
export async function sentBy(cart: Cart, tracing: Tracing, { pool, engine }: Ward): Promise<Kept> {
  const { ecgId = '', verdict } = await cart.record({ tracing });
  expect(verdict).toBe('accepted');
  const row = await until(`the row of ${ecgId}`, () =>
    one<Kept>(
      pool,
      'SELECT id AS "ecgId", format, state, reasons, flags, reading_id AS reading FROM ecg WHERE id = $1',
      [ecgId],
    ),
  );
  await until('its reading', () => engine.words.some(({ targetId }) => targetId === row.reading));
  return row;
}
