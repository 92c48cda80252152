import { Fault } from '../activities/platform/faults';
import { isRecordAway } from '../activities/platform/recordAway';
import { lastSighting } from '../prisma/sightings';
import type { IncidentId } from '../workflows/domain/ids';
import type { Context } from './context';
import { onRecord } from './record';

/** Where a patient was last seen by a gate or beacon, and when. */
export type LastPlace = { readonly siteId: string; readonly place: string; readonly at: Date };

export const lastPlaceOf = ({ pool }: Pick<Context, 'pool'>, patientId: string): Promise<LastPlace | undefined> =>
  onRecord(() => lastSighting(pool, patientId));

const SITES = `
  SELECT i.site_id AS desk, p.community_site_id AS community
    FROM incident i LEFT JOIN patient p ON p.id = i.patient_id WHERE i.id = $1`;

type Sites = { readonly desk: string; readonly community: string | null };

/** The 120 centre of the patient's community. With the record away, the caller's own: asking for help must not wait for it. */
export async function emsOfIncident({ pool, directory, actor }: Context, incidentId: IncidentId): Promise<string> {
  const emsOf = (siteId: string | null | undefined) => directory.site(siteId ?? '')?.emsSiteId ?? undefined;
  try {
    const { rows } = await pool.query<Sites>(SITES, [incidentId]);
    const [found] = rows;
    if (found === undefined) throw new Fault('NOT_FOUND', 'No such alarm.');
    return emsOf(found.community) ?? emsOf(found.desk) ?? found.desk;
  } catch (error) {
    if (!isRecordAway(error)) throw error;
    const own = (actor?.duties ?? []).map(({ siteId }) => emsOf(siteId)).find((siteId) => siteId !== undefined);
    return own ?? onRecord(() => Promise.reject(error));
  }
}
