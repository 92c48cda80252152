import type { Episode } from './episode';
import { FINDING_ROWS } from './findings';
import { when } from './milestones';
import type { Milestone, Phase } from './vocabulary';

type Holds = (episode: Episode, has: (...codes: Milestone[]) => boolean) => boolean;

/** The angiography ended without PCI (P8): the lab is left, until it is called again or the patient is back in it. */
export const isLabOver = ({ angiographyEnd, activation }: Episode): boolean =>
  angiographyEnd !== undefined && (activation === undefined || activation.at <= angiographyEnd.at);

const isInLab = (episode: Episode): boolean =>
  (['LAB_IN', 'PUNCTURE', 'ANGIO', 'WIRE'] as const).some((code) => {
    const at = when(episode.milestones, code);
    return at !== undefined && (episode.angiographyEnd === undefined || at > episode.angiographyEnd.at);
  });

const isForSurgery = ({ angiographyEnd }: Episode): boolean => angiographyEnd?.end === 'SURGERY';

/** P8 → N1, X1: what went before, lysis and transfer among it, was for an infarction that is none. */
const hasNoCulprit = (episode: Episode): boolean => episode.angiographyEnd?.end === 'NO_CULPRIT' && isLabOver(episode);
const isNste = ({ report }: Episode): boolean => report?.finding === 'NSTE_ACS';
const isOther = ({ report }: Episode): boolean => report !== undefined && FINDING_ROWS[report.finding].path === 'OTHER';

const isInpatient: Holds = (episode, has) =>
  has('ADMIT') || isForSurgery(episode) || (has('PCI_END') && !hasNoCulprit(episode));

const onTheWay: Holds = ({ choice }, has) =>
  !has('DOOR') && (choice?.strategy === 'PPCI_BY_TRANSFER' || (has('LYSIS_START') && has('REF_DOOR_OUT')));

/** P11: a community centre took the patient, or the hospital runs the follow-up itself (R22). */
const isFollowedUp: Holds = ({ hospitalFollowUp }, has) => has('DOWN_REF_ACCEPTED') || hospitalFollowUp !== undefined;

/** P12: every visit of the year is done; the register goes on outside the episode. */
const isPlanOver: Holds = (episode, has) => {
  const { tasks } = episode;
  return (
    isFollowedUp(episode, has) &&
    tasks.length > 0 &&
    tasks.every(({ status }) => status === 'DONE' || status === 'CANCELLED')
  );
};

/**
 * The phase is read from the facts, never stored beside them: late, back-dated and corrected words then move it
 * by themselves. clinical.md 4.2, last state first; the first row that holds is the phase.
 */
const PHASE_RULES: readonly (readonly [Phase, ref: string, Holds])[] = [
  ['CLOSED', 'END', ({ closed }) => closed !== undefined],
  ['REGISTER', 'P12', isPlanOver],
  ['FOLLOW_UP', 'P11', isFollowedUp],
  ['STEP_DOWN', 'P10', ({ discharge }, has) => discharge !== undefined || has('DOWN_REF_SENT')],
  ['INPATIENT', 'P9', isInpatient],
  ['IN_LAB', 'P8', isInLab],
  ['NSTE_ACS', 'P8, N1', (episode) => hasNoCulprit(episode) && isNste(episode)],
  ['OTHER_DX', 'P8, X1', (episode) => hasNoCulprit(episode) && isOther(episode)],
  ['TRANSFER', 'P6T', onTheWay],
  ['LAB_ACTIVATED', 'P7', (episode) => episode.activation !== undefined && !isLabOver(episode)],
  ['POST_LYSIS', 'P6A', (_, has) => has('LYSIS_START')],
  ['LYSIS', 'P6L', ({ choice }) => choice?.strategy === 'LYSIS'],
  ['NSTE_ACS', 'N1', isNste],
  ['OTHER_DX', 'X1', isOther],
  ['STRATEGY', 'P5', (_, has) => has('STEMI_DX')],
  ['DIAGNOSED', 'P4', ({ report }) => report !== undefined],
  ['ECG_PENDING_READ', 'P3', ({ ecgs }) => ecgs.length > 0],
  ['FMC', 'P2', (_, has) => has('FMC')],
  ['EMS_DISPATCHED', 'P1b', (_, has) => has('DISPATCH')],
  ['FD_ENGAGED', 'P1a', ({ helpChannel }) => helpChannel === 'FAMILY_DOCTOR'],
  ['HELP_SOUGHT', 'P1', () => true],
];

export function phaseOf(episode: Episode): Phase {
  const has = (...codes: Milestone[]) => codes.some((code) => when(episode.milestones, code) !== undefined);
  const [phase] = PHASE_RULES.find(([, , holds]) => holds(episode, has)) ?? ['HELP_SOUGHT'];
  return phase;
}
