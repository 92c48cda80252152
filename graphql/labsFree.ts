import type { LabBusy } from '../workflows/domain/forecast';
import { labEnd, type LabEnd } from '../workflows/domain/labEnd';
import { earliest } from '../workflows/domain/time';
import type { Context } from './context';
import { stateOf } from './episodeState';
import { labLegs } from './labLegs';
import { present } from './present';

type Asked = Pick<Context, 'pool' | 'region' | 'now' | 'loaders'>;
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

/** The forecast end of the case that holds each lab, by lab; a lab that nobody holds, or whose end is not known, has none. */
export async function labEnds(asked: Asked): Promise<ReadonlyMap<string, LabEnd>> {
  const [{ rows }, legsOf] = await Promise.all([asked.pool.query<Row>(LABS, [asked.region]), labLegs(asked)]);
  return endsOf(rows, legsOf, asked);
}

async function endsOf(
  rows: readonly Row[],
  legsOf: Awaited<ReturnType<typeof labLegs>>,
  asked: Asked,
): Promise<ReadonlyMap<string, LabEnd>> {
  const ends = rows.map(async ({ id, siteId, holderId }) => {
    const holder = holderId === null ? undefined : await stateOf(holderId, asked);
    const end = holder && labEnd(holder, legsOf(siteId), asked.now());
    return end === undefined ? [] : [[id, end] as const];
  });
  return new Map((await Promise.all(ends)).flat());
}

/**
 * What stands between a patient and every lab of a hospital: nothing where one has room for them or is theirs; otherwise
 * until when, as far as that is known. Where somebody waits already a person chooses, so nobody knows.
 */
export async function labBusyAt(asked: Asked, siteId: string, episodeId: string): Promise<LabBusy | undefined> {
  const [{ rows }, legsOf] = await Promise.all([asked.pool.query<Row>(LABS, [asked.region]), labLegs(asked)]);
  const here = rows.filter((row) => row.siteId === siteId);
  const free = here.filter(({ status }) => status === 'FREE').length;
  const before = here.flatMap(({ waiters }) => waiters).filter((waiter) => waiter !== episodeId).length;
  if (here.length === 0 || free > before || here.some(({ holderId }) => holderId === episodeId)) return undefined;
  if (before > 0) return {};
  const ends = await endsOf(here, legsOf, asked);
  return present({ freeAt: earliest([...ends.values()].map(({ at }) => at)) });
}
