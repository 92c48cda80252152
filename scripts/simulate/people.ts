import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSchema, type GraphQLField } from 'graphql';
import type { Role } from '../../workflows/domain/vocabulary';

/** What a mutation answered: where the record will stand once it holds the word. */
export type Told = {
  readonly id: string;
  readonly episodeId: string | null;
  readonly epoch: number;
  readonly seq: number;
};
export type Arguments = Readonly<Record<string, unknown>>;
export type Duty = { readonly role: Role; readonly siteId: string };
export type Person = { readonly id: string; readonly name: string; readonly duties: readonly Duty[] };

/** A refusal the case did not ask for. */
export const refused = (code: string, message: string): Error =>
  Object.assign(new Error(`${code}: ${message}`), { code });
export const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

/** The people of the region, each speaking in one role with a token of their own. */
export type People = {
  readonly all: readonly Person[];
  /** Who has this role, at that site where it is named. */
  who(role: Role, siteId?: string): Person;
  /** Says one thing under one id, again and again under the same id until it is answered or `patienceMs` are over. */
  tell(as: Duty, mutation: string, values: Arguments): Promise<Told>;
  ask<Answer>(role: Role, query: string, values?: Arguments): Promise<Answer>;
  /** Bytes of an address of the API. */
  fetch(role: Role, path: string): Promise<Response>;
  headers(as: Duty): Promise<Record<string, string>>;
};

type Options = { readonly url: string; readonly patienceMs: number };
type Reply<Data> = { readonly data?: Data | null; readonly errors?: readonly { readonly message: string }[] };
type Heard =
  | (Told & { readonly __typename: 'Told' })
  | { readonly __typename: 'Fault'; readonly code: string; readonly message: string; readonly retry: boolean };

const RETRY_MS = 250;
const ANSWER_MS = 15_000;

export async function meet({ url, patienceMs }: Options): Promise<People> {
  const mutations =
    buildSchema(readFileSync(join(__dirname, '..', '..', 'graphql', 'schema.graphql'), 'utf8'))
      .getMutationType()
      ?.getFields() ?? {};
  const tokens = new Map<string, string>();
  const run = Date.now().toString(36);
  let said = 0;

  const patiently = async <T>(what: string, attempt: () => Promise<T>): Promise<T> => {
    for (const until = Date.now() + patienceMs; ; await sleep(RETRY_MS)) {
      try {
        return await attempt();
      } catch (error) {
        if (!isPassing(error)) throw error;
        if (Date.now() > until) throw new Error(`${what}: no answer within ${patienceMs / 1000} s`, { cause: error });
      }
    }
  };
  const get = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const response = await fetch(`${url}${path}`, { ...init, signal: AbortSignal.timeout(ANSWER_MS) }).catch(
      (cause: unknown) => {
        throw passing('the API does not answer', cause);
      },
    );
    if (response.status >= 500) throw passing(`${path} answers ${response.status}`);
    return response;
  };
  const all = await patiently('the people', async () => {
    const people: readonly Person[] = await json(await get('/demo/people'));
    if (people.length === 0) throw passing('nobody is known yet');
    return people;
  });

  const who: People['who'] = (role, siteId) => {
    const person = all.find(({ duties }) =>
      duties.some((duty) => duty.role === role && (siteId === undefined || duty.siteId === siteId)),
    );
    if (person === undefined)
      throw new Error(`nobody has the role ${role}${siteId === undefined ? '' : ` at ${siteId}`}`);
    return person;
  };
  const token = async (personId: string): Promise<string> => {
    const known = tokens.get(personId);
    if (known !== undefined) return known;
    const body = JSON.stringify({ personId });
    const answer: { readonly token: string } = await json(
      await get('/demo/token', { method: 'POST', body, headers: { 'content-type': 'application/json' } }),
    );
    tokens.set(personId, answer.token);
    return answer.token;
  };
  const headers: People['headers'] = async ({ role, siteId }) => ({
    authorization: `Bearer ${await token(who(role, siteId).id)}`,
    'content-type': 'application/json',
    accept: 'application/json',
    'x-role': role,
  });
  const post = async <Data>(as: Duty, query: string, variables: Arguments): Promise<Data> => {
    const body = JSON.stringify({ query, variables });
    const reply: Reply<Data> = await json(await get('/graphql', { method: 'POST', body, headers: await headers(as) }));
    if (reply.data === undefined || reply.data === null)
      throw passing(reply.errors?.map(({ message }) => message).join('; ') ?? 'no data');
    return reply.data;
  };

  return {
    all,
    who,
    headers,
    tell: async (as, mutation, values) => {
      const field = mutations[mutation];
      if (field === undefined) throw new Error(`there is no mutation ${mutation}`);
      const variables = { ...values, clientId: `sim-${run}-${++said}` };
      return patiently(mutation, async () => {
        const heard = (await post<Readonly<Record<string, Heard>>>(as, documentOf(field, variables), variables))[
          mutation
        ];
        if (heard?.__typename === 'Told') return heard;
        if (heard === undefined || heard.retry) throw passing(heard?.message ?? 'no answer');
        throw refused(heard.code, `${mutation} as ${as.role}: ${heard.message}`);
      });
    },
    ask: (role, query, values = {}) => patiently('a question', () => post(dutyOf(who(role), role), query, values)),
    fetch: (role, path) => patiently(path, async () => get(path, { headers: await headers(dutyOf(who(role), role)) })),
  };
}

const dutyOf = ({ duties }: Person, role: Role): Duty =>
  duties.find((duty) => duty.role === role) ?? { role, siteId: '' };

/** A mutation with exactly the arguments that are given, typed as the printed schema says. */
function documentOf({ name, args }: GraphQLField<unknown, unknown>, given: Arguments): string {
  const used = args.filter((arg) => Object.hasOwn(given, arg.name));
  const declared = used.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const passed = used.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  return `mutation(${declared}) { ${name}(${passed}) { __typename ... on Told { id episodeId epoch seq } ... on Fault { code message retry } } }`;
}

const json = async <T>(response: Response): Promise<T> => {
  const text = await response.text();
  try {
    const answer: T = JSON.parse(text); // the caller names what this address answers
    return answer;
  } catch (cause) {
    throw passing(`not JSON: ${text.slice(0, 80)}`, cause);
  }
};

const passing = (message: string, cause?: unknown): Error =>
  Object.assign(new Error(message, { cause }), { passing: true });
const isPassing = (error: unknown): boolean => error instanceof Error && 'passing' in error;
