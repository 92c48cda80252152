import type { EcgRow, Place } from '../prisma/devices';
import type { Word } from '../prisma/words';
import { readingOfEcg } from '../workflows/domain/bedside';
import {
  ecgId as toEcgId,
  episodeId as toEpisodeId,
  patientId as toPatientId,
  readingId as toReadingId,
} from '../workflows/domain/ids';
import type { KeptEdition } from '../workflows/domain/pathway';
import { instant, instantOf } from '../workflows/domain/time';
import type { Arrival } from './ecgArrival';
import { shortHash } from '../activities/platform/hash';
import type { OpenEpisodeRow } from '../prisma/openEpisodes';
import type { Match } from './match';

/** The same device and its own id make the same ECG however often it is handled. */
export const ecgIdOf = (deviceId: string, deviceEcgId: string) =>
  toEcgId(`ecg_${shortHash(`${deviceId}:${deviceEcgId}`)}`);
/** One ECG has one reading. */
export const readingIdOf = (ecgId: string) => toReadingId(`rd_${ecgId.replace(/^ecg_/, '')}`);

type Known = Pick<EcgRow, 'id' | 'deviceId' | 'receivedAt'>;

/** A new recording: its reading opens, and the episode it belongs to hears of it. */
export function arrivedWords(
  ecg: EcgRow,
  { match, place, arrival, pathway }: { match: Match; place: Place; arrival: Arrival; pathway?: KeptEdition },
): Word[] {
  const id = toEcgId(ecg.id);
  const reading = toReadingId(ecg.readingId);
  const by = { kind: 'DEVICE', id: ecg.deviceId } as const;
  const acquiredAt = instant(arrival.acquiredAt);
  const receivedAt = instantOf(ecg.receivedAt);
  const open: Word = {
    id: `${ecg.id}:reading`,
    kind: 'READING',
    region: place.region,
    targetId: reading,
    opening: {
      id: reading,
      region: place.region,
      ecgId: id,
      ...(match.episode && { episodeId: toEpisodeId(match.episode.id) }),
      ...(match.patientId !== undefined && { patientId: toPatientId(match.patientId) }),
      siteId: place.siteId,
      hubSiteId: place.hubSiteId,
      neighbourSiteId: place.neighbourSiteId,
      acquiredAt,
      receivedAt,
      ...(match.episode && readingOfEcg(match.episode, acquiredAt) && { readAtBedside: true as const }),
      ...(pathway && { pathway }),
      ...(match.episode?.drill === true && { drill: true as const }),
      heard: { id: `${ecg.id}:received`, receivedAt, by },
    },
  };
  if (!match.episode) return [open];
  return [open, episodeWord(ecg, match.episode, arrival)];
}

function episodeWord(
  { id, deviceId, receivedAt }: Known,
  episode: OpenEpisodeRow,
  { acquiredAt, offsetMs, takenBy }: Arrival,
): Word {
  const offset = offsetMs === 0 ? {} : { deviceOffsetMs: offsetMs };
  return {
    id: `${id}:episode`,
    kind: 'EPISODE',
    region: episode.region,
    targetId: episode.id,
    message: {
      id: `${id}:received`,
      by: { kind: 'DEVICE', id: deviceId },
      type: 'ECG_RECEIVED',
      ecgId: toEcgId(id),
      readingId: readingIdOf(id),
      acquired: { at: instant(acquiredAt), precision: 'SECOND', source: 'DEVICE', ...offset },
      ecgReceivedAt: instantOf(receivedAt),
      ...(takenBy === undefined ? {} : { takenBy }),
    },
  };
}

/** A recording that was being read already and now has an episode. */
export function linkedWords(
  ecg: Known,
  { episode, place, arrival }: { episode: OpenEpisodeRow; place: Place; arrival: Arrival },
): Word[] {
  const reading: Word = {
    id: `${ecg.id}:linked`,
    kind: 'READING',
    region: place.region,
    targetId: readingIdOf(ecg.id),
    message: {
      id: `${ecg.id}:linked`,
      by: { kind: 'DEVICE', id: ecg.deviceId },
      type: 'EPISODE_LINKED',
      episodeId: toEpisodeId(episode.id),
      patientId: toPatientId(episode.patientId),
    },
  };
  return [reading, episodeWord(ecg, episode, arrival)];
}
