import { TestWorkflowEnvironment } from '@temporalio/testing';
import type { DataConverter } from '@temporalio/common';
import { ATTRIBUTE_TYPES } from '../../activities/platform/temporalApply';
import { temporalYaml } from '../../activities/platform/temporalYaml';
import { testServerPath } from '../services/temporal';

export const VIRTUAL_NAMESPACE = 'default';

/** A server where a year takes a second, knowing the search attributes of temporal.yaml. */
export async function virtualServer(dataConverter: DataConverter): Promise<TestWorkflowEnvironment> {
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: testServerPath } },
    client: { dataConverter },
  });
  const attributes = Object.entries(temporalYaml().searchAttributes).map(([key, type]) => [key, ATTRIBUTE_TYPES[type]]);
  await env.connection.operatorService.addSearchAttributes({
    namespace: VIRTUAL_NAMESPACE,
    searchAttributes: Object.fromEntries(attributes),
  });
  return env;
}
