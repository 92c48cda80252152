import { readAlready, readingOfEcg, takenAt } from './bedside';
import type { Decided, Decision, Telling } from './decision';
import { applied, duplicate, noLongerApplies } from './decision';
import { askForNextEcg, diagnosed } from './diagnosisRules';
import type { Episode, Of } from './episode';
import { addsTo, FINDING_ROWS } from './findings';
import { known } from './known';
import { when } from './milestones';
import { endRuns, withRun } from './runs';
import { humanTime, mark, systemTime } from './marking';

/** From the cart to the signature: received, unreadable, read (4.2 P3, R3). */

export function ecgReceived(episode: Episode, happening: Of<'ECG_RECEIVED'>): Decision<Episode> {
  const { ecgId, readingId, acquired, ecgReceivedAt, takenBy, receivedAt } = happening;
  // The cart sends again until it is answered: that is not a second ECG.
  if (episode.ecgs.some((ecg) => ecg.ecgId === ecgId)) return duplicate(episode);
  const held = { ecgId, readingId, acquiredAt: acquired.at, receivedAt: ecgReceivedAt, ...known({ takenBy }) };
  const of = readingOfEcg(episode, acquired.at);
  if (of !== undefined) {
    const bedside = episode.bedside?.map((one) => (one === of ? { ...one, ecgId } : one));
    const owed = { ...episode, ...known({ bedside }), ecgs: [...episode.ecgs, held] };
    return applied(firstEcg(replaceUnreadable(owed, happening), happening), readAlready(episode, held));
  }
  const asked = endRuns(episode, 'REPEAT_ECG', receivedAt);
  const next = { ...asked, ecgs: [...episode.ecgs, held] };
  return applied(firstEcg(replaceUnreadable(next, happening), happening));
}

/** The first ECG of the episode, and when it was here; one that came after it was read at the bedside was not sent for that. */
function firstEcg(episode: Episode, happening: Of<'ECG_RECEIVED'>): Episode {
  const { acquired, ecgReceivedAt } = happening;
  const first = when(episode.milestones, 'ECG1_ACQUIRED');
  if (first !== undefined && first <= acquired.at) return episode;
  const taken = mark(episode, 'ECG1_ACQUIRED', acquired, happening);
  const readAt = episode.bedside === undefined ? undefined : when(episode.milestones, 'ECG1_REPORTED');
  if (readAt !== undefined && readAt < ecgReceivedAt) return taken;
  return mark(taken, 'ECG1_RECEIVED', systemTime(ecgReceivedAt), happening);
}

/** R3: the sender hears at once what to do otherwise, until another ECG is there. */
export function ecgUnreadable(episode: Episode, happening: Of<'ECG_UNREADABLE'>): Decided<Episode> {
  const { ecgId, advice, receivedAt } = happening;
  const bad = episode.ecgs.find((ecg) => ecg.ecgId === ecgId);
  if (bad === undefined) return noLongerApplies(episode);
  const unreadable = { ecgId, advice, acquiredAt: bad.acquiredAt };
  return applied(replaceUnreadable(withRun({ ...episode, unreadable }, 'ECG_UNREADABLE', receivedAt), happening));
}

/** A later ECG takes the place of an unreadable one: T07 starts again with it, T08 does not (R3). */
export function replaceUnreadable(episode: Episode, heard: Telling): Episode {
  const { unreadable, ...rest } = episode;
  const later = takenAt(episode).find((at) => unreadable !== undefined && at > unreadable.acquiredAt);
  if (later === undefined) return episode;
  const replaced: Episode = endRuns(rest, 'ECG_UNREADABLE', heard.receivedAt);
  if (when(replaced.milestones, 'ECG1_REPORTED') !== undefined) return replaced;
  const { T07: _, ...clocks } = replaced.clocks;
  const acquired = { at: later, precision: 'SECOND', source: 'DEVICE' } as const;
  return mark({ ...replaced, clocks }, 'ECG_REPEATED', acquired, heard);
}

export function ecgReported(
  episode: Episode,
  { report, by, receivedAt }: Omit<Of<'ECG_REPORTED'>, 'type' | 'id'>,
): Decision<Episode> {
  const heard = { by, receivedAt, ...known({ ecgId: report.ecgId }) };
  const first = when(episode.milestones, 'ECG1_REPORTED');
  const signed = humanTime(report.at);
  const reported = first === undefined ? mark(episode, 'ECG1_REPORTED', signed, heard) : episode;
  const before = episode.report?.finding;
  if (addsTo(before, report.finding)) return applied(diagnosed(reported, report, heard));
  const repeats = before !== undefined && FINDING_ROWS[before].repeats === true;
  return { ...applied(repeats ? askForNextEcg(reported) : reported), outcome: 'NOTED' };
}
