import { GraphQLError } from 'graphql';
import type { Log } from '../activities/platform/log';
import { Fault, httpOf, isFault } from '../activities/platform/faults';
import { isRecordAway } from '../activities/platform/recordAway';

/** What a client may know of an error: a fault's code and sentence, what is wrong with the request, or nothing. */
export const makeMask =
  (log: Log) =>
  (error: unknown): GraphQLError => {
    const cause = error instanceof GraphQLError ? error.originalError : error;
    const place =
      error instanceof GraphQLError ? { ...(error.path ? { path: error.path } : {}), nodes: error.nodes ?? null } : {};
    const fault = faultBehind(cause);
    if (fault !== undefined)
      return new GraphQLError(fault.message, {
        ...place,
        extensions: { code: fault.code, http: { status: httpOf(fault) } },
      });
    // GraphQL's own refusals (syntax, unknown fields, limits) have no cause of ours behind them.
    if (error instanceof GraphQLError && (cause === undefined || cause instanceof GraphQLError)) return error;
    log.error('BUG', cause, { at: error instanceof GraphQLError ? error.path?.join('.') : undefined });
    return new GraphQLError('Something went wrong here; it has been logged.', {
      ...place,
      extensions: { code: 'BUG' },
    });
  };

function faultBehind(cause: unknown): Fault | undefined {
  if (isFault(cause)) return cause;
  return isRecordAway(cause) ? new Fault('RECORD_UNREACHABLE', 'The record cannot be reached now.') : undefined;
}
