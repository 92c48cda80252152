import type { Action, Decided, Decision } from './decision';
import { applied } from './decision';
import type { Digest, DigestHappening, OpenDigest } from './digest';
import { isRefusal } from './faults';
import type { Ladder, LadderRun } from './ladder';
import { troubleLadder } from './ladders';
import type { Row } from './rows';
import { decideCommon, minutesLadder, owedPages, pageAll, runRows, settleRuns, toldOfRow, withRun } from './runs';
import type { Instant } from './time';
import { HOUR_MS } from './time';
import type { Role } from './vocabulary';
import { inWorkingTime } from './workingTime';

const subject = ({ id }: Digest) => ({ kind: 'DIGEST', id }) as const;

/** 6.3: what is LOW waits four hours for each person. */
const WAITS_MS = 4 * HOUR_MS;

/** The doctor or the desk's lead, once whoever stands above, and then nobody has answered. */
function listLadder(digest: Digest, run: LadderRun): Ladder {
  const { reason, siteId, hubSiteId, doctorId, calendar, pathway = {}, lines } = digest;
  const siteOf = (role: Role) => (role === 'COORDINATOR' ? hubSiteId : siteId);
  const ladder = minutesLadder(run.startedAt, reason, toldOfRow(reason, siteOf), {
    detail: String(lines),
    endsWhenAnswered: true,
    nobodyAfterMs: WAITS_MS,
    under: { edition: pathway, code: reason, siteOf: () => hubSiteId },
  });
  const byName = {
    ...ladder,
    rungs: ladder.rungs.map((rung) => ({
      ...rung,
      tells: rung.tells.map((one) =>
        one.role === 'FAMILY_DOCTOR' && doctorId !== undefined ? { ...one, personId: doctorId } : one,
      ),
    })),
  };
  return inWorkingTime(byName, run.startedAt, calendar, pathway);
}

export const digestLadderOf = (digest: Digest, run: LadderRun): Ladder | undefined =>
  run.key === 'LIST' ? listLadder(digest, run) : troubleLadder(run, digest.hubSiteId);

export const isDigestClosed = ({ runs }: Digest): boolean => runs.every(({ endedAt }) => endedAt !== undefined);

export function openDigest({ heard, ...open }: OpenDigest): Decision<Digest> {
  const digest: Digest = { ...open, sentAt: heard.receivedAt, runs: [] };
  return settle(applied(withRun(digest, 'LIST', heard.receivedAt)), heard.receivedAt);
}

function settle(decision: Decision<Digest>, now: Instant): Decision<Digest> {
  const { next, orders } = settleRuns(decision.next, digestLadderOf, subject(decision.next), now);
  return { ...decision, next, actions: [...decision.actions, ...pageAll(orders)] };
}

export function decideDigest(digest: Digest, happening: DigestHappening): Decided<Digest> {
  const decided = decideCommon(digest, happening, digestLadderOf);
  return isRefusal(decided) ? decided : settle(decided, happening.receivedAt);
}

/** What must be done again when it is not known to have been done: every id is the same as the first time. */
export const digestOwes = (digest: Digest): readonly Action[] => owedPages(digest, subject(digest));

export const digestRows = (digest: Digest): readonly Row[] => runRows(digest, digestLadderOf, subject(digest));
