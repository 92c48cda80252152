import type { Action, Decided, Decision } from './decision';
import { applied, duplicate, noLongerApplies } from './decision';
import { isRefusal, refuse } from './faults';
import { known } from './known';
import type { EpisodeId } from './ids';
import type { Lab, LabHappening, OpenLab } from './lab';
import type { LadderRun } from './ladder';
import { labLadder } from './ladders';
import type { Row } from './rows';
import { decideCommon, endRuns, owedPages, pageAll, runRows, settleRuns, withRun } from './runs';

/** The run that asks a person which of several patients gets the free lab. */
const CHOICE = 'CHOICE';

const subject = ({ id }: Lab) => ({ kind: 'LAB', id }) as const;
export const labLadderOf = (lab: Lab, run: LadderRun) => labLadder(run, lab);

export const openLab = ({ id, region, siteId }: OpenLab): Decision<Lab> => ({
  next: { id, region, siteId, status: 'FREE', waiters: [], runs: [] },
  actions: [],
  outcome: 'APPLIED',
});

/** A lab never closes: it is a place. */
export const isLabClosed = (): boolean => false;

export function decideLab(lab: Lab, happening: LabHappening): Decided<Lab> {
  const decided = rule(underEdition(lab, happening), happening);
  if (isRefusal(decided)) return decided;
  const { next, orders } = settleRuns(decided.next, labLadderOf, subject(lab), happening.receivedAt);
  return { ...decided, next, actions: [...decided.actions, ...pageAll(orders)] };
}

/** A lab never closes, so it goes by the edition of whoever claimed it last. */
function underEdition(lab: Lab, happening: LabHappening): Lab {
  if (happening.type !== 'LAB_CLAIMED') return lab;
  const { pathway: _, ...bare } = lab;
  return { ...bare, ...known({ pathway: happening.pathway }) };
}

function rule(lab: Lab, happening: LabHappening): Decided<Lab> {
  const now = happening.receivedAt;

  switch (happening.type) {
    case 'LAB_CLAIMED': {
      const { episodeId } = happening;
      if (lab.holder?.episodeId === episodeId)
        return { ...duplicate(lab), actions: [answer(lab, episodeId, true, happening.id)] };
      if (lab.status === 'FREE' && lab.waiters.length === 0) {
        return applied(
          { ...lab, status: 'HELD', holder: { episodeId, since: now } },
          answer(lab, episodeId, true, happening.id),
        );
      }
      // Never two patients in one lab: the second waits, is told so, and a person decides.
      const waiters = lab.waiters.includes(episodeId) ? lab.waiters : [...lab.waiters, episodeId];
      return applied({ ...lab, waiters }, answer(lab, episodeId, false, happening.id));
    }

    case 'LAB_RELEASED':
      return release(lab, happening.episodeId, happening);

    case 'LAB_GIVEN':
      return give(lab, happening);

    case 'LAB_BLOCKED':
      if (lab.status !== 'FREE') return refuse('LAB_BUSY', 'The lab is in use; it can be blocked once it is free.');
      return applied({ ...lab, status: 'BLOCKED' });

    case 'LAB_UNBLOCKED':
      if (lab.status !== 'BLOCKED') return refuse('ALREADY_DONE', 'The lab is not blocked.');
      return passOn({ ...lab, status: 'FREE' }, happening);

    default:
      return decideCommon(lab, happening, labLadderOf);
  }
}

function release(lab: Lab, episodeId: EpisodeId, happening: LabHappening): Decision<Lab> {
  const waiters = lab.waiters.filter((waiter) => waiter !== episodeId);
  if (lab.holder?.episodeId !== episodeId) {
    if (waiters.length === lab.waiters.length) return noLongerApplies(lab);
    const left = { ...lab, waiters };
    return lab.status === 'FREE' ? passOn(left, happening) : applied(left);
  }
  const { holder: _, ...free } = lab;
  return passOn({ ...free, status: 'FREE', waiters }, happening);
}

/** One who waits alone gets the free lab; of several a person chooses (R27), and the lab stays free until then. */
function passOn(lab: Lab, happening: LabHappening): Decision<Lab> {
  const [first, ...rest] = lab.waiters;
  if (first === undefined) return applied(lab);
  if (rest.length > 0) return applied(withRun(lab, CHOICE, happening.receivedAt));
  const held: Lab = {
    ...lab,
    status: 'HELD',
    holder: { episodeId: first, since: happening.receivedAt },
    waiters: rest,
  };
  return { next: held, actions: [answer(lab, first, true, happening.id)], outcome: 'APPLIED' };
}

/** A person's word: the lab goes to one who waits, also from its holder, who then waits first (R6, R27). */
function give(lab: Lab, happening: Extract<LabHappening, { type: 'LAB_GIVEN' }>): Decided<Lab> {
  const { episodeId, reason, by, id, receivedAt } = happening;
  const before = lab.holder?.episodeId;
  if (by.kind !== 'HUMAN') return refuse('NOT_ALLOWED', 'Only a person gives a lab to one of several patients.');
  if (lab.status === 'BLOCKED') return refuse('LAB_BUSY', 'The lab is blocked; open it first.');
  if (before === episodeId) return duplicate(lab);
  if (!lab.waiters.includes(episodeId)) return refuse('NOT_FOUND', 'This patient does not wait for this lab.');
  if (before !== undefined && (reason ?? '').trim() === '')
    return refuse('REASON_NEEDED', 'Another patient holds the lab: say why it is taken from them.');
  const others = lab.waiters.filter((waiter) => waiter !== episodeId);
  const next: Lab = {
    ...endRuns(lab, CHOICE, receivedAt),
    status: 'HELD',
    holder: { episodeId, since: receivedAt },
    waiters: before === undefined ? others : [before, ...others],
  };
  const lost = before === undefined ? [] : [answer(lab, before, false, `${id}:LOST`)];
  return { next, actions: [answer(lab, episodeId, true, id), ...lost], outcome: 'APPLIED' };
}

const answer = ({ id, region }: Lab, episodeId: EpisodeId, held: boolean, cause: string): Action => ({
  do: 'TELL',
  to: { kind: 'EPISODE', region, id: episodeId },
  message: {
    id: `${cause}:${held ? 'HELD' : 'QUEUED'}`,
    by: { kind: 'SYSTEM', id },
    type: 'LAB_ANSWERED',
    labId: id,
    held,
  },
});

/** What must be done again when it is not known to have been done: the holder hears that the lab is theirs. */
export const labOwes = (lab: Lab): readonly Action[] => [
  ...owedPages(lab, subject(lab)),
  ...(lab.holder === undefined ? [] : [answer(lab, lab.holder.episodeId, true, `${lab.id}:${lab.holder.since}`)]),
];

export function labRows(lab: Lab): readonly Row[] {
  const { id, siteId, status, holder, waiters } = lab;
  const held = known({ holderId: holder?.episodeId, heldAt: holder?.since });
  return [{ table: 'lab_state', id, siteId, status, ...held, waiters }, ...runRows(lab, labLadderOf, subject(lab))];
}
