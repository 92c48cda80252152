import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { Pool } from 'pg';
import { drillPlace, isTreating, type OpenDrill, readDrillPlans, readOpenDrills } from '../prisma/drills';
import {
  dailyDrillId,
  DRILL,
  DRILL_CALLS_LAB_AFTER_MIN,
  drillOpening,
  isDrillOver,
  isDrillTime,
} from '../workflows/domain/drill';
import type { EpisodeMessage } from '../workflows/domain/episode';
import { labId as toLabId, workflowIdOf } from '../workflows/domain/ids';
import type { Instant } from '../workflows/domain/time';
import { instantOf, plus } from '../workflows/domain/time';
import { told } from '../workflows/messages';
import type { Activities } from './index';
import { startOnce } from './platform/subjects';

type Deps = { readonly pool: Pick<Pool, 'query'>; readonly client: Client };

/** Begins each hospital’s drill of the day at its minute, calls the team of its lab, and ends those whose time is over. */
export const makeRunDrills =
  (deps: Deps): Activities['runDrills'] =>
  async ({ at }) => {
    for (const drill of await readOpenDrills(deps.pool)) await goOn(deps, drill, at);
    for (const { siteId, atMin } of await readDrillPlans(deps.pool)) await begin(deps, siteId, atMin, at);
  };

/** What is over, answered in full or in a patient’s way ends; otherwise the chain goes on to the lab. */
async function goOn(deps: Deps, drill: OpenDrill, at: Instant): Promise<void> {
  const { id, called, read, waits, disturbs, labId } = drill;
  const openedAt = instantOf(drill.openedAt);
  const time = { at, precision: 'SECOND', source: 'SYSTEM' } as const;
  if (disturbs || isDrillOver(openedAt, at) || (called && read && !waits))
    return say(deps, drill, { id: `${id}:OVER`, by: DRILL, type: 'EPISODE_CLOSED', reason: 'DRILL_OVER', time });
  if (!called && labId !== null && (read || at >= plus(openedAt, DRILL_CALLS_LAB_AFTER_MIN)))
    return say(deps, drill, { id: `${id}:LAB`, by: DRILL, type: 'LAB_CALLED', labId: toLabId(labId) });
}

async function begin({ pool, client }: Deps, siteId: string, atMin: number, at: Instant): Promise<void> {
  const place = await drillPlace(pool, siteId, at);
  if (place === undefined || !isDrillTime(atMin, place.pathway.calendar, at)) return;
  const id = dailyDrillId(siteId, place.pathway.calendar, at);
  const { rowCount } = await pool.query(`SELECT 1 FROM subject WHERE kind = 'EPISODE' AND id = $1`, [id]);
  if (rowCount !== 0 || (await isTreating(pool, siteId))) return;
  await startOnce(client, 'EPISODE', { open: drillOpening(id, place, DRILL, at) });
}

async function say({ client }: Deps, { id, region }: OpenDrill, message: EpisodeMessage): Promise<void> {
  try {
    await client.workflow.getHandle(workflowIdOf('EPISODE', region, id)).signal(told, message);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error; // it ended since the record was read
  }
}
