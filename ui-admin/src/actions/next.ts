import type { Phase } from '../../../workflows/domain/vocabulary';
import type { Action } from '../api/generated/graphql';

/** Which actions are drawn as the likely next ones in each step; all others stay beside them, equally usable. */
export const NEXT: Readonly<Record<Phase, readonly Action[]>> = {
  HELP_SOUGHT: ['RECORD_MILESTONE'],
  FD_ENGAGED: ['RECORD_MILESTONE'],
  EMS_DISPATCHED: ['RECORD_MILESTONE'],
  FMC: ['RECORD_MILESTONE'],
  ECG_PENDING_READ: ['RECORD_MILESTONE'],
  DIAGNOSED: ['RECORD_MILESTONE', 'REVISE_DIAGNOSIS'],
  NSTE_ACS: ['LABEL_RISK', 'RECORD_MILESTONE', 'CALL_LAB'],
  OTHER_DX: ['RECORD_MILESTONE', 'REVISE_DIAGNOSIS', 'CLOSE_EPISODE'],
  STRATEGY: ['MAKE_FORECAST', 'DECIDE_STRATEGY'],
  LYSIS: ['CHANGE_CONSENT', 'RECORD_MILESTONE'],
  POST_LYSIS: ['ASSESS_LYSIS', 'RECORD_MILESTONE', 'CALL_LAB'],
  TRANSFER: ['CALL_LAB', 'CHANGE_CONSENT'],
  LAB_ACTIVATED: ['ARRIVE_AT_LAB', 'CHANGE_CONSENT'],
  IN_LAB: ['REPORT_PCI', 'CHANGE_CONSENT'],
  INPATIENT: ['ENTER_DEPARTMENT', 'DISCHARGE'],
  STEP_DOWN: ['DOWN_REFER', 'ACCEPT_DOWN_REFERRAL'],
  FOLLOW_UP: ['BIND_DEVICE', 'REPORT_DAPT_GAP'],
  REGISTER: ['CLOSE_EPISODE'],
  CLOSED: [],
};
