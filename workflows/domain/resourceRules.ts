import type { Decided } from './decision';
import { applied, duplicate, noLongerApplies } from './decision';
import type { Episode, Of } from './episode';
import { refuse } from './faults';
import { when } from './milestones';
import { holds, wanted, wantKey } from './resources';
import { endRuns, withRun } from './runs';
import type { ResourceKind } from './vocabulary';
import { mark, systemTime } from './marking';

/** What an episode makes of beds, vehicles and packs; who has one is settled where they are listed, one row at a time. */

const withoutWant = (episode: Episode, kind: ResourceKind): Episode => ({
  ...episode,
  wants: (episode.wants ?? []).filter((want) => want.kind !== kind),
});

export function resourceAsked(episode: Episode, { kind, by, receivedAt }: Of<'RESOURCE_ASKED'>): Decided<Episode> {
  if (holds(episode, kind) !== undefined) return refuse('ALREADY_DONE', 'This patient has one already.');
  if (wanted(episode, kind) !== undefined) return duplicate(episode);
  const wants = [...(episode.wants ?? []), { kind, since: receivedAt, by: by.id }];
  return applied(withRun({ ...episode, wants }, wantKey(kind), receivedAt));
}

export function resourceUnasked(episode: Episode, { kind, receivedAt }: Of<'RESOURCE_UNASKED'>): Decided<Episode> {
  if (wanted(episode, kind) === undefined) return noLongerApplies(episode);
  return applied(endRuns(withoutWant(episode, kind), wantKey(kind), receivedAt));
}

/** An ambulance given is an ambulance dispatched (P1b), unless somebody has said when. */
export function resourceHeld(episode: Episode, happening: Of<'RESOURCE_HELD'>): Decided<Episode> {
  const { resource, by, receivedAt } = happening;
  if (episode.resources?.some(({ id }) => id === resource.id)) return duplicate(episode);
  const resources = [...(episode.resources ?? []), { ...resource, since: receivedAt, by: by.id }];
  const held = endRuns({ ...withoutWant(episode, resource.kind), resources }, wantKey(resource.kind), receivedAt);
  if (resource.kind !== 'AMBULANCE' || when(episode.milestones, 'DISPATCH') !== undefined) return applied(held);
  return applied(endRuns(mark(held, 'DISPATCH', systemTime(receivedAt), happening), 'DISPATCH', receivedAt));
}

/** Given to another patient by a person's word, it is wanted again at once, and people hear it. */
export function resourceReleased(episode: Episode, happening: Of<'RESOURCE_RELEASED'>): Decided<Episode> {
  const { resourceId, takenBecause, by, receivedAt } = happening;
  const held = episode.resources?.find(({ id }) => id === resourceId);
  if (held === undefined) return noLongerApplies(episode);
  const without = { ...episode, resources: (episode.resources ?? []).filter((one) => one !== held) };
  if (takenBecause === undefined) return applied(without);
  const wants = [...(episode.wants ?? []), { kind: held.kind, since: receivedAt, by: by.id }];
  return applied(withRun({ ...without, wants }, wantKey(held.kind), receivedAt));
}
