import type { Pool } from 'pg';
import type { Role } from '../workflows/domain/vocabulary';

/** One person on duty for a role at a site, from an instant until just before another (ms). */
export type Shift = {
  readonly role: Role;
  readonly siteId: string;
  readonly personId: string;
  readonly phone: string;
  readonly fromAt: number;
  readonly toAt: number;
};

type ShiftRow = { role: Role; site_id: string; person_id: string; phone: string; from_at: Date; to_at: Date };

/** Every shift that touches the time between two instants (ms), with the person's number. */
export async function readShifts(pool: Pick<Pool, 'query'>, from: number, to: number): Promise<readonly Shift[]> {
  const { rows } = await pool.query<ShiftRow>(
    `SELECT s.role, s.site_id, s.person_id, p.phone, s.from_at, s.to_at
     FROM rota_shift s JOIN person p ON p.id = s.person_id
     WHERE s.to_at > $1 AND s.from_at < $2
     ORDER BY s.from_at DESC, s.id`,
    [new Date(from), new Date(to)],
  );
  return rows.map(({ role, site_id, person_id, phone, from_at, to_at }) => ({
    role,
    siteId: site_id,
    personId: person_id,
    phone,
    fromAt: from_at.getTime(),
    toAt: to_at.getTime(),
  }));
}
