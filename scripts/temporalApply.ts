import { loadConfig } from '../activities/platform/config';
import { connectClient } from '../activities/platform/temporal';
import { applyTemporalYaml } from '../activities/platform/temporalApply';
import { temporalYaml } from '../activities/platform/temporalYaml';

/** `npm run temporal:apply`: makes the namespace, search attributes and schedules of temporal.yaml. */
async function main(): Promise<void> {
  const config = loadConfig();
  const client = connectClient(config);
  try {
    const done = await applyTemporalYaml(client, temporalYaml(config.temporal.namespace));
    console.log(done.length === 0 ? 'Temporal is as temporal.yaml wants it.' : done.join('\n'));
  } finally {
    await client.connection.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
