import type { Action, Decided } from './decision';
import { applied, duplicate, noLongerApplies } from './decision';
import type { Episode, Of, PlanTask } from './episode';
import { refuse } from './faults';
import { known } from './known';
import { when } from './milestones';
import { endRuns } from './runs';
import type { TaskKind } from './vocabulary';
import { futureRefusal, inFuture, mark, systemTime } from './marking';

/** The rules from the ward to the end of the year in the community. */

export function departmentEntered(episode: Episode, happening: Of<'DEPARTMENT_ENTERED'>): Decided<Episode> {
  const { department, time } = happening;
  if (inFuture(time, happening)) return futureRefusal();
  if (episode.discharge !== undefined) return refuse('WRONG_PHASE', 'The patient has been discharged.');
  if (episode.legs.at(-1)?.department === department) return duplicate(episode);
  const legs = [...episode.legs, { department, from: time.at }].sort((a, b) => a.from - b.from);
  const admitted =
    episode.legs.length === 0 ? mark({ ...episode, legs }, 'ADMIT', time, happening) : { ...episode, legs };
  return applied(
    department === 'CCU' && when(admitted.milestones, 'CCU') === undefined
      ? mark(admitted, 'CCU', time, happening)
      : admitted,
  );
}

/** 4.2 N1: who is labelled low goes home from where the doctor sees them, without a ward. */
const goesHomeFromTheDoor = ({ risk, milestones }: Episode): boolean =>
  risk?.riskClass === 'LOW' && (when(milestones, 'DOOR') ?? when(milestones, 'REF_DOOR_IN')) !== undefined;

export function discharged(episode: Episode, happening: Of<'DISCHARGED'>): Decided<Episode> {
  const { time, drugs, highRisk, lvef, by } = happening;
  if (inFuture(time, happening)) return futureRefusal();
  if (episode.discharge !== undefined) return refuse('ALREADY_DONE', 'The patient has been discharged already.');
  if (episode.legs.length === 0 && !goesHomeFromTheDoor(episode))
    return refuse('WRONG_PHASE', 'The patient has not been admitted to a department.');
  const discharge = { at: time.at, by: by.id, drugs, highRisk, ...known({ lvef }) };
  return applied(mark({ ...episode, discharge }, 'DISCHARGE', time, happening));
}

const VISITS: readonly TaskKind[] = ['VISIT', 'PHONE_VISIT'];

export function taskDone(episode: Episode, happening: Of<'TASK_DONE'>): Decided<Episode> {
  const { taskId, time, answers, nextDueAt, by, receivedAt } = happening;
  const task = episode.tasks.find(({ id }) => id === taskId);
  if (inFuture(time, happening)) return futureRefusal();
  if (task === undefined) return refuse('NO_SUCH_TASK', 'This episode has no such task.');
  if (task.status !== 'OPEN') return refuse('ALREADY_DONE', 'This task is no longer open.');
  const visitsAhead = episode.tasks.filter(
    ({ id, kind, status }) => id !== taskId && status === 'OPEN' && VISITS.includes(kind),
  );
  // A visit can't be saved without the next date; only the plan's last may (5.1, 10.44).
  if (VISITS.includes(task.kind) && visitsAhead.length > 0 && nextDueAt === undefined)
    return refuse('NEXT_DATE_NEEDED', 'Give the date of the next visit before closing this one.');
  const next = visitsAhead.reduce<PlanTask | undefined>(
    (soonest, one) => (soonest !== undefined && soonest.dueAt <= one.dueAt ? soonest : one),
    undefined,
  );
  const done: PlanTask = {
    ...task,
    status: 'DONE',
    doneAt: time.at,
    doneBy: by.id,
    detail: { ...task.detail, ...answers },
  };
  const tasks = episode.tasks.map((one) =>
    one.id === taskId ? done : one.id === next?.id && nextDueAt !== undefined ? { ...one, dueAt: nextDueAt } : one,
  );
  const closed = endRuns({ ...episode, tasks }, `TASK:${taskId}`, receivedAt);
  const firstVisit = task.kind === 'VISIT' && when(closed.milestones, 'COMMUNITY_VISIT1') === undefined;
  return applied(firstVisit ? mark(closed, 'COMMUNITY_VISIT1', time, happening) : closed);
}

export const incidentChanged = (episode: Episode, { incidentId, note }: Of<'INCIDENT_CHANGED'>): Decided<Episode> => {
  const { [incidentId]: _, ...others } = episode.incidents;
  return applied({ ...episode, incidents: note.status === 'CLOSED' ? others : { ...others, [incidentId]: note } });
};

const rested = (episode: Episode, toEpisodeId: Episode['id'], now: Episode['openedAt']): Episode => {
  const tasks = episode.tasks.map((task): PlanTask =>
    task.status === 'OPEN' ? { ...task, status: 'SUSPENDED' } : task,
  );
  return endRuns({ ...episode, continuedBy: toEpisodeId, tasks }, 'TASK:', now);
};

/** R19, 10.44: the patient is back in an episode of its own, and this plan rests. */
export function readmitted(episode: Episode, { toEpisodeId, receivedAt }: Of<'READMITTED'>): Decided<Episode> {
  if (episode.continuedBy !== undefined) return noLongerApplies(episode);
  return applied(rested(episode, toEpisodeId, receivedAt));
}

/** R19: the episode a patient comes back from hears so; told twice it counts once. */
export const readmissionOwed = ({ id, region, index }: Episode): readonly Action[] =>
  index?.readmitted !== 'PLAN_RESTS'
    ? []
    : [
        {
          do: 'TELL',
          to: { kind: 'EPISODE', region, id: index.episodeId },
          message: { id: `${id}:READMITTED`, by: { kind: 'SYSTEM', id }, type: 'READMITTED', toEpisodeId: id },
        },
      ];

/** The patient went back up: this plan rests until the new discharge decides which of the two goes on (design 4.2). */
export function upReferred(episode: Episode, happening: Of<'UP_REFERRED'>): Decided<Episode> {
  const { toEpisodeId, at, receivedAt } = happening;
  if (episode.continuedBy !== undefined) return refuse('ALREADY_DONE', 'This episode already goes on in another one.');
  return applied(mark(rested(episode, toEpisodeId, receivedAt), 'UP_REF', systemTime(at), happening));
}
