import type { Client } from '@temporalio/client';
import {
  isGrpcServiceError,
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { Fault, faultOf } from '../activities/platform/faults';
import { startOf, WORKFLOW_TYPES } from '../activities/platform/subjects';
import type { Actor } from '../workflows/domain/decision';
import type { DigestMessage } from '../workflows/domain/digest';
import type { EpisodeMessage, OpenEpisode } from '../workflows/domain/episode';
import { workflowIdOf } from '../workflows/domain/ids';
import type { IncidentMessage } from '../workflows/domain/incident';
import type { LabMessage } from '../workflows/domain/lab';
import type { ReadingMessage } from '../workflows/domain/reading';
import type { RotaHoleMessage } from '../workflows/domain/rotaHole';
import type { Answer, Carried, Message } from '../workflows/messages';
import { tell } from '../workflows/messages';

export type Words = {
  EPISODE: EpisodeMessage;
  READING: ReadingMessage;
  INCIDENT: IncidentMessage;
  LAB: LabMessage;
  ROTA_HOLE: RotaHoleMessage;
  DIGEST: DigestMessage;
};
type Unsaid<M> = M extends { readonly id: string; readonly by: Actor } ? Omit<M, 'id' | 'by'> : never;
/** What a mutation says; who says it, and under which id, comes from the request. */
export type Saying<Kind extends keyof Words> = Unsaid<Words[Kind]>;

export type Engine = {
  /**
   * One word to a running thing, answered; the message id is the update id, so a retry hears the same answer, and with
   * it the fingerprint `content` of what was said first.
   */
  tell(kind: keyof Words, id: string, message: Message, content?: string): Promise<Answer>;
  /** Starts an episode, or finds the one the same word has started; `sent` is what identifies the word's content. */
  open(opening: OpenEpisode, sent: string): Promise<Answer>;
  /** A word to an episode that has ended: it is taken up from the record, and hears the word before it can end again. */
  takeUp(carried: Carried<object>, message: Message, content?: string): Promise<Answer>;
  reachable(): Promise<boolean>;
};

/** A person at a button waits no longer; the word may still have been heard, so the same id may be sent again. */
const DEADLINE_MS = 8000;

type Deps = {
  readonly client: Client;
  readonly region: string;
  /** Whether the record knows it as closed: Temporal forgets what ended long ago. */
  readonly closedInRecord: (id: string) => Promise<boolean>;
  readonly deadlineMs?: number;
};

export function makeEngine({ client, region, closedInRecord, deadlineMs = DEADLINE_MS }: Deps): Engine {
  const inTime = <T>(work: () => Promise<T>) => client.connection.withDeadline(Date.now() + deadlineMs, work);
  const isOver = async (handle: Described, id: string): Promise<boolean> => {
    const known = await inTime(() => handle.describe()).catch(() => undefined);
    return known === undefined ? closedInRecord(id).catch(() => false) : known.closeTime !== undefined;
  };
  return {
    tell: async (kind, id, message, content) => {
      const handle = client.workflow.getHandle(workflowIdOf(kind, region, id));
      try {
        return await inTime(() => handle.executeUpdate(tell, { args: [message, content], updateId: message.id }));
      } catch (error) {
        if (error instanceof WorkflowNotFoundError && (await isOver(handle, id))) throw over(kind, error);
        throw understood(error, `${id} is not open.`);
      }
    },
    open: async (opening, sent) => {
      const workflowId = workflowIdOf('EPISODE', opening.region, opening.id);
      try {
        await inTime(() =>
          client.workflow.start(WORKFLOW_TYPES.EPISODE, {
            ...startOf('EPISODE', { open: opening }),
            memo: { sent },
            workflowIdConflictPolicy: 'FAIL',
          }),
        );
        return { id: opening.id, epoch: 1, seq: 1, outcome: 'APPLIED' };
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError))
          throw understood(error, `${opening.id} is not open.`);
        return openedBefore(await inTime(() => client.workflow.getHandle(workflowId).describe()), opening, sent);
      }
    },
    takeUp: (carried, message, content) => inTime(() => takeUp(client, carried, message, content)),
    reachable: () => answers(client),
  };
}

async function answers({ connection }: Client): Promise<boolean> {
  try {
    await connection.withDeadline(Date.now() + 1000, () => connection.workflowService.getSystemInfo({}));
    return true;
  } catch {
    return false;
  }
}

/** Begins the run of an ended episode again, with the word it is to hear first. */
async function takeUp(client: Client, carried: Carried<object>, message: Message, content?: string): Promise<Answer> {
  const startWorkflowOperation = new WithStartWorkflowOperation(WORKFLOW_TYPES.EPISODE, {
    ...startOf('EPISODE', { carried }),
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
  });
  try {
    return await client.workflow.executeUpdateWithStart(tell, {
      args: [message, content],
      updateId: message.id,
      startWorkflowOperation,
    });
  } catch (error) {
    throw understood(error, `${carried.id} is not open.`);
  }
}

type Described = { describe(): Promise<{ readonly closeTime?: Date | undefined }> };

const over = (kind: keyof Words, cause: unknown): Fault =>
  kind === 'EPISODE'
    ? new Fault('EPISODE_CLOSED', 'This episode is closed; open a linked one.', { cause })
    : new Fault('ALREADY_DONE', 'This was finished before.', { cause });

/** The same word again hears that it has been done; other words under its id are refused. */
function openedBefore(
  { memo }: { memo?: Record<string, unknown> | undefined },
  { id }: OpenEpisode,
  sent: string,
): Answer {
  if (memo?.['sent'] !== sent) throw new Fault('ID_REUSED', 'This id was used for another opening.');
  return { id, epoch: 1, seq: 1, outcome: 'APPLIED' };
}

/** What the engine's refusals mean to a person; anything else is a bug and stays itself. */
function understood(error: unknown, notFound: string): unknown {
  const refusal = faultOf(error);
  if (refusal !== undefined) return refusal;
  if (error instanceof WorkflowNotFoundError) return new Fault('NOT_FOUND', notFound, { cause: error });
  const away = error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || isAway(error);
  return away
    ? new Fault('ENGINE_UNREACHABLE', 'The engine does not answer; send the same again.', { cause: error })
    : error;
}

/** gRPC: CANCELLED, UNKNOWN, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, INTERNAL, UNAVAILABLE: sent again, the word counts once. */
const AWAY = new Set([1, 2, 4, 8, 10, 13, 14]);

function isAway(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) if (isGrpcServiceError(at) && AWAY.has(at.code)) return true;
  return false;
}
