import type { Ladder, LadderRun, RunPage } from './ladder';
import type { Instant } from './time';
import { instant } from './time';

/** The next of several people on duty for a role is to be asked: when, and after whose page. */
export type Turn = { readonly at: Instant; readonly after: RunPage };

const groupOf = ({ role, siteId }: RunPage): string => `${role}@${siteId}`;
const turnOf = ({ turn }: RunPage): number => turn ?? 0;

/** The pages of the rung taken last, as one group for each role it asks. */
function groups({ pages }: LadderRun): readonly (readonly RunPage[])[] {
  const rung = pages.at(-1)?.rung;
  const asked = pages.filter((page) => page.rung === rung);
  return [...new Set(asked.map(groupOf))].map((key) => asked.filter((page) => groupOf(page) === key));
}

/** When the ladder itself goes on after a page: its next rung that tells somebody, its repeat, or its end. */
function goesOnAt(ladder: Ladder, { rung, askedAt }: RunPage): Instant {
  const next = ladder.rungs.find(({ at, tells }, place) => place >= rung && tells.length > 0 && at > askedAt);
  return next?.at ?? instant(askedAt + (ladder.repeatEveryMs ?? ladder.nobodyAfterMs));
}

function turnIn(ladder: Ladder, run: LadderRun, group: readonly RunPage[]): Turn | undefined {
  const [first] = group;
  const last = group.at(-1);
  if (first === undefined || last === undefined || group.some(({ status }) => status === 'ACKNOWLEDGED'))
    return undefined;
  const turns = Math.max(...group.map((page) => page.turns ?? 1));
  const next = turnOf(last) + 1;
  if (next >= turns) return undefined;
  if (last.status === 'FAILED') return { at: run.hurriedAt ?? last.askedAt, after: last };
  // Given up is not answered: a repeat, or a page that left late after a restart, still has its turns.
  if (last.status === 'SUPERSEDED') return undefined;
  // All of them before the ladder goes on, evenly: no minute of the ladder itself moves.
  const share = (goesOnAt(ladder, first) - first.askedAt) / turns;
  const at = instant(first.askedAt + share * next);
  return { at: ladder.held?.(at) ?? at, after: last };
}

/** Whose turn is next within the rung taken last; a page nobody could be sent passes the turn on at once. */
export function nextTurn(ladder: Ladder, run: LadderRun): Turn | undefined {
  if (run.answeredAt !== undefined) return undefined;
  const found = groups(run).flatMap((group) => {
    const rung = ladder.rungs[Math.min(group[0]?.rung ?? 1, ladder.rungs.length) - 1];
    if (rung?.when === 'UNOPENED' && run.openedAt !== undefined) return [];
    return turnIn(ladder, run, group) ?? [];
  });
  return found.toSorted((one, other) => one.at - other.at)[0];
}

/** Whether a role of the rung taken last could not be reached and has nobody left to ask: the ladder must hurry on. */
export const isExhausted = (ladder: Ladder, run: LadderRun): boolean =>
  groups(run).some((group) => group.at(-1)?.status === 'FAILED' && turnIn(ladder, run, group) === undefined);

/** The page of the next turn: another person, the same rung, an id of its own. */
export function pageOfTurn({ after }: Turn, now: Instant): RunPage {
  const { id, rung, role, siteId, channel, because, turn = 0 } = after;
  const base = turn === 0 ? id : id.slice(0, id.lastIndexOf(':'));
  return {
    id: `${base}:${turn + 1}`,
    rung,
    role,
    siteId,
    channel,
    because,
    askedAt: now,
    status: 'ASKED',
    turn: turn + 1,
  };
}
