import { join } from 'node:path';
import { Pool } from 'pg';
import { hashSecret } from '../../activities/platform/deviceCredentials';
import { app } from '../services/apps';
import { broker, type BrokerKind, mosquittoPath } from '../services/broker';
import { freePort } from '../services/ports';
import type { Launched } from '../services/launched';
import { scratch, started, startPostgres } from './servers';

/** The secret of every device of a benchmark. */
export const SECRET = 'bench';

/** The brokers this machine has. */
export const BROKERS: readonly BrokerKind[] =
  mosquittoPath(process.env['PATH'] ?? '') === undefined ? ['aedes'] : ['mosquitto', 'aedes'];

/** Broker and PostgreSQL, each a process of its own, with wearables that patients wear. */
export type Bare = {
  readonly folder: string;
  readonly pool: Pool;
  readonly databaseUrl: string;
  readonly mqttUrl: string;
  readonly postgres: Launched;
  readonly broker: Launched;
  readonly devices: readonly string[];
  stop(): Promise<void>;
};
/** The same with a gateway that hears them, and the door they come in by. */
export type Ward = Bare & { readonly gateway: Launched & { readonly url: string }; readonly door: Door };
export type Door = Launched & { readonly url: string };

/** So many wearables, each worn by a patient of its own, and nobody who hears them. */
export async function startBare(kind: BrokerKind, count: number): Promise<Bare> {
  const { folder, remove } = scratch();
  const path = process.env['PATH'] ?? '';
  const port = await freePort();
  const [postgres, mqtt] = await Promise.all([
    startPostgres(folder),
    started(broker(kind, join(folder, 'broker'), port, path)),
  ]);
  const pool = new Pool({ connectionString: postgres.url, max: 4 });
  pool.on('error', () => undefined); // a session cut by a kill is no news
  const devices = await furnish(pool, count);
  const stop = async () => {
    await pool.end();
    await Promise.all([mqtt.stop(), postgres.stop()]);
    remove();
  };
  const mqttUrl = `mqtt://127.0.0.1:${port}`;
  return { folder, pool, databaseUrl: postgres.url, mqttUrl, postgres, broker: mqtt, devices, stop };
}

/** With a gateway that hears them; without `TEMPORAL_ADDRESS` its words for an engine wait. */
export async function startWard(
  kind: BrokerKind,
  count: number,
  env: Readonly<Record<string, string>> = {},
): Promise<Ward> {
  const bare = await startBare(kind, count);
  const { databaseUrl, mqttUrl, folder } = bare;
  const gateway = await startGateway({ DATABASE_URL: databaseUrl, MQTT_URL: mqttUrl, WIRETIME_DATA: folder, ...env });
  const door = await startDoor(bare);
  const stop = async () => {
    await Promise.all([gateway.stop(), door.stop()]);
    await bare.stop();
  };
  return { ...bare, gateway, door, stop };
}

type Behind = { readonly databaseUrl: string; readonly mqttUrl: string; readonly folder: string };

/** The door before a broker that asks nobody for a secret. */
export async function startDoor({ databaseUrl, mqttUrl, folder }: Behind): Promise<Door> {
  const [web, port, tls] = await Promise.all([freePort(), freePort(), freePort()]);
  const behind = Object.assign(new URL(mqttUrl), { username: 'door', password: 'bench' }).href;
  const env = { DATABASE_URL: databaseUrl, MQTT_URL: behind, WIRETIME_DATA: folder, TEMPORAL_ADDRESS: '127.0.0.1:1' };
  const ports = { DOOR_PORT: String(port), DOOR_TLS_PORT: String(tls), WIRETIME_LOG: 'error' };
  return { ...(await started(app('door', web, { ...env, ...ports }))), url: `mqtt://127.0.0.1:${port}` };
}

async function startGateway(env: Readonly<Record<string, string>>): Promise<Launched & { readonly url: string }> {
  const port = await freePort();
  const given = { TEMPORAL_ADDRESS: '127.0.0.1:1', WIRETIME_LOG: 'error', ...env };
  return { ...(await started(app('gateway', port, given))), url: `http://127.0.0.1:${port}` };
}

/** So many wearables of a site, each worn by a patient of its own. */
export async function furnish(pool: Pool, count: number, siteId = 'st_bench'): Promise<string[]> {
  await pool.query(
    `INSERT INTO site (id, region, name_zh, name_en, kind, phone, utc_offset_min, days_off, holidays)
     VALUES ($1, 'demo', $1, $1, 'PCI_HOSPITAL', '0', 480, '{}', '{}') ON CONFLICT DO NOTHING`,
    [siteId],
  );
  const numbers = Array.from({ length: count }, (_, n) => n);
  await pool.query(
    `INSERT INTO patient (id, name, sex, community_site_id, synthetic)
     SELECT 'pt_bench' || n, 'Bench ' || n, 'FEMALE', $2, true FROM unnest($1::int[]) AS n`,
    [numbers, siteId],
  );
  await pool.query(
    `INSERT INTO device (id, kind, site_id, secret_hash, upload_interval_s)
     SELECT 'dv_bench' || n, 'WEARABLE', $3, $2, 900 FROM unnest($1::int[]) AS n`,
    [numbers, hashSecret(SECRET), siteId],
  );
  await pool.query(
    `INSERT INTO device_binding (device_id, patient_id, bound_from, bound_by)
     SELECT 'dv_bench' || n, 'pt_bench' || n, now() - interval '1 day', 'bench' FROM unnest($1::int[]) AS n`,
    [numbers],
  );
  return numbers.map((n) => `dv_bench${n}`);
}
