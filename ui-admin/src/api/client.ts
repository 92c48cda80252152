import type { FaultCode } from '../../../workflows/domain/faults';
import type { TypedDocumentString } from './generated/graphql';
import { session, setSession } from './session';
import { trusted } from './trusted';

/** Why an answer is not the one hoped for: a refusal of the server, silence of the network, or a fault of ours. */
export type Problem = {
  readonly code: FaultCode | 'OFFLINE' | 'UNEXPECTED';
  readonly message: string;
  /** Sending the same again can succeed. */
  readonly retry: boolean;
};
export type Answered<Data> = { readonly data: Data } | { readonly problem: Problem };

/** How long a person waits before the screen says that nobody answered, ms. */
const ANSWER_WITHIN_MS = 15_000;

export const headers = (): Record<string, string> => {
  const who = session();
  return who === undefined
    ? {}
    : { authorization: `Bearer ${who.token}`, ...(who.role === undefined ? {} : { 'x-role': who.role }) };
};

type GraphQLReply = {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
};

/** Sends one document as text; never throws. */
export const post = async (query: string, variables: unknown): Promise<Answered<unknown>> => {
  let reply: Response;
  let body: GraphQLReply;
  try {
    reply = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers() },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    body = trusted<GraphQLReply>(await reply.json());
  } catch (error) {
    return {
      problem: { code: 'OFFLINE', message: error instanceof Error ? error.message : String(error), retry: true },
    };
  }
  const [first] = body.errors ?? [];
  if (first === undefined && body.data != null) return { data: body.data };
  if (reply.status === 401 || first?.extensions?.code === 'NOT_SIGNED_IN') {
    setSession(undefined);
    return { problem: { code: 'NOT_SIGNED_IN', message: first?.message ?? 'Sign in first.', retry: false } };
  }
  return {
    problem: {
      code: 'UNEXPECTED',
      message: first?.message ?? `The server answered ${reply.status}.`,
      retry: reply.status >= 502,
    },
  };
};

/** Asks a typed document; faults become values. */
export const ask = async <Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
): Promise<Answered<Data>> => {
  const answer = await post(document.toString(), variables);
  return 'data' in answer ? { data: trusted<Data>(answer.data) } : answer;
};
