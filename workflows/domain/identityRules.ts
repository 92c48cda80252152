import type { Action, Decided } from './decision';
import { applied, duplicate } from './decision';
import type { Episode, EpisodeHappening, Of } from './episode';
import { refuse } from './faults';
import { withRun } from './runs';

/** Who the patient is: unknown until said (R25), and said again when the whole episode was another person's (R23). */

export function patientIdentified(episode: Episode, happening: Of<'PATIENT_IDENTIFIED'>): Decided<Episode> {
  const { patientId, identifiers, by, receivedAt } = happening;
  if (by.kind !== 'HUMAN') return refuse('NOT_ALLOWED', 'Only a named person says who the patient is.');
  if (episode.patientId === patientId) return duplicate(episode);
  if (identifiers.trim() === '') return refuse('REASON_NEEDED', 'Say by which two identifiers the patient is known.');
  const { unidentified, ...known } = episode;
  const named: Episode = { ...known, patientId };
  // a stranger who gets a name misleads nobody; another's name did
  const told = unidentified === true ? [] : episode.told;
  const next = told.reduce((one, role) => withRun(one, `NAMED:${receivedAt}:${role}`, receivedAt), named);
  return applied(next, ...readingsTold(named, happening));
}

/** Unsigned ECGs are read with the age and sex of the right person. */
const readingsTold = ({ id, region, patientId, ecgs }: Episode, { receivedAt }: EpisodeHappening): Action[] =>
  ecgs
    .filter(({ report }) => report === undefined)
    .map(({ readingId }) => ({
      do: 'TELL',
      to: { kind: 'READING', region, id: readingId },
      message: {
        id: `${id}:NAMED:${readingId}:${receivedAt}`,
        by: { kind: 'SYSTEM', id },
        type: 'EPISODE_LINKED',
        ...{ episodeId: id, patientId },
      },
    }));
