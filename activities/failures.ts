import { ApplicationFailure } from '@temporalio/common';
import { ServiceError } from '@temporalio/client';
import { DatabaseError } from 'pg';
import { faultOf, toFailure } from './platform/faults';
import { isRecordAway } from './platform/recordAway';

/**
 * What an activity throws as Temporal reads it: a fault keeps its code; everything else has a type and is tried again.
 * The sentence is ours: a database's own quotes the row it was given.
 */
export function asFailure(error: unknown): Error {
  if (error instanceof ApplicationFailure) return error;
  const fault = faultOf(error);
  if (fault !== undefined) return toFailure(fault);
  const retryable = (type: string, message: string) =>
    ApplicationFailure.create({ type, message, nonRetryable: false });
  if (error instanceof DatabaseError)
    return retryable('RECORD_REFUSED', `PostgreSQL answered ${error.code ?? 'an error'}`);
  if (error instanceof ServiceError) return retryable('ENGINE_UNREACHABLE', error.message);
  if (isRecordAway(error)) return retryable('RECORD_UNREACHABLE', `PostgreSQL is away: ${error.message}`);
  return error instanceof Error ? error : new Error(String(error));
}

/** The same activity, whose errors Temporal understands. */
export const withFailures =
  <In, Out>(act: (input: In) => Promise<Out>) =>
  async (input: In): Promise<Out> => {
    try {
      return await act(input);
    } catch (error) {
      throw asFailure(error);
    }
  };
