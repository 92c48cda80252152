import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataConverter } from '@temporalio/common';
import {
  bundleWorkflowCode,
  DefaultLogger,
  type NativeConnection,
  Runtime,
  Worker,
  type WorkerOptions,
} from '@temporalio/worker';
import type { TemporalAddress } from '../../activities/platform/config';
import { dataConverter, FAILURE_CONVERTER } from '../../activities/platform/temporal';
import { activitiesOf, temporalYaml, workerTuning } from '../../activities/platform/temporalYaml';
import type { Activities } from '../../activities';

/** Remarks of the SDK are noise beside figures. */
export function quiet(): void {
  const filter = { core: 'ERROR', other: 'ERROR' } as const;
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter } } });
}

export const at = (address: string, namespace: string | undefined): TemporalAddress => ({
  address,
  namespace,
  apiKey: undefined,
  tls: false,
  serverCa: undefined,
  clientCertificate: undefined,
  clientKey: undefined,
  serverName: undefined,
});

/** The platform's own encryption, under a key of this run. */
export const converter = (folder: string, namespace: string): DataConverter =>
  dataConverter({ temporal: at('', namespace), keyFile: join(folder, 'keys.json') });

/** Bundles the trivial workflows of the floor into `folder` and says where. */
export async function trivialBundle(folder: string): Promise<string> {
  const silent = () => undefined;
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(__dirname, 'trivial.ts'),
    failureConverterPath: FAILURE_CONVERTER,
    logger: { log: silent, trace: silent, debug: silent, info: silent, warn: silent, error: silent },
  });
  mkdirSync(folder, { recursive: true });
  const codePath = join(folder, 'trivial.js');
  writeFileSync(codePath, code);
  return codePath;
}

export type Running = { stop(): Promise<void> };

const QUEUES = ['episodes', 'paging', 'records'] as const;

export type Hosting = {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly dataConverter: DataConverter;
  readonly codePath: string;
  /** In front of each queue's name, so that ours and the floor share a server. */
  readonly prefix?: string;
  readonly tuning?: Partial<WorkerOptions>;
};

/** The workers of an engine: each queue with the tuning and the activities temporal.yaml gives it. */
export async function host(
  hosting: Hosting,
  all: Activities | NonNullable<WorkerOptions['activities']>,
): Promise<Running> {
  const { connection, namespace, dataConverter: converts, codePath, prefix = '', tuning = {} } = hosting;
  const file = temporalYaml();
  const workers = await Promise.all(
    QUEUES.map((queue) =>
      Worker.create({
        ...workerTuning(file, queue),
        ...tuning,
        connection,
        namespace,
        taskQueue: `${prefix}${queue}`,
        dataConverter: converts,
        ...(file.taskQueues[queue]?.workflows === true ? { workflowBundle: { codePath } } : {}),
        activities: activitiesOf(file, queue, all),
      }),
    ),
  );
  const ended = workers.map((worker) => worker.run());
  return {
    stop: async () => {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await Promise.all(ended);
    },
  };
}
