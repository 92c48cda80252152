import type { Episode } from './episode';
import { diagnosisToWire } from './forecast';
import { when } from './milestones';
import type { Instant, Minutes } from './time';
import { latest, plus } from './time';

/** One leg in the hospital's own last 90 days: the 75th percentile, and of how many cases (2.2). */
export type LabLeg = { readonly min: Minutes; readonly cases: number };
export type LabLegs = { readonly labInToEnd?: LabLeg; readonly wireToEnd?: LabLeg };

/** When a lab is forecast to be free of its holder, and on how many cases that rests. */
export type LabEnd = { readonly at: Instant; readonly cases: number };

/**
 * The end of the case that holds a lab (R6, 2.2 lab state): from its wire, else from its entry, else from its own forecast of
 * the wire. Not known where the hospital has no case of that leg, or the way to the wire is not known; a late one is not
 * over before it ends.
 */
export function labEnd(holder: Episode, { labInToEnd, wireToEnd }: LabLegs, now: Instant): LabEnd | undefined {
  const { milestones } = holder;
  const from = (at: Instant, leg: LabLeg | undefined): LabEnd | undefined =>
    leg && { at: latest([plus(at, leg.min), now]) ?? now, cases: leg.cases };
  const wireAt = when(milestones, 'WIRE');
  if (wireAt !== undefined) return from(wireAt, wireToEnd);
  const inAt = when(milestones, 'LAB_IN');
  if (inAt !== undefined) return from(inAt, labInToEnd);
  const diagnosedAt = when(milestones, 'STEMI_DX');
  const aheadMin = diagnosisToWire(holder, now);
  return diagnosedAt === undefined || aheadMin === undefined ? undefined : from(plus(diagnosedAt, aheadMin), wireToEnd);
}
