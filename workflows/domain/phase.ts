import type { Episode } from './episode';
import { FINDING_ROWS } from './findings';
import { when } from './milestones';
import type { Milestone, Phase } from './vocabulary';

type Holds = (episode: Episode, has: (...codes: Milestone[]) => boolean) => boolean;

const onTheWay: Holds = ({ choice }, has) =>
  !has('DOOR') && (choice?.strategy === 'PPCI_BY_TRANSFER' || (has('LYSIS_START') && has('REF_DOOR_OUT')));

/** P12: every visit of the year is done; the register goes on outside the episode. */
const isPlanOver: Holds = ({ tasks }, has) =>
  has('DOWN_REF_ACCEPTED') &&
  tasks.length > 0 &&
  tasks.every(({ status }) => status === 'DONE' || status === 'CANCELLED');

/**
 * The phase is read from the facts, never stored beside them: late, back-dated and corrected words then move it
 * by themselves. clinical.md 4.2, last state first; the first row that holds is the phase.
 */
const PHASE_RULES: readonly (readonly [Phase, Holds])[] = [
  ['CLOSED', ({ closed }) => closed !== undefined],
  ['REGISTER', isPlanOver],
  ['FOLLOW_UP', (_, has) => has('DOWN_REF_ACCEPTED')],
  ['STEP_DOWN', ({ discharge }, has) => discharge !== undefined || has('DOWN_REF_SENT')],
  ['INPATIENT', (_, has) => has('PCI_END', 'ADMIT')],
  ['IN_LAB', (_, has) => has('LAB_IN', 'PUNCTURE', 'ANGIO', 'WIRE')],
  ['TRANSFER', onTheWay],
  ['LAB_ACTIVATED', ({ activation }) => activation !== undefined],
  ['POST_LYSIS', (_, has) => has('LYSIS_START')],
  ['LYSIS', ({ choice }) => choice?.strategy === 'LYSIS'],
  ['NSTE_ACS', ({ report }) => report?.finding === 'NSTE_ACS'],
  ['OTHER_DX', ({ report }) => report !== undefined && FINDING_ROWS[report.finding].path === 'OTHER'],
  ['STRATEGY', (_, has) => has('STEMI_DX')],
  ['DIAGNOSED', ({ report }) => report !== undefined],
  ['ECG_PENDING_READ', ({ ecgs }) => ecgs.length > 0],
  ['FMC', (_, has) => has('FMC')],
  ['EMS_DISPATCHED', (_, has) => has('DISPATCH')],
  ['FD_ENGAGED', ({ helpChannel }) => helpChannel === 'FAMILY_DOCTOR'],
  ['HELP_SOUGHT', () => true],
];

export function phaseOf(episode: Episode): Phase {
  const has = (...codes: Milestone[]) => codes.some((code) => when(episode.milestones, code) !== undefined);
  const [phase] = PHASE_RULES.find(([, holds]) => holds(episode, has)) ?? ['HELP_SOUGHT'];
  return phase;
}
