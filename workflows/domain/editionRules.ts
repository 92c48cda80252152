import { limitsIn } from './askedLimits';
import { startRun, supersede } from './climb';
import { clockLadder } from './clockLadder';
import type { ClockReading } from './clocks';
import { isOpen, readClock } from './clocks';
import type { Decided, Heard } from './decision';
import { applied, duplicate } from './decision';
import type { ClockMemory, Episode } from './episode';
import { refuse } from './faults';
import { LYSIS_ITEMS } from './lysisChecklist';
import { NSTE_ITEMS } from './nsteRisk';
import type { Edited, PathwayVersion } from './pathway';
import { changeRun } from './runs';
import type { TargetCode } from './targets';
import { targetCodes } from './targets';
import type { Instant } from './time';

/** A running episode goes over to another edition of its hospital’s pathway. */
export type EditionWord = {
  readonly type: 'PATHWAY_MOVED';
  readonly pathway: Omit<PathwayVersion, 'calendar'>;
  readonly reason: string;
};

/** A named person moves a running episode, with a reason: from now on every clock is reckoned by the new numbers. */
export function pathwayMoved(episode: Episode, happening: Heard & EditionWord): Decided<Episode> {
  const { pathway, reason, by, receivedAt } = happening;
  if (by.kind !== 'HUMAN') return refuse('NOT_ALLOWED', 'Only a named person moves an episode to another edition.');
  if (reason.trim() === '') return refuse('REASON_NEEDED', 'Say why this episode goes over to another edition.');
  if (pathway.edition === episode.pathway.edition) return duplicate(episode);
  const { calendar } = episode.pathway;
  const checklist = stillAnswered(episode, pathway);
  const moved = { ...episode, checklist, pathway: { ...pathway, calendar }, jurisdiction: pathway.jurisdiction };
  return applied(targetCodes.reduce((next, code) => reckonedAnew(episode, next, code, receivedAt), moved));
}

/**
 * A no to a question whose number is another now is no answer to it: it is asked again (2.3). What stood against lysis,
 * or for a higher risk, stands until a person says otherwise.
 */
const stillAnswered = ({ checklist, pathway }: Episode, other: Edited): Episode['checklist'] =>
  Object.fromEntries(
    Object.entries(checklist).filter(([code, answer]) => {
      const asked = [...LYSIS_ITEMS, ...NSTE_ITEMS].find((item) => item.code === code);
      const same = asked === undefined || limitsIn(pathway, asked).join() === limitsIn(other, asked).join();
      return answer !== 'NO' || same;
    }),
  );

const rungsOf = (code: TargetCode, episode: Episode, reading: ClockReading): readonly Instant[] =>
  clockLadder(code, episode, reading).rungs.map(({ at }) => at);

/**
 * What a clock announced stands where the new edition has reached it too; what that has not reached yet is announced
 * again when it comes, and what is overdue under it is told at once.
 */
function reckonedAnew(before: Episode, episode: Episode, code: TargetCode, now: Instant): Episode {
  const was = readClock(code, before, now);
  const is = readClock(code, episode, now);
  const memory = episode.clocks[code];
  if (was === undefined || is?.levels === undefined || memory === undefined) return episode;
  const rungs = rungsOf(code, episode, is);
  if (rungs.join() === rungsOf(code, before, was).join()) return episode;
  const { levels } = is;
  const until = is.endedAt ?? now;
  const announced = memory.announced
    .filter(({ level }) => levels[level] <= until)
    .map(({ level }) => ({ level, at: levels[level] }));
  const { breachedAt: _, ...kept } = memory;
  const breach = announced.find(({ level }) => level === 'BREACH');
  const next: ClockMemory = { ...kept, announced, ...(breach && { breachedAt: breach.at }) };
  const reckoned = { ...episode, clocks: { ...episode.clocks, [code]: next } };
  if (!isOpen(is)) return reckoned;
  const told = announced.at(-1)?.at;
  const climbed = told === undefined ? 0 : rungs.filter((at) => at <= told).length;
  // a run of its own from now on: its pages must not be taken for those of the numbers before
  const ended = changeRun(reckoned, `CLOCK:${code}`, (run) => supersede(run, now));
  return { ...ended, runs: [...ended.runs, startRun(`CLOCK:${code}`, now, climbed)] };
}
