import { REACH_WAYS } from '../../../workflows/domain/vocabulary';
import * as documents from '../api/generated/graphql';
import type { Form } from './fields';

/** R35: whom somebody rang for an alarm, and whether anybody answered. */
export const callForm = (incidentId: string, title: string): Form => ({
  title,
  document: documents.RecordCallDocument,
  fields: [
    {
      kind: 'CODE',
      name: 'way',
      label: 'callWhom',
      group: 'reachWay',
      options: REACH_WAYS.filter((way) => way !== 'WELFARE_CHECK'),
      initial: 'PATIENT',
    },
    { kind: 'FLAG', name: 'reached', label: 'callReached' },
    { kind: 'TEXT', name: 'remark', label: 'callRemark', optional: true },
  ],
  fixed: { incidentId },
});

/** What the system knows of where the patient is. */
export type KnownPlace = { readonly place?: string; readonly seenAt?: string };

/** 120 is asked to look; what the system knows of the place stands in the form already. */
export const askWelfareForm = (incidentId: string, initial: KnownPlace, title: string): Form => ({
  title,
  document: documents.AskWelfareCheckDocument,
  fields: [
    { kind: 'TEXT', name: 'place', label: 'welfarePlace', long: true },
    { kind: 'MOMENT', name: 'seenAt', label: 'welfareSeenAt', optional: true },
  ],
  fixed: { incidentId },
  initial,
});

export const endWelfareForm = (incidentId: string, title: string): Form => ({
  title,
  document: documents.EndWelfareCheckDocument,
  fields: [
    { kind: 'FLAG', name: 'reached', label: 'welfareReached' },
    { kind: 'TEXT', name: 'remark', label: 'welfareRemark', long: true },
  ],
  fixed: { incidentId },
});
