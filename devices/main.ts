import { join } from 'node:path';
import { Pool } from 'pg';
import { loadConfig } from '../activities/platform/config';
import { makeLog } from '../activities/platform/log';
import { secretFile } from '../activities/platform/secretFile';
import { connectClient } from '../activities/platform/temporal';
import { folderBlobs } from '../activities/platform/blobs';
import { startGateway } from './gateway';
import { temporalTell } from './temporalTell';

/** The process that listens to devices. */
async function main(): Promise<void> {
  const config = loadConfig();
  const log = makeLog('gateway', { level: config.logLevel });
  const pool = new Pool({
    connectionString: config.databaseUrl,
    max: 12,
    connectionTimeoutMillis: 3_000,
    query_timeout: 15_000, // a database that stands still is one that is away, and somebody must hear of it
  });
  pool.on('error', (error) => log.warn('DATABASE_CONNECTION_LOST', { message: error.message }));
  const client = connectClient(config);
  const gateway = await startGateway({
    id: config.replica,
    mqttUrl: config.mqttUrl,
    devicesUrl: config.devicesUrl,
    port: config.port,
    pool,
    blobs: folderBlobs(join(config.dataFolder, 'blobs')),
    tell: temporalTell(client),
    tokenKey: secretFile(config.tokenKeyFile),
    log,
    ...(config.preRead !== undefined && { preRead: config.preRead }),
    ...(config.mqttShareGroup !== undefined && { shareGroup: config.mqttShareGroup }),
  });
  log.info('READY', { port: gateway.port });
  const stop = async (): Promise<void> => {
    await gateway.stop();
    await client.connection.close();
    await pool.end();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
}

void main();
