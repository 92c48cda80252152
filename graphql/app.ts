import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EnvelopArmor } from '@escape.tech/graphql-armor';
import compression from 'compression';
import express from 'express';
import type { Express, NextFunction, Request, Response } from 'express';
import { createYoga } from 'graphql-yoga';
import { httpOf, isFault } from '../activities/platform/faults';
import { isRecordAway } from '../activities/platform/recordAway';
import type { Context, Services } from './context';
import { consentForms } from './consentForms';
import { demoPeople } from './demoPeople';
import { makeMask } from './errors';
import { healthOf } from './health';
import type { Identity } from './identity';
import { makeLoaders } from './loaders';
import { recordings } from './recordings';
import { schema } from './schema';

export type AppDeps = {
  readonly services: Services;
  readonly identity: Identity;
  readonly blobFolder: string;
  /** The built screens; absent when only the API is served. */
  readonly uiFolder: string;
  readonly brokerConnected: () => boolean;
};

/** Lists nest deep (episode, ladders, pages, persons), and one page asks much at once; beyond this nobody is a screen. */
const armor = new EnvelopArmor({
  maxDepth: { n: 12 },
  maxAliases: { n: 15 },
  maxTokens: { n: 4000 },
  costLimit: { maxCost: 60_000 },
});

/** What one request works with: the process's own, and who asks in which role. */
const contexts =
  ({ services, identity }: Pick<AppDeps, 'services' | 'identity'>) =>
  async (token: string | null | undefined, role: string | null | undefined): Promise<Context> => ({
    ...services,
    actor: await identity.verify(token ?? undefined),
    asRole: role ?? undefined,
    loaders: makeLoaders(services),
  });

/** Express and Yoga put together; it does not listen, so tests use it as it is. */
export function makeApp(deps: AppDeps): Express {
  const { services, identity, blobFolder, uiFolder } = deps;
  const contextOf = contexts(deps);
  const yoga = createYoga({
    schema,
    graphqlEndpoint: '/graphql',
    landingPage: false,
    logging: false,
    cors: false,
    maskedErrors: { maskError: makeMask(services.log) },
    plugins: armor.protect().plugins,
    context: ({ request }) => contextOf(request.headers.get('authorization'), request.headers.get('x-role')),
  });

  const app = express();
  app.disable('x-powered-by');
  app.use(safeHeaders);
  app.use(compression({ filter: isPackable }));
  app.use('/graphql', yoga);
  app.use('/demo', demoPeople(services.directory, identity));
  app.use('/ecg', recordings({ pool: services.pool, blobFolder, whoAsks: (token) => identity.verify(token) }));
  app.use(
    '/consents',
    consentForms({
      blobFolder,
      contextOf: (request) => contextOf(request.get('authorization'), request.get('x-role')),
    }),
  );
  app.get('/health', async (_, response) => {
    const health = await healthOf({ ...services, brokerConnected: deps.brokerConnected });
    response.status(health.ok ? 200 : 503).json(health);
  });
  app.get('/metrics', (_, response) => {
    const { changes, measures, now } = services;
    const streamAgeMs = now() - (changes.heardAt() ?? now());
    response
      .type('text/plain')
      .send(measures.text({ stream_age_ms: streamAgeMs, stream_position: changes.position() ?? 0 }));
  });
  app.use(express.static(uiFolder, { index: 'index.html' }));
  app.get('/{*page}', screens(uiFolder));
  app.use(refused(services));
  return app;
}

/** A village's line is slow, and answers are text. What is live goes out word by word and is never held back to be packed. */
const isPackable = (request: Request, response: Response): boolean =>
  !String(response.getHeader('content-type')).startsWith('text/event-stream') && compression.filter(request, response);

function safeHeaders(_: Request, response: Response, next: NextFunction): void {
  response.set({
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'X-Frame-Options': 'DENY',
    // The screens style themselves at run time; everything else comes from files of ours.
    'Content-Security-Policy':
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:",
  });
  next();
}

/** Every address of the screens is one page; what looks like a file and is none is not found. */
const screens =
  (uiFolder: string) =>
  (request: Request, response: Response): void => {
    const page = join(uiFolder, 'index.html');
    if (/\.\w+$/.test(request.path) || !existsSync(page))
      response.status(404).json({ code: 'NOT_FOUND', message: 'No such page.' });
    else response.sendFile('index.html', { root: uiFolder });
  };

/** What goes wrong outside GraphQL: a fault with its status, the record away, or a bug. */
const refused =
  ({ log }: Pick<Services, 'log'>) =>
  (error: unknown, _request: Request, response: Response, _next: NextFunction): void => {
    if (isFault(error)) response.status(httpOf(error)).json({ code: error.code, message: error.message });
    else if (isRecordAway(error))
      response.status(503).json({ code: 'RECORD_UNREACHABLE', message: 'The record cannot be reached now.' });
    else {
      log.error('BUG', error);
      response.status(500).json({ code: 'BUG', message: 'Something went wrong here; it has been logged.' });
    }
  };
