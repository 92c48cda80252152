import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { Pool } from 'pg';
import { createActivities } from '../../activities/index';
import { openAuthority } from '../../activities/platform/deviceAuthority';
import { makeLog } from '../../activities/platform/log';
import { makeWebPush, type WebPush } from '../../activities/platform/webPush';
import { makeRota } from '../../activities/rota';
import { makeApp } from '../../graphql/app';
import { makeChangeStream } from '../../graphql/changes';
import type { Services } from '../../graphql/context';
import { makeDeskPages } from '../../graphql/deskPages';
import { makeDirectory } from '../../graphql/directory';
import { makeEngine } from '../../graphql/engine';
import { makeDemoIdentity } from '../../graphql/identity';
import { linesIn } from '../../graphql/lines';
import { makeMeasures } from '../../graphql/metrics';
import { isClosed } from '../../graphql/record';
import { makeWordContents } from '../../graphql/wordContents';
import { makePrisma } from '../../prisma/client';
import { loadDemoRegion } from '../../prisma/demo/region';
import { instant } from '../../workflows/domain/time';

import type { Database } from '../support/postgres';
import { freshDatabase } from '../support/postgres';
import type { RealServer } from '../support/temporal';
import { realServer } from '../support/temporal';
import type { CutLine } from './cutLine';
import { cutLine } from './cutLine';

export type Answer<T> = {
  readonly data?: T;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code?: string } }[];
};
export type Api = {
  readonly url: string;
  readonly database: Database;
  /** The API's and the engine's own line to it. */
  readonly line: CutLine;
  /** Temporal's own client, to play the gateway. */
  readonly temporal: Client | undefined;
  readonly services: Services;
  readonly log: readonly string[];
  readonly folder: string;
  /** Asks as one of the demo people, or as nobody. */
  ask<T = Record<string, unknown>>(
    as: string | undefined,
    query: string,
    variables?: object,
    headers?: Record<string, string>,
  ): Promise<Answer<T>>;
  /** Follows a subscription until its reader breaks off. */
  follow<T>(as: string, query: string, variables?: object): AsyncGenerator<T>;
  stop(): Promise<void>;
};

const REGION = 'demo';

/** The whole API on a database of its own with the demo region; with `engine`, on a real Temporal with real workers. */
export async function anApi({ engine = false, webPush }: { engine?: boolean; webPush?: WebPush } = {}): Promise<Api> {
  const database = await freshDatabase();
  await loadDemoRegion(database.pool);
  const server = engine ? await realServer() : undefined;
  const folder = mkdtempSync(join(tmpdir(), 'wiretime-api-'));
  const lines: string[] = [];
  const log = makeLog('api', { write: (line) => lines.push(line) });
  const now = () => instant(Date.now());
  const line = await cutLine(database.url);
  const databaseUrl = line.url;
  const pool = new Pool({ connectionString: databaseUrl, connectionTimeoutMillis: 2000, query_timeout: 5000 });
  pool.on('error', () => undefined); // a cut line is what some tests are about
  const deskPages = makeDeskPages({ now, kept: linesIn(join(folder, 'pages.ndjson')) });
  const client =
    server?.client ?? new Client({ connection: Connection.lazy({ address: '127.0.0.1:1', interceptors: [] }) });
  const hosted = server && (await host(server, pool, deskPages.heard, folder));
  const directory = makeDirectory({ pool, file: join(folder, 'directory.json'), log, now });
  await directory.refresh();
  const changes = makeChangeStream({ databaseUrl, pool, log, now });
  const prisma = makePrisma(pool);
  const services: Services = {
    ...{ region: REGION, pool, prisma, directory, changes, deskPages, log, now },
    engine: makeEngine({
      client,
      region: REGION,
      closedInRecord: (id) => isClosed(pool, id),
      deadlineMs: server === undefined ? 500 : 8000,
    }),
    authority: () => openAuthority(join(folder, 'authority'), new Date()),
    webPush: webPush ?? makeWebPush({ keyFile: join(folder, 'push.key'), contact: 'mailto:nobody@wiretime.example' }),
    pushHosts: ['localhost', '*.push.example'],
    measures: makeMeasures(),
    wordContents: makeWordContents(pool),
  };
  const identity = makeDemoIdentity({ directory, keyFile: join(folder, 'demo.key') });
  const app = makeApp({
    services,
    identity,
    blobFolder: join(folder, 'blobs'),
    uiFolder: join(folder, 'ui'),
    brokerConnected: () => true,
  });
  const listening = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => listening.once('listening', resolve));
  const url = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;

  const post = async (as: string | undefined, body: object, headers: Record<string, string>) => {
    const token = as === undefined ? {} : { authorization: `Bearer ${await identity.signIn(as)}` };
    return fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...token, ...headers },
      body: JSON.stringify(body),
    });
  };
  return {
    ...{ url, database, line, services, log: lines, folder, temporal: server?.client },
    ask: async (as, query, variables = {}, headers = {}) =>
      (await (await post(as, { query, variables }, headers)).json()) as never,
    follow: async function* follow<T>(as: string, query: string, variables: object = {}) {
      const answer = await post(as, { query, variables }, { accept: 'text/event-stream' });
      yield* events<T>(answer);
    },
    stop: async () => {
      listening.closeAllConnections();
      await new Promise((resolve) => listening.close(resolve));
      await changes.close();
      await hosted?.stop();
      await prisma.$disconnect();
      await client.connection.close();
      await server?.stop();
      await pool.end();
      await line.stop();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The engine's own activities on real workers; pages reach the desk without a broker between. */
async function host(server: RealServer, pool: Pool, heard: (payload: string) => boolean, folder: string) {
  const now = () => Date.now();
  const log = makeLog('engine', { write: () => undefined });
  const rota = makeRota({ pool, file: join(folder, 'rota.json'), log, now });
  await rota.refresh();
  const desk = async (page: object) => void heard(JSON.stringify(page));
  const activities = createActivities({
    pool,
    client: server.client,
    rota,
    channels: { desk, adapters: {} },
    log,
    now,
  });
  return server.host({
    episodes: { workflows: true },
    paging: { activities: { sendPages: activities.sendPages } },
    records: { activities: { flush: activities.flush, openEpisode: activities.openEpisode } },
  });
}

/** What comes over SSE, one event after another. */
async function* events<T>(answer: Response): AsyncGenerator<T> {
  if (answer.body === null) throw new Error('no stream');
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += value;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const frame = text.slice(0, end);
        text = text.slice(end + 2);
        const data = /^data: (.+)$/m.exec(frame)?.[1];
        if (/^event: next$/m.test(frame) && data !== undefined) yield (JSON.parse(data) as { data: T }).data;
      }
    }
  } finally {
    await reader.cancel();
  }
}

export type Told = { id?: string; episodeId?: string; outcome?: string; code?: string; message?: string };

/** Says one word as one of the demo people, each under an id of its own, and answers with what it is told. */
export function makeSay(api: () => Api, name: string) {
  let n = 0;
  return async (as: string, field: string, args: string, clientId = `${name}-test-${++n}`): Promise<Told> => {
    const { data, errors } = await api().ask<{ told: Told }>(
      as,
      `mutation { told: ${field}(clientId: "${clientId}", ${args}) { ... on Told { id episodeId outcome } ... on Fault { code message } } }`,
    );
    if (data === undefined) throw new Error(JSON.stringify(errors));
    return data.told;
  };
}

/** Waits until something can be seen in the record; says what it saw last when it never can. */
export async function until<T>(look: () => Promise<T>, good: (seen: T) => boolean, withinMs = 8000): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (good(seen)) return seen;
    if (Date.now() > end) throw new Error(`not within ${withinMs} ms; last seen: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
