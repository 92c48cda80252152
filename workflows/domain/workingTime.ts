import { plusWorkingMinutes, workingHourFrom } from './calendar';
import type { Ladder } from './ladder';
import type { Calendar, Edited } from './pathway';
import { quietHours } from './ruleThresholds';
import type { Instant } from './time';
import { between } from './time';

/** 6.3, 10.28: what is LOW has its minutes in working time after the first rung, and asks nobody at night. */
export function inWorkingTime(ladder: Ladder, startedAt: Instant, calendar: Calendar, edition: Edited): Ladder {
  const workingFrom = (at: Instant) =>
    workingHourFrom(calendar, quietHours(edition), plusWorkingMinutes(calendar, startedAt, between(startedAt, at)));
  return {
    ...ladder,
    rungs: ladder.rungs.map((rung) => (rung.at === startedAt ? rung : { ...rung, at: workingFrom(rung.at) })),
  };
}
