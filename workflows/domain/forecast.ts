import type { Episode } from './episode';
import { when } from './milestones';
import { between } from './time';
import type { Instant, Minutes } from './time';

/** Above this diagnosis-to-wire time PPCI is no longer the first choice, min (2.2 #4, #5). */
export const FORECAST_LIMIT_MIN = 120;

/** What is left of a stretch that began at `from`; a late one is not over before it ends, so never below zero. */
const left = (minutes: Minutes, from: Instant, now: Instant): Minutes =>
  Math.max(0, minutes - Math.max(0, between(from, now)));

/**
 * Forecast of diagnosis-to-wire, min (10.5): minutes elapsed since the diagnosis + what remains of the time on the
 * spot, of the drive and of arrival-to-wire. `undefined` when a part still ahead is not known (10.38).
 */
export const diagnosisToWire = (episode: Episode, now: Instant): Minutes | undefined => {
  const { forecast, milestones } = episode;
  const diagnosedAt = when(milestones, 'STEMI_DX');
  if (forecast?.arrivalToWireMin === undefined || diagnosedAt === undefined) return undefined;
  const elapsed = between(diagnosedAt, now);
  const doorAt = when(milestones, 'DOOR');
  if (doorAt !== undefined) return elapsed + left(forecast.arrivalToWireMin, doorAt, now);
  if (forecast.driveMin === undefined) return undefined;
  const leftAt = when(milestones, 'REF_DOOR_OUT');
  if (leftAt !== undefined) return elapsed + left(forecast.driveMin, leftAt, now) + forecast.arrivalToWireMin;
  if (forecast.localMin === undefined) return undefined;
  return elapsed + left(forecast.localMin, forecast.madeAt, now) + forecast.driveMin + forecast.arrivalToWireMin;
};
