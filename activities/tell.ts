import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { workflowIdOf } from '../workflows/domain/ids';
import { told } from '../workflows/messages';
import type { Activities } from './index';
import { Fault } from './platform/faults';

/** Carries word from one running thing to another; its message id makes it count once there. */
export const makeTell =
  ({ client }: { readonly client: Client }): Activities['tell'] =>
  async ({ to, message }) => {
    const workflowId = workflowIdOf(to.kind, to.region, to.id);
    try {
      await client.workflow.getHandle(workflowId).signal(told, message);
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      throw new Fault('NOT_FOUND', `${workflowId} is not running`, { cause: error });
    }
  };
