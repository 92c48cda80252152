import type { Activation, StandDown } from './activation';
import { released } from './acuteRules';
import type { Action, Decided } from './decision';
import { applied } from './decision';
import type { Episode, Of } from './episode';
import { refuse } from './faults';
import { known } from './known';
import type { LadderRun } from './ladder';
import { when } from './milestones';
import { holderOf } from './owners';
import { isLabOver } from './phase';
import { endRuns, withoutEnded, withRun } from './runs';
import type { Role } from './vocabulary';
import { LAB_ROLES, ROLES } from './vocabulary';

/** Calling an activation off (2.9, R13). */

/** Who beside the lab's own team was called for this activation, by these ladders or by those that are over. */
function calledBeside(activation: Activation, runs: readonly LadderRun[]): readonly Role[] {
  const called = runs
    .filter(({ key, startedAt }) => key.startsWith('LAB') && startedAt >= activation.at)
    .flatMap(({ pages }) => pages.map(({ role }) => role));
  const told = new Set<Role>([...(activation.told ?? []), ...called]);
  return ROLES.filter((role) => told.has(role) && !LAB_ROLES.some((one) => one === role));
}

/** Everybody this activation was told to, and on the road the crew that has to turn. */
function toldOf(episode: Episode, activation: Activation): readonly Role[] {
  const crew: readonly Role[] = holderOf(episode) === 'EMS' ? ['EMS_CREW', 'EMS_DISPATCHER'] : [];
  return [...new Set([...LAB_ROLES, ...calledBeside(activation, episode.runs), ...crew])];
}

/** Ladders that are over leave the state; who was called by one must still hear when the lab is called off. */
export function prunedEpisode(episode: Episode): Episode {
  const { activation, runs } = episode;
  if (activation === undefined) return withoutEnded(episode);
  const ended = runs.filter(({ endedAt }) => endedAt !== undefined);
  const told = calledBeside(activation, ended);
  return withoutEnded(told.length === 0 ? episode : { ...episode, activation: { ...activation, told } });
}

/** A named person calls it off before the puncture, with a code; everybody who was told says they know. */
export function activationCancelled(episode: Episode, happening: Of<'ACTIVATION_CANCELLED'>): Decided<Episode> {
  const { reason, by, receivedAt } = happening;
  const { activation, id, region } = episode;
  if (by.kind !== 'HUMAN') return refuse('NOT_ALLOWED', 'Only a named person cancels an activation.');
  if (activation === undefined) return refuse('WRONG_PHASE', 'No cath lab is activated for this patient.');
  if (isLabOver(episode) || when(episode.milestones, 'PUNCTURE') !== undefined)
    return refuse('WRONG_PHASE', 'The puncture is done: what follows is reported as the intervention.');
  const { labId, calledBy, at: calledAt, claimedAt } = activation;
  const standDown: StandDown = {
    ...{ labId, calledBy, calledAt, by: by.id, role: by.role, at: receivedAt, reason },
    ...known({ claimedAt, siteId: episode.sites.receiving }),
  };
  const { activation: _, ...rest } = endRuns(episode, 'LAB', receivedAt);
  const off: Episode = { ...rest, standDowns: [...episode.standDowns, standDown] };
  const told = toldOf(episode, activation).reduce((next, role) => withRun(next, `STAND_DOWN:${role}`, receivedAt), off);
  return applied(told, released(id, region, labId, claimedAt ?? calledAt));
}

/** Done again when it is not known to have been done. */
export const standDownsOwed = ({ id, region, standDowns }: Episode): readonly Action[] =>
  standDowns.map(({ labId, calledAt, claimedAt }) => released(id, region, labId, claimedAt ?? calledAt));
