import type { Pool } from 'pg';
import type { HospitalByTime, LabsNow } from '../workflows/domain/hospitalsByTime';
import { byTime, hasRoom } from '../workflows/domain/hospitalsByTime';
import { holdsAt } from '../workflows/domain/receivers';
import { arrivalsToWire } from './arrivalToWire';
import type { Context } from './context';
import { driveTimes } from './driveTimes';
import { labBusyAt } from './labsFree';
import type { Facts } from './facts';
import { present } from './present';

type Row = LabsNow & { readonly siteId: string };

/** A lab nobody has asked for yet has no state and is free. */
const LABS = `
  SELECT s.id AS "siteId", count(l.id)::int AS "all",
         count(l.id) FILTER (WHERE coalesce(t.status, 'FREE') = 'FREE')::int AS free,
         coalesce(sum(cardinality(t.waiters)), 0)::int AS waiting
    FROM site s LEFT JOIN cath_lab l ON l.site_id = s.id LEFT JOIN lab_state t ON t.id = l.id
   WHERE s.region = $1 AND s.kind = 'PCI_HOSPITAL' GROUP BY s.id`;

const labsNow = async ({ pool, region }: { readonly pool: Pick<Pool, 'query'>; readonly region: string }) =>
  (await pool.query<Row>(LABS, [region])).rows;

type Of = Pick<Facts, 'receivers' | 'refused'> & { readonly id: string; readonly fromSiteId: string | undefined };

/** Every hospital of the region that opens arteries, with its own time and its labs, the best road first (R6). */
export async function hospitalsFor(
  { id, receivers, refused, fromSiteId }: Of,
  receivingSiteId: string | null,
  context: Context,
): Promise<readonly HospitalByTime[]> {
  const [labs, figures, drives] = await Promise.all([labsNow(context), arrivalsToWire(context), driveTimes(context)]);
  const now = context.now();
  const withEnd = async ({ siteId, ...rest }: Row) =>
    hasRoom(rest) ? rest : { ...rest, ...present({ freeAt: (await labBusyAt(context, siteId, id))?.freeAt }) };
  const rows = await Promise.all(labs.map(async (row) => ({ siteId: row.siteId, labs: await withEnd(row) })));
  return byTime(
    rows.map(({ siteId, labs: here }) => {
      const found = figures.find((one) => one.siteId === siteId);
      const drive = drives.find((one) => one.fromSiteId === fromSiteId && one.toSiteId === siteId);
      const figure = found && { arrivalToWireMin: found.arrivalToWireMin, cases: found.cases };
      return {
        ...{ siteId, labs: here, isReceiving: siteId === receivingSiteId },
        byAgreement: receivers?.some((one) => one.siteId === siteId && holdsAt(one, now)) === true,
        refused: refused?.some((one) => one.siteId === siteId) === true,
        ...present({ figure, drive }),
      };
    }),
  );
}
