import type { Episode } from './episode';
import type { Ladder, LadderRun } from './ladder';
import { asksOf } from './ladderSteps';
import { milestone, when } from './milestones';
import { CHAINS } from './owners';
import { minutesLadder, toldOfRow } from './runs';
import type { Instant } from './time';
import type { ConsultOutput, Finding, Role, Strategy, TransferAdvice } from './vocabulary';

/** The four things a hub is asked for (7.2 #71): each is given, or named among those that are not. */
export type ConsultAnswer = {
  readonly reading?: Finding;
  /** What to do at the patient now. */
  readonly rescue?: string;
  readonly reperfusion?: Strategy;
  readonly transfer?: TransferAdvice;
  readonly notGiven: readonly ConsultOutput[];
  readonly remark?: string;
};

type By = { readonly by: string; readonly role: Role; readonly at: Instant };

/** One request for another’s advice: who asked whom, who took it up, and what they answered. */
export type Consult = {
  readonly n: number;
  readonly asked: By;
  /** Who is asked: a role at a site. */
  readonly role: Role;
  readonly siteId: string;
  readonly question: string;
  /** Numbers of the clinical times that came with it. */
  readonly marked?: readonly number[];
  readonly started?: By;
  readonly answered?: By & { readonly answer: ConsultAnswer };
  readonly withdrawn?: By & { readonly reason: string };
};

/** What an episode hears of consults. */
export type ConsultWord =
  | { readonly type: 'CONSULT_ASKED'; readonly role: Role; readonly siteId: string; readonly question: string }
  | { readonly type: 'CONSULT_STARTED'; readonly n: number }
  | { readonly type: 'CONSULT_ANSWERED'; readonly n: number; readonly answer: ConsultAnswer }
  | { readonly type: 'CONSULT_WITHDRAWN'; readonly n: number; readonly reason: string };

export const isOpenConsult = ({ answered, withdrawn }: Consult): boolean =>
  answered === undefined && withdrawn === undefined;

export const openConsult = ({ consults = [] }: Episode): Consult | undefined => consults.find(isOpenConsult);

/** The clock of T10 watches this one and climbs; another request, or one to other people, climbs by itself. */
const isWatchedByClock = ({ milestones, sites }: Episode, { asked, role, siteId }: Consult): boolean =>
  siteId === sites.receiving &&
  CHAINS.CONSULT.some((one) => one === role) &&
  milestone(milestones, 'CONSULT_REQUESTED')?.at === asked.at;

/** T10: asked at once; 7 min the second on call by phone, 10 min the limit. Whoever takes it up ends the asking. */
function consultLadder(episode: Episode, { startedAt }: LadderRun): Ladder | undefined {
  const consult = openConsult(episode);
  if (consult === undefined || consult.started !== undefined || when(episode.milestones, 'DEATH') !== undefined)
    return undefined;
  const { role, siteId } = consult;
  const own = asksOf('CONSULT_ASKED').flatMap(([afterMin, who, channel]) =>
    who === 'TOLD' ? [{ afterMin, who, role, siteId, channel }] : [],
  );
  const siteOf = () => siteId;
  const others = isWatchedByClock(episode, consult) ? [] : toldOfRow('CONSULT_ASKED', siteOf);
  return minutesLadder(startedAt, 'CONSULT_ASKED', [...own, ...others], {
    answeredBy: 'DEED',
    under: { edition: episode.pathway, code: 'CONSULT_ASKED', siteOf },
  });
}

export const CONSULT = 'CONSULT';
export const CONSULT_LADDERS: Readonly<
  Record<string, ((episode: Episode, run: LadderRun) => Ladder | undefined) | undefined>
> = { [CONSULT]: consultLadder };
