import type { PreRead as Row, PrismaClient } from '../prisma/generated/client';

/** What the machine measured of a reading's recording; nobody is shown what was made in shadow. */
export const hintOf = (prisma: PrismaClient, readingId: string): Promise<Row | null> =>
  prisma.preRead.findFirst({ where: { readingId, mode: 'HINT' } });

/** The same of the patient's recording before it, to see what changed. */
export const hintBefore = async (prisma: PrismaClient, { patientId, acquiredAt }: Row): Promise<Row | null> =>
  patientId === null
    ? null
    : prisma.preRead.findFirst({
        where: { patientId, mode: 'HINT', acquiredAt: { lt: acquiredAt } },
        orderBy: { acquiredAt: 'desc' },
      });

/** What QRS hides from the table, elevation at its threshold, be it in a notch, and wide runs go before the others (devices.md 3.4). */
const FIRST = ['PACED', 'LBBB', 'WIDE_QRS', 'PRE_EXCITATION', 'J_WAVE', 'VT_SUSPECTED'];

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
