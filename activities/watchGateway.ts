import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import { placeOf } from '../prisma/devices';
import { deviceId, incidentId } from '../workflows/domain/ids';
import { instantOf } from '../workflows/domain/time';
import type { Activities } from './index';
import { shortHash } from './platform/hash';
import { startOnce } from './platform/subjects';

/** W23: nobody heard the devices for this long. */
const SILENT_MS = 60_000;

type Deps = { readonly pool: Pick<Pool, 'query'>; readonly client: Client; readonly now: () => number };

/**
 * Opens one incident when no gateway has listened for a minute: alarms are not guaranteed. An engine that has only just
 * started gives the gateways the same minute, so that starting the whole system raises nothing.
 */
export function makeWatchGateway({ pool, client, now }: Deps): Activities['watchGateway'] {
  const startedAt = now();
  return async ({ at }) => {
    const { rows } = await pool.query<{ beat: Date | null }>('SELECT max(beat_at) AS beat FROM gateway_heartbeat');
    const beat = rows[0]?.beat ?? undefined;
    // Where no gateway ever ran, none is missing.
    if (beat === undefined || at - Math.max(beat.getTime(), startedAt) <= SILENT_MS) return;
    const place = await placeOf(pool, undefined);
    if (place === undefined) return;
    // Of the silence, not of the look: looked at again it is the same incident.
    const id = incidentId(`in_${shortHash(`gateway silent since ${beat.getTime()}`)}`);
    const open = {
      id,
      region: place.region,
      deviceId: deviceId('dv_gateway'),
      deskSiteId: place.hubSiteId,
      communitySiteId: place.siteId,
      code: 'PLATFORM_FAULT',
      priority: 'HIGH',
      onsetAt: instantOf(beat),
      raisedAt: at,
      late: false,
      heard: { id: `${id}:FOUND`, receivedAt: at, by: { kind: 'SYSTEM', id: 'engine' } },
    } as const;
    await startOnce(client, 'INCIDENT', { open });
  };
}
