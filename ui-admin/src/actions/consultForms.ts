import { may } from '../../../workflows/domain/permissions';
import { CONSULT_OUTPUTS, FINDINGS, ROLES, STRATEGIES, TRANSFER_ADVICES } from '../../../workflows/domain/vocabulary';
import { AnswerConsultDocument, WithdrawConsultDocument } from '../api/generated/graphql';
import type { Field, Form } from './fields';

/** Whom a consult can be asked of: whoever may answer one. */
const ASKED = ROLES.filter((role) => may(role, 'ANSWER_CONSULT') === true);

export const CONSULT_FIELDS: readonly Field[] = [
  { kind: 'CODE', name: 'role', label: 'askedRole', group: 'role', options: ASKED, initial: 'ON_CALL_CARDIOLOGIST' },
  { kind: 'SITE', name: 'siteId', label: 'askedSite', siteKinds: ['PCI_HOSPITAL', 'NON_PCI_HOSPITAL'] },
  { kind: 'TEXT', name: 'question', label: 'consultQuestion', long: true },
];

type Of = { readonly episodeId: string; readonly n: number };

/** The four outputs: each given, or named among those that are not (7.2 #71). */
export const answerConsultForm = (fixed: Of, title: string): Form => ({
  title,
  document: AnswerConsultDocument,
  fields: [
    { kind: 'CODE', name: 'reading', label: 'ecgs', group: 'finding', options: FINDINGS, optional: true },
    { kind: 'TEXT', name: 'rescue', label: 'rescueAdvice', optional: true, long: true },
    { kind: 'CODE', name: 'reperfusion', label: 'strategy', group: 'strategy', options: STRATEGIES, optional: true },
    {
      kind: 'CODE',
      name: 'transfer',
      label: 'transferAdvice',
      group: 'transferAdvice',
      options: TRANSFER_ADVICES,
      optional: true,
    },
    { kind: 'CODES', name: 'notGiven', label: 'notGivenOutputs', group: 'consultOutput', options: CONSULT_OUTPUTS },
    { kind: 'TEXT', name: 'remark', label: 'remark', optional: true, long: true },
  ],
  fixed,
});

export const withdrawConsultForm = (fixed: Of, title: string): Form => ({
  title,
  document: WithdrawConsultDocument,
  fields: [{ kind: 'TEXT', name: 'reason', label: 'reason', long: true }],
  fixed,
});
