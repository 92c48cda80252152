import type { Pool } from 'pg';
import type { Authority } from '../activities/platform/deviceAuthority';
import type { Log } from '../activities/platform/log';
import type { WebPush } from '../activities/platform/webPush';
import type { PrismaClient } from '../prisma/generated/client';
import type { Instant } from '../workflows/domain/time';
import type { Role } from '../workflows/domain/vocabulary';
import type { ChangeStream } from './changes';
import type { DeskPages } from './deskPages';
import type { Directory } from './directory';
import type { Engine } from './engine';
import type { Loaders } from './loaders';
import type { Measures } from './metrics';
import type { WordContents } from './wordContents';

/** Who asks, as the token says: never as the request's body says. */
export type SignedIn = {
  readonly personId: string;
  readonly duties: readonly { readonly role: Role; readonly siteId: string }[];
};

/** What the process has once. */
export type Services = {
  readonly region: string;
  readonly pool: Pool;
  readonly prisma: PrismaClient;
  readonly directory: Directory;
  readonly engine: Engine;
  readonly changes: ChangeStream;
  readonly deskPages: DeskPages;
  readonly measures: Measures;
  readonly wordContents: WordContents;
  /** Signs certificates of devices; made when it is first asked for. */
  readonly authority: () => Promise<Authority>;
  readonly webPush: WebPush;
  /** The push services a browser may name. */
  readonly pushHosts: readonly string[];
  readonly log: Log;
  readonly now: () => Instant;
};

/** What a resolver may use: the services, who asks, and the role asked in. */
export type Context = Services & {
  readonly actor: SignedIn | undefined;
  readonly asRole: string | undefined;
  readonly loaders: Loaders;
};
