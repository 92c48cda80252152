import type { PageOrder, PageSent } from './decision';
import { known } from './known';
import type { Ladder, LadderRun, Rung, RunPage, Subject } from './ladder';
import type { Instant } from './time';
import { earliest, instant } from './time';
import type { Turn } from './turns';
import { isExhausted, nextTurn, pageOfTurn } from './turns';
import type { Level } from './vocabulary';

/** The one ladder engine: reads, clocks, activation, tasks and alarms all climb by these functions. */

export const startRun = (key: string, startedAt: Instant, climbed = 0): LadderRun => ({
  key,
  startedAt,
  status: 'CLIMBING',
  climbed,
  pages: [],
});

const over = (run: LadderRun): boolean => run.endedAt !== undefined;

const holds = (rung: Rung, run: LadderRun): boolean =>
  rung.when === 'ALWAYS' ||
  (run.answeredAt === undefined && (rung.when === 'UNANSWERED' || run.openedAt === undefined));

type Step = {
  readonly at: Instant;
  readonly rung?: Rung;
  readonly climbed: number;
  readonly hurriedTo?: number;
  readonly turn?: Turn;
  readonly nobody?: true;
  readonly putAway?: true;
};

/**
 * A failed send asks the next rung at once. A clock's level is asked ahead without being announced: it keeps its own
 * time, and its place on the ladder.
 */
function hurriedStep(ladder: Ladder, run: LadderRun, at: Instant): Step | undefined {
  const index = ladder.rungs.findIndex(
    (rung, place) => place >= Math.max(run.climbed, run.hurriedTo ?? 0) && rung.tells.length > 0 && holds(rung, run),
  );
  const rung = ladder.rungs[index];
  if (rung === undefined) return afterLastRung(ladder, run);
  if (rung.at <= at) return undefined;
  const { level: _, ...asked } = rung;
  const passesLevel = ladder.rungs.slice(run.climbed, index + 1).some(({ when }) => when === 'ALWAYS');
  return {
    at,
    rung: { ...asked, when: 'UNANSWERED' },
    climbed: passesLevel ? run.climbed : index + 1,
    hurriedTo: index + 1,
  };
}

function afterLastRung(ladder: Ladder, run: LadderRun): Step | undefined {
  const last = ladder.rungs.at(-1);
  if (last === undefined || run.answeredAt !== undefined || run.pages.length === 0) return undefined;
  const lastAt = run.lastAt ?? last.at;
  const repeat: Step | undefined =
    ladder.repeatEveryMs === undefined
      ? undefined
      : { at: instant(lastAt + ladder.repeatEveryMs), rung: last, climbed: run.climbed + 1 };
  if (run.status === 'NOBODY_ANSWERED') return repeat;
  // Whoever was asked late has had no time to answer yet.
  const asked = run.pages.find(({ rung }) => rung >= ladder.rungs.length) ?? run.pages.at(-1);
  const nobodyAt = run.hurriedAt ?? instant(Math.max(last.at, asked?.askedAt ?? last.at) + ladder.nobodyAfterMs);
  const nobody: Step = { at: nobodyAt, climbed: run.climbed, nobody: true };
  return repeat !== undefined && repeat.at < nobody.at ? repeat : nobody;
}

/** After the last level, who is asked because nobody answered keeps the distance: a level told late leaves time to answer. */
function dueAt({ rungs }: Ladder, run: LadderRun, index: number, rung: Rung): Instant {
  const before = rungs.slice(0, index).findLast(({ tells }) => tells.length > 0);
  // Colleagues asked in turn belong to their rung: they put nothing off.
  const asked = run.pages.findLast(({ turn }) => turn === undefined)?.askedAt;
  const closing =
    rung.when !== 'ALWAYS' && before?.when === 'ALWAYS' && rungs.slice(index).every(({ when }) => when !== 'ALWAYS');
  return closing && asked !== undefined ? instant(Math.max(rung.at, asked + (rung.at - before.at))) : rung.at;
}

/** What only informs has been told; nobody is asked again, but whoever it could not be sent to was not told. */
const afterInforming = (ladder: Ladder, run: LadderRun, tellingOnly: boolean): Step | undefined =>
  untold(ladder, run, tellingOnly) ?? putAway(ladder, run);

/** A page that could not be sent goes to the next on duty, then up the ladder, until somebody was told. */
function untold(ladder: Ladder, run: LadderRun, tellingOnly: boolean): Step | undefined {
  const turn = nextTurn(ladder, run);
  if (turn?.after.status === 'FAILED') return { at: turn.at, climbed: run.climbed, turn };
  if (run.hurriedAt === undefined || run.pages.some(({ status }) => status !== 'FAILED')) return undefined;
  return nextRung(ladder, run, tellingOnly);
}

const putAway = ({ putAwayAfterMs }: Ladder, { lastAt, climbed }: LadderRun): Step | undefined =>
  putAwayAfterMs === undefined || lastAt === undefined
    ? undefined
    : { at: instant(lastAt + putAwayAfterMs), climbed, putAway: true };

/** The next person of a role is asked before the ladder goes on to its next rung. */
function nextStep(ladder: Ladder, run: LadderRun, tellingOnly: boolean): Step | undefined {
  if (over(run)) return undefined;
  if (ladder.informs === true && run.pages.length > 0) return afterInforming(ladder, run, tellingOnly);
  const rung = nextRung(ladder, run, tellingOnly);
  const turn = nextTurn(ladder, run);
  if (turn === undefined || (rung !== undefined && rung.at < turn.at)) return rung;
  return { at: turn.at, climbed: run.climbed, turn };
}

function nextRung(ladder: Ladder, run: LadderRun, tellingOnly: boolean): Step | undefined {
  const hurried = run.hurriedAt === undefined ? undefined : hurriedStep(ladder, run, run.hurriedAt);
  if (hurried !== undefined) return hurried;
  for (let index = run.climbed; index < ladder.rungs.length; index++) {
    const rung = ladder.rungs[index];
    if (rung === undefined || !holds(rung, run) || (tellingOnly && rung.tells.length === 0)) continue;
    if (rung.waits) return undefined;
    return { at: dueAt(ladder, run, index, rung), rung, climbed: index + 1 };
  }
  return afterLastRung(ladder, run);
}

/** The next moment this run tells somebody, or becomes "nobody answered". */
export const nextTellAt = (ladder: Ladder, run: LadderRun): Instant | undefined => nextStep(ladder, run, true)?.at;

export type Climbed = {
  readonly run: LadderRun;
  readonly orders: readonly PageOrder[];
  readonly levels: readonly { readonly level: Level; readonly at: Instant }[];
};

/** Under which ladder, for what and when the rungs are taken. */
type Climbing = { readonly ladder: Ladder; readonly subject: Subject; readonly now: Instant };

function pagesOf({ ladder, subject, now }: Climbing, run: LadderRun, rung: Rung, nth: number | string): RunPage[] {
  const because = { ...ladder.because, ...known({ level: rung.level }) };
  return rung.tells.map(({ role, siteId, channel, detail, personId }) => ({
    id: `${subject.id}:${run.key}:${run.startedAt}:${nth}:${role}`,
    rung: run.climbed,
    role,
    siteId,
    channel,
    because: detail === undefined ? because : { ...because, detail },
    askedAt: now,
    status: 'ASKED',
    ...known({ personId }),
  }));
}

function step(climbing: Climbing, run: LadderRun, { rung, climbed, at, hurriedTo, turn, ...ends }: Step): LadderRun {
  if (ends.putAway) return supersede(run, at);
  if (turn !== undefined) {
    const calm = isExhausted(climbing.ladder, run) ? run : withoutHurry(run);
    return { ...calm, pages: [...run.pages, pageOfTurn(turn, climbing.now)] };
  }
  if (ends.nobody) {
    const pages = run.pages.map((page): RunPage => (page.status === 'SENT' ? { ...page, status: 'UNANSWERED' } : page));
    return { ...withoutHurry(run), status: 'NOBODY_ANSWERED', pages };
  }
  if (rung === undefined || rung.tells.length === 0) return { ...run, climbed, lastAt: at };
  // A new level asks again, even when the level before was acknowledged.
  const asked = rung.when === 'ALWAYS' && run.status === 'ANSWERED' ? withoutAnswer(run) : run;
  // Asked ahead, a page is one more of its rung: it must not take the id of the one that follows in its own time.
  const nth = hurriedTo === undefined ? climbed : `${climbed}+${run.pages.length}`;
  return {
    ...withoutHurry(asked),
    ...known({ hurriedTo }),
    climbed,
    lastAt: at,
    pages: [...run.pages, ...pagesOf(climbing, { ...run, climbed }, rung, nth)],
  };
}

function withoutHurry(run: LadderRun): LadderRun {
  const { hurriedAt: _, ...calm } = run;
  return calm;
}

function withoutAnswer(run: LadderRun): LadderRun {
  const { answeredAt: _at, answeredBy: _by, ...asking } = run;
  return { ...asking, status: 'CLIMBING' };
}

/** One batch tells a role once: what it hears is the highest level it would hear. */
function oncePerRole(pages: readonly RunPage[]): readonly RunPage[] {
  const heard = ({ role, siteId, turn = 0 }: RunPage) => `${role}@${siteId}#${turn}`;
  const last = new Map(pages.map((page) => [heard(page), page]));
  return pages.filter((page) => last.get(heard(page)) === page);
}

/** A page as it goes out. */
export const orderOf = (
  { id, role, siteId, channel, because, askedAt, turn, personId }: RunPage,
  subject: Subject,
): PageOrder => ({
  id,
  subjectKind: subject.kind,
  subjectId: subject.id,
  role,
  siteId,
  channel,
  because,
  askedAt,
  ...known({ turn, personId }),
});

/** Takes every rung that is due, and says whom to page and which levels were passed. */
export function climb(ladder: Ladder, start: LadderRun, subject: Subject, now: Instant): Climbed {
  let run = start;
  const levels: { level: Level; at: Instant }[] = [];
  for (
    let next = nextStep(ladder, run, false);
    next !== undefined && next.at <= now;
    next = nextStep(ladder, run, false)
  ) {
    if (next.rung?.level !== undefined && next.climbed <= ladder.rungs.length)
      levels.push({ level: next.rung.level, at: next.at });
    run = step({ ladder, subject, now }, run, next);
  }
  const fresh = oncePerRole(run.pages.slice(start.pages.length));
  const pages = [...run.pages.slice(0, start.pages.length), ...fresh];
  const orders = fresh.map((page) => orderOf(page, subject));
  return { run: run === start ? run : { ...run, pages }, orders, levels };
}

/** A person acknowledged one of the run's pages. */
export function acknowledge(
  run: LadderRun,
  ladder: Ladder | undefined,
  { pageId, by, at }: { readonly pageId: string; readonly by: string; readonly at: Instant },
): LadderRun {
  const pages = run.pages.map((page): RunPage =>
    page.id === pageId ? { ...page, status: 'ACKNOWLEDGED', ackAt: at, ackBy: by } : page,
  );
  const acknowledged = { ...run, pages };
  return over(run) || ladder?.answeredBy !== 'ACKNOWLEDGEMENT' ? acknowledged : answered(acknowledged, by, at);
}

/** The climb rests: somebody has it. Levels still to come are announced all the same. */
export const answered = (run: LadderRun, by: string, at: Instant): LadderRun =>
  run.answeredAt === undefined ? { ...withoutHurry(run), status: 'ANSWERED', answeredAt: at, answeredBy: by } : run;

/** The cause is gone: open pages are superseded, nobody is asked again. */
export const supersede = (run: LadderRun, at: Instant): LadderRun =>
  over(run)
    ? run
    : {
        ...withoutHurry(run),
        status: run.status === 'ANSWERED' ? 'ANSWERED' : 'SUPERSEDED',
        endedAt: at,
        pages: run.pages.map((page): RunPage =>
          page.status === 'ACKNOWLEDGED' || page.status === 'FAILED' ? page : { ...page, status: 'SUPERSEDED' },
        ),
      };

/** Of a ladder that ended in nobody no page waits for an answer any more. */
const isGivenUp = ({ status }: LadderRun): boolean => status === 'NOBODY_ANSWERED' || status === 'CLEARED';
const unanswered = (pages: readonly RunPage[]): readonly RunPage[] =>
  pages.map((page): RunPage =>
    page.status === 'SENT' || page.status === 'ASKED' ? { ...page, status: 'UNANSWERED' } : page,
  );

/** A person has seen that nobody answered and takes it off the board. */
export const clear = (run: LadderRun, by: string, at: Instant): LadderRun => ({
  ...run,
  pages: unanswered(run.pages),
  status: 'CLEARED',
  clearedBy: by,
  endedAt: at,
});

/** What became of the sends; a failed one makes the next rung due at once. */
export function noteSent(run: LadderRun, sent: readonly PageSent[], now: Instant): LadderRun {
  const byId = new Map(sent.map((one) => [one.id, one]));
  if (!run.pages.some((page) => byId.has(page.id))) return run;
  let failed = false;
  const pages = run.pages.map((page): RunPage => {
    const one = byId.get(page.id);
    if (one === undefined) return page;
    failed ||= one.fault !== undefined && page.status === 'ASKED';
    // asked and given up in one go, as after a long silence of the engine: it goes out, and nobody waits for it
    const reached = isGivenUp(run) ? 'UNANSWERED' : 'SENT';
    const status = page.status !== 'ASKED' ? page.status : one.fault === undefined ? reached : 'FAILED';
    const { id: _, ...facts } = one;
    return { ...page, ...facts, status };
  });
  return failed && !over(run) && run.answeredAt === undefined ? { ...run, pages, hurriedAt: now } : { ...run, pages };
}

export const soonestTellAt = (pairs: readonly (readonly [Ladder | undefined, LadderRun])[]): Instant | undefined =>
  earliest(pairs.map(([ladder, run]) => (ladder === undefined ? undefined : nextTellAt(ladder, run))));
