import type { LabBusy } from '../workflows/domain/forecast';
import { labEnd, type LabEnd, type LabLegs } from '../workflows/domain/labEnd';
import { earliest } from '../workflows/domain/time';
import type { Context } from './context';
import { stateOf } from './episodeState';
import { labLegs } from './labLegs';
import { present } from './present';

type Asked = Pick<Context, 'now' | 'loaders'>;
type Row = {
  readonly id: string;
  readonly siteId: string;
  readonly status: string;
  readonly holderId: string | null;
  readonly waiters: readonly string[];
};

const LABS = `
  SELECT l.id, l.site_id AS "siteId", coalesce(t.status::text, 'FREE') AS status, t.holder_id AS "holderId",
         coalesce(t.waiters, '{}') AS waiters
    FROM cath_lab l JOIN site s ON s.id = l.site_id LEFT JOIN lab_state t ON t.id = l.id WHERE s.region = $1`;

/** Every lab of a region as it stands, and what its hospital's labs have shown. */
export type RegionLabs = { readonly rows: readonly Row[]; readonly legsOf: (siteId: string) => LabLegs };

export async function readLabs(asked: Pick<Context, 'pool' | 'region' | 'now'>): Promise<RegionLabs> {
  const [{ rows }, legsOf] = await Promise.all([asked.pool.query<Row>(LABS, [asked.region]), labLegs(asked)]);
  return { rows, legsOf };
}

/** The forecast end of the case that holds a lab; none where nobody holds it, or nobody knows. */
export async function labEndOf(asked: Asked, labId: string): Promise<LabEnd | undefined> {
  const labs = await asked.loaders.labs();
  const row = labs.rows.find(({ id }) => id === labId);
  return row && endOf(row, labs, asked);
}

async function endOf({ siteId, holderId }: Row, { legsOf }: RegionLabs, asked: Asked): Promise<LabEnd | undefined> {
  const holder = holderId === null ? undefined : await stateOf(holderId, asked);
  return holder && labEnd(holder, legsOf(siteId), asked.now());
}

/**
 * What stands between a patient and every lab of a hospital: nothing where one has room for them or is theirs; otherwise
 * until when, as far as that is known. Where somebody waits already a person chooses, so nobody knows.
 */
export async function labBusyAt(asked: Asked, siteId: string, episodeId: string): Promise<LabBusy | undefined> {
  const labs = await asked.loaders.labs();
  const here = labs.rows.filter((row) => row.siteId === siteId);
  const free = here.filter(({ status }) => status === 'FREE').length;
  const before = here.flatMap(({ waiters }) => waiters).filter((waiter) => waiter !== episodeId).length;
  if (here.length === 0 || free > before || here.some(({ holderId }) => holderId === episodeId)) return undefined;
  if (before > 0) return {};
  const ends = await Promise.all(here.map((row) => endOf(row, labs, asked)));
  return present({ freeAt: earliest(ends.flatMap((end) => (end === undefined ? [] : [end.at]))) });
}
