import type { Episode } from './episode';
import { when } from './milestones';
import type { Milestone } from './vocabulary';

/** Whether the patient went past the emergency department and the CCU into the lab; absent before the lab. */
export type Bypass = { readonly ed?: boolean; readonly ccu?: boolean };

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
  return { ed: edAt === undefined || edAt < doorAt || edAt >= labAt, ccu };
};
