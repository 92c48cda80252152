import { createServer } from 'node:http';
import { join } from 'node:path';
import { Pool } from 'pg';
import { loadConfig } from '../../activities/platform/config';
import { makeLog } from '../../activities/platform/log';
import { secretFile } from '../../activities/platform/secretFile';
import { makeLoop } from '../loop';
import { makeMetrics } from '../metrics';
import { openAuthority } from '../../activities/platform/deviceAuthority';
import { openDoor } from './door';
import { makeIdentify } from './identify';
import { sweepGuests } from './sweep';

const SWEEP_MS = 5_000;

/** The process by which devices come in: small, and ended seldom, because its end is that of every connection. */
async function main(): Promise<void> {
  const config = loadConfig();
  const log = makeLog('door', { level: config.logLevel });
  const pool = new Pool({ connectionString: config.databaseUrl, max: 8, connectionTimeoutMillis: 3_000 });
  pool.on('error', (error) => log.warn('DATABASE_CONNECTION_LOST', { message: error.message }));
  const clock = () => new Date();
  const metrics = makeMetrics('wiretime_door');
  const authority = await openAuthority(join(config.dataFolder, 'devices', 'authority'), clock());
  const { port, tlsPort, host, names } = config.door;
  const server = await authority.server(names, clock());
  const door = await openDoor({
    port,
    tls: { host, port: tlsPort, authority: authority.certificate, server },
    brokerUrl: config.mqttUrl,
    identify: makeIdentify({ pool, tokenKey: secretFile(config.tokenKeyFile), clock }),
    log,
    metrics,
    clock,
  });
  const run = () => sweepGuests({ pool, guests: door.guests, log, clock }).then(() => 0);
  const sweep = makeLoop({ name: 'SWEEP', everyMs: SWEEP_MS, run, log, clock });
  const web = createServer((request, response) => {
    if (request.url === '/metrics') return void response.end(metrics.text());
    const failing = sweep.failingSince();
    const body = { ok: failing === undefined, connected: door.guests().length };
    response.writeHead(body.ok ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  web.listen(config.port, '127.0.0.1', () => log.info('READY', { port: door.port, tlsPort: door.tlsPort }));
  const stop = async (): Promise<void> => {
    await sweep.stop();
    await door.stop();
    await pool.end();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
}

void main();
