import type { Incident } from './incident';
import type { ReachAttemptRow } from './rows';
import { thresholdOf } from './ruleThresholds';
import type { Instant } from './time';
import { MINUTE_MS, plus } from './time';
import type { IncidentStatus } from './vocabulary';

/** 10.28: who answers none of two calls within the time is unreachable; then the emergency contact and 120 (R35). */
export const UNREACHABLE = { ref: 'R35, 10.28', calls: 2 } as const;

/** Statuses in which a person still owes an alarm the next step. */
export const STILL_OPEN: readonly IncidentStatus[] = ['NOTIFIED', 'ACKED', 'ASSESSED'];

/** One try to reach the patient of an alarm, as a named person told of it. */
export type ReachAttempt = Omit<ReachAttemptRow, 'table' | 'incidentId'>;

type Tried = Pick<Incident, 'attempts' | 'pathway'>;

/** The welfare check that was asked for and of which nobody has told the end. */
export const openCheck = ({ attempts = [] }: Tried): ReachAttempt | undefined =>
  attempts.find(({ way, reached }) => way === 'WELFARE_CHECK' && reached === undefined);

/** Calls to the patient that nobody answered, since anybody was reached or 120 was asked to look. */
export function unansweredCalls({ attempts = [] }: Tried): readonly ReachAttempt[] {
  const over = attempts.findLastIndex(({ way, reached }) => reached === true || way === 'WELFARE_CHECK');
  return attempts.slice(over + 1).filter(({ way, reached }) => way === 'PATIENT' && reached === false);
}

/**
 * From when the patient counts as unreachable: the second unanswered call of two within the time, or the end of that
 * time after the first, when nobody tells of a second.
 */
export function unreachableFrom(incident: Tried, startedAt: Instant): Instant {
  const calls = unansweredCalls(incident);
  const withinMin = thresholdOf(incident.pathway ?? {}, 'ALARM_UNREACHED_WITHIN');
  const last = calls.find(({ at }, nth) => {
    const first = calls[nth - UNREACHABLE.calls + 1];
    return first !== undefined && at - first.at <= withinMin * MINUTE_MS;
  });
  const latest = plus(startedAt, withinMin);
  if (last === undefined || last.at > latest) return latest;
  return last.at > startedAt ? last.at : startedAt;
}
