import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import type { PageOrder, PageSent } from '../workflows/domain/decision';
import type { OpenEpisode } from '../workflows/domain/episode';
import type { Flush, Flushed } from '../workflows/domain/rows';
import type { Instant } from '../workflows/domain/time';
import type { Channels } from './channels';
import { withFailures } from './failures';
import { makeFlush } from './flush';
import { makeOpenEpisode } from './openEpisode';
import type { Log } from './platform/log';
import type { Rota } from './rota';
import { makeRunDrills } from './runDrills';
import { makeSendPages, tellingWhenSlow } from './sendPages';
import { makeWatchAlarms } from './watchAlarms';
import { makeWatchGateway } from './watchGateway';
import { makeWatchRota } from './watchRota';

/** The one side effect of each verb. Pages never throw: what became of each is in the answer. */
export type Activities = {
  readonly flush: (input: Flush) => Promise<Flushed>;
  readonly sendPages: (pages: readonly PageOrder[]) => Promise<readonly PageSent[]>;
  readonly openEpisode: (input: OpenEpisode) => Promise<void>;
  /** `at`: when the look was taken, the same for every attempt. */
  readonly watchRota: (input: { readonly at: Instant }) => Promise<void>;
  readonly watchGateway: (input: { readonly at: Instant }) => Promise<void>;
  readonly watchAlarms: (input: { readonly at: Instant }) => Promise<void>;
  readonly runDrills: (input: { readonly at: Instant }) => Promise<void>;
};

export type Deps = {
  readonly pool: Pick<Pool, 'query'>;
  readonly client: Client;
  readonly rota: Pick<Rota, 'onDuty' | 'phoneOf'>;
  readonly channels: Channels;
  readonly log: Log;
  readonly now: () => number;
};

export const createActivities = (deps: Deps): Activities => ({
  flush: withFailures(makeFlush(deps)),
  sendPages: withFailures(tellingWhenSlow(makeSendPages(deps), deps)),
  openEpisode: withFailures(makeOpenEpisode(deps)),
  watchRota: withFailures(makeWatchRota(deps)),
  watchGateway: withFailures(makeWatchGateway(deps)),
  watchAlarms: withFailures(makeWatchAlarms(deps)),
  runDrills: withFailures(makeRunDrills(deps)),
});
