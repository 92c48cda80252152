import type { Decided } from './decision';
import { applied } from './decision';
import { refuse } from './faults';
import type { Incident, Of } from './incident';
import { known } from './known';
import { openCheck, type ReachAttempt, STILL_OPEN, unansweredCalls } from './reach';
import { endRuns, withRun } from './runs';
import type { Instant } from './time';
import { nextNumber } from './toldLines';

const BY_A_PERSON = refuse('NOT_ALLOWED', 'Who was reached is told by a named person.');
const OVER = refuse('WRONG_PHASE', 'This alarm is no longer open.');

const withAttempt = (incident: Incident, attempt: Omit<ReachAttempt, 'n'>): Incident => {
  const { attempts = [] } = incident;
  return { ...incident, attempts: [...attempts, { n: nextNumber(attempts), ...attempt }] };
};

/** The search begins with the first unanswered call of a HIGH alarm: 10.28 gives these minutes for HIGH alone. */
export const searched = (incident: Incident, at: Instant): Incident =>
  incident.priority === 'HIGH' && unansweredCalls(incident).length > 0
    ? withRun(incident, 'UNREACHED:CALLS', at)
    : incident;

/** A call to the patient or to the emergency contact, and whether it was answered. */
export function called(
  incident: Incident,
  { way, reached, remark, by, receivedAt }: Of<'CALL_MADE'>,
): Decided<Incident> {
  if (by.kind !== 'HUMAN') return BY_A_PERSON;
  if (incident.status === 'CLOSED') return OVER;
  const next = withAttempt(incident, { way, at: receivedAt, toldBy: by.id, reached, ...known({ remark }) });
  return applied(reached ? endRuns(next, 'UNREACHED', receivedAt) : searched(next, receivedAt));
}

/** R35: 120 is asked to look where the patient was last known to be. */
export function welfareCheckAsked(incident: Incident, word: Of<'WELFARE_CHECK_ASKED'>): Decided<Incident> {
  const { place, seenAt, emsSiteId, by, receivedAt } = word;
  if (by.kind !== 'HUMAN') return BY_A_PERSON;
  if (!STILL_OPEN.includes(incident.status)) return OVER;
  if (openCheck(incident) !== undefined) return refuse('ALREADY_DONE', '120 has been asked to look for the patient.');
  if (place.trim() === '') return refuse('REASON_NEEDED', 'Say where the patient was last known to be.');
  const asked = withAttempt(incident, {
    ...{ way: 'WELFARE_CHECK', at: receivedAt, toldBy: by.id, place, emsSiteId },
    ...known({ seenAt }),
  });
  return applied(withRun(endRuns(asked, 'UNREACHED', receivedAt), 'WELFARE', receivedAt));
}

/** Where nobody was found, the search goes on at once. */
export function welfareCheckEnded(incident: Incident, word: Of<'WELFARE_CHECK_ENDED'>): Decided<Incident> {
  const { reached, remark, by, receivedAt } = word;
  if (by.kind !== 'HUMAN') return BY_A_PERSON;
  if (openCheck(incident) === undefined) return refuse('ALREADY_DONE', 'No welfare check is under way.');
  if (remark.trim() === '') return refuse('REASON_NEEDED', 'Say how the patient was found, or where 120 has looked.');
  const ended = withCheckEnded(incident, { reached, remark, endedAt: receivedAt, endedBy: by.id });
  const looked = endRuns(ended, 'WELFARE', receivedAt);
  return applied(
    reached || !STILL_OPEN.includes(incident.status) ? looked : withRun(looked, 'UNREACHED:NOT_FOUND', receivedAt),
  );
}

type CheckEnd = Pick<ReachAttempt, 'reached' | 'remark' | 'endedAt' | 'endedBy'>;

function withCheckEnded(incident: Incident, end: CheckEnd): Incident {
  const check = openCheck(incident);
  if (check === undefined) return incident;
  return { ...incident, attempts: (incident.attempts ?? []).map((one) => (one === check ? { ...one, ...end } : one)) };
}

/** What the rules still need; the record holds the rest. */
const KEPT_ATTEMPTS = 8;

export function withoutOldAttempts(incident: Incident): Incident {
  const { attempts = [] } = incident;
  const check = openCheck(incident);
  return attempts.length <= KEPT_ATTEMPTS
    ? incident
    : { ...incident, attempts: attempts.filter((one, nth) => one === check || nth >= attempts.length - KEPT_ATTEMPTS) };
}
