import type { Instant } from './time';
import type { Finding, PageReason, Role } from './vocabulary';

type Row = {
  readonly ref: string;
  /** Where the episode goes with it (4.2 P4); `OPEN`: nowhere yet. */
  readonly path: 'STEMI' | 'NSTE_ACS' | 'OTHER' | 'OPEN';
  /** The next ECG is asked for, since this one excludes nothing (T35). */
  readonly repeats?: true;
  /** What must be looked at first, lysis and anticoagulant waiting for it (R14). */
  readonly asks?: Extract<PageReason, 'CT_NOW' | 'ECHO_NOW'>;
  /** What it answers on the lysis checklist. */
  readonly contraindicates?: string;
};

/** What each finding means for the pathway. */
export const FINDING_ROWS: Readonly<Record<Finding, Row>> = {
  STEMI: { ref: '4.2 P4, P5', path: 'STEMI' },
  STEMI_EQUIVALENT: { ref: '2.1#8, 4.2 P4, P5', path: 'STEMI' },
  NSTE_ACS: { ref: '4.2 N1, 2.11 STEMI, R13, T35', path: 'NSTE_ACS', repeats: true },
  DISSECTION_SUSPECTED: {
    ref: 'R14, 10.36, T37',
    path: 'OTHER',
    asks: 'CT_NOW',
    contraindicates: 'AORTIC_DISSECTION_SUSPECTED',
  },
  PE_SUSPECTED: { ref: 'R14, T37', path: 'OTHER', asks: 'CT_NOW' },
  PERICARDITIS_SUSPECTED: { ref: 'R14, T38', path: 'OTHER', asks: 'ECHO_NOW' },
  OTHER_DIAGNOSIS: { ref: '4.2 X1', path: 'OTHER' },
  NOT_ACUTE: { ref: '2.1, T35', path: 'OPEN', repeats: true },
  UNCLEAR: { ref: '4.2 P4, T35', path: 'OPEN', repeats: true },
};

export const isStemi = (finding: Finding | undefined): boolean =>
  finding !== undefined && FINDING_ROWS[finding].path === 'STEMI';

const WEIGHT: Readonly<Record<Row['path'], number>> = { OPEN: 0, NSTE_ACS: 1, OTHER: 2, STEMI: 3 };

/** An ECG can only add to what the case is taken for: taking a diagnosis back is a person's word of its own (R13, R14). */
export const addsTo = (before: Finding | undefined, finding: Finding): boolean =>
  before === undefined || WEIGHT[FINDING_ROWS[finding].path] >= WEIGHT[FINDING_ROWS[before].path];

/** A diagnosis a named doctor took back (R13, R14): the last of them. */
export type Revision = {
  readonly from: Finding;
  readonly reason: string;
  readonly by: string;
  readonly role: Role;
  readonly at: Instant;
};
