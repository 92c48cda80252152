import type { Clock, Milestone as Entry } from '../prisma/generated/client';
import { countsBefore } from '../workflows/domain/milestones';
import { TARGETS } from '../workflows/domain/targets';
import type { Milestone, Strategy } from '../workflows/domain/vocabulary';

export type TimelineNode = {
  readonly code: Milestone;
  readonly entry: Entry | undefined;
  readonly reports: readonly Entry[];
  readonly plannedAt: Date | undefined;
};

const SYMPTOM_TO_DIAGNOSIS = [
  'ONSET',
  'HELP_SOUGHT',
  'CALL120',
  'FMC',
  'ECG1_ACQUIRED',
  'ECG1_RECEIVED',
  'ECG1_REPORTED',
  'STEMI_DX',
] as const;
const FIRST_DRUGS = ['ASPIRIN', 'P2Y12', 'ANTICOAG', 'STRATEGY'] as const;
const TO_WIRE = ['PCI_CONSENT_START', 'PCI_CONSENT_SIGNED', 'PUNCTURE', 'ANGIO', 'WIRE', 'PCI_END'] as const;
const STAY_AND_AFTER = [
  'ADMIT',
  'READY',
  'DISCHARGE',
  'DOWN_REF_SENT',
  'DOWN_REF_ACCEPTED',
  'COMMUNITY_VISIT1',
] as const;

/** What an episode passes on its way, by what was decided (clinical.md 4.2). */
const WAYS: Readonly<Record<Strategy | 'UNDECIDED', readonly Milestone[]>> = {
  UNDECIDED: [...SYMPTOM_TO_DIAGNOSIS, ...FIRST_DRUGS],
  PPCI_BY_TRANSFER: [
    ...SYMPTOM_TO_DIAGNOSIS,
    ...FIRST_DRUGS,
    'LAB_CALLED',
    'REF_DOOR_OUT',
    'LAB_READY',
    'DOOR',
    'LAB_IN',
    ...TO_WIRE,
    ...STAY_AND_AFTER,
  ],
  PPCI_ON_SITE: [
    ...SYMPTOM_TO_DIAGNOSIS,
    ...FIRST_DRUGS,
    'LAB_CALLED',
    'DOOR',
    'LAB_READY',
    'LAB_IN',
    ...TO_WIRE,
    ...STAY_AND_AFTER,
  ],
  LYSIS: [
    ...SYMPTOM_TO_DIAGNOSIS,
    ...FIRST_DRUGS,
    'LYSIS_CONSENT_START',
    'LYSIS_CONSENT_SIGNED',
    'LYSIS_START',
    'LYSIS_END',
    'LYSIS_ASSESSED',
    'REF_DOOR_OUT',
    'DOOR',
    ...STAY_AND_AFTER,
  ],
  NONE: [...SYMPTOM_TO_DIAGNOSIS, ...FIRST_DRUGS, ...STAY_AND_AFTER],
};

type Told = {
  readonly strategy: Strategy | null;
  readonly milestones: readonly Entry[];
  readonly clocks: readonly Clock[];
};

/** The way with what is known of it, then what else was reported, each where its time puts it. */
export function timelineOf({ strategy, milestones, clocks }: Told): readonly TimelineNode[] {
  const way = WAYS[strategy ?? 'UNDECIDED'];
  const corrected = new Set(milestones.map((entry) => entry.corrects));
  const first = new Map<Milestone, Entry>();
  for (const entry of milestones) {
    const before = first.get(entry.code);
    if (!corrected.has(entry.n) && entry.withdraws !== true && (before === undefined || countsBefore(entry, before)))
      first.set(entry.code, entry);
  }
  const reportsOf = (code: Milestone) => milestones.filter((entry) => entry.code === code);
  const nodes = way.map((code): TimelineNode => ({
    code,
    entry: first.get(code),
    reports: reportsOf(code),
    plannedAt: plannedAt(code, clocks),
  }));
  const beside = [...first.values()]
    .filter(({ code }) => !way.includes(code))
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
  for (const entry of beside) {
    const after = nodes.findLastIndex((node) => node.entry !== undefined && node.entry.at <= entry.at);
    nodes.splice(after + 1, 0, { code: entry.code, entry, reports: reportsOf(entry.code), plannedAt: undefined });
  }
  const gone = new Set(milestones.map(({ code }) => code).filter((code) => !first.has(code) && !way.includes(code)));
  return [
    ...nodes,
    ...[...gone].map((code) => ({ code, entry: undefined, reports: reportsOf(code), plannedAt: undefined })),
  ];
}

/** When a running clock wants it at the latest. */
function plannedAt(code: Milestone, clocks: readonly Clock[]): Date | undefined {
  const due = clocks.flatMap(({ target, status, dueAt }) => {
    const ends = Object.entries(TARGETS).some(([row, { to }]) => row === target && to.some((end) => end === code));
    return ends && dueAt !== null && (status === 'RUNNING' || status === 'UNCERTAIN') ? [dueAt] : [];
  });
  return due.toSorted((a, b) => a.getTime() - b.getTime())[0];
}
