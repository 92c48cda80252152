import type { Pool } from 'pg';
import { flush } from '../prisma/flush';
import type { Activities } from './index';

/** Writes a running thing down. As a local activity it answers within a task; as a normal one it is retried for ever. */
export const makeFlush =
  ({ pool }: { readonly pool: Pick<Pool, 'query'> }): Activities['flush'] =>
  (input) =>
    flush(pool, input);
