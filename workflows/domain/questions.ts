import { isOpen, owesReason, readClock } from './clocks';
import type { Episode, MilestoneEntry } from './episode';
import { latestOf, milestone } from './milestones';
import type { Owner } from './owners';
import { chainOf, holderOf, placeOf, siteOf } from './owners';
import { targetCodes, targetOf } from './targets';
import type { Instant } from './time';
import type { Milestone, QuestionKind, QuestionStatus, Role } from './vocabulary';

/** What somebody must look at again in the record: shown and due, never an alarm. */
export type Question = {
  readonly kind: QuestionKind;
  /** What it is about: `DOOR>WIRE`, `LAB_IN`, `T18`. */
  readonly code: string;
  readonly role: Role;
  readonly siteId: string;
  readonly askedAt: Instant;
  readonly dueAt: Instant;
  /** The numbers of the entries it rests on: another entry is another question. */
  readonly about: readonly number[];
  readonly status: QuestionStatus;
  readonly closedAt?: Instant;
  readonly closedBy?: string;
  readonly reason?: string;
};

/** A question as the facts raise it; whether it was asked before is the rule's business. */
export type Asked = Pick<Question, 'kind' | 'code' | 'role' | 'siteId' | 'about'>;

type Order = { readonly ref: string; readonly codes: readonly Milestone[] };

/**
 * Times that can only come in this order. The pairs of 10.10, which may come the other way round, are not here; of a
 * row those that are known are compared with their neighbours, so that one wrong time raises one question.
 */
export const ORDERS: readonly Order[] = [
  { ref: '0.2, 10.42', codes: ['ONSET', 'FMC'] },
  { ref: '0.2', codes: ['HELP_SOUGHT', 'FMC', 'LYSIS_START'] },
  { ref: '0.2', codes: ['HELP_SOUGHT', 'FMC', 'WIRE'] },
  { ref: '0.2, 10.21', codes: ['CALL_RING', 'CALL_ANSWERED'] },
  { ref: '0.2', codes: ['DISPATCH', 'ROLLING', 'ON_SCENE', 'LEAVE_SCENE'] },
  { ref: '0.2', codes: ['LEAVE_SCENE', 'DOOR'] },
  { ref: '0.2', codes: ['ECG1_ACQUIRED', 'ECG1_SENT', 'ECG1_RECEIVED', 'ECG1_REPORTED'] },
  { ref: '0.2, 10.21', codes: ['CONSULT_REQUESTED', 'CONSULT_STARTED'] },
  { ref: '0.2', codes: ['TN_DRAWN', 'TN_REPORTED'] },
  { ref: '10.21', codes: ['CT_NOTIFIED', 'CT_SCAN_START'] },
  { ref: '10.21', codes: ['ECHO_REQUESTED', 'ECHO_DONE'] },
  { ref: '0.2', codes: ['LYSIS_CONSENT_START', 'LYSIS_CONSENT_SIGNED'] },
  { ref: '0.2', codes: ['LYSIS_START', 'LYSIS_END'] },
  { ref: '0.2', codes: ['LYSIS_START', 'LYSIS_ASSESSED'] },
  { ref: '0.2', codes: ['PCI_CONSENT_START', 'PCI_CONSENT_SIGNED'] },
  { ref: '0.2', codes: ['LAB_CALLED', 'LAB_READY'] },
  {
    ref: '0.2',
    codes: ['REF_DOOR_IN', 'REF_DOOR_OUT', 'DOOR', 'LAB_IN', 'PUNCTURE', 'ANGIO', 'WIRE', 'DEVICE', 'PCI_END'],
  },
  { ref: '0.2', codes: ['WIRE', 'DEATH'] },
  { ref: '0.2', codes: ['ADMIT', 'READY', 'DISCHARGE', 'COMMUNITY_VISIT1'] },
  { ref: '10.21', codes: ['BED_ASKED', 'BED_ACCEPTED'] },
  { ref: '0.2', codes: ['DOWN_REF_SENT', 'DOWN_REF_ACCEPTED'] },
];

type Missing = {
  readonly ref: string;
  readonly asks: Milestone;
  /** Known, one of these says that what is asked must have happened. */
  readonly since: readonly Milestone[];
  readonly of: Owner;
  /** A time that can't apply is not missing (10.42). */
  readonly unless?: (episode: Episode) => boolean;
};

const isWardOnset = ({ helpChannel }: Episode): boolean => helpChannel === 'WARD';

/** The times of the national mandatory set and what the rows need, each asked for once it must have happened. */
export const MISSING: readonly Missing[] = [
  { ref: '8.3, 10.26', asks: 'ONSET', since: ['STEMI_DX'], of: 'HOLDER' },
  { ref: '8.3, 10.26', asks: 'FMC', since: ['ECG1_REPORTED'], of: 'HOLDER' },
  { ref: '10.26, T24', asks: 'REF_DOOR_IN', since: ['REF_DOOR_OUT'], of: 'REF' },
  {
    ref: '8.3, T24',
    asks: 'REF_DOOR_OUT',
    since: ['DOOR'],
    of: 'REF',
    unless: ({ milestones }) => milestone(milestones, 'REF_DOOR_IN') === undefined,
  },
  { ref: '8.3, T18', asks: 'DOOR', since: ['LAB_IN', 'WIRE'], of: 'ED', unless: isWardOnset },
  { ref: '2.3', asks: 'LYSIS_SCREEN', since: ['LYSIS_START'], of: 'HOLDER' },
  { ref: '8.3, T15', asks: 'LYSIS_CONSENT_START', since: ['LYSIS_CONSENT_SIGNED', 'LYSIS_START'], of: 'HOLDER' },
  { ref: '8.3, T15', asks: 'LYSIS_CONSENT_SIGNED', since: ['LYSIS_START'], of: 'HOLDER' },
  { ref: '8.3, T25', asks: 'LYSIS_START', since: ['LYSIS_END'], of: 'HOLDER' },
  { ref: '8.3, T15', asks: 'PCI_CONSENT_START', since: ['PCI_CONSENT_SIGNED', 'PUNCTURE'], of: 'OPERATOR' },
  { ref: '8.3, T15', asks: 'PCI_CONSENT_SIGNED', since: ['PUNCTURE'], of: 'OPERATOR' },
  { ref: '8.3', asks: 'LAB_IN', since: ['PUNCTURE', 'WIRE'], of: 'CL' },
  { ref: '8.3', asks: 'PUNCTURE', since: ['WIRE', 'DEVICE'], of: 'CL' },
  { ref: '8.3', asks: 'ANGIO', since: ['WIRE', 'DEVICE'], of: 'CL' },
  { ref: '10.41', asks: 'WIRE', since: ['DEVICE'], of: 'CL' },
  { ref: '8.3, G7', asks: 'PCI_END', since: ['ADMIT'], of: 'CL', unless: ({ milestones: m }) => !milestone(m, 'WIRE') },
  { ref: 'T11', asks: 'TN_DRAWN', since: ['TN_REPORTED'], of: 'ED' },
];

const whoRecorded = (episode: Episode, { recordedRole }: MilestoneEntry): Pick<Asked, 'role' | 'siteId'> =>
  askedOf(episode, recordedRole ?? chainOf('HOLDER', episode)[0]);
const askedOf = (episode: Episode, role: Role) => ({ role, siteId: siteOf(role, episode.sites) });

/** Whoever reported the later-heard of two times that can't both be true is asked first. */
function outOfOrder(episode: Episode): readonly Asked[] {
  return ORDERS.flatMap(({ codes }) => {
    const told = codes.flatMap((code) => milestone(episode.milestones, code) ?? []);
    return told.flatMap((entry, index): Asked[] => {
      const before = told[index - 1];
      if (before === undefined || before.at <= latestOf(entry)) return [];
      const heardLast = before.receivedAt > entry.receivedAt ? before : entry;
      const code = `${before.code}>${entry.code}`;
      return [{ kind: 'IMPOSSIBLE_ORDER', code, about: [before.n, entry.n], ...whoRecorded(episode, heardLast) }];
    });
  });
}

const missing = (episode: Episode): readonly Asked[] =>
  MISSING.flatMap(({ asks, since, of, unless }): Asked[] => {
    const shown = since.some((code) => milestone(episode.milestones, code) !== undefined);
    if (!shown || milestone(episode.milestones, asks) !== undefined || unless?.(episode) === true) return [];
    return [{ kind: 'MISSING_TIME', code: asks, about: [], ...askedOf(episode, chainOf(of, episode)[0]) }];
  });

/** 10.19: an interval on either side of a limit; whoever gave it is asked for the minute. */
function uncertain(episode: Episode, now: Instant): readonly Asked[] {
  if (episode.milestones.every(({ untilAt }) => untilAt === undefined)) return [];
  return targetCodes.flatMap((target): Asked[] => {
    const reading = readClock(target, episode, now);
    if (reading?.status !== 'UNCERTAIN' || isOpen(reading) || reading.flag === 'END_BEFORE_START') return [];
    const { from, to } = targetOf(target);
    const vague = [...from, ...to]
      .flatMap((code) => milestone(episode.milestones, code) ?? [])
      .find(({ untilAt }) => untilAt !== undefined);
    if (vague === undefined) return [];
    return [{ kind: 'UNCERTAIN_LIMIT', code: target, about: [vague.n], ...whoRecorded(episode, vague) }];
  });
}

/** R25: whoever holds the patient finds out who it is. */
const unknown = (episode: Episode): readonly Asked[] =>
  episode.unidentified === true
    ? [{ kind: 'UNKNOWN_PATIENT', code: 'PATIENT', about: [], ...askedOf(episode, chainOf('HOLDER', episode)[0]) }]
    : [];

/** R5: what was read at the bedside is sent when the cart or the network is back, as a file or a photograph. */
const owed = (episode: Episode): readonly Asked[] =>
  (episode.bedside ?? []).flatMap(({ n, ecgId }): Asked[] =>
    ecgId === undefined
      ? [
          {
            kind: 'RECORDING_OWED',
            code: `BEDSIDE:${n}`,
            about: [],
            ...askedOf(episode, chainOf('HOLDER', episode)[0]),
          },
        ]
      : [],
  );

/** 1.1: whose limit was missed says why, by the coded list; an arrest is its own reason (2.10). */
const unexplained = (episode: Episode, now: Instant): readonly Asked[] =>
  targetCodes.flatMap((code): Asked[] => {
    const reading = readClock(code, episode, now);
    if (reading === undefined || !owesReason(reading, episode)) return [];
    const { ownerRole: role } = reading;
    const siteId = placeOf(role, episode.sites, holderOf(episode) === 'REF');
    return [{ kind: 'DELAY_REASON', code, about: [], role, siteId }];
  });

/** Everything the facts leave open as of now. */
export const askedBy = (episode: Episode, now: Instant): readonly Asked[] => {
  const all = [
    ...outOfOrder(episode),
    ...missing(episode),
    ...uncertain(episode, now),
    ...unknown(episode),
    ...owed(episode),
    ...unexplained(episode, now),
  ];
  return all.filter(
    (one, place) => all.findIndex(({ kind, code }) => kind === one.kind && code === one.code) === place,
  );
};
