import { acknowledge, clear, climb, nextTellAt, noteSent, orderOf, soonestTellAt, startRun, supersede } from './climb';
import type { Action, CommonWord, Decided, Heard, PageOrder } from './decision';
import { applied, noLongerApplies } from './decision';
import { refuse } from './faults';
import { known } from './known';
import type { Ladder, LadderRun, Subject } from './ladder';
import type { LadderRow, PageRow } from './rows';
import type { Instant, Minutes } from './time';
import type { LadderCode, Who } from './ladderSteps';
import { asksOf } from './ladderSteps';
import { thresholdOf } from './ruleThresholds';
import { askCode, roleNamed, roleSet } from './stepRoles';
import { channelIn, stepIn } from './thresholds';
import type { Edited } from './pathway';
import { MINUTE_MS, plus } from './time';
import type { Channel, Level, PageReason, Role } from './vocabulary';

/** What every running thing that asks people has in common: its open ladders. */
export type Running = { readonly runs: readonly LadderRun[] };
/** The ladder a key stands for now; `undefined` once its cause is gone. */
export type LadderOf<State> = (state: State, run: LadderRun) => Ladder | undefined;

export type CommonHappening = Heard & CommonWord;

export const withRun = <State extends Running>(state: State, key: string, at: Instant): State =>
  state.runs.some((run) => run.key === key && run.endedAt === undefined)
    ? state
    : { ...state, runs: [...state.runs, startRun(key, at)] };

export const changeRun = <State extends Running>(
  state: State,
  key: string,
  change: (run: LadderRun) => LadderRun,
): State => ({
  ...state,
  runs: state.runs.map((run) => (run.key === key ? change(run) : run)),
});

export const endRuns = <State extends Running>(state: State, prefix: string, at: Instant): State => ({
  ...state,
  runs: state.runs.map((run) => (run.key.startsWith(prefix) ? supersede(run, at) : run)),
});

/** The happenings every running thing treats alike. */
export function decideCommon<State extends Running>(
  state: State,
  happening: CommonHappening,
  ladderOf: LadderOf<State>,
): Decided<State> {
  const now = happening.receivedAt;
  switch (happening.type) {
    case 'PAGE_ACKNOWLEDGED': {
      const { pageId, by } = happening;
      const run = state.runs.find((one) => asked(one, pageId) !== undefined);
      // Pages of ended ladders leave the state once they are recorded: a late acknowledgement changes nothing.
      if (run === undefined) return noLongerApplies(state);
      const next = changeRun(state, run.key, (one) =>
        one === run
          ? acknowledge(one, ladderOf(state, one), { pageId: asked(one, pageId) ?? pageId, by: by.id, at: now })
          : one,
      );
      return { next, actions: [], outcome: run.endedAt === undefined ? 'APPLIED' : 'NOTED' };
    }
    case 'NOBODY_CLEARED': {
      const run = state.runs.find(({ key, status }) => key === happening.ladder && status === 'NOBODY_ANSWERED');
      if (run === undefined) return refuse('ALREADY_DONE', 'There is no unanswered ladder of that name to clear.');
      if (happening.reason.trim() === '')
        return refuse('REASON_NEEDED', 'Say what was done before clearing an unanswered page.');
      return {
        next: changeRun(state, run.key, (one) => (one === run ? clear(one, happening.by.id, now) : one)),
        actions: [],
        outcome: 'APPLIED',
      };
    }
    case 'PAGES_SENT':
      return {
        next: { ...state, runs: state.runs.map((run) => noteSent(run, happening.sent, now)) },
        actions: [],
        outcome: 'APPLIED',
      };
    case 'ACTION_FAILED':
      return applied(withRun(state, `FAILED:${happening.detail}`, now));
    case 'RECORD_WENT_BACK':
      return applied(withRun(state, 'RECORD', now));
    case 'TIME_PASSED':
      return applied(state);
  }
}

export type Settled<State> = {
  readonly next: State;
  readonly orders: readonly PageOrder[];
  readonly levels: readonly { readonly key: string; readonly level: Level; readonly at: Instant }[];
};

/** Climbs every open ladder to `now`; a ladder whose cause is gone is superseded. */
export function settleRuns<State extends Running>(
  state: State,
  ladderOf: LadderOf<State>,
  subject: Subject,
  now: Instant,
): Settled<State> {
  const orders: PageOrder[] = [];
  const levels: { key: string; level: Level; at: Instant }[] = [];
  const runs = state.runs.map((run) => {
    if (run.endedAt !== undefined) return run;
    const ladder = ladderOf(state, run);
    if (ladder === undefined) return supersede(run, now);
    const climbed = climb(ladder, run, subject, now);
    orders.push(...climbed.orders);
    levels.push(...climbed.levels.map((level) => ({ key: run.key, ...level })));
    return ladder.endsWhenAnswered && climbed.run.answeredAt !== undefined ? supersede(climbed.run, now) : climbed.run;
  });
  return { next: { ...state, runs }, orders, levels };
}

/** Pages the record knows as asked and nobody knows as sent: after a restore they go out again under their ids. */
export const owedPages = ({ runs }: Running, subject: Subject): readonly Action[] =>
  pageAll(
    runs
      .flatMap(({ endedAt, pages }) => (endedAt === undefined ? pages : []))
      .filter(({ status }) => status === 'ASKED')
      .map((page) => orderOf(page, subject)),
  );

/** Everything that must go out now goes out together. */
export const pageAll = (orders: readonly PageOrder[]): readonly Action[] =>
  orders.length === 0 ? [] : [{ do: 'PAGE', pages: orders }];

export const nextDue = <State extends Running>(state: State, ladderOf: LadderOf<State>): Instant | undefined =>
  soonestTellAt(state.runs.map((run) => [run.endedAt === undefined ? ladderOf(state, run) : undefined, run]));

export const nobodyAnswered = ({ runs }: Running): boolean => runs.some(({ status }) => status === 'NOBODY_ANSWERED');

/** Ladders that are over leave the state once the record holds them, and so do the middle rounds of one nobody answers. */
export function withoutEnded<State extends Running>(state: State): State {
  const open = state.runs.filter((run) => run.endedAt === undefined).map(withoutMiddleRounds);
  return open.length === state.runs.length && open.every((run, n) => run === state.runs[n])
    ? state
    : { ...state, runs: open };
}

/** Of a ladder that rings on and on the first climb stays in the state, and the last rounds. */
const FIRST_RUNGS = 10;
const LAST_ROUNDS = 3;

function withoutMiddleRounds(run: LadderRun): LadderRun {
  if (run.status !== 'NOBODY_ANSWERED') return run;
  const pages = run.pages.filter(
    ({ rung, status }) => rung <= FIRST_RUNGS || rung > run.climbed - LAST_ROUNDS || status === 'ASKED',
  );
  return pages.length === run.pages.length ? run : { ...run, pages };
}

/** The page of this run that was asked under this id; of a round that left the state, the newest to the same role. */
function asked(run: LadderRun, pageId: string): string | undefined {
  if (run.pages.some(({ id }) => id === pageId)) return pageId;
  const isOfRun = run.endedAt === undefined && pageId.includes(`:${run.key}:${run.startedAt}:`);
  return isOfRun ? run.pages.findLast(({ role }) => pageId.split(':').includes(role))?.id : undefined;
}

const runId = (subject: Subject, run: LadderRun): string => `${subject.id}:${run.key}:${run.startedAt}`;

export function runRows<State extends Running>(
  state: State,
  ladderOf: LadderOf<State>,
  subject: Subject,
): (LadderRow | PageRow)[] {
  return state.runs.flatMap((run) => {
    if (run.pages.length === 0) return [];
    const ladder = run.endedAt === undefined ? ladderOf(state, run) : undefined;
    const nextAt = ladder === undefined ? undefined : nextTellAt(ladder, run);
    const { pages, hurriedAt: _hurried, hurriedTo: _ahead, lastAt: _last, openedAt: _opened, ...facts } = run;
    const common = { subjectKind: subject.kind, subjectId: subject.id };
    const row: LadderRow = { table: 'ladder', id: runId(subject, run), ...common, ...facts, ...known({ nextAt }) };
    return [
      row,
      ...pages.map(({ turn: _turn, turns: _turns, ...page }): PageRow => ({
        table: 'page',
        ladderId: runId(subject, run),
        ...common,
        ...page,
      })),
    ];
  });
}

/** One line of a ladder of minutes. */
export type Told<Step extends Minutes = Minutes> = {
  readonly afterMin: Step;
  readonly role: Role;
  /** What its row calls it, where a rule has found the role. */
  readonly who?: Who;
  readonly siteId: string;
  readonly channel: Channel;
  readonly when?: 'UNANSWERED' | 'UNOPENED';
  /** The channel is the rule’s own, and no edition’s to set. */
  readonly fixed?: true;
};

/** A row that names roles alone, with the sites where they are on duty. */
export const toldOfRow = (code: LadderCode, siteOf: (role: Role) => string): readonly Told[] =>
  asksOf(code).flatMap(([afterMin, who, channel]) => {
    const role = roleNamed(who);
    return role === undefined ? [] : [{ afterMin, role, siteId: siteOf(role), channel }];
  });

/** Whose edition may set the steps of a ladder otherwise, and where somebody else it names is on duty. */
type Editable = { readonly edition: Edited; readonly code: LadderCode; readonly siteOf: (role: Role) => string };

/** Who is asked at a step, and how, under an edition. */
export function tellOf({ afterMin, role, who = role, siteId, channel, fixed }: Told, under: Editable | undefined) {
  if (under === undefined) return { role, siteId, channel };
  const { edition, code, siteOf } = under;
  const other = roleSet(edition, askCode(code, afterMin, who));
  return {
    ...(other === undefined ? { role, siteId } : { role: other, siteId: siteOf(other) }),
    channel: fixed === true ? channel : channelIn(edition, code, afterMin, channel),
  };
}

/** A ladder of minutes after one start, climbed while nobody answers; R7's five minutes end it. */
export function minutesLadder(
  startedAt: Instant,
  reason: PageReason,
  told: readonly Told[],
  extra: Partial<Pick<Ladder, 'answeredBy' | 'endsWhenAnswered' | 'informs' | 'repeatEveryMs' | 'nobodyAfterMs'>> & {
    readonly detail?: string;
    readonly under?: Editable;
  } = {},
): Ladder {
  // A rung keeps its place whatever its minute is set to, so that a run does not lose its own.
  const minutes = [...new Set(told.map(({ afterMin }) => afterMin))];
  const { detail, under, ...rest } = extra;
  const edition = under?.edition ?? {};
  return {
    answeredBy: 'ACKNOWLEDGEMENT',
    nobodyAfterMs: thresholdOf(edition, 'UNANSWERED') * MINUTE_MS,
    ...rest,
    because: detail === undefined ? { reason } : { reason, detail },
    rungs: minutes.map((afterMin) => {
      const now = told.filter((one) => one.afterMin === afterMin);
      return {
        at: plus(startedAt, under === undefined ? afterMin : stepIn(edition, under.code, afterMin)),
        when: now[0]?.when ?? 'UNANSWERED',
        tells: now.map((one) => tellOf(one, under)),
      };
    }),
  };
}
