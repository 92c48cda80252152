import { DEPARTMENTS } from '../../../workflows/domain/vocabulary';
import * as documents from '../api/generated/graphql';
import { number, type Sheet, TIME } from './sheet';

/** What the stay and the way home ask: clinical.md 4.2 P9 to P11, R22. */
export const STAY_SHEETS = {
  ENTER_DEPARTMENT: {
    document: documents.EnterDepartmentDocument,
    fields: [
      { kind: 'CODE', name: 'department', label: 'department', group: 'department', options: DEPARTMENTS },
      TIME,
    ],
  },
  DISCHARGE: {
    document: documents.DischargeDocument,
    fields: [
      TIME,
      { kind: 'DRUGS', name: 'drugs', label: 'drugs' },
      number('lvef', 'lvef', [5, 90]),
      { kind: 'FLAG', name: 'highRisk', label: 'highRisk' },
    ],
  },
  DOWN_REFER: {
    document: documents.DownReferDocument,
    fields: [{ kind: 'SITE', name: 'siteId', label: 'toCommunity', siteKinds: ['COMMUNITY_CENTRE'] }, TIME],
  },
  ACCEPT_DOWN_REFERRAL: { document: documents.AcceptDownReferralDocument, fields: [TIME] },
  REFUSE_DOWN_REFERRAL: {
    document: documents.RefuseDownReferralDocument,
    fields: [TIME, { kind: 'TEXT', name: 'reason', label: 'reason', long: true }],
  },
  KEEP_FOLLOW_UP: {
    document: documents.KeepFollowUpDocument,
    fields: [TIME, { kind: 'TEXT', name: 'reason', label: 'reason', long: true }],
  },
} as const satisfies Partial<Record<documents.Action, Sheet>>;
