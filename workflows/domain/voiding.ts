import type { Episode } from './episode';
import { isStemi } from './findings';
import { when } from './milestones';
import type { Target, VoidCause } from './targets';
import type { Instant } from './time';
import type { VoidReason } from './vocabulary';

/** Why a clock no longer counts, and since when; without an instant it only stops what has not ended. */
type Voiding = { readonly reason: VoidReason; readonly at?: Instant };

const strategyIs = (episode: Episode, begins: 'PPCI' | 'LYSIS' | 'NONE', reason: VoidReason): Voiding | undefined =>
  episode.choice?.strategy.startsWith(begins) === true ? { reason, at: episode.choice.at } : undefined;

const refused = (episode: Episode, kind: 'PCI' | 'LYSIS' | 'TRANSFER'): Voiding | undefined =>
  episode.consents[kind]?.state === 'REFUSED' ? { reason: 'REFUSED' } : undefined;

/** Once the drug runs, a wire is rescue or late angiography and never again primary PCI. */
const lysed = (episode: Episode): Voiding | undefined => {
  const at = when(episode.milestones, 'LYSIS_START');
  return at === undefined ? undefined : { reason: 'STRATEGY_LYSIS', at };
};

/** clinical.md 10.17 and 10.41. */
const CAUSES: Readonly<Record<VoidCause, (episode: Episode) => Voiding | undefined>> = {
  PPCI: (episode) => strategyIs(episode, 'PPCI', 'STRATEGY_PPCI'),
  LYSIS: (episode) => strategyIs(episode, 'LYSIS', 'STRATEGY_LYSIS') ?? lysed(episode),
  NONE: (episode) => strategyIs(episode, 'NONE', 'STRATEGY_NONE'),
  PCI_REFUSED: (episode) => refused(episode, 'PCI'),
  LYSIS_REFUSED: (episode) => refused(episode, 'LYSIS'),
  TRANSFER_REFUSED: (episode) => refused(episode, 'TRANSFER'),
  BLEEDING: ({ bleeding }) => bleeding && { reason: 'BLEEDING', at: bleeding.at },
  READ_AT_BEDSIDE: ({ bedside = [] }) => bedside[0] && { reason: 'READ_AT_BEDSIDE', at: bedside[0].read.at },
  HOSPITAL_FOLLOW_UP: ({ hospitalFollowUp }) =>
    hospitalFollowUp && { reason: 'HOSPITAL_FOLLOW_UP', at: hospitalFollowUp.at },
  GOES_ON_ELSEWHERE: ({ continuedBy }) => (continuedBy === undefined ? undefined : { reason: 'GOES_ON_ELSEWHERE' }),
  SURGERY: ({ angiographyEnd }) =>
    angiographyEnd?.end === 'SURGERY' ? { reason: 'SURGERY', at: angiographyEnd.at } : undefined,
  STOOD_DOWN: ({ activation, standDowns }) =>
    activation === undefined && standDowns.length > 0 ? { reason: 'STOOD_DOWN' } : undefined,
};

const diagnosisRevised = (target: Target, { report }: Episode): Voiding | undefined =>
  report !== undefined &&
  report.finding !== 'UNCLEAR' &&
  !isStemi(report.finding) &&
  (target.applies?.includes('STEMI') === true || target.to.includes('STEMI_DX'))
    ? { reason: 'NOT_STEMI', at: report.at }
    : undefined;

/** R20: what the hospital owed ends with the patient's leaving; the year after goes on. */
const left = (target: Target, { milestones, discharge }: Episode): Voiding | undefined => {
  const at = when(milestones, 'LEFT');
  const ends = at !== undefined && discharge?.againstAdvice !== undefined && target.time === undefined;
  return ends ? { reason: 'LEFT_AGAINST_ADVICE', at } : undefined;
};

/** R21: death ends every clock, and with it whoever it would have told (2.10). */
const died = (episode: Episode): Voiding | undefined => {
  const at = when(episode.milestones, 'DEATH');
  return at === undefined ? undefined : { reason: 'DIED', at };
};

const closed = (episode: Episode): Voiding | undefined => episode.closed && { reason: 'CLOSED', at: episode.closed.at };

/** Why a clock of this row is void; what ended before the reason came about keeps its result. */
export const voidingOf = (target: Target, episode: Episode, endedAt: Instant | undefined): VoidReason | undefined => {
  const voidings = [
    diagnosisRevised(target, episode),
    ...(target.voidBy ?? []).map((cause) => CAUSES[cause](episode)),
    left(target, episode),
    died(episode),
    closed(episode),
  ];
  return voidings.find(
    (voiding) => voiding !== undefined && (endedAt === undefined || (voiding.at !== undefined && voiding.at < endedAt)),
  )?.reason;
};
