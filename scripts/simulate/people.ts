import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, type GraphQLField } from 'graphql';
import type { Role } from '../../workflows/domain/vocabulary';
import { get, json, passing, patiently } from './http';

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

/** A refusal for good. */
const refused = (code: string, message: string): Error => Object.assign(new Error(`${code}: ${message}`), { code });
export const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

/** Of a device: worn by somebody else, or come back and not looked at yet. */
export const isNotToBeHad = (error: unknown): boolean => {
  const code = codeOf(error);
  return code === 'TAKEN' || code === 'OUT_OF_USE';
};

/** The people of the region, each speaking in one role with a token of their own. */
export type People = {
  readonly all: readonly Person[];
  /** Who has this role, at that site where it is named. */
  readonly who: (role: Role, siteId?: string) => Person;
  /** Says one thing under one id, again and again under the same id until it is answered. */
  readonly tell: (as: Duty, mutation: string, values: Arguments) => Promise<Told>;
  readonly ask: <Answer>(role: Role, query: string, values?: Arguments) => Promise<Answer>;
  /** What lies at an address of the API. */
  readonly fetch: (role: Role, path: string) => Promise<Response>;
  /** What a request of somebody's carries. */
  readonly headers: (as: Duty) => Promise<Record<string, string>>;
};

type Options = { readonly url: string; readonly patienceMs: number };
type Reply<Data> = { readonly data?: Data | null; readonly errors?: readonly { readonly message: string }[] };
type Fault = {
  readonly __typename: 'Fault';
  readonly code: string;
  readonly message: string;
  readonly retry: boolean;
};
type Heard = (Told & { readonly __typename: 'Told' }) | Fault;

export async function meet({ url, patienceMs }: Options): Promise<People> {
  const all = await patiently('the people', patienceMs, async () => {
    const people: readonly Person[] = await json(await get(`${url}/demo/people`));
    if (people.length === 0) throw passing('nobody is known yet');
    return people;
  });
  const who: People['who'] = (role, siteId) => {
    const has = (duty: Duty) => duty.role === role && (siteId === undefined || duty.siteId === siteId);
    const person = all.find(({ duties }) => duties.some(has));
    if (person === undefined)
      throw new Error(`nobody has the role ${role}${siteId === undefined ? '' : ` at ${siteId}`}`);
    return person;
  };
  const anywhere = (role: Role): Duty => who(role).duties.find((duty) => duty.role === role) ?? { role, siteId: '' };
  const token = tokens(url);
  const headers: People['headers'] = async ({ role, siteId }) => ({
    authorization: `Bearer ${await token(who(role, siteId).id)}`,
    'content-type': 'application/json',
    accept: 'application/json',
    'x-role': role,
  });
  const post = async <Data>(as: Duty, query: string, variables: Arguments): Promise<Data> => {
    const asked = { method: 'POST', body: JSON.stringify({ query, variables }), headers: await headers(as) };
    const { data, errors }: Reply<Data> = await json(await get(`${url}/graphql`, asked));
    if (data === undefined || data === null)
      throw passing(errors?.map(({ message }) => message).join('; ') ?? 'no data');
    return data;
  };
  return {
    all,
    who,
    headers,
    tell: teller(post, patienceMs),
    ask: (role, query, values = {}) => patiently('a question', patienceMs, () => post(anywhere(role), query, values)),
    fetch: (role, path) =>
      patiently(path, patienceMs, async () => get(`${url}${path}`, { headers: await headers(anywhere(role)) })),
  };
}

/** Each person signs in once. */
function tokens(url: string): (personId: string) => Promise<string> {
  const known = new Map<string, string>();
  return async (personId) => {
    const before = known.get(personId);
    if (before !== undefined) return before;
    const body = JSON.stringify({ personId });
    const asked = { method: 'POST', body, headers: { 'content-type': 'application/json' } };
    const { token }: { readonly token: string } = await json(await get(`${url}/demo/token`, asked));
    known.set(personId, token);
    return token;
  };
}

type Post = <Data>(as: Duty, query: string, variables: Arguments) => Promise<Data>;

function teller(post: Post, patienceMs: number): People['tell'] {
  const printed = readFileSync(join(__dirname, '..', '..', 'graphql', 'schema.graphql'), 'utf8');
  const mutations = buildSchema(printed).getMutationType()?.getFields() ?? {};
  const run = `${process.pid.toString(36)}${Date.now().toString(36)}`;
  let said = 0;
  return async (as, mutation, values) => {
    const field = mutations[mutation];
    if (field === undefined) throw new Error(`there is no mutation ${mutation}`);
    const variables = { ...values, clientId: `sim-${run}-${++said}` };
    return patiently(mutation, patienceMs, async () => {
      const answer: Readonly<Record<string, Heard>> = await post(as, documentOf(field, variables), variables);
      const heard = answer[mutation];
      if (heard?.__typename === 'Told') return heard;
      if (heard === undefined || heard.retry) throw passing(heard?.message ?? 'no answer');
      throw refused(heard.code, `${mutation} as ${as.role}: ${heard.message}`);
    });
  };
}

/** A mutation with exactly the arguments that are given, typed as the printed schema says. */
function documentOf({ name, args }: GraphQLField<unknown, unknown>, given: Arguments): string {
  const used = args.filter((arg) => Object.hasOwn(given, arg.name));
  const declared = used.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const passed = used.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const heard = '__typename ... on Told { id episodeId epoch seq } ... on Fault { code message retry }';
  return `mutation(${declared}) { ${name}(${passed}) { ${heard} } }`;
}
