import type { Episode } from './episode';
import { when } from './milestones';
import type { Instant } from './time';
import type { Milestone } from './vocabulary';

/** Whether the patient went past the emergency department and the CCU into the lab; absent before the lab. */
export type Bypass = {
  readonly ed?: boolean;
  readonly ccu?: boolean;
  /** Why not, where the lab was the reason (2.7#3). */
  readonly because?: 'LAB';
};

/** Called before the door, and its team not there when the patient was: to the nearest monitored bay (2.7#3). */
const isLabLate = (episode: Episode, doorAt: Instant): boolean => {
  const calledAt = when(episode.milestones, 'LAB_CALLED');
  const readyAt = when(episode.milestones, 'LAB_READY');
  return calledAt !== undefined && calledAt < doorAt && (readyAt === undefined || readyAt > doorAt);
};

/** Whether the patient waits at the door for a lab that was called and is not ready (2.7#3). */
export const needsBay = (episode: Episode): boolean => {
  const doorAt = when(episode.milestones, 'DOOR');
  const { activation, milestones } = episode;
  if (doorAt === undefined || activation === undefined || when(milestones, 'LAB_IN') !== undefined) return false;
  return when(milestones, 'LAB_READY') === undefined && isLabLate(episode, doorAt);
};

/** Derived, never ticked (2.7): no ED room between door and lab, no CCU before the lab. */
export const bypass = (episode: Episode): Bypass => {
  const at = (code: Milestone) => when(episode.milestones, code);
  const doorAt = at('DOOR');
  const labAt = at('LAB_IN');
  if (labAt === undefined) return {};
  const edAt = at('ED_ROOM');
  const ccuAt = at('CCU');
  const ccu = ccuAt === undefined || ccuAt >= labAt;
  // without the door's time nobody can say what lay between it and the lab
  if (doorAt === undefined) return { ccu };
  // a lab whose team’s arrival nobody noted was not the reason
  if (when(episode.milestones, 'LAB_READY') !== undefined && isLabLate(episode, doorAt))
    return { ed: false, ccu, because: 'LAB' };
  return { ed: edAt === undefined || edAt < doorAt || edAt >= labAt, ccu };
};
