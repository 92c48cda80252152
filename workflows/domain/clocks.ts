import { dayAfter, endOfDay, plusWorkingDays, plusWorkingMinutes, workingMinutes } from './calendar';
import type { Episode, MilestoneEntry } from './episode';
import { lastMilestone, milestone } from './milestones';
import type { Edited } from './pathway';
import { movedBy, suspendedSince, suspensions } from './overlays';
import { chainOf } from './owners';
import { appliesTo, limitOf, targetOf } from './targets';
import type { Target, TargetCode } from './targets';
import { thresholdOf } from './ruleThresholds';
import { targetIn } from './thresholds';
import { between, DAY_MS, instant, plus } from './time';
import type { Instant, Minutes } from './time';
import type { ClockFlag, ClockStatus, Level, Role, VoidReason } from './vocabulary';
import { voidingOf } from './voiding';

/** One clock as the milestones make it; nothing of it is stored but what it announced. */
export type ClockReading = {
  readonly code: TargetCode;
  readonly status: ClockStatus;
  readonly startedAt: Instant;
  /** When the limit is over, counted from the earlier end of an uncertain start. */
  readonly dueAt?: Instant;
  /** The same from the later end, when the start is an interval (10.19). */
  readonly dueUntilAt?: Instant;
  readonly limitMin?: Minutes;
  /** When each level is reached. */
  readonly levels?: Readonly<Record<Level, Instant>>;
  /** As of when this was read. */
  readonly asOf: Instant;
  /** Since when it stands still: nothing later is told before it goes on (10.14). */
  readonly suspendedAt?: Instant;
  readonly endedAt?: Instant;
  readonly tookMin?: Minutes;
  readonly voidReason?: VoidReason;
  readonly ownerRole: Role;
  /** Its levels are recorded, and it tells nobody. */
  readonly quiet: boolean;
  readonly flag?: ClockFlag;
};

/** Every clock is read for every word, and a global costs a hundred times a local in Temporal's sandbox. */
const { min } = Math;

/** Rows whose end may come before their start: met, and shown apart (10.10; T39 runs as T05). */
const MAY_END_BEFORE_START: readonly TargetCode[] = ['T05', 'T12', 'T16', 'T26', 'T39'];

const startOf = (target: Target, episode: Episode): MilestoneEntry | undefined =>
  (target.fromLast && lastMilestone(episode.milestones, target.fromLast)) ?? firstKnown(target.from, episode);

const endOf = (target: Target, episode: Episode): MilestoneEntry | undefined => {
  if (target.toAll === undefined) return firstKnown(target.to, episode);
  const entries = target.to.map((code) => milestone(episode.milestones, code));
  if (entries.includes(undefined)) return undefined;
  return entries.reduce((last, entry) =>
    last !== undefined && entry !== undefined && last.at > entry.at ? last : entry,
  );
};

const firstKnown = (codes: Target['from'], episode: Episode): MilestoneEntry | undefined =>
  codes.map((code) => milestone(episode.milestones, code)).find((entry) => entry !== undefined);

/** From when, to what limit and as of when a clock counts; where it has ended, until when. */
export type Count = {
  readonly from: Instant;
  readonly limitMin: Minutes;
  readonly asOf: Instant;
  readonly endedAt?: Instant;
};

/** The instant at which `minutes` of a limit are over, without the time it stood still. */
export const passedAt = (target: Target, episode: Episode, { from, limitMin, asOf, endedAt }: Count) => {
  const counted = countedBy(target, episode, from, limitMin);
  // days and working time belong to the year after: no acute trouble moves them
  if (target.time !== undefined) return counted;
  const stretches = suspensions(episode, { from, until: endedAt ?? asOf });
  return (minutes: Minutes): Instant => movedBy(stretches, counted(minutes));
};

const countedBy = (target: Target, episode: Episode, from: Instant, limitMin: Minutes) => {
  const { calendar } = episode.pathway;
  const days = limitMin / (DAY_MS / 60_000);
  if (target.time === 'DAYS')
    return (minutes: Minutes): Instant =>
      minutes === limitMin ? endOfDay(calendar, dayAfter(calendar, from, days)) : plus(from, minutes);
  if (target.time !== 'WORKING') return (minutes: Minutes): Instant => plus(from, minutes);
  const due = plusWorkingDays(calendar, from, days);
  const worked = workingMinutes(calendar, from, due);
  return (minutes: Minutes): Instant => {
    if (minutes === limitMin) return due;
    if (minutes > limitMin) return plusWorkingMinutes(calendar, due, minutes - limitMin);
    return plusWorkingMinutes(calendar, from, (minutes / limitMin) * worked);
  };
};

/** How far each level lies along the limit (clinical.md 1.1), by the edition. */
const levelsIn = (
  edition: Edited,
  passed: (minutes: Minutes) => Instant,
  limitMin: Minutes,
): Record<Level, Instant> => {
  const at = (percent: number): Instant => passed((limitMin * percent) / 100);
  return {
    HALF: at(thresholdOf(edition, 'LEVEL_HALF')),
    NEAR_BREACH: at(thresholdOf(edition, 'LEVEL_NEAR_BREACH')),
    BREACH: passed(limitMin),
    ESCALATED: at(thresholdOf(edition, 'LEVEL_ESCALATED')),
  };
};

/** A clock whose start was told more than a day after it happened, and which therefore told nobody (10.18). */
export const isToldLate = (code: TargetCode, episode: Episode): boolean => {
  const start = startOf(targetOf(code), episode);
  return start !== undefined && enteredLate(episode, start);
};

/** Entered first more than a day after it happened (10.18). */
const enteredLate = (episode: Episode, start: MilestoneEntry): boolean => {
  const heard = episode.milestones.filter((entry) => entry.code === start.code).map((entry) => entry.receivedAt);
  return min(...heard) - start.at > DAY_MS;
};

type Ends = { readonly start: MilestoneEntry; readonly end: MilestoneEntry | undefined };
/** When the limit is over, by either end of the start, and when that is asked. */
type Due = { readonly dueAt: Instant; readonly dueUntilAt: Instant; readonly now: Instant };

const statusOf = (code: TargetCode, episode: Episode, ends: Ends, due: Due | undefined): ClockStatus => {
  const { end } = ends;
  if (due === undefined) return 'REPORTED';
  // between the two due times of an uncertain start nobody can say whether it is over (10.19)
  if (end === undefined) return due.now > due.dueAt && due.now <= due.dueUntilAt ? 'UNCERTAIN' : 'RUNNING';
  if (endsBeforeStart(ends)) return MAY_END_BEFORE_START.includes(code) ? 'BEFORE_START' : 'UNCERTAIN';
  const inTime = (at: Instant, limit: Instant) => (targetOf(code).sign === '<' ? at < limit : at <= limit);
  const atBest = inTime(end.at, due.dueUntilAt);
  if (atBest !== inTime(end.untilAt ?? end.at, due.dueAt)) return 'UNCERTAIN';
  if (!atBest) return 'MISSED';
  return episode.clocks[code]?.breachedAt === undefined ? 'MET' : 'MET_REPORTED_LATE';
};

const endsBeforeStart = ({ start, end }: Ends): boolean => end !== undefined && (end.untilAt ?? end.at) < start.at;

/** Met by the device while the wire is asked for (10.41), too early (T31), or one of the two times is wrong. */
const flagOf = (code: TargetCode, { to, notBeforeMin }: Target, { start, end }: Ends): ClockFlag | undefined => {
  if (end === undefined) return undefined;
  if (endsBeforeStart({ start, end })) return MAY_END_BEFORE_START.includes(code) ? undefined : 'END_BEFORE_START';
  if (to[0] === 'WIRE' && end.code === 'DEVICE') return 'MET_BY_DEVICE';
  return notBeforeMin !== undefined && between(start.at, end.at) < notBeforeMin ? 'TOO_EARLY' : undefined;
};

/** What a clock says now; `undefined` when it has not started or is no business of this episode. */
export const readClock = (code: TargetCode, episode: Episode, now: Instant): ClockReading | undefined => {
  const target = targetIn(episode.pathway, code);
  const start = startOf(target, episode);
  if (start === undefined) return takenBack(code, episode, now);
  const applies = appliesTo(target, episode);
  // once remembered it is on the board, and only a reason takes it off
  if (!applies && episode.clocks[code] === undefined) return undefined;

  const end = endOf(target, episode);
  const ends = { start, end };
  const limitMin = limitOf(target, episode);
  const count = { asOf: now, ...(end && { endedAt: end.at }) };
  const passed = limitMin === undefined ? undefined : passedAt(target, episode, { ...count, from: start.at, limitMin });
  const due =
    limitMin === undefined || passed === undefined
      ? undefined
      : {
          now,
          limitMin,
          dueAt: passed(limitMin),
          dueUntilAt: passedAt(target, episode, { ...count, from: start.untilAt ?? start.at, limitMin })(limitMin),
          levels: levelsIn(episode.pathway, passed, limitMin),
        };
  const voiding = voidingOf(target, episode, end?.at);
  const voidReason = applies || voiding === 'NOT_STEMI' ? voiding : 'NOT_APPLICABLE';
  const status = voidReason === undefined ? statusOf(code, episode, ends, due) : 'VOID';
  const open = due !== undefined && end === undefined && status !== 'VOID';
  const flag = status === 'VOID' ? undefined : flagOf(code, target, ends);
  const suspendedAt = open && target.time === undefined ? suspendedSince(episode) : undefined;
  return {
    code,
    status,
    startedAt: start.at,
    asOf: now,
    ...(suspendedAt && { suspendedAt }),
    ...(due && { limitMin: due.limitMin, dueAt: due.dueAt, levels: due.levels }),
    ...(due && due.dueUntilAt !== due.dueAt && { dueUntilAt: due.dueUntilAt }),
    ...(end && { endedAt: end.at, tookMin: between(start.at, end.at) }),
    ...(voidReason && { voidReason }),
    ...(flag && { flag }),
    ownerRole: chainOf(target.owner, episode)[0],
    quiet: !open || target.servedBy !== undefined || enteredLate(episode, start),
  };
};

/** A clock whose beginning was taken back (R23): it was on the board, so it ends there with a reason. */
const takenBack = (code: TargetCode, episode: Episode, now: Instant): ClockReading | undefined => {
  const { from, fromLast, owner } = targetIn(episode.pathway, code);
  const was = episode.milestones.findLast((entry) => entry.code === fromLast || from.includes(entry.code));
  if (was === undefined || episode.clocks[code] === undefined) return undefined;
  const ownerRole = chainOf(owner, episode)[0];
  const ended = { status: 'VOID', voidReason: 'NOT_APPLICABLE', quiet: true } as const;
  return { code, startedAt: was.at, asOf: now, ownerRole, ...ended };
};

/** The highest level a clock has reached, for drawing; an ended clock stays at the level it ended on. */
export const levelAt = (reading: ClockReading, now: Instant): Level | undefined => {
  if (reading.levels === undefined || reading.status === 'VOID') return undefined;
  const { levels } = reading;
  // an end on the very limit of a met clock has not reached it
  const seen = reading.endedAt === undefined ? now : instant(min(now, reading.endedAt - 1));
  const reached: readonly Level[] = ['ESCALATED', 'BREACH', 'NEAR_BREACH', 'HALF'];
  return reached.find((level) => levels[level] <= seen);
};

/** A clock that still waits for its end. */
export const isOpen = ({ status, endedAt }: ClockReading): boolean =>
  (status === 'RUNNING' || status === 'UNCERTAIN') && endedAt === undefined;

/** Over its limit, whether it still runs or ended after it: its reason is asked for (1.1), T08's by T05 and T07. */
export const owesReason = (reading: ClockReading, { clocks }: Pick<Episode, 'clocks'>): boolean => {
  const { code, status, dueAt, asOf } = reading;
  if (clocks[code]?.delayReason !== undefined || targetOf(code).servedBy === 'OTHER_CLOCKS') return false;
  return status === 'MISSED' || (isOpen(reading) && dueAt !== undefined && dueAt <= asOf);
};
