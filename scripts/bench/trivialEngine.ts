import { readFileSync } from 'node:fs';
import { type NativeConnection, Worker } from '@temporalio/worker';
import { connectAsync } from 'mqtt';
import { connectWorkers, dataConverter } from '../../activities/platform/temporal';
import { temporalYaml, workerTuning } from '../../activities/platform/temporalYaml';
import { FIRED_TOPIC } from './fired';
import { TRIVIAL_QUEUES, type TrivialActivities } from './trivial';
import { at, quiet } from './workers';

/** What one process of the floor is started with, as JSON in a file. */
export type TrivialSettings = {
  readonly address: string;
  readonly namespace: string;
  readonly keyFile: string;
  readonly codePath: string;
  readonly mqttUrl: string;
};

/** The floor's engine: workers tuned like ours, on queues of their own, with nothing in them. */
async function main(): Promise<void> {
  quiet();
  const settings: TrivialSettings = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
  const broker = await connectAsync(settings.mqttUrl, { protocolVersion: 5 });
  const activities: TrivialActivities = {
    tellFired: async (id) => void broker.publish(FIRED_TOPIC, JSON.stringify({ id, sentAt: Date.now() }), { qos: 1 }),
  };
  const connection = await connectWorkers({ temporal: at(settings.address, settings.namespace) });
  const workers = await Promise.all([
    workerFor(settings, connection, 'workflows', { workflowBundle: { codePath: settings.codePath } }),
    workerFor(settings, connection, 'activities', { activities }),
  ]);
  await Promise.all(workers.map((worker) => worker.run()));
  process.exit(0);
}

const LIKE = { workflows: 'episodes', activities: 'paging' } as const;

function workerFor(
  { address, namespace, keyFile }: TrivialSettings,
  connection: NativeConnection,
  queue: keyof typeof TRIVIAL_QUEUES,
  does: Pick<Parameters<typeof Worker.create>[0], 'activities' | 'workflowBundle'>,
): Promise<Worker> {
  return Worker.create({
    ...workerTuning(temporalYaml(), LIKE[queue]),
    connection,
    namespace,
    taskQueue: TRIVIAL_QUEUES[queue],
    dataConverter: dataConverter({ temporal: at(address, namespace), keyFile }),
    ...does,
  });
}

void main();
