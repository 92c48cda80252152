import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { Activities } from './index';
import { startOf, WORKFLOW_TYPES } from './platform/subjects';

/** Starts a linked episode; the same one asked for again, or over already, is there once. */
export const makeOpenEpisode =
  ({ client }: { readonly client: Client }): Activities['openEpisode'] =>
  async (open) => {
    try {
      await client.workflow.start(WORKFLOW_TYPES.EPISODE, startOf('EPISODE', { open }));
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  };
