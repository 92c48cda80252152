import type { Pool } from 'pg';
import { faultsOf } from '../../devices/ledger';
import { allMinutes, balanceOf, pointsMissing } from '../../prisma/ledger';

/** Minutes counted by one statement. */
const AT_ONCE = 240;

export type Sums = { readonly minutes: number; readonly accepted: number; readonly waiting: number };
export type LedgerDifference = { readonly where: string; readonly sentence: string };

const SENTENCES: Readonly<Record<string, string>> = {
  VANISHED: 'were accepted and are not in the inbox',
  UNCOUNTED: 'are in the inbox and were never counted as accepted',
  OVERDUE: 'wait although somebody should have taken them up',
  LOST: 'were given to a person and stand on no record',
};

/** The whole ledger counted anew from the rows themselves, whatever the checks of each minute once said. */
export async function compareLedger(
  pool: Pool,
  now: Date,
): Promise<{ readonly sums: Sums; readonly differences: readonly LedgerDifference[] }> {
  const minutes = await allMinutes(pool);
  const differences: LedgerDifference[] = [];
  const sums = { minutes: minutes.length, accepted: 0, waiting: 0 };
  for (let from = 0; from < minutes.length; from += AT_ONCE) {
    const part = minutes.slice(from, from + AT_ONCE);
    for (const balance of await balanceOf(pool, part, { now })) {
      sums.accepted += balance.accepted;
      sums.waiting += balance.waiting;
      const where = balance.minute.toISOString();
      for (const [fault, count] of Object.entries(faultsOf(balance) ?? {}))
        differences.push({ where, sentence: `${count} ${SENTENCES[fault] ?? fault}` });
    }
    const missing = await pointsMissing(pool, part);
    if (missing > 0)
      differences.push({ where: 'vitals', sentence: `${missing} measured values are not in the table of values` });
  }
  return { sums, differences };
}
