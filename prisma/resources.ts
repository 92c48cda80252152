import type { Pool, PoolClient } from 'pg';
import type { Resource } from '../workflows/domain/resources';
import { known } from '../workflows/domain/known';
import type { ResourceKind } from '../workflows/domain/vocabulary';

/** One row of the list, locked until the transaction ends. */
export type Kept = Resource & {
  readonly holderId: string | undefined;
  readonly outOfUse: string | undefined;
  /** A pack whose holder's lysis has begun is used up. */
  readonly used: boolean;
};

type KeptRow = {
  id: string;
  kind: ResourceKind;
  site_id: string;
  name: string;
  product: string | null;
  lot: string | null;
  expires_on: string | null;
  holder_id: string | null;
  out_of_use: string | null;
  used: boolean;
};

const FIND = `
  SELECT r.id, r.kind, r.site_id, r.name, r.product, r.lot, r.expires_on::text, r.holder_id, r.out_of_use,
         r.kind = 'LYTIC' AND EXISTS (
           SELECT FROM milestone m WHERE m.episode_id = r.holder_id AND m.code = 'LYSIS_START') AS used
    FROM resource r WHERE r.id = $1 FOR UPDATE`;

export async function lockResource(client: PoolClient, id: string): Promise<Kept | undefined> {
  const row = (await client.query<KeptRow>(FIND, [id])).rows[0];
  if (row === undefined) return undefined;
  const { kind, name, used, product, lot } = row;
  return {
    ...{ id, kind, siteId: row.site_id, name, used },
    ...{ holderId: row.holder_id ?? undefined, outOfUse: row.out_of_use ?? undefined },
    ...known({ product: product ?? undefined, lot: lot ?? undefined, expiresOn: row.expires_on ?? undefined }),
  };
}

export const holdResource = (client: PoolClient, id: string, holderId: string, by: string): Promise<unknown> =>
  client.query('UPDATE resource SET holder_id = $2, held_at = now(), held_by = $3 WHERE id = $1', [id, holderId, by]);

export const freeResource = (client: PoolClient, id: string, outOfUse: string | undefined): Promise<unknown> =>
  client.query('UPDATE resource SET holder_id = NULL, held_at = NULL, held_by = NULL, out_of_use = $2 WHERE id = $1', [
    id,
    outOfUse,
  ]);

const ADD = `
  INSERT INTO resource (id, kind, site_id, name, product, lot, expires_on) VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (id) DO NOTHING`;

/** Puts one more on the list; `false` when its id is there already. */
export async function addResource(client: PoolClient, one: Resource): Promise<boolean> {
  const { id, kind, siteId, name, product, lot, expiresOn } = one;
  return (await client.query(ADD, [id, kind, siteId, name, product, lot, expiresOn])).rowCount === 1;
}

type Stock = { readonly kept: number; readonly usable: number };
const STOCK = `
  SELECT count(*)::int AS kept,
         count(*) FILTER (WHERE holder_id IS NULL AND out_of_use IS NULL AND expires_on >= $2)::int AS usable
    FROM resource WHERE kind = 'LYTIC' AND site_id = $1`;

/** How many packs a place keeps, and how many of them can be given on a day (2026-11-22): R11's stock check. */
export const stockAt = async (pool: Pick<Pool, 'query'>, siteId: string, day: string): Promise<Stock> =>
  (await pool.query<Stock>(STOCK, [siteId, day])).rows[0] ?? { kept: 0, usable: 0 };
