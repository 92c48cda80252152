import { decideEpisode, openEpisode } from '../../workflows/domain/decideEpisode';
import { decideReading, openReading } from '../../workflows/domain/decideReading';
import type { Action, Decision } from '../../workflows/domain/decision';
import type { Episode, EpisodeHappening, OpenEpisode } from '../../workflows/domain/episode';
import type { Refusal } from '../../workflows/domain/faults';
import { isRefusal } from '../../workflows/domain/faults';
import { ecgId, episodeId, patientId, readingId } from '../../workflows/domain/ids';
import type { Reading, ReadingHappening } from '../../workflows/domain/reading';
import { minute } from './anEpisode';
import type { Word } from './given';
import { anOpening, CARDIOLOGIST, DOCTOR } from './given';

type Unsaid<W> = W extends unknown ? Omit<W, 'id' | 'by' | 'receivedAt'> : never;
type Said = Unsaid<ReadingHappening>;

/** Several episodes and readings that tell each other, as the engine would; every word arrives, in order, once. */
export function aWorld() {
  const episodes = new Map<string, Episode>();
  const readings = new Map<string, Reading>();
  const heard = new Set<string>();
  const lost: string[] = [];
  let words = 0;

  const carryOut = (actions: readonly Action[], atMin: number): void => {
    for (const action of actions) {
      if (action.do !== 'TELL') continue;
      const { to, message } = action;
      if (heard.has(`${to.id}<${message.id}`)) continue;
      heard.add(`${to.id}<${message.id}`);
      const word = { ...message, receivedAt: minute(atMin) };
      const told =
        to.kind === 'EPISODE'
          ? hear(to.id, word as EpisodeHappening, atMin)
          : to.kind === 'READING'
            ? hearReading(to.id, word as ReadingHappening, atMin)
            : undefined;
      if (told !== undefined && isRefusal(told)) lost.push(`${to.id}: ${told.because}`);
    }
  };
  const hear = (id: string, word: EpisodeHappening, atMin: number): Decision<Episode> | Refusal => {
    const episode = episodes.get(id);
    if (episode === undefined) throw new Error(`no episode ${id}`);
    const decided = decideEpisode(episode, word);
    if (isRefusal(decided)) return decided;
    episodes.set(id, decided.next);
    carryOut(decided.actions, atMin);
    return decided;
  };
  const hearReading = (id: string, word: ReadingHappening, atMin: number): Decision<Reading> | Refusal => {
    const reading = readings.get(id);
    if (reading === undefined) throw new Error(`no reading ${id}`);
    const decided = decideReading(reading, word);
    if (isRefusal(decided)) return decided;
    readings.set(id, decided.next);
    carryOut(decided.actions, atMin);
    return decided;
  };
  return {
    /** Words that were refused by whom they were meant for. */
    lost,
    episode: (id: string): Episode => {
      const episode = episodes.get(id);
      if (episode === undefined) throw new Error(`no episode ${id}`);
      return episode;
    },
    open: (id: string, atMin: number, overrides: Partial<OpenEpisode> = {}) => {
      const opening = anOpening({
        id: episodeId(id),
        patientId: patientId(`pt_of_${id}`),
        helpSought: { at: minute(atMin), precision: 'MINUTE', source: 'HUMAN' },
        heard: { id: `open-${id}`, receivedAt: minute(atMin), by: DOCTOR },
        ...overrides,
      });
      episodes.set(id, openEpisode(opening).next);
    },
    /** A person's or a device's word to an episode. */
    say: (id: string, { heardMin, by = DOCTOR, ...word }: Word) =>
      hear(id, { ...word, by, id: `word-${++words}`, receivedAt: minute(heardMin) }, heardMin),
    /** A cart's ECG for an episode, with its reading. */
    record: (name: string, id: string, acquiredMin: number) => {
      const opened = openReading({
        id: readingId(`rd_${name}`),
        region: 'demo',
        ecgId: ecgId(`ecg_${name}`),
        episodeId: episodeId(id),
        patientId: patientId(`pt_of_${id}`),
        ...{ siteId: 'st_community', hubSiteId: 'st_hub', neighbourSiteId: 'st_other' },
        ...{ acquiredAt: minute(acquiredMin), receivedAt: minute(acquiredMin + 1) },
        heard: { id: `rd-${name}`, receivedAt: minute(acquiredMin + 1), by: { kind: 'DEVICE', id: 'dv_cart' } },
      });
      readings.set(`rd_${name}`, opened.next);
      hear(
        id,
        {
          id: `ecg_${name}:received`,
          by: { kind: 'DEVICE', id: 'dv_cart' },
          receivedAt: minute(acquiredMin + 1),
          type: 'ECG_RECEIVED',
          ecgId: ecgId(`ecg_${name}`),
          readingId: `rd_${name}`,
          acquired: { at: minute(acquiredMin), precision: 'SECOND', source: 'DEVICE' },
          ecgReceivedAt: minute(acquiredMin + 1),
        },
        acquiredMin + 1,
      );
    },
    /** A reader's word to a reading. */
    read: (name: string, said: Said, atMin: number) =>
      hearReading(`rd_${name}`, { ...said, by: CARDIOLOGIST, id: `word-${++words}`, receivedAt: minute(atMin) }, atMin),
    reading: (name: string): Reading | undefined => readings.get(`rd_${name}`),
  };
}
