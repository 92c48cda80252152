import { claimLab, releaseLab } from './acuteRules';
import type { Decided } from './decision';
import { applied } from './decision';
import type { Closure, Episode, MilestoneEntry, Of, PlanTask } from './episode';
import { DRILL_MISSED, missedLinks, readingsEnded } from './drillLinks';
import { refuse } from './faults';
import { FEEDBACK, outcomeAt, tellOfDeath } from './feedback';
import { standing, when } from './milestones';
import { endRuns, withRun } from './runs';
import { startRun } from './climb';
import { thresholdOf } from './ruleThresholds';
import type { Instant } from './time';
import { plus } from './time';
import { futureRefusal, inFuture, mark, takeBack } from './marking';

/** How an episode ends, and how that is taken back (clinical.md 4.2 END). */

/** What still asks somebody; clocks come back by themselves, and what was told once is not told again. */
const stillAsking = ({ runs }: Episode): readonly string[] =>
  runs
    .filter(({ key, endedAt, status, pages }) => {
      const isTold = status === 'ANSWERED' || (key === FEEDBACK && pages.length > 0);
      return endedAt === undefined && !isTold && !key.startsWith('CLOCK:');
    })
    .map(({ key }) => key);

export function episodeClosed(episode: Episode, happening: Of<'EPISODE_CLOSED'>): Decided<Episode> {
  const { reason, time, by, receivedAt } = happening;
  if (reason === 'DRILL_OVER' && !episode.drill) return refuse('BAD_INPUT', 'Only a drill ends as a drill.');
  if (by.kind !== 'HUMAN' && reason !== 'DRILL_OVER')
    return refuse('NOT_ALLOWED', 'Every exit to a closed state needs a named person.');
  if (inFuture(time, happening)) return futureRefusal();
  const owed = episode.tasks.filter(({ status }) => status === 'OPEN').map(({ id }) => id);
  const closure: Closure = {
    ...{ reason, by: by.id, at: time.at, heardAt: receivedAt },
    rests: { tasks: owed, ladders: stillAsking(episode) },
  };
  const dead = reason === 'DIED' ? mark(episode, 'DEATH', time, happening) : episode;
  const closed = endRuns({ ...dead, tasks: within(dead, owed, 'CANCELLED'), closed: closure }, '', receivedAt);
  if (reason === 'DRILL_OVER') {
    const missed = missedLinks(episode, receivedAt);
    const over = missed.length === 0 ? closed : withRun({ ...closed, drillMissed: missed }, DRILL_MISSED, receivedAt);
    return applied(over, ...readingsEnded(closed));
  }
  const told = reason === 'DIED' ? tellOfDeath(closed, receivedAt) : closed;
  return applied(told, ...(when(episode.milestones, 'PCI_END') === undefined ? releaseLab(closed) : []));
}

const within = ({ tasks }: Episode, ids: readonly string[], status: PlanTask['status']): readonly PlanTask[] =>
  tasks.map((task): PlanTask => (ids.includes(task.id) ? { ...task, status } : task));

/** END: within 24 h a named person takes the end back; what was asked and owed then is asked and owed again. */
export function episodeReopened(episode: Episode, happening: Of<'EPISODE_REOPENED'>): Decided<Episode> {
  const { reason, by, receivedAt } = happening;
  const { closed, ...open } = episode;
  if (closed === undefined) return refuse('ALREADY_DONE', 'This episode is open.');
  if (by.kind !== 'HUMAN') return refuse('NOT_ALLOWED', 'Only a named person reopens an episode.');
  if (episode.drill) return refuse('WRONG_PHASE', 'A drill is over; start another one.');
  if (episode.mergedInto !== undefined)
    return refuse('WRONG_PHASE', 'This episode went over into another one; go on there.');
  const { rests, heardAt } = closed;
  if (rests === undefined || receivedAt >= plus(heardAt ?? closed.at, thresholdOf(episode.pathway, 'REOPEN_WITHIN')))
    return refuse('EPISODE_CLOSED', 'This episode was closed more than 24 hours ago; open a linked one.');
  if (reason.trim() === '') return refuse('REASON_NEEDED', 'Say why the episode is reopened.');
  const next = claimedAnew(deathTakenBack(open, closed, happening), receivedAt);
  // Nobody is reminded of anything about a patient whose death still stands (2.10).
  const isDead = when(next.milestones, 'DEATH') !== undefined;
  return applied(isDead ? next : askedAgain(next, rests, receivedAt), ...claimLab(next));
}

/** The end of the episode was the word that told of the death: taken back with it, kept in the list. */
function deathTakenBack(episode: Episode, closed: Closure, happening: Of<'EPISODE_REOPENED'>): Episode {
  if (closed.reason !== 'DIED') return episode;
  const told = standing(episode.milestones).find(
    (entry) => entry.code === 'DEATH' && firstHeardAt(episode, entry) === closed.heardAt,
  );
  return told === undefined ? episode : takeBack(episode, told, happening);
}

/** When what an entry corrects was told first. */
function firstHeardAt({ milestones }: Episode, entry: MilestoneEntry): Instant {
  let first = entry;
  for (const earlier of milestones.toReversed()) if (earlier.n === first.corrects) first = earlier;
  return first.receivedAt;
}

/** Its end freed the lab: it is asked for once more, and may have to be waited for (R6). */
const claimedAnew = (episode: Episode, now: Of<'EPISODE_REOPENED'>['receivedAt']): Episode =>
  episode.activation === undefined || when(episode.milestones, 'PCI_END') !== undefined
    ? episode
    : { ...episode, activation: { ...episode.activation, lab: 'ASKED', claimedAt: now } };

function askedAgain(
  episode: Episode,
  { tasks, ladders }: NonNullable<Closure['rests']>,
  now: Of<'EPISODE_REOPENED'>['receivedAt'],
): Episode {
  const owing = { ...episode, tasks: within(episode, tasks, 'OPEN') };
  const asking = ladders.reduce((next, key) => withRun(next, key, now), owing);
  const hasHeard = outcomeAt(asking) !== undefined && !ladders.includes(FEEDBACK);
  // past its only rung: whoever sent the patient has heard how it went
  return hasHeard ? { ...asking, runs: [...asking.runs, startRun(FEEDBACK, now, 1)] } : asking;
}
