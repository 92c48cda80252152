import { join } from 'node:path';
import { Pool } from 'pg';
import { type Config, loadConfig } from '../activities/platform/config';
import { openAuthority } from '../activities/platform/deviceAuthority';
import { makeLog } from '../activities/platform/log';
import { connectClient, namespaceOf } from '../activities/platform/temporal';
import { temporalYaml } from '../activities/platform/temporalYaml';
import { makeWebPush } from '../activities/platform/webPush';
import { makePrisma } from '../prisma/client';
import { instant } from '../workflows/domain/time';
import { makeApp } from './app';
import { followDesk } from './broker';
import type { Services } from './context';
import { makeChangeStream } from './changes';
import { makeDeskPages } from './deskPages';
import { makeDirectory } from './directory';
import { makeEngine } from './engine';
import { makeDemoIdentity } from './identity';
import { linesIn } from './lines';
import { makeMeasures } from './metrics';
import { isClosed } from './record';
import { makeWordContents } from './wordContents';

const REFRESH_MS = 30_000;

/** What this process remembers, the authority that signs certificates of devices, and what pushes to browsers. */
const ownOf = ({ dataFolder, push }: Config, pool: Pool) => ({
  measures: makeMeasures(),
  wordContents: makeWordContents(pool),
  authority: () => openAuthority(join(dataFolder, 'devices', 'authority'), new Date()),
  webPush: makeWebPush(push),
  pushHosts: push.hosts,
});

const keepFresh = ({ directory, wordContents }: Pick<Services, 'directory' | 'wordContents'>): NodeJS.Timeout =>
  setInterval(() => {
    void directory.refresh();
    void wordContents.prune();
  }, REFRESH_MS);

/** The process people talk to: GraphQL, live changes, recordings and the screens. */
async function main(): Promise<void> {
  const config = loadConfig();
  const log = makeLog('api', { level: config.logLevel });
  if (config.production) throw new Error('The demo identity does not run with NODE_ENV=production');
  if (config.oidcIssuer !== undefined) throw new Error('OIDC_ISSUER is set, and only the demo identity is built');
  log.warn('DEMO_IDENTITY', { meaning: 'ANYBODY CAN SIGN IN AS ANYBODY. Never with real people.' });

  const now = () => instant(Date.now());
  const { databaseUrl, dataFolder, mqttUrl, port } = config;
  const pool = new Pool({
    connectionString: databaseUrl,
    max: 16,
    connectionTimeoutMillis: 2000,
    query_timeout: 10_000,
  });
  pool.on('error', (error) => log.error('DATABASE_CONNECTION_LOST', error));
  const prisma = makePrisma(pool);
  const client = connectClient(config);
  const { region } = temporalYaml(namespaceOf(config)).namespace;
  const directory = makeDirectory({ pool, file: join(dataFolder, 'api', 'directory.json'), log, now });
  const deskPages = makeDeskPages({ now, kept: linesIn(join(dataFolder, 'api', 'pages.ndjson')) });
  const broker = followDesk({ url: mqttUrl, replica: `${dataFolder}:${port}`, deskPages, log });
  const changes = makeChangeStream({ databaseUrl, pool, log, now });
  const engine = makeEngine({ client, region, closedInRecord: (id) => isClosed(pool, id) });
  const services = { region, pool, prisma, directory, engine, changes, deskPages, log, now, ...ownOf(config, pool) };
  const app = makeApp({
    services,
    identity: makeDemoIdentity({ directory, keyFile: join(dataFolder, 'api', 'demo.key') }),
    blobFolder: join(dataFolder, 'blobs'),
    uiFolder: join(__dirname, '..', 'ui-admin', 'dist'),
    brokerConnected: () => broker.connected,
  });

  await directory.refresh();
  const refreshing = keepFresh(services);
  const server = app.listen(port, '127.0.0.1', () => log.info('LISTENING', { port }));
  const stop = async () => {
    clearInterval(refreshing);
    server.close();
    server.closeAllConnections();
    await Promise.all([changes.close(), broker.endAsync(true), client.connection.close()]);
    await prisma.$disconnect();
    await pool.end();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
}

void main();
