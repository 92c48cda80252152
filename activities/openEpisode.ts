import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { workflowIdOf } from '../workflows/domain/ids';
import type { Activities } from './index';

/** Starts a linked episode; the same one asked for again, or over already, is there once. */
export const makeOpenEpisode =
  ({ client }: { readonly client: Client }): Activities['openEpisode'] =>
  async (open) => {
    try {
      await client.workflow.start('episode', {
        workflowId: workflowIdOf('EPISODE', open.region, open.id),
        taskQueue: 'episodes',
        args: [open],
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        workflowIdConflictPolicy: 'USE_EXISTING',
      });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  };
