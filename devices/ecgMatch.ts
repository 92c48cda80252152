import { bindingAt } from '../prisma/bindings';
import { knownPatient, type Place } from '../prisma/devices';
import type { Db, WaitingRow } from '../prisma/inbox';
import { episodeById, episodesAtSite, episodesOfPatient } from '../prisma/openEpisodes';
import type { Arrival } from './ecgArrival';
import { matchEcg, type Match } from './match';

/** An order may name an episode whose row is still being written. */
const ORDER_WAIT_MS = 5_000;
/** Open episodes of the last hours may be suggested to a person; nothing is attached by place alone. */
const SUGGEST_WITHIN_MS = 12 * 3_600_000;

type Matching = { readonly row: WaitingRow; readonly arrival: Arrival; readonly place: Place; readonly now: Date };

/** Looks up what `matchEcg` needs to know; `ORDER_WAITS` while the ordered episode's row may still be on its way. */
export async function matchOf(db: Db, { row, arrival, place, now }: Matching): Promise<Match | 'ORDER_WAITS'> {
  const { orderRef, patientRef } = arrival;
  const order = orderRef === undefined ? undefined : await episodeById(db, orderRef);
  if (orderRef !== undefined && !order && now.getTime() < row.received_at.getTime() + ORDER_WAIT_MS)
    return 'ORDER_WAITS';
  const binding = await bindingAt(db, row.device_id, new Date(arrival.acquiredAt));
  const bound = binding && {
    patientId: binding.patientId,
    episodes: await episodesOfPatient(db, binding.patientId),
    ...(binding.episodeId !== undefined && (await withEpisode(db, binding.episodeId))),
  };
  const typed =
    patientRef && typeof patientRef === 'object' && patientRef.type === 'patient-id' ? patientRef.value : undefined;
  const named =
    typed !== undefined && (await knownPatient(db, typed))
      ? { patientId: typed, episodes: await episodesOfPatient(db, typed) }
      : undefined;
  const atSite = await episodesAtSite(db, place.siteId, new Date(now.getTime() - SUGGEST_WITHIN_MS));
  return matchEcg({ atSite, ...(order && { order }), ...(bound && { bound }), ...(named && { named }) });
}

async function withEpisode(db: Db, id: string) {
  const episode = await episodeById(db, id);
  return episode && { episode };
}
