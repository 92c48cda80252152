import type { Pool } from 'pg';
import type { Rota, Shift, Substitution } from '../workflows/domain/rota';
import { instantOf } from '../workflows/domain/time';
import type { Role } from '../workflows/domain/vocabulary';
import { known } from '../workflows/domain/known';

/** A change of the plan as its page shows it. */
export type Substituted = Substitution & { readonly reason: string; readonly madeBy: string };
export type Need = { readonly role: Role; readonly siteId: string };
export type RotaRead = Pick<Rota, 'shifts'> & {
  readonly substitutions: readonly Substituted[];
  /** Telephone numbers by person. */
  readonly phones: Readonly<Record<string, string>>;
};

type DutyRow = {
  id: string;
  role: Role;
  site_id: string;
  person_id: string;
  phone: string;
  from_at: Date;
  to_at: Date;
  taken_at: Date | null;
};
type ShiftRow = DutyRow & { version: number };
type SubstitutionRow = DutyRow & { instead_of: string | null; reason: string; made_by: string; made_at: Date };

/** How far back (ms) a shift may have ended and its person still be asked, because nobody confirmed the hand-over. */
const HANDED_OVER_WITHIN_MS = 48 * 3_600_000;

const SHIFTS = `
  SELECT s.id, s.role, s.site_id, s.person_id, p.phone, s.from_at, s.to_at, s.version, h.taken_at
  FROM rota_shift s JOIN person p ON p.id = s.person_id LEFT JOIN rota_hand_over h ON h.duty_id = s.id
  WHERE s.to_at > $1 AND s.from_at < $2
  ORDER BY s.from_at DESC, s.id`;
const SUBSTITUTIONS = `
  SELECT s.id, s.role, s.site_id, s.person_id, p.phone, s.from_at, s.to_at, s.instead_of,
    s.reason, s.made_by, s.made_at, h.taken_at
  FROM rota_substitution s JOIN person p ON p.id = s.person_id
    LEFT JOIN rota_hand_over h ON h.duty_id = s.id
  WHERE s.to_at > $1 AND s.from_at < $2
  ORDER BY s.made_at, s.id`;

const dutyOf = ({ id, role, site_id, person_id, from_at, to_at, taken_at }: DutyRow): Omit<Shift, 'version'> =>
  known({
    id,
    role,
    siteId: site_id,
    personId: person_id,
    fromAt: instantOf(from_at),
    toAt: instantOf(to_at),
    takenAt: taken_at === null ? undefined : instantOf(taken_at),
  });

/** The plan and its changes that touch the time between two instants (ms), and the shifts that led up to it. */
export async function readRota(pool: Pick<Pool, 'query'>, from: number, to: number): Promise<RotaRead> {
  const window = [new Date(from - HANDED_OVER_WITHIN_MS), new Date(to)];
  const [shifts, changes] = await Promise.all([
    pool.query<ShiftRow>(SHIFTS, window),
    pool.query<SubstitutionRow>(SUBSTITUTIONS, window),
  ]);
  return {
    shifts: shifts.rows.map((row) => ({ ...dutyOf(row), version: row.version })),
    substitutions: changes.rows.map((row) => ({
      ...dutyOf(row),
      ...known({ insteadOf: row.instead_of ?? undefined }),
      madeAt: instantOf(row.made_at),
      madeBy: row.made_by,
      reason: row.reason,
    })),
    phones: Object.fromEntries([...shifts.rows, ...changes.rows].map((row) => [row.person_id, row.phone])),
  };
}

/** The roles each site must never be without. */
export async function readNeeds(pool: Pick<Pool, 'query'>): Promise<readonly Need[]> {
  const { rows } = await pool.query<{ role: Role; site_id: string }>(
    'SELECT role, site_id FROM rota_need ORDER BY site_id, role',
  );
  return rows.map(({ role, site_id }) => ({ role, siteId: site_id }));
}
