import type { Pool } from 'pg';
import type { PreRead as Row, PrismaClient } from '../prisma/generated/client';

/** What the machine measured of a reading's recording; nobody is shown what was made in shadow. */
export const hintOf = (prisma: PrismaClient, readingId: string): Promise<Row | null> =>
  prisma.preRead.findFirst({ where: { readingId, mode: 'HINT' } });

/** The same of the patient’s recording before one: when it was made, and its levels, mV. */
export type HintBefore = {
  readonly ecgId: string;
  readonly acquiredAt: Date;
  readonly jMv: Readonly<Record<string, number>>;
};

const BEFORE = `
  SELECT one.ecg_id AS "ecgId", earlier.acquired_at AS "acquiredAt", earlier.j_mv AS "jMv"
    FROM pre_read one CROSS JOIN LATERAL (
      SELECT acquired_at, j_mv FROM pre_read
       WHERE patient_id = one.patient_id AND mode = 'HINT' AND acquired_at < one.acquired_at
       ORDER BY acquired_at DESC LIMIT 1
    ) earlier
   WHERE one.ecg_id = ANY($1)`;

/** Of each of these recordings the one before it, to see what changed. */
export async function hintsBefore(pool: Pool, ecgIds: readonly string[]): Promise<ReadonlyMap<string, HintBefore>> {
  const { rows } = await pool.query<HintBefore>(BEFORE, [ecgIds]);
  return new Map(rows.map((row) => [row.ecgId, row]));
}

/**
 * What QRS hides from the table, elevation at its threshold, be it in a notch, and wide runs go before the others (devices.md 3.4); so does
 * a signal without a steady QRS, which may be fibrillation, a standstill or noise: only a person tells them apart (W1).
 */
const FIRST = [
  ...['PACED', 'LBBB', 'WIDE_QRS', 'PRE_EXCITATION', 'J_WAVE', 'VT_SUSPECTED'],
  ...['TOO_FEW_BEATS', 'NO_STABLE_BEAT', 'NO_QRS', 'RATE_IMPLAUSIBLE'],
];

/** Of these readings the ones a person should see first; a hint only ever moves one up. */
export async function readFirst(prisma: PrismaClient, readingIds: string[]): Promise<ReadonlySet<string>> {
  const rows = await prisma.preRead.findMany({
    where: {
      readingId: { in: readingIds },
      mode: 'HINT',
      OR: [{ leads: { isEmpty: false } }, { reasons: { hasSome: FIRST } }],
    },
    select: { readingId: true },
  });
  return new Set(rows.flatMap(({ readingId }) => readingId ?? []));
}

export type Agreement = {
  readonly version: string;
  readonly verdict: string;
  readonly finding: string;
  readonly count: number;
};

/** How often each finding was signed under each verdict, shadow included, since a moment. */
export const agreementSince = (prisma: PrismaClient, since: Date): Promise<Agreement[]> =>
  prisma.$queryRaw<Agreement[]>`
    SELECT version, verdict, finding::text AS finding, count(*)::int AS count
      FROM pre_read_agreement WHERE signed_at >= ${since}
     GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;
