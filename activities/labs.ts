import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import { labId } from '../workflows/domain/ids';
import { instant } from '../workflows/domain/time';
import { startOnce } from './platform/subjects';

type LabSite = { id: string; site_id: string; region: string };

/** Starts every cath lab of the region that does not run yet; returns how many there are. */
export async function startLabs(pool: Pick<Pool, 'query'>, client: Client, now: number): Promise<number> {
  const { rows } = await pool.query<LabSite>(
    'SELECT l.id, l.site_id, s.region FROM cath_lab l JOIN site s ON s.id = l.site_id ORDER BY l.id',
  );
  for (const { id, site_id: siteId, region } of rows) {
    const heard = { id: `${id}:OPENED`, receivedAt: instant(now), by: { kind: 'SYSTEM', id: 'engine' } as const };
    await startOnce(client, 'LAB', { open: { id: labId(id), region, siteId, heard } });
  }
  return rows.length;
}
