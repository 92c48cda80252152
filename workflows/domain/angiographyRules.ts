import { releaseLab } from './acuteRules';
import type { Action, Decided } from './decision';
import { applied, duplicate } from './decision';
import { revisedTo } from './diagnosisRules';
import type { Episode, Of } from './episode';
import { refuse } from './faults';
import { FINDING_ROWS } from './findings';
import { when } from './milestones';
import { isLabOver } from './phase';
import { endRuns } from './runs';
import { futureRefusal, inFuture } from './marking';

/** What angiography shows where no artery is opened: no culprit, or one for the surgeon (4.2 P8, 2.9). */

type Concluded = Of<'ANGIOGRAPHY_CONCLUDED'>;

function whyNot(episode: Episode, happening: Concluded) {
  const { end, finding, reason, time } = happening;
  const { milestones, report, discharge } = episode;
  if (inFuture(time, happening)) return futureRefusal();
  if (when(milestones, 'ANGIO') === undefined)
    return refuse('WRONG_PHASE', 'No angiography of this patient is recorded yet.');
  if (discharge !== undefined) return refuse('WRONG_PHASE', 'The patient has been discharged.');
  if (reason.trim() === '') return refuse('REASON_NEEDED', 'Say in a sentence what was seen.');
  if (end === 'SURGERY')
    return finding === undefined
      ? undefined
      : refuse('BAD_INPUT', 'A patient who goes to surgery keeps the diagnosis; leave it out.');
  if (when(milestones, 'WIRE') !== undefined)
    return refuse('WRONG_PHASE', 'A wire has crossed a culprit lesion; correct that time first.');
  if (report === undefined) return refuse('WRONG_PHASE', 'No ECG of this patient is signed yet: nothing to revise.');
  if (finding === undefined || !['NSTE_ACS', 'OTHER'].includes(FINDING_ROWS[finding].path))
    return refuse('BAD_INPUT', 'Without a culprit it is NSTE-ACS or another diagnosis: say which.');
  return undefined;
}

/** A named interventionist ends the angiography without PCI: the lab is free, and the case goes on where it belongs. */
export function angiographyConcluded(episode: Episode, happening: Concluded): Decided<Episode> {
  const { end, finding, time, reason, by, receivedAt } = happening;
  if (by.kind !== 'HUMAN') return refuse('NOT_ALLOWED', 'Only a named interventionist says what angiography shows.');
  const refused = whyNot(episode, happening);
  if (refused !== undefined) return refused;
  if (episode.angiographyEnd?.end === end && isLabOver(episode)) return duplicate(episode);
  const angiographyEnd = { end, by: by.id, role: by.role, at: time.at, reason };
  const over = endRuns({ ...episode, angiographyEnd }, 'LAB', receivedAt);
  const next = finding === undefined ? over : revisedTo(over, { finding, reason, at: time.at, by }, happening);
  return applied(next, ...releaseLab(next));
}

/** Done again when it is not known to have been done; a later activation keeps its lab. */
export const labFreedByAngiography = (episode: Episode): readonly Action[] =>
  isLabOver(episode) ? releaseLab(episode) : [];
