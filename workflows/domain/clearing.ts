import { GROUP_MINUTES } from './deviceAlarms';
import type { Incident } from './incident';
import { openCheck } from './reach';
import { endRuns } from './runs';
import type { Instant } from './time';
import { plus } from './time';
import type { AlarmCode } from './vocabulary';

/** 6.4: LOW clears itself, unless a person has found it real and owes the deed, or somebody looks for the patient. */
const clearsItself = (incident: Incident): boolean =>
  incident.priority === 'LOW' &&
  (incident.status === 'NOTIFIED' || incident.status === 'ACKED') &&
  openCheck(incident) === undefined;

/** When an alarm whose condition is over leaves the desk: its group's ten minutes stay open, it may come back (10.29). */
export const clearsAt = (incident: Incident): Instant | undefined =>
  incident.overAt !== undefined && clearsItself(incident) ? plus(incident.overAt, GROUP_MINUTES) : undefined;

/** HIGH and MEDIUM latch until a person closes them (6.4). */
export const conditionEnded = (incident: Incident, endedAt: Instant, now: Instant): Incident => ({
  ...incident,
  endedAt,
  overAt: now,
});

/** The condition is there again: the same alarm goes on. */
export function conditionBack({ endedAt: _ended, overAt: _over, ...incident }: Incident): Incident {
  return incident;
}

/** Nothing came back within the group's time. */
export function clearedBy(incident: Incident, by: string, now: Instant): Incident {
  const due = clearsAt(incident);
  return due === undefined || due > now
    ? incident
    : endRuns({ ...incident, status: 'CLOSED', closedAt: now, closedBy: by }, 'A', now);
}

/** Told once and of no duration: of these nobody waits for an end (clinical.md 6.2). */
export const MOMENTARY: readonly AlarmCode[] = [
  'SOS',
  'CHEST_PAIN_REPORTED',
  'PAUSE',
  'NON_SUSTAINED_VT',
  'BP_ABNORMAL',
  'GLUCOSE_ABNORMAL',
  'LOW_BATTERY',
  'MISSED_MEASUREMENT',
  'WEIGHT_GAIN',
];
