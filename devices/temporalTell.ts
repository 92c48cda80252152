import {
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  type Client,
} from '@temporalio/client';
import { startOf, WORKFLOW_TYPES } from '../activities/platform/subjects';
import { workflowIdOf } from '../workflows/domain/ids';
import { told as heard } from '../workflows/messages';
import { engineAway, type Tell, type Told } from './tell';

/** gRPC codes of a server that is not there, as opposed to one that refuses. */
const AWAY_CODES: ReadonlySet<number> = new Set([1, 4, 8, 14]);
const ANSWER_WITHIN_MS = 5_000;

/**
 * Openings start their workflow once and for ever: a second start of a running or closed one changes nothing. Messages
 * are signals; their id makes the receiver count them once.
 */
export const temporalTell =
  (client: Client): Tell =>
  async (word) => {
    const { kind, region, targetId, message, opening } = word;
    try {
      return await client.withDeadline(Date.now() + ANSWER_WITHIN_MS, async (): Promise<Told> => {
        if (message) await client.workflow.getHandle(workflowIdOf(kind, region, targetId)).signal(heard, message);
        else if (opening) await client.workflow.start(WORKFLOW_TYPES[kind], startOf(kind, { open: opening }));
        return 'TOLD';
      });
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return 'TOLD';
      if (error instanceof WorkflowNotFoundError) return 'GONE';
      if (isAway(error)) throw engineAway(error);
      throw error;
    }
  };

function isAway(error: unknown): boolean {
  if (isGrpcServiceError(error)) return AWAY_CODES.has(error.code);
  return error instanceof Error && error.cause !== undefined && isAway(error.cause);
}
