import { isRefusedDown } from './downReferral';
import type { Decided } from './decision';
import { applied, duplicate } from './decision';
import type { Episode, EpisodeHappening, Of, PlanTask } from './episode';
import { refuse } from './faults';
import { keeperOf, planFor } from './followUpPlan';
import { endRuns, withRun } from './runs';
import { futureRefusal, inFuture, mark } from './marking';

/** The way home: sent to a community, accepted or refused there, or kept by the hospital (4.2 P10, R22). */

type Heard = Pick<EpisodeHappening, 'receivedAt'>;

export function downReferred(episode: Episode, happening: Of<'DOWN_REFERRED'>): Decided<Episode> {
  const { siteId, time, receivedAt } = happening;
  const { downReferral } = episode;
  if (inFuture(time, happening)) return futureRefusal();
  if (episode.discharge === undefined)
    return refuse('WRONG_PHASE', 'Decide the discharge first: the letter and the drugs go with the referral.');
  if (downReferral?.siteId === siteId && !isRefusedDown(episode)) return duplicate(episode);
  const next = {
    ...episode,
    sites: { ...episode.sites, community: siteId },
    downReferral: { siteId, sentAt: time.at },
  };
  const sent = mark(next, 'DOWN_REF_SENT', time, happening);
  // the clock of the first sending has asked the first centre; the next one is asked by a ladder of its own
  if (downReferral === undefined) return applied(sent);
  return applied(withRun(endRuns(sent, 'DOWN_REFERRED', receivedAt), 'DOWN_REFERRED', receivedAt));
}

/** Acceptance makes the plan: what was done decides what is owed (5.1). */
export function downReferralAccepted(episode: Episode, happening: Of<'DOWN_REFERRAL_ACCEPTED'>): Decided<Episode> {
  const { time, by } = happening;
  const { downReferral } = episode;
  if (inFuture(time, happening)) return futureRefusal();
  if (downReferral === undefined) return refuse('WRONG_PHASE', 'No down-referral has been sent to the community.');
  if (downReferral.acceptedBy !== undefined)
    return refuse('ALREADY_DONE', 'This down-referral has been accepted already.');
  const { hospitalFollowUp: _, ...going } = episode;
  const accepted: Episode = { ...going, downReferral: { ...downReferral, acceptedBy: by.id } };
  return applied(planned(mark(accepted, 'DOWN_REF_ACCEPTED', time, happening), time.at, happening));
}

/** R22: a named person of the centre says why it can't take the patient; its lead and the ward find another way. */
export function downReferralRefused(episode: Episode, happening: Of<'DOWN_REFERRAL_REFUSED'>): Decided<Episode> {
  const { time, reason, by, receivedAt } = happening;
  const { downReferral, downRefusals = [] } = episode;
  if (by.kind !== 'HUMAN') return refuse('NOT_ALLOWED', 'Only a named person refuses a patient.');
  if (inFuture(time, happening)) return futureRefusal();
  if (downReferral === undefined) return refuse('WRONG_PHASE', 'No down-referral has been sent to the community.');
  if (downReferral.acceptedBy !== undefined)
    return refuse('ALREADY_DONE', 'This down-referral has been accepted; refer the patient to another centre instead.');
  if (isRefusedDown(episode)) return duplicate(episode);
  if (reason.trim() === '') return refuse('REASON_NEEDED', 'Say why the centre can’t take the patient.');
  const refusal = { siteId: downReferral.siteId, by: by.id, role: by.role, at: time.at, reason };
  const refused: Episode = { ...episode, downRefusals: [...downRefusals, refusal] };
  return applied(withRun(refused, 'DOWN_REFUSED', receivedAt));
}

/** R22: no centre takes the patient, or they moved away: the hospital runs the follow-up itself. */
export function followUpKept(episode: Episode, happening: Of<'FOLLOW_UP_KEPT'>): Decided<Episode> {
  const { time, reason, by } = happening;
  const { downReferral, hospitalFollowUp } = episode;
  if (by.kind !== 'HUMAN') return refuse('NOT_ALLOWED', 'Only a named person takes over the follow-up.');
  if (inFuture(time, happening)) return futureRefusal();
  if (episode.discharge === undefined)
    return refuse('WRONG_PHASE', 'Decide the discharge first: the plan is made from it.');
  if (hospitalFollowUp !== undefined) return duplicate(episode);
  if (downReferral?.acceptedBy !== undefined)
    return refuse('ALREADY_DONE', 'A community centre has accepted the patient and runs the follow-up.');
  if (reason.trim() === '') return refuse('REASON_NEEDED', 'Say why the hospital runs the follow-up.');
  const kept: Episode = { ...episode, hospitalFollowUp: { by: by.id, role: by.role, at: time.at, reason } };
  return applied(planned(kept, time.at, happening));
}

/** The plan is made once; with another keeper its open tasks go to them, and what is done stays done. */
function planned(episode: Episode, at: Episode['openedAt'], { receivedAt }: Heard): Episode {
  if (episode.tasks.length === 0) {
    const tasks = planFor(episode, at);
    return tasks.reduce<Episode>((next, { id }) => withRun(next, `TASK:${id}`, receivedAt), { ...episode, tasks });
  }
  const keeper = keeperOf(episode);
  const open = episode.tasks.filter(({ status }) => status === 'OPEN');
  const tasks = episode.tasks.map((task): PlanTask => (task.status === 'OPEN' ? { ...task, ...keeper } : task));
  const handed = endRuns({ ...episode, tasks }, 'TASK:', receivedAt);
  return open.reduce((next, { id }) => withRun(next, `TASK:${id}`, receivedAt), handed);
}
