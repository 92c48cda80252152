import { DefaultLogger, Runtime } from '@temporalio/worker';
import { runEngine } from './engine';
import { loadConfig } from './platform/config';
import { makeLog } from './platform/log';

// The SDK keeps the last answer of every run it holds. Of Node's shared slabs of 64 KiB each would keep a whole one alive.
Buffer.poolSize = 8 * 1024;

const config = loadConfig();
const log = makeLog('engine', { level: config.logLevel });

// SIGINT and SIGTERM reach every worker through the runtime: what runs is finished first (temporal.yaml, shutdown).
Runtime.install({
  logger: new DefaultLogger('WARN', ({ message }) => log.warn('TEMPORAL', { message: message.split('\n')[0] })),
  telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' } } },
});

runEngine(config, log, Date.now).then(
  () => process.exit(0),
  (error: unknown) => {
    log.error('ENGINE_ENDED', error);
    process.exit(1);
  },
);
