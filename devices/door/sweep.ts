import type { Pool } from 'pg';
import type { Log } from '../../activities/platform/log';
import { findDevices } from '../../prisma/devices';
import type { Guest } from './door';
import { stillGood } from './identify';

type Sweeping = {
  readonly pool: Pool;
  readonly guests: () => readonly Guest[];
  readonly log: Log;
  readonly clock: () => Date;
};

/** Shows out who was let in and no longer counts: retired, its credentials replaced or over. Answers how many. */
export async function sweepGuests({ pool, guests, log, clock }: Sweeping): Promise<number> {
  const here = guests();
  if (here.length === 0) return 0;
  const rows = await findDevices(pool, [...new Set(here.map(({ deviceId }) => deviceId))]);
  const known = new Map(rows.map((row) => [row.id, row]));
  const over = here.filter(({ deviceId, proof }) => {
    const row = known.get(deviceId);
    return row === undefined || !stillGood(row, proof, clock());
  });
  for (const { deviceId, leave } of over) {
    log.warn('DEVICE_SHOWN_OUT', { device: deviceId });
    leave();
  }
  return over.length;
}
