import { applied, mark, systemTime } from './acuteRules';
import type { Decided, Decision } from './decision';
import { askForNextEcg, diagnosed } from './diagnosisRules';
import type { Episode, EpisodeHappening } from './episode';
import { addsTo, FINDING_ROWS } from './findings';
import { when } from './milestones';
import { endRuns, withRun } from './runs';

/** From the cart to the signature: received, unreadable, read (4.2 P3, R3). */
type Of<T extends EpisodeHappening['type']> = Extract<EpisodeHappening, { type: T }>;
type Heard = Pick<EpisodeHappening, 'by' | 'receivedAt'>;

export function ecgReceived(episode: Episode, happening: Of<'ECG_RECEIVED'>): Decision<Episode> {
  const { ecgId, readingId, acquired, ecgReceivedAt, receivedAt } = happening;
  // The cart sends again until it is answered: that is not a second ECG.
  if (episode.ecgs.some((ecg) => ecg.ecgId === ecgId)) return { next: episode, actions: [], outcome: 'DUPLICATE' };
  const first = when(episode.milestones, 'ECG1_ACQUIRED');
  const asked = endRuns(episode, 'REPEAT_ECG', receivedAt);
  const next = {
    ...asked,
    ecgs: [...episode.ecgs, { ecgId, readingId, acquiredAt: acquired.at, receivedAt: ecgReceivedAt }],
  };
  const replaced = replaceUnreadable(next, happening);
  if (first !== undefined && first <= acquired.at) return applied(replaced);
  return applied(
    mark(mark(replaced, 'ECG1_ACQUIRED', acquired, happening), 'ECG1_RECEIVED', systemTime(ecgReceivedAt), happening),
  );
}

/** R3: the sender hears at once what to do otherwise, until another ECG is there. */
export function ecgUnreadable(episode: Episode, happening: Of<'ECG_UNREADABLE'>): Decided<Episode> {
  const { ecgId, advice, receivedAt } = happening;
  const bad = episode.ecgs.find((ecg) => ecg.ecgId === ecgId);
  if (bad === undefined) return { next: episode, actions: [], outcome: 'NO_LONGER_APPLIES' };
  const unreadable = { ecgId, advice, acquiredAt: bad.acquiredAt };
  return applied(replaceUnreadable(withRun({ ...episode, unreadable }, 'ECG_UNREADABLE', receivedAt), happening));
}

/** A later ECG takes the place of an unreadable one: T07 starts again with it, T08 does not (R3). */
function replaceUnreadable(episode: Episode, heard: Heard): Episode {
  const { unreadable, ...rest } = episode;
  const later = episode.ecgs.find(({ acquiredAt }) => unreadable !== undefined && acquiredAt > unreadable.acquiredAt);
  if (later === undefined) return episode;
  const replaced: Episode = endRuns(rest, 'ECG_UNREADABLE', heard.receivedAt);
  if (when(replaced.milestones, 'ECG1_REPORTED') !== undefined) return replaced;
  const { T07: _, ...clocks } = replaced.clocks;
  const acquired = { at: later.acquiredAt, precision: 'SECOND', source: 'DEVICE' } as const;
  return mark({ ...replaced, clocks }, 'ECG_REPEATED', acquired, heard);
}

export function ecgReported(
  episode: Episode,
  { report, by, receivedAt }: Omit<Of<'ECG_REPORTED'>, 'type' | 'id'>,
): Decision<Episode> {
  const heard = { by, receivedAt, ecgId: report.ecgId };
  const first = when(episode.milestones, 'ECG1_REPORTED');
  const signed = { at: report.at, precision: 'SECOND', source: 'HUMAN' } as const;
  const reported = first === undefined ? mark(episode, 'ECG1_REPORTED', signed, heard) : episode;
  const before = episode.report?.finding;
  if (addsTo(before, report.finding)) return applied(diagnosed(reported, report, heard));
  const repeats = before !== undefined && FINDING_ROWS[before].repeats === true;
  return { ...applied(repeats ? askForNextEcg(reported) : reported), outcome: 'NOTED' };
}
