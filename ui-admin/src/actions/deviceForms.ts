import { SUPPRESSION } from '../../../workflows/domain/suppression';
import { ALARM_CODES } from '../../../workflows/domain/vocabulary';
import * as documents from '../api/generated/graphql';
import type { Form } from './fields';
import { number } from './sheet';

/** What somebody found out about a refused message. */
export const deadLetterForm = (deadLetterId: string, title: string): Form => ({
  title,
  document: documents.HandleDeadLetterDocument,
  fields: [{ kind: 'TEXT', name: 'remark', label: 'remark', long: true }],
  fixed: { deadLetterId },
});

/** Holds one kind of alarm of one patient back for some hours. */
export const suppressForm = (patientId: string, title: string): Form => ({
  title,
  document: documents.SuppressAlarmDocument,
  fields: [
    {
      kind: 'CODE',
      name: 'code',
      label: 'incidentsShort',
      group: 'alarm',
      options: ALARM_CODES.filter((code) => !SUPPRESSION.never.includes(code)),
    },
    number('hours', 'forHours', [1, SUPPRESSION.mostHours], false),
    { kind: 'TEXT', name: 'reason', label: 'reason', long: true },
    { kind: 'FLAG', name: 'withHigh', label: 'withHigh' },
  ],
  fixed: { patientId },
});
