import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { Pool } from 'pg';
import { siteEdition } from '../prisma/pathway';
import { readNeeds, readRota } from '../prisma/rota';
import { rotaHoleId, workflowIdOf } from '../workflows/domain/ids';
import { known } from '../workflows/domain/known';
import type { Hole } from '../workflows/domain/rota';
import { compareHoles, holes } from '../workflows/domain/rota';
import type { RotaHole, RotaHoleMessage } from '../workflows/domain/rotaHole';
import { keptOf } from '../workflows/domain/thresholds';
import type { Instant } from '../workflows/domain/time';
import { DAY_MS, plusDays } from '../workflows/domain/time';
import { told } from '../workflows/messages';
import type { Activities } from './index';
import { startOnce } from './platform/subjects';

/** A hole that begins within this many days is raised; the look goes further, to see where it ends. */
const RAISED_WITHIN_DAYS = 1;
const LOOK_AHEAD_DAYS = 7;
const ENGINE = { kind: 'SYSTEM', id: 'engine' } as const;

type Deps = { readonly pool: Pick<Pool, 'query'>; readonly client: Client };
type Site = { id: string; region: string; hub: string };

/** Who coordinates a site: its hub; an ambulance station's is that of a site it serves. */
const SITES = `
  SELECT s.id, s.region, coalesce(s.hub_site_id,
    (SELECT min(o.hub_site_id) FROM site o WHERE o.ems_site_id = s.id), s.id) AS hub FROM site s`;
const OPEN = `SELECT state FROM subject WHERE kind = 'ROTA_HOLE' AND NOT closed`;

/** Raises each new hole of the rota once, and tells those that are filled or over. */
export const makeWatchRota =
  ({ pool, client }: Deps): Activities['watchRota'] =>
  async ({ at }) => {
    const [rota, needs, sites, open] = await Promise.all([
      readRota(pool, at, at + LOOK_AHEAD_DAYS * DAY_MS),
      readNeeds(pool),
      pool.query<Site>(SITES),
      pool.query<{ state: RotaHole }>(OPEN),
    ]);
    const soon = holes(rota, needs, at, plusDays(at, LOOK_AHEAD_DAYS)).filter(
      ({ fromAt }) => fromAt < plusDays(at, RAISED_WITHIN_DAYS),
    );
    const known = open.rows.map(({ state }) => state).filter(({ endedAt }) => endedAt === undefined);
    const { raised, filled, passed } = compareHoles(known, soon, at);
    const siteOf = new Map(sites.rows.map((site) => [site.id, site]));
    for (const hole of raised) await raise({ pool, client }, hole, siteOf.get(hole.siteId), at);
    for (const hole of filled) await end(client, hole, 'HOLE_FILLED');
    for (const hole of passed) await end(client, hole, 'HOLE_PASSED');
  };

async function raise({ pool, client }: Deps, hole: Hole, site: Site | undefined, at: Instant): Promise<void> {
  if (site === undefined) throw new Error(`${hole.siteId} is no site`);
  const { siteId, role, fromAt, toAt } = hole;
  // Of the look that found it: the same look tried again finds the same hole, a later hole is another.
  const id = rotaHoleId(`rh_${siteId}_${role}_${fromAt}_${at}`);
  const heard = { id: `${id}:FOUND`, receivedAt: at, by: ENGINE };
  const pathway = keptOf(await siteEdition(pool, site.hub, new Date(at)), 'ROTA_HOLE');
  const open = {
    id,
    region: site.region,
    siteId,
    hubSiteId: site.hub,
    role,
    fromAt,
    toAt,
    heard,
    ...known({ pathway }),
  };
  await startOnce(client, 'ROTA_HOLE', { open });
}

async function end(client: Client, { id, region }: RotaHole, type: 'HOLE_FILLED' | 'HOLE_PASSED'): Promise<void> {
  const message: RotaHoleMessage = { id: `${id}:${type}`, by: { kind: 'SYSTEM', id: 'rota' }, type };
  try {
    await client.workflow.getHandle(workflowIdOf('ROTA_HOLE', region, id)).signal(told, message);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error; // it ended since the record was read
  }
}
