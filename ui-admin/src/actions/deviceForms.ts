import { PLACE_MILESTONES } from '../../../workflows/domain/readerPlaces';
import { SUPPRESSION } from '../../../workflows/domain/suppression';
import { ALARM_CODES } from '../../../workflows/domain/vocabulary';
import * as documents from '../api/generated/graphql';
import type { Field, Form } from './fields';
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

const CODE = { kind: 'CODE', group: 'milestone', options: PLACE_MILESTONES, optional: true } as const;
const MEANING: readonly Field[] = [
  { ...CODE, name: 'arrives', label: 'onArriving' },
  { ...CODE, name: 'leaves', label: 'onLeaving' },
  { kind: 'TEXT', name: 'reason', label: 'reason', long: true },
];

type Meaning = { readonly arrives: string | null; readonly leaves: string | null };

/** What a reader means from now on; without a time of coming or going it means nothing. */
export const readerForm = (readerId: string, { arrives, leaves }: Meaning, title: string): Form => ({
  title,
  document: documents.MapReaderDocument,
  fields: MEANING,
  fixed: { readerId },
  initial: { arrives: arrives ?? undefined, leaves: leaves ?? undefined },
});

/** A gate or beacon that is new, or was seen and nobody has said what it is. */
export const newReaderForm = (readerId: string | undefined, title: string): Form => ({
  title,
  document: documents.MapReaderDocument,
  fields: [
    { kind: 'TEXT', name: 'readerId', label: 'readerId' },
    {
      kind: 'SITE',
      name: 'siteId',
      label: 'site',
      siteKinds: ['PCI_HOSPITAL', 'NON_PCI_HOSPITAL', 'COMMUNITY_CENTRE'],
    },
    { kind: 'TEXT', name: 'place', label: 'readerPlace' },
    ...MEANING,
  ],
  fixed: {},
  ...(readerId === undefined ? {} : { initial: { readerId } }),
});
