import { passedAt } from './clocks';
import type { ClockReading } from './clocks';
import type { Episode } from './episode';
import { known } from './known';
import type { Ladder, Rung } from './ladder';
import { when } from './milestones';
import { CHAINS, chainOf, holderOf, placeOf } from './owners';
import { FACTS } from './targets';
import type { ClockAsk, Target, TargetCode, Tell } from './targets';
import { thresholdOf } from './ruleThresholds';
import { levelChannel, targetIn } from './thresholds';
import { MINUTE_MS, plus } from './time';
import type { Instant } from './time';
import type { Channel, Level, Role } from './vocabulary';
import { LEVELS } from './vocabulary';

type Told = {
  readonly role: Role;
  readonly channel: Channel;
  readonly own: boolean;
  readonly always?: true;
  readonly asks?: ClockAsk;
};
type Step = { readonly at: Instant; readonly level?: Level; readonly told: readonly Told[] };

/** Whom each level tells: a message at 75 %, from the breach on phone calls (1.1, 10.11); the director is always called. */
const levelTells = (target: Target, episode: Episode): Readonly<Record<Level, readonly Told[]>> => {
  const [owner, levelOne, levelTwo] = chainOf(target.owner, episode);
  const by = (level: Exclude<Level, 'HALF'>) => levelChannel(episode.pathway, level);
  return {
    HALF: [],
    NEAR_BREACH: [{ role: owner, channel: by('NEAR_BREACH'), own: false }],
    BREACH: [{ role: levelOne, channel: by('BREACH'), own: false }],
    ESCALATED: [
      { role: levelTwo, channel: by('ESCALATED'), own: false },
      { role: 'DUTY_DIRECTOR', channel: 'VOICE', own: false, always: true },
    ],
  };
};

const roleOf = (tell: Tell, target: Target, episode: Episode): Role => {
  if (tell.role === 'OWNER') return chainOf(target.owner, episode)[0];
  if (tell.role === 'LEVEL_ONE') return chainOf(target.owner, episode)[1];
  if (tell.role === 'HOLDER') return CHAINS[holderOf(episode)][0];
  return tell.role;
};

/** A step whose sub-step was reached in time, or that is for other patients, stays in its place and tells nobody. */
const stillMatters = (tell: Tell, episode: Episode, at: Instant): boolean => {
  const reachedAt = tell.unless && when(episode.milestones, tell.unless);
  if (reachedAt !== undefined && reachedAt <= at) return false;
  return tell.onlyIf === undefined || FACTS[tell.onlyIf](episode);
};

const stepsOf = (target: Target, episode: Episode, reading: ClockReading): readonly Step[] => {
  const { levels, limitMin, startedAt, asOf } = reading;
  if (levels === undefined || limitMin === undefined) return [];
  const told = levelTells(target, episode);
  const passed = passedAt(target, episode, { from: startedAt, limitMin, asOf });
  const own = (target.tells ?? []).map((tell): Step => {
    const at = passed(tell.afterMin);
    const tells = stillMatters(tell, episode, at);
    const { channel, asks } = tell;
    const one = { role: roleOf(tell, target, episode), channel, own: true, ...known({ asks }) };
    return { at, told: tells ? [one] : [] };
  });
  return [...LEVELS.map((level) => ({ at: levels[level], level, told: told[level] })), ...own];
};

/** A level tells somebody what the row asks of the same person, since only the earlier of the two goes out. */
const withAsks = (steps: readonly Step[]): readonly Step[] => {
  const own = steps.flatMap(({ told }) => told.filter(({ asks }) => asks !== undefined));
  const asked = (one: Told): Told => ({
    ...one,
    ...known({ asks: one.asks ?? own.find(({ role }) => !one.own && role === one.role)?.asks }),
  });
  return steps.map((step) => ({ ...step, told: step.told.map(asked) }));
};

/** Steps of one instant as one, in order of time; half the limit stays apart, since it tells nobody (1.1). */
const byInstant = (steps: readonly Step[]): readonly Step[] => {
  const half = steps.filter(({ level }) => level === 'HALF');
  const telling = steps.filter(({ level }) => level !== 'HALF');
  const merged = [...new Set(telling.map(({ at }) => at))].map((at): Step => {
    const here = telling.filter((step) => step.at === at);
    const level = here.find((step) => step.level !== undefined)?.level;
    return { at, ...(level && { level }), told: here.flatMap(({ told }) => told) };
  });
  return [...half, ...merged].toSorted((one, other) => one.at - other.at);
};

/** Where the row and a level would tell the same person, the earlier does, once (10.12); the director always. */
const toldHere = (step: Step, before: readonly Told[]): readonly Told[] =>
  step.told.filter(
    (one, index) =>
      (one.always === true || !before.some((earlier) => earlier.role === one.role && earlier.own !== one.own)) &&
      !step.told.some(
        (other, place) =>
          other.role === one.role &&
          place !== index &&
          (other.channel === one.channel ? place < index : other.channel === 'VOICE'),
      ),
  );

/**
 * The rungs of a clock with absolute times. Their number and order depend on the row alone, so that a run keeps its
 * place while people and facts change; a rung without anybody to tell only marks a level.
 */
export const clockLadder = (code: TargetCode, episode: Episode, reading: ClockReading): Ladder => {
  const target = targetIn(episode.pathway, code);
  const unansweredMin = thresholdOf(episode.pathway, 'UNANSWERED');
  const steps = byInstant(withAsks(stepsOf(target, episode, reading)));
  const isAtSender = holderOf(episode) === 'REF';
  const tell = ({ role, channel, asks }: Pick<Told, 'role' | 'channel' | 'asks'>) => ({
    role,
    channel,
    ...known({ detail: asks }),
    siteId: placeOf(role, episode.sites, isAtSender),
  });
  const { suspendedAt } = reading;
  const waits = (at: Instant) => (suspendedAt !== undefined && at > suspendedAt ? { waits: true as const } : {});
  const said: Told[] = [];
  const rungs = steps.map((step): Rung => {
    const told = reading.quiet ? [] : toldHere(step, said);
    said.push(...told);
    const level = step.level && { level: step.level };
    return { at: step.at, when: 'ALWAYS', tells: told.map(tell), ...level, ...waits(step.at) };
  });
  const last = steps.at(-1);
  const person: Rung[] =
    last === undefined || reading.quiet
      ? []
      : [
          {
            at: plus(last.at, unansweredMin),
            when: 'UNANSWERED',
            tells: [tell({ role: 'HOSPITAL_DUTY', channel: 'VOICE' })],
            ...waits(last.at),
          },
        ];
  return {
    rungs: [...rungs, ...person],
    because: { reason: 'CLOCK_LEVEL', target: code },
    answeredBy: 'ACKNOWLEDGEMENT',
    nobodyAfterMs: unansweredMin * MINUTE_MS,
  };
};
