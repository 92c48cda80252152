import { createSecretKey } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { Activities } from '../../activities';
import { makeCodec } from '../../activities/platform/codec';
import { makeLog } from '../../activities/platform/log';
import { ATTRIBUTE_TYPES } from '../../activities/platform/temporalApply';
import { FAILURE_CONVERTER } from '../../activities/platform/temporal';
import { temporalYaml, workerTuning } from '../../activities/platform/temporalYaml';
import { makeRecorder } from '../../activities/record';
import { onFreePort } from '../../scripts/services/ports';
import { temporal, testServerPath } from '../../scripts/services/temporal';
import type { Launched } from '../../scripts/services/launched';
import { launched, temporaryFolder } from './launch';

const KEY = { id: 'k1', secret: createSecretKey(Buffer.alloc(32, 7)) };

/** Encrypts as in real life, under a key that every test knows. */
export const testConverter = (namespace: string): DataConverter => ({
  payloadCodecs: [makeCodec({ active: () => KEY, find: (id) => (id === KEY.id ? KEY : undefined) }, namespace)],
  failureConverterPath: FAILURE_CONVERTER,
});

type OnQueue = { readonly workflows?: boolean; readonly activities?: Partial<Activities> };
/** What runs on which queue: `episodes: { workflows: true }`, `paging: { activities }`. */
export type Queues = Readonly<Record<string, OnQueue>>;

/** Workers that were started; `stop` lets them finish what they hold. */
export type Hosted = { stop(): Promise<void> };

function bundle(): string {
  const path = process.env['WIRETIME_TEST_BUNDLE'];
  if (path !== undefined) return path;
  const why = process.env['WIRETIME_TEST_BUNDLE_FAULT'] ?? 'put the test into the project `workflows` or `services`';
  throw new Error(`no workflow bundle: ${why}`);
}

let quieted = false;
/** Core advises to use a newer server when it sees the test server; that and every other remark is noise here. */
function quiet(): void {
  if (quieted) return;
  quieted = true;
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' } } },
  });
}

/** Starts a worker for each queue, as the engine would, with the activities the test brings. */
async function host(
  { client, connection, namespace }: { client: Client; connection: NativeConnection; namespace: string },
  queues: Queues,
): Promise<Hosted> {
  const file = temporalYaml();
  const flush = queues['records']?.activities?.flush;
  const sinks = flush && makeRecorder({ flush, client, log: makeLog('engine', { write: () => undefined }) });
  const running = await Promise.all(
    Object.entries(queues).map(async ([queue, { workflows = false, activities }]) => {
      const worker = await Worker.create({
        ...workerTuning(file, queue),
        // A test has a handful of workflows: pollers by the dozen only slow its start and its end.
        ...{ workflowTaskPollerBehavior: few, activityTaskPollerBehavior: few },
        connection,
        namespace,
        taskQueue: queue,
        dataConverter: testConverter(namespace),
        shutdownGraceTime: '1s',
        shutdownForceTime: '5s',
        ...(workflows ? { workflowBundle: { codePath: bundle() } } : {}),
        ...(workflows && sinks ? { sinks } : {}),
        ...(activities ? { activities } : {}),
      });
      return { worker, ended: worker.run() };
    }),
  );
  return {
    stop: async () => {
      for (const { worker } of running) if (worker.getState() === 'RUNNING') worker.shutdown();
      await Promise.all(running.map(({ ended }) => ended));
    },
  };
}
const few = { type: 'simple-maximum', maximum: 5 } as const;

export type TestServer = {
  readonly client: Client;
  readonly namespace: string;
  host(queues: Queues): Promise<Hosted>;
  stop(): Promise<void>;
};
export type TimeSkipping = TestServer & {
  readonly env: TestWorkflowEnvironment;
  /** Lets that much virtual time (ms) pass. */
  pass(ms: number): Promise<void>;
  /** The virtual time, ms since 1970. */
  now(): Promise<number>;
};

/** A server where a year takes a second. Time is one for all its workflows: one test at a time on one server. */
export async function timeSkipping(): Promise<TimeSkipping> {
  quiet();
  const namespace = 'default';
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: testServerPath } },
    client: { dataConverter: testConverter(namespace) },
  });
  const searchAttributes = Object.entries(temporalYaml().searchAttributes).map(([key, type]) => [
    key,
    ATTRIBUTE_TYPES[type],
  ]);
  // The test server can add attributes, and cannot list them.
  await env.connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(searchAttributes),
  });
  return {
    env,
    client: env.client,
    namespace,
    pass: (ms) => env.sleep(ms),
    now: () => env.currentTimeMs(),
    host: (queues) => host({ client: env.client, connection: env.nativeConnection, namespace }, queues),
    stop: () => env.teardown(),
  };
}

export type RealServer = TestServer & {
  readonly address: string;
  readonly file: string;
  /** The server's own process, to kill and to bring back. */
  readonly server: Launched;
};

/** Temporal's real server on a file of its own, with the flags of `npm start`. */
export async function realServer(): Promise<RealServer> {
  quiet();
  const file = `${temporaryFolder('temporal')}/temporal.db`;
  const { namespace, searchAttributes, devServer } = temporalYaml();
  const { name } = namespace;
  const { server, address } = await onFreePort(async (port) => {
    const settings = { file, port, uiPort: undefined, namespace: name, searchAttributes, ...devServer };
    const started = await launched(temporal(settings, process.env['PATH'] ?? ''));
    return { server: started, address: `127.0.0.1:${port}` };
  });
  const connection = await Connection.connect({ address });
  const native = await NativeConnection.connect({ address });
  const client = new Client({ connection, namespace: name, dataConverter: testConverter(name) });
  return {
    address,
    file,
    server,
    namespace: name,
    client,
    host: (queues) => host({ client, connection: native, namespace: name }, queues),
    stop: async () => {
      await connection.close();
      await native.close();
      await server.stop();
    },
  };
}
