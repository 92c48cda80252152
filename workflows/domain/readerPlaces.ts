import type { Milestone } from './vocabulary';

/** The clinical times (0.2, 10.21) at which somebody is at a place: all that a gate or beacon can tell. */
export const PLACE_MILESTONES = [
  'REF_DOOR_IN',
  'REF_DOOR_OUT',
  'DOOR',
  'ED_ROOM',
  'CCU',
  'LAB_IN',
  'ADMIT',
  'LEFT',
] as const satisfies readonly Milestone[];
export type PlaceMilestone = (typeof PLACE_MILESTONES)[number];

export const isPlaceMilestone = (code: Milestone): code is PlaceMilestone =>
  (PLACE_MILESTONES as readonly Milestone[]).includes(code);
