import type { Pool } from 'pg';
import type { Log } from '../activities/platform/log';
import type { Db } from '../prisma/inbox';
import { balanceOf, isNews, noteChecked, unsettledMinutes, type Balance } from '../prisma/ledger';
import { raise } from './raise';
import { inTransaction } from '../prisma/transaction';

const CHECK_LOCK = 72_029;
/** Unsettled minutes looked at in one check; with the engine away they pile up, oldest first. */
const MINUTES_AT_ONCE = 240;
/** Under this name the gateway itself raises what concerns no single device. */
export const GATEWAY_DEVICE = 'gateway';

/** What does not balance, by its name; nothing where all does. */
export function faultsOf({ accepted, kept, overdue, lost }: Balance): Readonly<Record<string, number>> | undefined {
  const faults = {
    ...(accepted > kept && { VANISHED: accepted - kept }),
    ...(kept > accepted && { UNCOUNTED: kept - accepted }),
    ...(overdue > 0 && { OVERDUE: overdue }),
    ...(lost > 0 && { LOST: lost }),
  };
  return Object.keys(faults).length === 0 ? undefined : faults;
}

const isWhole = ({ waiting, underWay }: Balance): boolean => waiting === 0 && underWay === 0;

type Checking = {
  readonly pool: Pool;
  readonly log: Log;
  readonly now: Date;
  /** When this gateway began to take messages up: what waited before is not overdue yet. */
  readonly since: Date;
};

/**
 * Compares every minute that is not yet whole with what was accepted in it. What does not balance is an incident, raised
 * once for each difference (W23): alarms are not guaranteed. Answers how many minutes newly differ.
 */
export async function checkLedger({ pool, log, now, since }: Checking): Promise<number> {
  return inTransaction(pool, async (db) => {
    const { rows } = await db.query<{ got: boolean }>('SELECT pg_try_advisory_xact_lock($1, 0) AS got', [CHECK_LOCK]);
    if (rows[0]?.got !== true) return 0;
    const minutes = await unsettledMinutes(db, now, MINUTES_AT_ONCE);
    const news: Found[] = [];
    for (const balance of await balanceOf(db, minutes, { now, since })) {
      const { minute, accepted } = balance;
      const wrong = faultsOf(balance);
      if (wrong && (await isNews(db, minute, wrong))) news.push({ minute, accepted, wrong });
      else
        await noteChecked(db, { minute, accepted, now, settled: !wrong && isWhole(balance), ...(wrong && { wrong }) });
    }
    if (news.length > 0) await raiseImbalance(db, news, now);
    for (const { minute, wrong } of news)
      log.error('LEDGER_DIFFERS', new Error('messages do not add up'), { minute: minute.toISOString(), ...wrong });
    return news.length;
  });
}

type Found = { readonly minute: Date; readonly accepted: number; readonly wrong: Readonly<Record<string, number>> };

/** One alarm for all that one check found; it says how many messages. */
async function raiseImbalance(db: Db, news: readonly Found[], now: Date): Promise<void> {
  const value = news.flatMap(({ wrong }) => Object.values(wrong)).reduce((one, other) => one + other, 0);
  const at = news[0]?.minute ?? now;
  const id = `ledger:${now.getTime()}`;
  const incidentId = await raise(db, {
    deviceId: GATEWAY_DEVICE,
    id,
    code: 'PLATFORM_FAULT',
    at,
    now,
    value,
    unit: 'messages',
  });
  for (const found of news) await noteChecked(db, { ...found, now, settled: false, incidentId });
}
