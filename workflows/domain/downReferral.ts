import { afterQuiet } from './calendar';
import type { Episode } from './episode';
import type { Ladder, LadderRun } from './ladder';
import { siteOf } from './owners';
import { quietHours } from './ruleThresholds';
import type { Instant } from './time';
import { DAY_MS } from './time';
import type { PageReason, Role } from './vocabulary';

type Branch = (episode: Episode, run: LadderRun) => Ladder | undefined;

/** A named person's word about where the follow-up goes on (R22). */
export type Word = { readonly by: string; readonly role: Role; readonly at: Instant; readonly reason: string };
/** A centre that could not take the patient. */
export type DownRefusal = Word & { readonly siteId: string };

/** The centre the patient was last sent to has said no, and nobody has found another way yet. */
export const isRefusedDown = ({ downReferral, downRefusals = [], hospitalFollowUp }: Episode): boolean => {
  const last = downRefusals.at(-1);
  if (downReferral === undefined || downReferral.acceptedBy !== undefined || hospitalFollowUp !== undefined)
    return false;
  return last !== undefined && last.siteId === downReferral.siteId && last.at >= downReferral.sentAt;
};

const isWaiting = ({ downReferral, hospitalFollowUp }: Episode): boolean =>
  downReferral !== undefined && downReferral.acceptedBy === undefined && hospitalFollowUp === undefined;

/** Routine, in the site's waking hours; the clock of T41 climbs beside it. */
const routine = (
  { sites, pathway }: Episode,
  { startedAt }: LadderRun,
  reason: PageReason,
  roles: readonly Role[],
): Ladder => ({
  because: { reason },
  answeredBy: 'ACKNOWLEDGEMENT',
  nobodyAfterMs: DAY_MS,
  rungs: [
    {
      at: afterQuiet(pathway.calendar, quietHours(pathway), startedAt),
      when: 'UNANSWERED',
      tells: roles.map((role) => ({ role, siteId: siteOf(role, sites), channel: 'PUSH' as const })),
    },
  ],
});

/** R22: the community's lead and the ward that sent the patient look for another centre, or the hospital keeps them. */
const refusedLadder: Branch = (episode, run) =>
  isRefusedDown(episode)
    ? routine(episode, run, 'DOWN_REFERRAL_REFUSED', ['COMMUNITY_LEAD', 'WARD_DOCTOR'])
    : undefined;

/** The next centre that is asked, until it has answered. */
const referredLadder: Branch = (episode, run) =>
  isWaiting(episode) && !isRefusedDown(episode) ? routine(episode, run, 'DOWN_REFERRAL', ['FAMILY_DOCTOR']) : undefined;

/** The ladders of the way home, by key; one whose cause is gone is none. */
export const DOWN_REFERRAL_LADDERS: Readonly<Record<string, Branch | undefined>> = {
  DOWN_REFERRED: referredLadder,
  DOWN_REFUSED: refusedLadder,
};
