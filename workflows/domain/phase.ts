import type { Episode } from './episode';
import { FINDING_ROWS } from './findings';
import { when } from './milestones';
import type { Milestone, Phase } from './vocabulary';

type Holds = (episode: Episode, has: (...codes: Milestone[]) => boolean) => boolean;

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
  ['INPATIENT', 'P9', (_, has) => has('PCI_END', 'ADMIT')],
  ['IN_LAB', 'P8', (_, has) => has('LAB_IN', 'PUNCTURE', 'ANGIO', 'WIRE')],
  ['TRANSFER', 'P6T', onTheWay],
  ['LAB_ACTIVATED', 'P7', ({ activation }) => activation !== undefined],
  ['POST_LYSIS', 'P6A', (_, has) => has('LYSIS_START')],
  ['LYSIS', 'P6L', ({ choice }) => choice?.strategy === 'LYSIS'],
  ['NSTE_ACS', 'N1', ({ report }) => report?.finding === 'NSTE_ACS'],
  ['OTHER_DX', 'X1', ({ report }) => report !== undefined && FINDING_ROWS[report.finding].path === 'OTHER'],
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
