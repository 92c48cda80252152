import { startRun } from './climb';
import type { ClockReading } from './clocks';
import { clockLadder } from './clockLadder';
import { isOpen, readClock } from './clocks';
import { DRILL_MISSED, isDrillLink, markedDrill, missedLadder } from './drillLinks';
import type { ClockMemory, Episode } from './episode';
import { CONSULT_LADDERS } from './consult';
import { COMPLICATION_LADDERS } from './complicationLadders';
import { DIAGNOSIS_LADDERS } from './diagnosisLadders';
import { DOWN_REFERRAL_LADDERS } from './downReferral';
import { FEEDBACK, feedbackLadder } from './feedback';
import { taskLadder } from './followUpPlan';
import type { Ladder, LadderRun } from './ladder';
import { dispatchLadder, labQueuedLadder, labTeamLadder, troubleLadder } from './ladders';
import { LYSIS_LADDERS } from './lysisLadders';
import { when } from './milestones';
import { OVERLAY_LADDERS } from './overlayLadders';
import { AHEAD_LADDERS } from './receiverLadders';
import { recordLadder } from './recordLadders';
import { RESOURCE_LADDERS } from './resources';
import type { LadderOf, Settled } from './runs';
import type { TargetCode } from './targets';
import { targetCodes, targetOf as targetRow } from './targets';
import type { Instant } from './time';
import { LAB_ROLES, LEVELS } from './vocabulary';

/** A vehicle is on its way, or the patient came without one (R29). */
const NEEDS_NO_VEHICLE = ['DISPATCH', 'TRIAGE', 'REF_DOOR_IN', 'DOOR'] as const;

const CLOCK = 'CLOCK:';
const NO_MEMORY: ClockMemory = { announced: [] };

/** The ladders of the branches of a case, by key. */
const BRANCHES = {
  ...LYSIS_LADDERS,
  ...OVERLAY_LADDERS,
  ...DIAGNOSIS_LADDERS,
  ...COMPLICATION_LADDERS,
  ...RESOURCE_LADDERS,
  ...AHEAD_LADDERS,
  ...CONSULT_LADDERS,
  ...DOWN_REFERRAL_LADDERS,
};

const targetOf = (key: string): TargetCode | undefined => targetCodes.find((code) => key === `${CLOCK}${code}`);

/** The ladder behind one of the episode's keys; `undefined` once its cause is gone. */
export const episodeLadderOf = (now: Instant): LadderOf<Episode> => {
  const ladderOf = behind(now);
  return (episode, run) => {
    if (!episode.drill) return ladderOf(episode, run);
    return isDrillLink(run) ? markedDrill(ladderOf(episode, run)) : undefined;
  };
};

const behind =
  (now: Instant): LadderOf<Episode> =>
  (episode: Episode, run: LadderRun): Ladder | undefined => {
    const target = targetOf(run.key);
    if (target !== undefined) {
      const reading = readClock(target, episode, now);
      return reading === undefined || !isOpen(reading) ? undefined : clockLadder(target, episode, reading);
    }
    if (run.key === 'DISPATCH')
      return NEEDS_NO_VEHICLE.every((code) => when(episode.milestones, code) === undefined)
        ? dispatchLadder(run, episode)
        : undefined;
    const branch = BRANCHES[run.key];
    if (branch !== undefined) return branch(episode, run);
    if (run.key === DRILL_MISSED) return missedLadder(run, episode);
    if (run.key === FEEDBACK) return feedbackLadder(episode, run);
    const record = recordLadder(episode, run);
    if (record !== undefined) return record;
    if (run.key === 'LAB_QUEUED') return labQueuedLadder(run, episode);
    const role = LAB_ROLES.find((one) => run.key === `LAB:${one}`);
    if (role !== undefined) return labTeamLadder(run, role, episode);
    const task = episode.tasks.find(({ id }) => run.key === `TASK:${id}`);
    if (task !== undefined)
      return task.status === 'OPEN' ? taskLadder(task, { ...episode.pathway, ...run }) : undefined;
    return troubleLadder(run, episode.sites.receiving);
  };

/** Gives every open clock its ladder; one whose end came or that became void loses it. */
export function settleClocks(episode: Episode, now: Instant): Episode {
  return targetCodes.reduce((next, code) => {
    const key = `${CLOCK}${code}`;
    const reading = readClock(code, next, now);
    const run = next.runs.find((one) => one.key === key && one.endedAt === undefined);
    const remembered = rememberClock(next, code, reading);
    if (reading === undefined || !isOpen(reading) || run !== undefined || next.drill) return remembered;
    const ladder = clockLadder(code, next, reading);
    // A clock opened again by a correction does not announce a second time what was announced; one that a person took
    // off the board asks nobody again.
    const cleared = next.runs.some((one) => one.key === key && one.status === 'CLEARED');
    const told = cleared ? now : remembered.clocks[code]?.announced.at(-1)?.at;
    const climbed = told === undefined ? 0 : ladder.rungs.filter(({ at }) => at <= told).length;
    return { ...remembered, runs: [...remembered.runs, startRun(key, reading.startedAt, climbed)] };
  }, episode);
}

function rememberClock(episode: Episode, code: TargetCode, reading: ClockReading | undefined): Episode {
  if (reading === undefined) return episode;
  const memory = episode.clocks[code];
  if (memory !== undefined && memory.voidReason === reading.voidReason) return episode;
  const { voidReason: _, ...kept } = memory ?? NO_MEMORY;
  const next: ClockMemory = reading.voidReason === undefined ? kept : { ...kept, voidReason: reading.voidReason };
  return { ...episode, clocks: { ...episode.clocks, [code]: next } };
}

/** A clock another ladder serves has no timer: the levels it passed unseen are noted before a word can end it. */
export const witnessLevels = (episode: Episode, now: Instant): Episode =>
  rememberLevels(
    episode,
    targetCodes.flatMap((code) => {
      const reading = targetRow(code).servedBy === undefined ? undefined : readClock(code, episode, now);
      if (reading?.levels === undefined || !isOpen(reading)) return [];
      const { levels } = reading;
      return LEVELS.filter((level) => levels[level] <= now).map((level) => ({
        key: `${CLOCK}${code}`,
        level,
        at: levels[level],
      }));
    }),
  );

/** The breach stands in the state before any page about it is tried. */
export function rememberLevels(episode: Episode, levels: Settled<Episode>['levels']): Episode {
  return levels.reduce((next, { key, level, at }) => {
    const target = targetOf(key);
    if (target === undefined) return next;
    const memory = next.clocks[target] ?? NO_MEMORY;
    if (memory.announced.some((one) => one.level === level)) return next;
    const breached = level === 'BREACH' ? { breachedAt: at } : {};
    return {
      ...next,
      clocks: { ...next.clocks, [target]: { ...memory, ...breached, announced: [...memory.announced, { level, at }] } },
    };
  }, episode);
}
