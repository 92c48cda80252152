import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { Pool } from 'pg';
import { drillPlace, readDrillPlans, readOpenDrills } from '../prisma/drills';
import { dailyDrillId, DRILL, drillOpening, isDrillOver, isDrillTime } from '../workflows/domain/drill';
import type { EpisodeMessage } from '../workflows/domain/episode';
import { workflowIdOf } from '../workflows/domain/ids';
import type { Instant } from '../workflows/domain/time';
import { instant } from '../workflows/domain/time';
import { told } from '../workflows/messages';
import type { Activities } from './index';
import { startOnce } from './platform/subjects';

type Deps = { readonly pool: Pick<Pool, 'query'>; readonly client: Client };

/** Begins each hospital’s drill of the day at its minute, and ends those whose time is over. */
export const makeRunDrills =
  (deps: Deps): Activities['runDrills'] =>
  async ({ at }) => {
    for (const { id, region, openedAt } of await readOpenDrills(deps.pool))
      if (isDrillOver(instant(openedAt.getTime()), at)) await end(deps, { id, region }, at);
    for (const { siteId, atMin } of await readDrillPlans(deps.pool)) await begin(deps, siteId, atMin, at);
  };

async function begin({ pool, client }: Deps, siteId: string, atMin: number, at: Instant): Promise<void> {
  const place = await drillPlace(pool, siteId, at);
  if (place === undefined || !isDrillTime(atMin, place.pathway.calendar, at)) return;
  const id = dailyDrillId(siteId, place.pathway.calendar, at);
  const { rowCount } = await pool.query(`SELECT 1 FROM subject WHERE kind = 'EPISODE' AND id = $1`, [id]);
  if (rowCount !== 0) return;
  await startOnce(client, 'EPISODE', { open: drillOpening(id, place, DRILL, at) });
}

async function end({ client }: Deps, drill: { id: string; region: string }, at: Instant): Promise<void> {
  const message: EpisodeMessage = {
    id: `${drill.id}:OVER`,
    by: DRILL,
    type: 'EPISODE_CLOSED',
    reason: 'DRILL_OVER',
    time: { at, precision: 'SECOND', source: 'SYSTEM' },
  };
  try {
    await client.workflow.getHandle(workflowIdOf('EPISODE', drill.region, drill.id)).signal(told, message);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error; // it ended since the record was read
  }
}
