import type { Episode } from './episode';
import type { Ladder } from './ladder';
import type { LadderCode, Who } from './ladderSteps';
import { asksOf } from './ladderSteps';
import { chainOf, siteOf } from './owners';
import type { Told } from './runs';
import { minutesLadder } from './runs';
import { roleNamed } from './stepRoles';
import type { Instant, Minutes } from './time';
import type { Channel, PageReason, Role } from './vocabulary';

/** After how many minutes who is asked, and how. */
export type AskAt = readonly [afterMin: Minutes, role: Role, channel: Channel];
type Extra = Omit<NonNullable<Parameters<typeof minutesLadder>[3]>, 'under'>;
type Cause<Reason extends PageReason> = { readonly from: Instant; readonly reason: Reason };
type RowOf<Code extends PageReason> = Cause<Code> & {
  /** Which of the ladders its word stands for. */
  readonly key?: string;
  /** Whom the ladder is for, where its row leaves that to the rule. */
  readonly told?: Role;
};

/** The chain of whoever holds the patient, by the words of the rows. */
const HOLDERS: Readonly<Partial<Record<Who, 0 | 1 | 2>>> = { OWNER: 0, LEAD: 1, ABOVE: 2 };

function roleOf(who: Who, episode: Episode, told: Role | undefined): Role {
  const place = HOLDERS[who];
  if (place !== undefined) return chainOf('HOLDER', episode)[place];
  return roleNamed(who) ?? told ?? 'COORDINATOR';
}

/** A ladder of minutes as its row and the episode's edition have it; people are found at the episode's own sites. */
export function askAll<Code extends LadderCode & PageReason>(
  episode: Episode,
  { from, reason, key, told }: RowOf<Code>,
  extra?: Extra,
): Ladder {
  const { sites, pathway: edition } = episode;
  const placed = (role: Role) => siteOf(role, sites);
  const asks = asksOf(reason, key).map(([afterMin, who, channel]): Told => {
    const role = roleOf(who, episode, told);
    return { afterMin, who, role, siteId: placed(role), channel };
  });
  return minutesLadder(from, reason, asks, { ...extra, under: { edition, code: reason, siteOf: placed } });
}

/** The same where the minutes are reckoned, not a row's. */
export const askAt = (
  episode: Episode,
  { from, reason }: Cause<PageReason>,
  asks: readonly AskAt[],
  extra?: Extra,
): Ladder =>
  minutesLadder(
    from,
    reason,
    asks.map(([afterMin, role, channel]) => ({ afterMin, role, siteId: siteOf(role, episode.sites), channel })),
    extra,
  );
