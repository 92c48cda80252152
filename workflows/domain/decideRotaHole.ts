import type { Action, Decided, Decision } from './decision';
import { applied, noLongerApplies } from './decision';
import { isRefusal } from './faults';
import type { Ladder, LadderRun } from './ladder';
import { troubleLadder } from './ladders';
import type { OpenRotaHole, RotaHole, RotaHoleHappening } from './rotaHole';
import type { Row } from './rows';
import type { Told } from './runs';
import { decideCommon, endRuns, minutesLadder, owedPages, pageAll, runRows, settleRuns, withRun } from './runs';
import type { Instant } from './time';
import { latest, MINUTE_MS } from './time';
import type { Role } from './vocabulary';
import { thresholdOf } from './ruleThresholds';
import { roleNamed } from './stepRoles';
import { stepsOf } from './ladderSteps';

const subject = ({ id }: RotaHole) => ({ kind: 'ROTA_HOLE', id }) as const;

/** Who answers for a role's rota at its own site; for the others the coordinator is the first asked. */
const LEAD_OF: Readonly<Partial<Record<Role, Role>>> = {
  FAMILY_DOCTOR: 'COMMUNITY_LEAD',
  REFERRING_DOCTOR: 'REFERRING_CHEST_PAIN_LEAD',
  EMS_DISPATCHER: 'DISPATCH_LEAD',
  EMS_CREW: 'DISPATCH_LEAD',
  ED_DOCTOR: 'ED_LEAD',
  LABORATORY_DUTY: 'LABORATORY_LEAD',
  RADIOLOGY_DUTY: 'RADIOLOGY_LEAD',
  ECHO_DUTY: 'ECHO_LEAD',
  WARD_DOCTOR: 'WARD_LEAD',
  DESK_NURSE: 'DESK_LEAD',
  SECOND_DESK_NURSE: 'DESK_LEAD',
  DUTY_DOCTOR: 'DESK_LEAD',
};

/** The rows of holes: the lead is at the site of the role, the coordinator and the director at the hub. */
function toldOf(code: 'ROTA_HOLE_FOUND' | 'ROTA_HOLE_BEGUN', hole: RotaHole): readonly Told[] {
  const { role, siteId, hubSiteId } = hole;
  const { asks, leaderless } = stepsOf(code);
  const lead = LEAD_OF[role];
  const lines = lead === undefined ? (leaderless ?? asks) : asks;
  return lines.flatMap(([afterMin, who, channel]) => {
    if (who === 'ROTA_LEAD') return lead === undefined ? [] : [{ afterMin, role: lead, who, siteId, channel }];
    const other = roleNamed(who);
    return other === undefined ? [] : [{ afterMin, role: other, siteId: hubSiteId, channel }];
  });
}

const under = (code: 'ROTA_HOLE_FOUND' | 'ROTA_HOLE_BEGUN', { pathway, hubSiteId }: RotaHole) => ({
  edition: pathway ?? {},
  code,
  siteOf: () => hubSiteId,
});

/** Still ahead: the lead, the coordinator, the duty director, one after the other; who acknowledges has it in hand. */
const foundLadder = (hole: RotaHole, run: LadderRun): Ladder =>
  minutesLadder(run.startedAt, 'ROTA_HOLE', toldOf('ROTA_HOLE_FOUND', hole), {
    detail: hole.role,
    nobodyAfterMs: thresholdOf(hole.pathway ?? {}, 'ROTA_HOLE_UNANSWERED') * MINUTE_MS,
    under: under('ROTA_HOLE_FOUND', hole),
  });

/** It has begun and a patient may meet it: called until somebody fills it, whoever acknowledged. */
const begunLadder = (hole: RotaHole, run: LadderRun): Ladder =>
  minutesLadder(run.startedAt, 'ROTA_HOLE', toldOf('ROTA_HOLE_BEGUN', hole), {
    detail: hole.role,
    answeredBy: 'DEED',
    repeatEveryMs: thresholdOf(hole.pathway ?? {}, 'ROTA_HOLE_AGAIN') * MINUTE_MS,
    under: under('ROTA_HOLE_BEGUN', hole),
  });

export function rotaHoleLadderOf(hole: RotaHole, run: LadderRun): Ladder | undefined {
  const { endedAt } = hole;
  if (run.key === 'FOUND') return endedAt === undefined ? foundLadder(hole, run) : undefined;
  if (run.key === 'BEGUN') return endedAt === undefined ? begunLadder(hole, run) : undefined;
  return troubleLadder(run, hole.hubSiteId);
}

export const isRotaHoleClosed = ({ endedAt, runs }: RotaHole): boolean =>
  endedAt !== undefined && runs.every((run) => run.endedAt !== undefined);

export function openRotaHole({ heard, ...open }: OpenRotaHole): Decision<RotaHole> {
  const now = heard.receivedAt;
  const hole: RotaHole = { ...open, foundAt: now, runs: [] };
  const begins = latest([open.fromAt, now]) ?? now;
  const ahead = begins > now ? withRun(hole, 'FOUND', now) : hole;
  return settle(applied(withRun(ahead, 'BEGUN', begins)), now);
}

function settle(decision: Decision<RotaHole>, now: Instant): Decision<RotaHole> {
  const { next, orders } = settleRuns(decision.next, rotaHoleLadderOf, subject(decision.next), now);
  return { ...decision, next, actions: [...decision.actions, ...pageAll(orders)] };
}

export function decideRotaHole(hole: RotaHole, happening: RotaHoleHappening): Decided<RotaHole> {
  const decided = rule(hole, happening);
  return isRefusal(decided) ? decided : settle(decided, happening.receivedAt);
}

function rule(hole: RotaHole, happening: RotaHoleHappening): Decided<RotaHole> {
  switch (happening.type) {
    case 'HOLE_FILLED':
    case 'HOLE_PASSED': {
      if (hole.endedAt !== undefined) return noLongerApplies(hole);
      const endedAt = happening.receivedAt;
      return applied(endRuns({ ...hole, endedAt }, '', endedAt));
    }
    case 'TIME_PASSED':
      // Once it has begun the calls of that ladder ask; those of before rest.
      return happening.receivedAt < hole.fromAt
        ? decideCommon(hole, happening, rotaHoleLadderOf)
        : applied(endRuns(hole, 'FOUND', happening.receivedAt));
    default:
      return decideCommon(hole, happening, rotaHoleLadderOf);
  }
}

/** What must be done again when it is not known to have been done: every id is the same as the first time. */
export const rotaHoleOwes = (hole: RotaHole): readonly Action[] => owedPages(hole, subject(hole));

export const rotaHoleRows = (hole: RotaHole): readonly Row[] => runRows(hole, rotaHoleLadderOf, subject(hole));
