import { SEXES } from '../../../workflows/domain/vocabulary';
import * as documents from '../api/generated/graphql';
import type { Form } from './fields';
import { OPENING } from './forms';
import { number } from './sheet';

/** R25: care starts for somebody whom nobody knows. */
export const openUnknownForm = (title: string): Form => ({
  title,
  document: documents.OpenUnknownDocument,
  fields: [
    { kind: 'CODE', name: 'sex', label: 'sex', group: 'sex', options: SEXES, initial: 'UNKNOWN' },
    number('estimatedAge', 'estimatedAge', [0, 120]),
    { kind: 'TEXT', name: 'bracelet', label: 'bracelet', optional: true },
    ...OPENING,
  ],
  fixed: {},
});
