import { linkedOpening } from './arrivals';
import type { Action, Decided } from './decision';
import { applied, duplicate } from './decision';
import { foundYes } from './diagnosisRules';
import type { Episode, Of, PlanTask } from './episode';
import { refuse } from './faults';
import { known } from './known';
import { when } from './milestones';
import { endRuns, withRun } from './runs';
import { futureRefusal, inFuture, mark } from './marking';

/** What goes wrong under treatment, and who goes away from it (R16, R17, R20). */

/** R16: antithrombotic prompts stop at once, the scan and the surgeons are asked for; a person treats. */
export function bleedingReported(episode: Episode, happening: Of<'BLEEDING_REPORTED'>): Decided<Episode> {
  const { kind, time, by, receivedAt } = happening;
  if (inFuture(time, happening)) return futureRefusal();
  if (episode.bleeding?.kind === kind) return duplicate(episode);
  const bleeding = { kind, at: time.at, by: by.id };
  const found = foundYes({ ...episode, bleeding }, 'ACTIVE_BLEEDING_OR_BLEEDING_DISORDER', receivedAt);
  return applied(withRun(endRuns(found, 'BLEEDING', receivedAt), 'BLEEDING', receivedAt));
}

/** R17: a new infarction after PCI is an episode of its own, from the ward, that knows what was implanted. */
export function reinfarctionFound(episode: Episode, happening: Of<'REINFARCTION_FOUND'>): Decided<Episode> {
  const { toEpisodeId, time, by, receivedAt } = happening;
  if (by.kind !== 'HUMAN') return refuse('NOT_ALLOWED', 'Only a named doctor says that the artery has closed again.');
  if (inFuture(time, happening)) return futureRefusal();
  if (when(episode.milestones, 'PCI_END') === undefined)
    return refuse('WRONG_PHASE', 'No intervention has ended yet: this is still the first event.');
  if (episode.discharge !== undefined)
    return refuse('WRONG_PHASE', 'The patient has been discharged: open a new episode, or refer up.');
  if (episode.continuedBy !== undefined) return refuse('ALREADY_DONE', 'This episode already goes on in another one.');
  const tasks = episode.tasks.map((task): PlanTask =>
    task.status === 'OPEN' ? { ...task, status: 'SUSPENDED' } : task,
  );
  const reinfarction = { time, by, receivedAt };
  const next = endRuns({ ...episode, continuedBy: toEpisodeId, reinfarction, tasks }, 'TASK:', receivedAt);
  return applied(next, ...reinfarctionOwed(next));
}

/** Opening it again under its own id opens it once. */
export const reinfarctionOwed = (episode: Episode): readonly Action[] => {
  const { continuedBy, reinfarction } = episode;
  if (continuedBy === undefined || reinfarction === undefined) return [];
  return [{ do: 'OPEN_EPISODE', open: linkedOpening(episode, continuedBy, reinfarction) }];
};

/** R20: the patient goes against advice; the form, the community doctor, and the plan is offered all the same. */
export function leftAgainstAdvice(episode: Episode, happening: Of<'LEFT_AGAINST_ADVICE'>): Decided<Episode> {
  const { time, riskForm, highRisk, reason, byName, relation, by, receivedAt } = happening;
  const { discharge } = episode;
  if (by.kind !== 'HUMAN') return refuse('NOT_ALLOWED', 'Only a named person records that somebody left.');
  if (inFuture(time, happening)) return futureRefusal();
  if (discharge?.againstAdvice !== undefined && riskForm && !discharge.againstAdvice.riskForm) {
    const signed = { ...discharge, againstAdvice: { ...discharge.againstAdvice, riskForm } };
    return applied({ ...episode, discharge: signed });
  }
  if (discharge !== undefined) return refuse('ALREADY_DONE', 'The patient has been discharged already.');
  if (reason.trim() === '') return refuse('REASON_NEEDED', 'Record why the patient leaves, in their words.');
  const againstAdvice = { riskForm, reason, ...known({ byName, relation }) };
  const left: Episode = { ...episode, discharge: { at: time.at, by: by.id, drugs: [], highRisk, againstAdvice } };
  const marked = mark(mark(left, 'LEFT', time, happening), 'DISCHARGE', time, happening);
  const told = withRun(marked, 'LEFT_AGAINST_ADVICE', receivedAt);
  const formed = riskForm ? told : withRun(told, 'RISK_FORM', receivedAt);
  return applied(episode.activation === undefined ? formed : withRun(formed, 'LAB_IN_DOUBT', receivedAt));
}
