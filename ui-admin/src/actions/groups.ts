import type { Action } from '../api/generated/graphql';

/** What people do with an episode, by meaning and in the order of a case; each action stands in one group. */
export const ACTION_GROUPS = {
  BEDSIDE: ['RECORD_MILESTONE', 'MEASURE_VITALS', 'RECORD_DRUG', 'REPORT_TEST', 'READ_AT_BEDSIDE', 'CHANGE_CONSENT'],
  TROUBLE: ['RAISE_OVERLAY', 'END_OVERLAY', 'REPORT_BLEEDING', 'FIND_REINFARCTION', 'LEAVE_AGAINST_ADVICE'],
  DECISION: [
    'ASK_CONSULT',
    'REVISE_DIAGNOSIS',
    'LABEL_RISK',
    'MAKE_FORECAST',
    'DECIDE_STRATEGY',
    'CONFIRM_LYSIS',
    'ASSESS_LYSIS',
  ],
  TRANSFER: [
    'ANNOUNCE_PATIENT',
    'CHOOSE_RECEIVER',
    'ASK_RESOURCE',
    'CALL_LAB',
    'CHANGE_LAB',
    'ARRIVE_AT_LAB',
    'REPORT_PCI',
    'CONCLUDE_ANGIOGRAPHY',
    'CANCEL_ACTIVATION',
  ],
  STAY: [
    'ENTER_DEPARTMENT',
    'DISCHARGE',
    'DOWN_REFER',
    'ACCEPT_DOWN_REFERRAL',
    'REFUSE_DOWN_REFERRAL',
    'KEEP_FOLLOW_UP',
    'BIND_DEVICE',
    'REPORT_DAPT_GAP',
  ],
  RECORD: ['IDENTIFY_PATIENT', 'MERGE_EPISODES', 'MOVE_TO_EDITION', 'CLOSE_EPISODE', 'REOPEN_EPISODE'],
} as const satisfies Record<string, readonly Action[]>;

export type ActionGroup = keyof typeof ACTION_GROUPS;
