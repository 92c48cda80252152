import * as documents from '../api/generated/graphql';
import type { Form } from './fields';

/** What somebody found out about a refused message. */
export const deadLetterForm = (deadLetterId: string, title: string): Form => ({
  title,
  document: documents.HandleDeadLetterDocument,
  fields: [{ kind: 'TEXT', name: 'remark', label: 'remark', long: true }],
  fixed: { deadLetterId },
});
