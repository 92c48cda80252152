import type { Pool } from 'pg';
import { ecgOfDevice, findDevice, insertEcg, linkEcg, placeOf, type EcgRow, type Place } from '../prisma/devices';
import { dispose, putOff, type Db, type WaitingRow } from '../prisma/inbox';
import { siteEdition } from '../prisma/pathway';
import { writeWords } from '../prisma/words';
import type { Blobs } from '../activities/platform/blobs';
import { keptOf } from '../workflows/domain/thresholds';
import { joinChunks } from './chunks';
import { arrivalOf, withFileTime, type Arrival } from './ecgArrival';
import { matchOf } from './ecgMatch';
import { arrivedWords, ecgIdOf, linkedWords, readingIdOf } from './ecgWords';
import type { EcgReader } from './formats/reader';
import type { FileRead } from './formats/readFile';
import type { Match } from './match';
import { quarantine } from './quarantine';
import { inTransaction } from '../prisma/transaction';

/** How soon a message is looked at again whose upload, or whose order's episode, is still on its way. */
const UPLOAD_LOOK_MS = 15_000;
const ORDER_LOOK_MS = 250;

type Deps = { readonly pool: Pool; readonly blobs: Blobs; readonly reader: EcgReader };

/** Takes up one recording: decode, match, then row, disposition, reading and word to the episode in one transaction. */
export async function takeUpEcg({ pool, blobs, reader }: Deps, row: WaitingRow, now: Date): Promise<void> {
  await joinChunks({ pool, blobs }, row, now);
  const announced = await arrivalOf(pool, row, now);
  if (announced === 'WAITS') return putOff(pool, row, new Date(now.getTime() + UPLOAD_LOOK_MS));
  // a cart that announced a recording and never sent it: a person must ask there
  if (announced === 'NEVER_CAME') return quarantine(pool, row, 'UPLOAD_NEVER_CAME', now);
  const bytes = await blobs.get(announced.sha256);
  if (!bytes) throw new Error('the bytes of an accepted recording are gone');
  const place = await placeOf(pool, (await findDevice(pool, row.device_id))?.siteId);
  if (!place) throw new Error('no site in the region reads ECGs');
  const { contentType, synthetic } = announced;
  const file = await reader.read({ contentType, bytes, synthetic, utcOffsetMin: place.utcOffsetMin });
  const arrival = withFileTime(announced, file.startedAt, row.received_at.getTime());
  const match = await matchOf(pool, { row, arrival, place, now });
  if (match === 'ORDER_WAITS') return putOff(pool, row, new Date(now.getTime() + ORDER_LOOK_MS));
  const read = await keepSamples(blobs, file, arrival);
  await inTransaction(pool, async (db) => {
    const ecg = await keep(db, { row, arrival, place, match, read, size: bytes.byteLength });
    if (ecg === 'SAME') return closeSame(db, { row, arrival, match, place, now });
    const disposition = ecg.state === 'QUARANTINED' ? 'QUARANTINED' : 'ESCALATED';
    const rule = match.identify ? 'IDENTIFY' : match.by;
    if (!(await dispose(db, row, { disposition, rule, subjectId: ecg.readingId }, now))) return;
    const pathway = keptOf(await siteEdition(db, place.hubSiteId, now), 'READING');
    await writeWords(db, arrivedWords(ecg, { match, place, arrival, ...(pathway && { pathway }) }), now);
  });
}

type Closing = { row: WaitingRow; arrival: Arrival; match: Match; place: Place; now: Date };

/** The bytes are known already; when only now it is said whose they are, the reading and the episode hear of it. */
async function closeSame(db: Db, { row, arrival, match, place, now }: Closing): Promise<void> {
  const id = ecgIdOf(row.device_id, arrival.deviceEcgId);
  if (
    !(await dispose(db, row, { disposition: 'CLOSED_BY_RULE', rule: 'SAME_ECG', subjectId: id }, now)) ||
    !match.episode
  )
    return;
  const linked = await linkEcg(db, {
    id,
    episodeId: match.episode.id,
    patientId: match.episode.patientId,
    matchedBy: match.by,
  });
  if (!linked) return;
  const words = linkedWords(
    { id, deviceId: row.device_id, receivedAt: linked.receivedAt },
    { episode: match.episode, place, arrival },
  );
  await writeWords(db, words, now);
}

type Read = Omit<FileRead, 'canonical'> & { readonly canonicalSha256?: string };

/** The canonical form is kept beside the original; whatever is wrong with the file, a person still gets the original. */
async function keepSamples(blobs: Blobs, { canonical, ...read }: FileRead, arrival: Arrival): Promise<Read> {
  if (!canonical) return read;
  const canonicalSha256 = await blobs.put(Buffer.from(canonical));
  return { ...read, canonicalSha256, ...(arrival.flags.includes('BAD_CHECKSUM') && { state: 'QUARANTINED' }) };
}

type Keeping = { row: WaitingRow; arrival: Arrival; place: Place; match: Match; read: Read; size: number };

async function keep(
  db: Db,
  { row, arrival, place, match, read: { notes, ...read }, size }: Keeping,
): Promise<EcgRow | 'SAME'> {
  const of = (deviceEcgId: string, more: readonly string[]): EcgRow => {
    const id = ecgIdOf(row.device_id, deviceEcgId);
    return {
      id,
      deviceId: row.device_id,
      deviceEcgId,
      siteId: place.siteId,
      ...(match.episode && { episodeId: match.episode.id }),
      ...(match.patientId !== undefined && { patientId: match.patientId }),
      readingId: readingIdOf(id),
      acquiredAt: new Date(arrival.acquiredAt),
      receivedAt: row.received_at,
      contentType: arrival.contentType,
      sha256: arrival.sha256,
      bytes: size,
      ...read,
      // Some formats have no place to say it; the reader is told whatever the file says.
      flags: [...new Set([...arrival.flags, ...notes, ...(arrival.synthetic ? ['SYNTHETIC'] : []), ...more])],
      synthetic: arrival.synthetic,
      matchedBy: match.by,
      suggested: match.suggested,
    };
  };
  const ecg = of(arrival.deviceEcgId, []);
  if (await insertEcg(db, ecg)) return ecg;
  if ((await ecgOfDevice(db, row.device_id, arrival.deviceEcgId))?.sha256 === arrival.sha256) return 'SAME';
  // The device used an id twice for different recordings: both are kept and both are read.
  const again = of(`${arrival.deviceEcgId}~${arrival.sha256.slice(0, 12)}`, ['ECG_ID_REUSED']);
  return (await insertEcg(db, again)) ? again : 'SAME';
}
