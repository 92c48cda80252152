import type { Client } from '@temporalio/client';
import type { Activities } from './index';
import { startOnce } from './platform/subjects';

/** Starts a linked episode; the same one asked for again, or over already, is there once. */
export const makeOpenEpisode =
  ({ client }: { readonly client: Client }): Activities['openEpisode'] =>
  async (open) => {
    await startOnce(client, 'EPISODE', { open });
  };
