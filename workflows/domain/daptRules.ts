import { dayAfterMonths, endOfDay, localDay } from './calendar';
import type { Decided } from './decision';
import { applied, duplicate, noLongerApplies, noted } from './decision';
import type { Episode, Of, PlanTask } from './episode';
import { refuse } from './faults';
import { withRun } from './runs';
import { isP2y12, keeperOf } from './followUpPlan';
import { futureRefusal, inFuture } from './marking';

/** 5.2, 10.31: in the first six months a gap counts from the third day on; after them any stop is the same-day row of 5.6. */
const GAP = { months: 6, days: 3 } as const;

/** The doses a patient went without; a named person says so, on a visit, by telephone or over a refill. */
export function daptGapReported(episode: Episode, happening: Of<'DAPT_GAP_REPORTED'>): Decided<Episode> {
  const { days, time, by, receivedAt } = happening;
  const { discharge, pathway, tasks } = episode;
  const { calendar } = pathway;
  if (by.kind !== 'HUMAN') return refuse('NOT_ALLOWED', 'Only a named person says that doses were missed.');
  if (inFuture(time, happening)) return futureRefusal();
  const isFollowedUp = episode.downReferral?.acceptedBy !== undefined || episode.hospitalFollowUp !== undefined;
  if (discharge === undefined || !isFollowedUp)
    return refuse('WRONG_PHASE', 'The community has not taken the patient over yet: the hospital acts on it.');
  if (episode.continuedBy !== undefined)
    return refuse('WRONG_PHASE', 'The plan rests while the patient is in hospital again: report it there.');
  if (!Number.isInteger(days) || days < 1) return refuse('BAD_INPUT', 'Say for how many whole days doses were missed.');
  // a drug that was to be stopped by then is no gap
  const isOver = discharge.drugs.some((line) => isP2y12(line) && line.stopAt !== undefined && line.stopAt <= time.at);
  if (isOver) return noLongerApplies(episode);
  const early = localDay(calendar, time.at) < dayAfterMonths(calendar, discharge.at, GAP.months);
  if (early && days < GAP.days) return noted(episode);
  if (tasks.some(({ kind, status }) => kind === 'DAPT_GAP' && status === 'OPEN')) return duplicate(episode);
  const code = early ? 'DAPT_GAP' : 'DAPT_STOPPED';
  const count = tasks.filter(({ kind }) => kind === 'DAPT_GAP').length;
  const task: PlanTask = {
    ...{ id: `${episode.id}:${code}:${count + 1}`, kind: 'DAPT_GAP', code },
    ...keeperOf(episode),
    status: 'OPEN',
    opensAt: receivedAt,
    dueAt: endOfDay(calendar, localDay(calendar, receivedAt)),
    detail: { days: String(days) },
  };
  return applied(withRun({ ...episode, tasks: [...tasks, task] }, `TASK:${task.id}`, receivedAt));
}
