import type { Pool } from 'pg';
import { flush } from '../prisma/flush';
import type { Activities } from './index';

/** Writes a running thing down: as a task ends (record.ts), and where that failed as an activity that is retried for ever. */
export const makeFlush =
  ({ pool }: { readonly pool: Pick<Pool, 'query'> }): Activities['flush'] =>
  (input) =>
    flush(pool, input);
